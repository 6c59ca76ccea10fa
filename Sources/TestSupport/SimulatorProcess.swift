import Glibc

/// A running estate simulator with one host for each fault named; see docs/estate-simulator.md.
package final class SimulatorProcess: Sendable {
    /// What a host says to the script, with the simulator's placeholders.
    package struct Recording: Sendable {
        package var stdout: String
        package var stderr: String

        package init(stdout: String, stderr: String) {
            self.stdout = stdout
            self.stderr = stderr
        }
    }

    package struct Settings: Sendable {
        /// The fault of each host, in the order of their addresses; `none` for a sound one.
        package var faults: [String]
        package var recording: Recording
        /// By address, the passwords that let in.
        package var passwords: [String: String] = [:]
        /// More options of `EstateSimulator serve`.
        package var options: [String] = []

        package init(faults: [String], recording: Recording) {
            self.faults = faults
            self.recording = recording
        }
    }

    package let folder: TemporaryFolder
    /// Every host lets this key in.
    package let key: TestKey
    package let port: UInt16
    private let process: ChildProcess

    /// Beside the test runner: `.build/…/debug`.
    private static let program: String = {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        let runner = String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return String(runner[..<(runner.lastIndex(of: "/") ?? runner.startIndex)]) + "/EstateSimulator"
    }()

    package static var isBuilt: Bool { access(program, X_OK) == 0 && access("/usr/bin/ssh-keygen", X_OK) == 0 }

    /// The command line that begins a server, for tests that expect it to fail.
    package static let serve = [program, "serve"]

    package init(_ settings: Settings) async throws {
        folder = try TemporaryFolder()
        key = try TestKey(in: folder)
        port = try LoopbackSocket.closedPort()
        mkdir(folder.path("recording"), 0o700)
        try folder.write(settings.recording.stdout, to: "recording/stdout")
        try folder.write(settings.recording.stderr, to: "recording/stderr")
        let plan = settings.faults.enumerated().map { "\(Self.address(of: $0.offset)) \($0.element)\n" }.joined()
        var arguments = [
            "--hosts", String(settings.faults.count), "--first", Self.address(of: 0), "--port", String(port),
            "--recording", folder.path("recording"), "--client-key", key.path + ".pub",
            "--plan", try folder.write(plan, to: "plan"), "--estate", folder.path("estate"),
            "--offers", folder.path("offers"), "--seconds", "120", "--workers", "1",
        ]
        if !settings.passwords.isEmpty {
            let lines = settings.passwords.map { "\($0.key) \($0.value)\n" }.joined()
            arguments += ["--passwords", try folder.write(lines, to: "passwords")]
        }
        process = try ChildProcess(Self.serve + arguments + settings.options, outputPath: folder.path("log"))
        try await Self.waitUntil(folder, says: "listening on")
    }

    /// All tests run at once; each has addresses of its own anyway by its port.
    package static func address(of host: Int) -> String { "127.20.3.\(host + 1)" }

    /// The keys that the hosts ought to show, in OpenSSH's format.
    package var knownHosts: String { folder.path("estate/known_hosts") }

    /// A password that a client offered to a host, right or wrong.
    package struct Offer: Hashable, Sendable {
        package var address: String
        package var password: String

        package init(address: String, password: String) {
            self.address = address
            self.password = password
        }
    }

    /// All that were offered so far, in order.
    package var offers: [Offer] {
        folder.text(of: "offers").split(separator: "\n").map { line in
            let words = line.split(separator: " ", maxSplits: 1).map(String.init)
            return Offer(address: words[0], password: words.count > 1 ? words[1] : "")
        }
    }

    /// Asks the simulator to end and returns what it counted, as JSON.
    package func counters() async throws -> String {
        guard let id = folder.text(of: "log").split(whereSeparator: \.isWhitespace).last.flatMap({ pid_t($0) }) else {
            throw ChildProcess.Failure(description: "the simulator does not tell its process")
        }
        kill(id, SIGTERM)
        try await Self.waitUntil(folder, says: "{\"accepted\"")
        return folder.text(of: "log").split(separator: "\n").last.map(String.init) ?? ""
    }

    private static func waitUntil(_ folder: TemporaryFolder, says words: String) async throws {
        for _ in 0..<2_000 {
            if folder.text(of: "log").contains(words) { return }
            // A process is waited for; a thread must not be, there are few of them.
            try await Task.sleep(for: .milliseconds(10))
        }
        throw ChildProcess.Failure(description: "the simulator does not say '\(words)': \(folder.text(of: "log"))")
    }
}
