import EstateModel
import SSH
import Scanning
import TestSupport
import Testing

/// A host never sees a secret that is meant for another.
@Suite(.enabled(if: SimulatorProcess.isBuilt, "needs the built simulator and ssh-keygen"))
struct SecretSeparationTests {
    private static let gateway = "127.20.3.200"
    /// What each host lets in, by its number: sound, sound, of another key than known, refusing, closing at once.
    private static let faults = ["none", "none", "wrong-host-key", "refuse", "close-at-once"]

    private static func simulator(_ passwords: [String: String]) async throws -> SimulatorProcess {
        let recording = SimulatorProcess.Recording(
            stdout: "\n@{{nonce}} begin host 4096 1.00\nLinux 6.1.0 x86_64\n\n@{{nonce}} end host - 1.01\n\n"
                + "@{{nonce}} done\n",
            stderr: "\n@{{nonce}} begin host\n\n@{{nonce}} status host 0\n\n@{{nonce}} done\n"
        )
        var settings = SimulatorProcess.Settings(faults: faults, recording: recording)
        settings.passwords = passwords
        settings.options = ["--jump-host", gateway]
        return try await SimulatorProcess(settings)
    }

    /// A host behind a jump host is known by its address and the way to it.
    private static func addTheWay(_ way: String, toKeysOf simulator: SimulatorProcess) throws {
        let known = simulator.folder.text(of: "estate/known_hosts")
        let onTheWay = known.split(separator: "\n").map { line in
            line.split(separator: " ", maxSplits: 1).joined(separator: way + " ") + "\n"
        }
        try simulator.folder.write(known + onTheWay.joined(), to: "estate/known_hosts")
    }

    /// Each host and the jump host has a password of its own; all are visited at once, most through the jump host, and
    /// whoever can be is visited twice. A host whose key changed must not even be offered its own.
    @Test(.timeLimit(.minutes(2)))
    func aPasswordIsOfferedToItsOwnHostOnceAndToNoOther() async throws {
        let addresses = Self.faults.indices.map(SimulatorProcess.address)
        let passwords = Dictionary(uniqueKeysWithValues: (addresses + [Self.gateway]).map { ($0, "secret of \($0)") })
        let simulator = try await Self.simulator(passwords)
        var jumpHost = JumpHost(name: "gateway", address: Self.gateway, user: "scan", credential: Self.gateway)
        jumpHost.port = simulator.port
        try Self.addTheWay("@gateway", toKeysOf: simulator)
        let limits = Limits(connect: .seconds(15), host: .seconds(40))
        let targets = Self.faults.indices.map { index in
            var target = SimulatedScan.target(
                "host-\(index)",
                host: index,
                of: simulator,
                credential: addresses[index],
                limits: limits
            )
            target.route = index == 0 ? [] : [jumpHost]
            return target
        }
        let scan = try await SimulatedScan(targets, of: simulator, passwords: passwords, attempts: 2)

        let whoWasAsked = [addresses[0], addresses[1], addresses[3], Self.gateway]
        let expected = whoWasAsked.map { SimulatorProcess.Offer(address: $0, password: "secret of \($0)") }
        #expect(simulator.offers.sorted { $0.address < $1.address } == expected.sorted { $0.address < $1.address })
        #expect(scan.summary.collected == 2)
        #expect(scan.codes(of: "host-2") == [.hostKeyChanged])
        #expect(scan.codes(of: "host-3") == [.authenticationRefused])
        #expect(scan.codes(of: "host-4") == [.connectionLost])
        let counters = try await simulator.counters()
        #expect(counters.contains("\"close-at-once\":2"), "was not visited again: \(counters)")
    }

    /// What is wrong with one host's credential is not made good with another's.
    @Test(.timeLimit(.minutes(2)))
    func aRefusedPasswordIsNotFollowedByAnother() async throws {
        let simulator = try await Self.simulator([SimulatorProcess.address(of: 0): "right"])
        let limits = Limits(connect: .seconds(15), host: .seconds(40))
        let targets = (0..<2).map { index in
            SimulatedScan.target(
                "host-\(index)",
                host: index,
                of: simulator,
                credential: "own-\(index)",
                limits: limits
            )
        }
        let passwords = ["own-0": "wrong", "own-1": "of the second", "right": "right"]
        let scan = try await SimulatedScan(targets, of: simulator, passwords: passwords, attempts: 2)
        #expect(scan.summary.failed.map(\.problem.code) == [.authenticationRefused, .authenticationRefused])
        let expected = [(0, "wrong"), (1, "of the second")].map { host, password in
            SimulatorProcess.Offer(address: SimulatorProcess.address(of: host), password: password)
        }
        #expect(simulator.offers.sorted { $0.address < $1.address } == expected)
    }

    @Test func aHostGetsItsOwnPasswordForRootOnly() throws {
        let credentials: [String: Result<SSHCredential, ScanRun.CredentialProblem>] = [
            "login": .success(.password(Secret(Array("login".utf8)))),
            "first-root": .success(.password(Secret(Array("first".utf8)))),
            "second-root": .success(.password(Secret(Array("second".utf8)))),
        ]
        func rootPassword(_ credential: String?) throws -> [UInt8]? {
            var target = Target(name: "db01", address: "127.0.0.1", user: "scan", credential: "login")
            target.escalation = .sudo
            target.escalationCredential = credential
            return try HostLogin(to: target, with: credentials).escalationPassword?.withUTF8 { Array($0) }
        }
        #expect(try rootPassword("first-root") == Array("first".utf8))
        #expect(try rootPassword("second-root") == Array("second".utf8))
        #expect(try rootPassword(nil) == nil)
    }
}
