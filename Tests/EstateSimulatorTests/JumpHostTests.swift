import Glibc
import TestSupport
import Testing

/// The simulator's jump host, as OpenSSH's client and plain connections meet it.
@Suite(.enabled(if: SimulatedHosts.isBuilt && access("/usr/bin/ssh", X_OK) == 0, "needs the simulator and ssh"))
struct JumpHostTests {
    private static let address = "127.20.3.200"

    @Test(.timeLimit(.minutes(1)))
    func aHostBehindTheJumpHostAnswersInWhole() async throws {
        let hosts = try await SimulatedHosts(["none", "cut-after-answer"], ["--jump-host", Self.address])
        for host in 0..<2 {
            let answer = try ssh(to: SimulatedHosts.address(of: host), hosts)
            #expect(answer.contains("@\(SimulatedHosts.nonce) done\n"), "\(answer)")
        }
        #expect(try await hosts.counters().contains("\"forwarded\":2,"))
    }

    @Test(.timeLimit(.minutes(1)))
    func theJumpHostLeadsNowhereElse() async throws {
        let hosts = try await SimulatedHosts(["none"], ["--jump-host", Self.address])
        #expect(!(try ssh(to: "127.0.0.1", hosts).contains("done")))
        #expect(try await hosts.counters().contains("\"forwarded\":0,"))
    }

    /// Whatever ssh printed; a failure of its own is part of that.
    private func ssh(to address: String, _ hosts: SimulatedHosts) throws -> String {
        let configuration = """
            IdentityFile \(hosts.key.path)
            IdentitiesOnly yes
            UserKnownHostsFile \(hosts.folder.path("estate/known_hosts"))
            StrictHostKeyChecking yes
            BatchMode yes
            ConnectTimeout 20
            Port \(hosts.port)
            User scan
            Match host !\(Self.address),*
                ProxyJump \(Self.address)

            """
        let path = try hosts.folder.write(configuration, to: "ssh_config")
        try hosts.folder.write("set -- \(SimulatedHosts.nonce) none 60\n", to: "script")
        let command = "/usr/bin/ssh -F \(path) \(address) '/bin/sh -s' <\(hosts.folder.path("script")) || :"
        return try ChildProcess.run(["/bin/sh", "-c", command], in: hosts.folder)
    }

    @Test(.timeLimit(.minutes(1)))
    func tooManyConnectionsThatAreNotLoggedInAreDropped() async throws {
        let options = ["--jump-host", Self.address, "--max-startups", "3:100:5"]
        let hosts = try await SimulatedHosts(["none"], options)
        let connections = (0..<8).map { _ in connect(port: hosts.port) }
        defer { for connection in connections { close(connection) } }
        // A dropped one ends at once; the others get an identification.
        let greeted = connections.filter { connection in
            var byte: UInt8 = 0
            return recv(connection, &byte, 1, 0) == 1
        }
        #expect(greeted.count == 3)
        let counters = try await hosts.counters()
        #expect(counters.contains("\"startupsDropped\":5,\"startupsPeak\":3,"), "\(counters)")
    }

    private func connect(port: UInt16) -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        inet_pton(AF_INET, Self.address, &address.sin_addr)
        _ = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        return descriptor
    }
}
