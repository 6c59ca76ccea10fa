import Collectors
import EstateModel
import Glibc
import SSH
import TestSupport

/// What a test cannot go on without.
struct SimulatorFailure: Error, CustomStringConvertible {
    let description: String
}

/// A running simulator with one host for each fault named, and a client that knows the hosts' keys.
struct SimulatedHosts {
    static let nonce = "0123456789abcdefABCDEF"

    let folder: TemporaryFolder
    let key: TestKey
    let port: UInt16
    let faults: [String]
    private let client: SSHClient
    private let process: ChildProcess

    /// Beside the test runner: `.build/…/debug`.
    static let program: String = {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        let runner = String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return String(runner[..<(runner.lastIndex(of: "/") ?? runner.startIndex)]) + "/EstateSimulator"
    }()

    static var isBuilt: Bool { access(program, X_OK) == 0 && access("/usr/bin/ssh-keygen", X_OK) == 0 }

    /// A short recording with everything that a recording can hold.
    static let recordedStdout = """

        @{{nonce}} begin host 4096 10.00
        Linux 6.1.0 x86_64
        uid 0

        @{{nonce}} end host - 10.01

        @{{nonce}} begin identity 4096 10.01
        {{host}} {{machine-id}} {{uuid}} {{serial}} {{mac}} {{address}} {{unknown}}

        @{{nonce}} end identity - 10.02

        @{{nonce}} begin dpkg 65536 10.02
        \((1...400).map { "package-\($0)\tamd64\t1.\($0)-1" }.joined(separator: "\n"))

        @{{nonce}} end dpkg - 10.03

        @{{nonce}} done

        """

    static let recordedStderr = """

        @{{nonce}} begin host

        @{{nonce}} status host 0

        @{{nonce}} done

        """

    init(_ faults: [String], _ options: [String] = []) async throws {
        self.faults = faults
        folder = try TemporaryFolder()
        key = try TestKey(in: folder)
        port = try LoopbackSocket.closedPort()
        mkdir(folder.path("recording"), 0o700)
        try folder.write(Self.recordedStdout, to: "recording/stdout")
        try folder.write(Self.recordedStderr, to: "recording/stderr")
        let plan = faults.enumerated().map { "\(Self.address(of: $0.offset)) \($0.element)\n" }.joined()
        let planPath = try folder.write(plan, to: "plan")
        let arguments = [
            Self.program, "serve", "--hosts", String(faults.count), "--first", Self.address(of: 0), "--port",
            String(port),
            "--recording", folder.path("recording"), "--client-key", key.path + ".pub", "--plan", planPath,
            "--estate", folder.path("estate"), "--seconds", "120", "--workers", "1",
        ]
        process = try ChildProcess(arguments + options, outputPath: folder.path("log"))
        try await Self.waitUntil(folder, says: "listening on")
        let hostKeys = try HostKeyStore(path: folder.path("estate/known_hosts"), policy: .strict)
        client = SSHClient(hostKeys: hostKeys, poller: try ReadinessPoller())
    }

    /// All tests run at once; each has addresses of its own anyway by its port.
    static func address(of host: Int) -> String { "127.20.3.\(host + 1)" }

    private static func waitUntil(_ folder: TemporaryFolder, says words: String) async throws {
        for _ in 0..<2_000 {
            if folder.text(of: "log").contains(words) { return }
            // A process is waited for; a thread must not be, there are few of them.
            try await Task.sleep(for: .milliseconds(10))
        }
        throw SimulatorFailure(description: "the simulator does not say '\(words)': \(folder.text(of: "log"))")
    }

    /// Asks the simulator to end and returns what it counted.
    func counters() async throws -> String {
        guard let id = folder.text(of: "log").split(whereSeparator: \.isWhitespace).last.flatMap({ pid_t($0) }) else {
            throw SimulatorFailure(description: "the simulator does not tell its process")
        }
        kill(id, SIGTERM)
        try await Self.waitUntil(folder, says: "{\"accepted\"")
        return folder.text(of: "log").split(separator: "\n").last.map(String.init) ?? ""
    }

    /// How one visit went: why there was no login, or what the script brought.
    enum Visit {
        case noLogin(SSHError)
        case answered(CommandResult, Transcript)
    }

    func visit(
        _ host: Int,
        credential: SSHCredential? = nil,
        legacy: Bool = false,
        byteLimit: Int = 16 << 20,
        seconds: Int = 20
    ) async -> Visit {
        let endpoint = SSHEndpoint(
            name: "sim",
            address: Self.address(of: host),
            port: port,
            user: "scan",
            legacyAlgorithms: legacy
        )
        let session: SSHSession
        do throws(SSHError) {
            session = try await client.connect(
                to: endpoint,
                credential: credential ?? .keyFile(path: key.path, passphrase: nil),
                limits: Limits(connect: .seconds(seconds))
            )
        } catch {
            return .noLogin(error)
        }
        let result = await session.run(
            "/bin/sh -s",
            input: Array("set -- \(Self.nonce) none 60\n# the script\n".utf8),
            byteLimit: byteLimit,
            deadline: .now.advanced(by: .seconds(seconds))
        )
        await session.close()
        return .answered(
            result,
            FrameReader.read(stdout: result.stdout, stderr: result.stderr, nonce: Self.nonce)
        )
    }
}
