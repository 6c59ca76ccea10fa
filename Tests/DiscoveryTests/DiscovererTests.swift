import Discovery
import EstateModel
import SSH
import TestSupport
import Testing

@Suite(.enabled(if: TestSSHServer.isAvailable, "needs sshd"))
struct DiscovererTests {
    private func discover(
        _ blocks: [String],
        ports: [UInt16],
        patience: Duration = .seconds(20)
    ) async throws -> Discoverer.Result {
        let range = try DiscoveryRange(try blocks.map { try AddressBlock($0) }, ports: ports, isLarge: false)
        let pace = Discoverer.Pace(connectionsPerSecond: 1000, patience: patience)
        return try await Discoverer(poller: try ReadinessPoller(), pace: pace).run(range, seed: 1)
    }

    @Test(.timeLimit(.minutes(1)))
    func aServerIsFoundWithItsKeyAndNobodyLogsIn() async throws {
        let server = try TestSSHServer(TestSSHServer.Options())
        let result = try await discover(["127.0.0.1"], ports: [server.port])
        let found = try #require(result.found.first)
        #expect(found.port == server.port)
        guard case .server(let posture, let key) = found.kind else {
            Issue.record("\(found)")
            return
        }
        #expect(posture.banner?.hasPrefix("SSH-2.0-OpenSSH") == true)
        #expect(server.hostKeys.contains { $0.hasPrefix(key.line) })
        #expect(!server.log.contains("Accepted"))
        #expect(!server.log.contains("Failed"))
        #expect(!server.log.contains("Invalid user"))
    }

    @Test(.timeLimit(.minutes(1)))
    func whatIsNoSSHServerIsToldApart() async throws {
        let garbage = try MisbehavingServer(
            .says("HTTP/1.1 400 \u{1B}[31mBad\r\n\r\n" + String(repeating: "x\n", count: 99))
        )
        let closed = try LoopbackSocket.closedPort()
        let result = try await discover(["127.0.0.1"], ports: [garbage.port, closed])
        #expect(result.tried == 2)
        #expect(result.silent == 1)
        #expect(result.found.map(\.port) == [garbage.port])
        guard case .other(let banner, let problem) = result.found.first?.kind else {
            Issue.record("\(result.found)")
            return
        }
        #expect(banner == nil)
        #expect(problem.code == .notSSH)
        #expect(!problem.message.contains("\u{1B}"))
    }

    @Test(.timeLimit(.minutes(1)))
    func aServerThatSaysNothingEndsWithItsTime() async throws {
        let silent = try MisbehavingServer(.says(""))
        let dropped = try UnansweringPort()
        let result = try await discover(
            ["127.0.0.1"],
            ports: [silent.port, dropped.port],
            patience: .milliseconds(300)
        )
        #expect(result.found.map(\.port) == [silent.port])
        #expect(result.silent == 1)
        guard case .other(nil, let problem) = result.found.first?.kind else {
            Issue.record("\(result.found)")
            return
        }
        #expect(problem.code == .connectTimeout)
    }

    @Test(.timeLimit(.minutes(1)))
    func everyAddressOfABlockIsLookedAtOnce() async throws {
        let server = try TestSSHServer(TestSSHServer.Options())
        let result = try await discover(["127.0.0.0/26"], ports: [server.port])
        #expect(result.tried == 64)
        #expect(result.found.contains { $0.address.description == "127.0.0.1" })
        #expect(result.found.map(\.address) == result.found.map(\.address).sorted())
    }

    @Test(.timeLimit(.minutes(1)))
    func aSearchThatIsStoppedTellsWhatItHas() async throws {
        let range = try DiscoveryRange([try AddressBlock("127.0.0.0/16")], ports: [1], isLarge: false)
        let poller = try ReadinessPoller()
        let task = Task {
            try await Discoverer(poller: poller, pace: .init(connectionsPerSecond: 1, patience: .seconds(1)))
                .run(range, seed: 1)
        }
        task.cancel()
        #expect(try await task.value.tried < 100)
    }
}

struct KnownServersTests {
    private let keys = [
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f",
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIP/+/fz7+vn49/b19PPy8fDv7u3s6+rp6Ofm5eTj4uHg",
    ]

    private func key(_ index: Int) throws -> HostKey {
        let text = try #require(keys[index].split(separator: " ").last)
        let blob = try #require(Base64.decode(Array(text.utf8)))
        return try #require(HostKey(blob: blob))
    }

    private func relation(
        _ address: String,
        _ port: UInt16 = 22,
        key index: Int?,
        knownHosts: String
    ) throws -> KnownServers.Relation {
        let known = KnownServers(
            [
                KnownServers.Place(name: "db01", address: "10.0.0.1", port: 22),
                KnownServers.Place(name: "inside", address: "10.0.0.7", port: 22, jumpHost: "Gateway"),
                KnownServers.Place(name: "web", address: "Web.example.org", port: 2222),
            ],
            knownHosts: Array(knownHosts.utf8)
        )
        let place = try #require(NetworkAddress(address))
        return known.relation(of: place, port: port, key: try index.map(key))
    }

    @Test func aServerIsKnownByItsPlaceOrByItsKey() throws {
        let file = "# keys\n10.0.0.1 \(keys[0])\n[web.example.org]:2222,other \(keys[1]) comment\n"
        #expect(try relation("10.0.0.1", key: 0, knownHosts: file) == .target("db01"))
        #expect(try relation("10.0.0.1", key: nil, knownHosts: file) == .target("db01"))
        #expect(try relation("10.0.0.1", 2222, key: nil, knownHosts: file) == .unknown)
        #expect(try relation("10.9.9.9", key: 0, knownHosts: file) == .sameKeyAsTargets(["db01"]))
        #expect(try relation("10.9.9.9", key: 1, knownHosts: file) == .sameKeyAsTargets(["web"]))
        #expect(try relation("10.9.9.9", key: 1, knownHosts: "old \(keys[1])\n") == .keyRecorded(["old"]))
        #expect(
            try relation("10.9.9.9", key: 1, knownHosts: "|1|c2FsdA==|aGFzaA== \(keys[1])\n")
                == .keyRecorded(["line 1 of known_hosts"])
        )
        #expect(try relation("10.9.9.9", key: 1, knownHosts: "@revoked * \(keys[1])\n") == .unknown)
        #expect(try relation("10.9.9.9", key: 1, knownHosts: "10.0.0.1 \(keys[0])\n") == .unknown)
    }

    @Test func anAddressBehindAJumpHostMayBeAnotherMachineHere() throws {
        let file = "10.0.0.7@gateway \(keys[0])\n"
        #expect(try relation("10.0.0.7", key: 0, knownHosts: file) == .sameKeyAsTargets(["inside"]))
        #expect(try relation("10.0.0.7", key: 1, knownHosts: file) == .unknown)
        // Where no key tells the two apart, the address does.
        #expect(try relation("10.0.0.7", key: 1, knownHosts: "") == .target("inside"))
        #expect(try relation("10.0.0.7", key: nil, knownHosts: "10.0.0.7 \(keys[0])\n") == .target("inside"))
    }
}
