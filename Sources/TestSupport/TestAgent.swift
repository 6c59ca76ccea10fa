import Glibc

/// A real `ssh-agent` with a socket of its own.
package final class TestAgent: Sendable {
    package let socketPath: String
    private let process: ChildProcess
    private let folder: TemporaryFolder

    package init(in folder: TemporaryFolder) throws {
        self.folder = folder
        socketPath = folder.path("agent")
        let log = folder.path("agent.log")
        process = try ChildProcess(["/usr/bin/ssh-agent", "-D", "-a", socketPath], outputPath: log)
        var patience = 500
        while access(socketPath, F_OK) != 0, patience > 0 {
            usleep(10_000)
            patience -= 1
        }
    }

    package func add(_ key: TestKey) throws {
        let arguments = ["/usr/bin/env", "SSH_AUTH_SOCK=\(socketPath)", "/usr/bin/ssh-add", "-q", key.path]
        try ChildProcess.run(arguments, in: folder)
    }

    /// Stops the agent from answering while its socket stays.
    package func freeze() {
        process.freeze()
    }
}
