import Collectors
import EstateModel
import SSH
import TestSupport

/// What a test cannot go on without.
struct SimulatorFailure: Error, CustomStringConvertible {
    let description: String
}

/// A running simulator with one host for each fault named, and a client that knows the hosts' keys.
struct SimulatedHosts {
    static let nonce = "0123456789abcdefABCDEF"

    let faults: [String]
    private let client: SSHClient
    private let process: SimulatorProcess

    static var isBuilt: Bool { SimulatorProcess.isBuilt }

    var folder: TemporaryFolder { process.folder }
    var key: TestKey { process.key }
    var port: UInt16 { process.port }

    /// A short recording with everything that a recording can hold.
    static let recording = SimulatorProcess.Recording(stdout: recordedStdout, stderr: recordedStderr)

    private static let recordedStdout = """

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

    private static let recordedStderr = """

        @{{nonce}} begin host

        @{{nonce}} status host 0

        @{{nonce}} done

        """

    init(_ faults: [String], _ options: [String] = []) async throws {
        self.faults = faults
        var settings = SimulatorProcess.Settings(faults: faults, recording: Self.recording)
        settings.options = options
        process = try await SimulatorProcess(settings)
        let hostKeys = try HostKeyStore(path: process.knownHosts, policy: .strict)
        client = SSHClient(hostKeys: hostKeys, poller: try ReadinessPoller())
    }

    static func address(of host: Int) -> String { SimulatorProcess.address(of: host) }

    /// Asks the simulator to end and returns what it counted.
    func counters() async throws -> String { try await process.counters() }

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
