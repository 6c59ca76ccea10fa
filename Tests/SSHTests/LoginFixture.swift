import EstateModel
import SSH
import TestSupport

/// A server that lets one key in, and a client that knows the server.
struct LoginFixture {
    let folder: TemporaryFolder
    let key: TestKey
    let server: TestSSHServer
    let client: SSHClient

    init(
        policy: HostKeyStore.Policy = .strict,
        passphrase: String = "",
        keyType: String = "ed25519",
        options: (inout TestSSHServer.Options) -> Void = { _ in },
        knownHosts: ((TestSSHServer) -> String)? = nil
    ) throws {
        folder = try TemporaryFolder()
        key = try TestKey(in: folder, type: keyType, passphrase: passphrase)
        var serverOptions = TestSSHServer.Options()
        serverOptions.authorizedKeys = [key.publicLine]
        options(&serverOptions)
        let server = try TestSSHServer(serverOptions)
        self.server = server
        let known = knownHosts?(server) ?? server.hostKeys.map { "[127.0.0.1]:\(server.port) \($0)\n" }.joined()
        try folder.write(known, to: "known_hosts")
        client = try makeClient(knownHosts: folder.path("known_hosts"), policy: policy)
    }

    func endpoint(user: String = TestSSHServer.user, legacy: Bool = false) -> SSHEndpoint {
        SSHEndpoint(
            name: "db01",
            address: "127.0.0.1",
            port: server.port,
            user: user,
            legacyAlgorithms: legacy
        )
    }

    func connect(
        with credential: SSHCredential? = nil,
        to endpoint: SSHEndpoint? = nil
    ) async throws(SSHError) -> SSHSession {
        try await client.connect(
            to: endpoint ?? self.endpoint(),
            credential: credential ?? .keyFile(path: key.path, passphrase: nil),
            limits: Limits(connect: .seconds(20))
        )
    }

    /// The error of a login that must fail.
    func failure(with credential: SSHCredential? = nil, to endpoint: SSHEndpoint? = nil) async -> SSHError? {
        do throws(SSHError) {
            _ = try await connect(with: credential, to: endpoint)
            return nil
        } catch {
            return error
        }
    }
}

func makeClient(knownHosts: String, policy: HostKeyStore.Policy = .strict) throws -> SSHClient {
    SSHClient(hostKeys: try HostKeyStore(path: knownHosts, policy: policy), poller: try ReadinessPoller())
}

func secret(_ text: String) -> Secret { Secret(Array(text.utf8)) }

func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

extension SSHSession {
    /// Runs a command with bounds that no test reaches.
    func answer(_ command: String, input: [UInt8] = [], byteLimit: Int = 64 << 20) async -> CommandResult {
        await run(command, input: input, byteLimit: byteLimit, deadline: .now.advanced(by: .seconds(30)))
    }
}
