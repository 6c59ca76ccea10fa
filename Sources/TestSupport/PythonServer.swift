import Glibc

/// A server written in Python on 127.0.0.1 with a port and a folder of its own; stopped when it is released.
///
/// Its first argument is the port, its second the folder; it makes the file `ready` there when it listens.
package final class PythonServer: Sendable {
    /// The distribution's, which has the distribution's packages.
    package static let program = "/usr/bin/python3"

    package static var isAvailable: Bool { access(program, X_OK) == 0 }

    package let folder: TemporaryFolder
    package let port: UInt16
    private let process: ChildProcess

    package init(_ script: String, _ arguments: [String] = [], files: [String: String] = [:]) throws {
        folder = try TemporaryFolder()
        port = try LoopbackSocket.closedPort()
        for (name, text) in files { try folder.write(text, to: name) }
        let path = try folder.write(script, to: "server.py")
        process = try ChildProcess(
            [Self.program, path, String(port), folder.path] + arguments,
            outputPath: folder.path("log")
        )
        for _ in 0..<1_000 {
            if folder.contains("ready") { return }
            usleep(10_000)
        }
        throw ChildProcess.Failure(description: "the server does not start: \(folder.text(of: "log"))")
    }
}
