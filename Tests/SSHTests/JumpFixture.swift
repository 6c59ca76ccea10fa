import EstateModel
import SSH
import TestSupport

/// Servers one behind the other: hosts that are reached through jump hosts, each with a key of its own.
struct JumpFixture {
    let folder: TemporaryFolder
    /// The nearest first.
    let jumpHosts: [TestSSHServer]
    let target: TestSSHServer
    let client: SSHClient
    private let keys: [TestKey]

    init(
        hops: Int = 1,
        policy: HostKeyStore.Policy = .strict,
        jumpHost: (inout TestSSHServer.Options) -> Void = { _ in },
        knowsJumpHosts: Bool = true
    ) throws {
        let folder = try TemporaryFolder()
        self.folder = folder
        let keys = try (0...hops).map { try TestKey(in: folder, name: "id\($0)") }
        self.keys = keys
        func server(_ number: Int, _ change: (inout TestSSHServer.Options) -> Void) throws -> TestSSHServer {
            var options = TestSSHServer.Options()
            options.authorizedKeys = [keys[number].publicLine]
            change(&options)
            return try TestSSHServer(options)
        }
        jumpHosts = try (0..<hops).map { try server($0, jumpHost) }
        target = try server(hops) { _ in }
        let lines = (jumpHosts + [target]).enumerated().map { number, server in
            let way = number == 0 ? "" : "@gw\(number)"
            return number == hops || knowsJumpHosts ? "[127.0.0.1]:\(server.port)\(way) \(server.hostKeys[0])\n" : ""
        }.joined()
        client = try makeClient(knownHosts: folder.write(lines, to: "known_hosts"), policy: policy)
    }

    /// The way to the target; every jump host takes its own key and no other.
    var route: [SSHHop] {
        jumpHosts.enumerated().map { number, server in
            SSHHop(
                endpoint: endpoint("gw\(number + 1)", port: server.port),
                credential: .keyFile(path: keys[number].path, passphrase: nil)
            )
        }
    }

    func endpoint(_ name: String, port: UInt16, address: String = "127.0.0.1") -> SSHEndpoint {
        SSHEndpoint(name: name, address: address, port: port, user: TestSSHServer.user)
    }

    func connect(
        _ name: String = "db01",
        port: UInt16? = nil,
        address: String = "127.0.0.1",
        through route: [SSHHop]? = nil,
        credential: SSHCredential? = nil,
        within limit: Duration = .seconds(30)
    ) async throws(SSHError) -> SSHSession {
        try await client.connect(
            to: endpoint(name, port: port ?? target.port, address: address),
            through: route ?? self.route,
            credential: credential ?? .keyFile(path: keys[jumpHosts.count].path, passphrase: nil),
            limits: Limits(connect: limit)
        )
    }

    /// The error of a login that must fail.
    func failure(
        _ name: String = "db01",
        port: UInt16? = nil,
        address: String = "127.0.0.1",
        through route: [SSHHop]? = nil,
        credential: SSHCredential? = nil,
        within limit: Duration = .seconds(30)
    ) async -> SSHError? {
        do throws(SSHError) {
            _ = try await connect(
                name,
                port: port,
                address: address,
                through: route,
                credential: credential,
                within: limit
            )
            return nil
        } catch {
            return error
        }
    }

    /// How often somebody connected to a server.
    static func connections(to server: TestSSHServer) -> Int {
        server.logLines.filter { $0.hasPrefix("Connection from 127.0.0.1") }.count
    }

    static func logins(at server: TestSSHServer) -> Int {
        server.logLines.filter { $0.hasPrefix("Accepted publickey") }.count
    }
}
