import Collectors
import EstateModel
import Glibc
import SSH
import TestSupport
import Testing

/// What holds for the simulator as a whole.
@Suite(.enabled(if: SimulatedHosts.isBuilt, "needs the built simulator and ssh-keygen"))
struct SimulatorTests {
    @Test(.timeLimit(.minutes(1)))
    func eachHostIsAMachineOfItsOwnAndTheSameInTheNextRun() async throws {
        var runs: [[[String]]] = []
        for _ in 0..<2 {
            let hosts = try await SimulatedHosts(["none", "none", "none"])
            var identities: [[String]] = []
            for host in 0..<3 { identities.append(try await identity(of: host, hosts)) }
            runs.append(identities)
        }
        #expect(runs[0] == runs[1])
        for field in 0..<6 { #expect(Set(runs[0].map { $0[field] }).count == 3) }
        #expect(runs[0][0][0] == "sim-00001")
        #expect(runs[0][0][1].utf8.count == 32)
        #expect(runs[0][0][2].utf8.count == 36)
        #expect(runs[0][0][6] == "{{unknown}}")
    }

    private func identity(of host: Int, _ hosts: SimulatedHosts) async throws -> [String] {
        guard case .answered(_, let transcript) = await hosts.visit(host),
            let answer = transcript.answers.first(where: { $0.probe == "identity" })
        else { throw SimulatorFailure(description: "no answer of host \(host)") }
        return String(decoding: answer.stdout, as: UTF8.self).split(whereSeparator: \.isWhitespace).map(String.init)
    }

    @Test(.timeLimit(.minutes(1)))
    func hostsMayLackDifferentPackages() async throws {
        let hosts = try await SimulatedHosts(["none", "none"], ["--vary", "100"])
        var lists: [[UInt8]] = []
        for host in 0..<2 {
            guard case .answered(_, let transcript) = await hosts.visit(host) else { continue }
            lists += transcript.answers.filter { $0.probe == "dpkg" }.map(\.stdout)
        }
        #expect(lists.count == 2)
        #expect(Set(lists).count == 2)
        for list in lists { #expect((320..<400).contains(list.count { $0 == 0x0A })) }
    }

    @Test(.timeLimit(.minutes(1)))
    func aPasswordLetsInWhenThereIsOne() async throws {
        let hosts = try await SimulatedHosts(["none", "refuse"], ["--password", "example"])
        let secret = SSHCredential.password(Secret(Array("example".utf8)))
        guard case .answered(_, let transcript) = await hosts.visit(0, credential: secret) else {
            Issue.record("no login")
            return
        }
        #expect(transcript.isComplete)
        guard case .noLogin(let error) = await hosts.visit(1, credential: secret) else {
            Issue.record("let us in")
            return
        }
        #expect(error.code == .authenticationRefused)
    }

    @Test(.timeLimit(.minutes(1)))
    func anotherKeyIsRefused() async throws {
        let hosts = try await SimulatedHosts(["none"])
        let other = try TestKey(in: hosts.folder, name: "other")
        guard case .noLogin(let error) = await hosts.visit(0, credential: .keyFile(path: other.path, passphrase: nil))
        else {
            Issue.record("let us in")
            return
        }
        #expect(error.code == .authenticationRefused)
    }

    @Test(.timeLimit(.minutes(1)))
    func manyHostsAtOnceAreCounted() async throws {
        let hosts = try await SimulatedHosts(Array(repeating: "none", count: 40), ["--workers", "2"])
        await withTaskGroup(of: Bool.self) { group in
            for host in 0..<40 {
                group.addTask {
                    guard case .answered(_, let transcript) = await hosts.visit(host) else { return false }
                    return transcript.isComplete
                }
            }
            for await isComplete in group { #expect(isComplete) }
        }
        let counters = try await hosts.counters()
        #expect(counters.contains("\"accepted\":40,\"loggedIn\":40,\"completed\":40,"), "\(counters)")
        #expect(counters.contains("\"crashed\":0,"))
    }

    @Test(.timeLimit(.minutes(1)))
    func anAddressThatIsNoHostIsClosedAndCounted() async throws {
        let hosts = try await SimulatedHosts(["none"])
        guard case .noLogin(let error) = await hosts.visit(9) else {
            Issue.record("let us in")
            return
        }
        #expect(error.code == .connectionLost || error.code == .connectionRefused, "\(error)")
        #expect(try await hosts.counters().contains("\"strangers\":1,"))
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            ["--first", "10.0.0.1"], ["--first", "127.255.255.255", "--hosts", "2"], ["--first", "126.255.255.255"],
            ["--jump-host", "192.0.2.1"], ["--workers", "0"], ["--faults", "sleepy=1%"], ["--faults", "drip=200"],
            ["--max-startups", "60:30:10"],
        ]
    )
    func whatIsOutsideItsBoundsIsRefused(options: [String]) async throws {
        let folder = try TemporaryFolder()
        let key = try TestKey(in: folder)
        mkdir(folder.path("recording"), 0o700)
        try folder.write(SimulatedHosts.recording.stdout, to: "recording/stdout")
        try folder.write(SimulatedHosts.recording.stderr, to: "recording/stderr")
        let arguments = [
            "--port", String(try LoopbackSocket.closedPort()), "--seconds", "1",
            "--recording", folder.path("recording"), "--client-key", key.path + ".pub",
        ]
        #expect(throws: ChildProcess.Failure.self) {
            try ChildProcess.run(SimulatorProcess.serve + arguments + options, in: folder)
        }
    }
}
