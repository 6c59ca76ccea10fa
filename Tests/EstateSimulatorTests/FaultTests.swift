import Collectors
import EstateModel
import SSH
import Testing

/// Each fault by name does what it says, as the project's own client meets it.
@Suite(.enabled(if: SimulatedHosts.isBuilt, "needs the built simulator and ssh-keygen"))
struct FaultTests {
    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            ("silent", [Problem.Code.connectTimeout]), ("garbage", [.connectTimeout]),
            ("slow-key-exchange", [.connectTimeout]), ("close-at-once", [.connectionLost]),
            ("reset-at-once", [.connectionLost]),
            ("endless-banner", [.notSSH]), ("huge-length", [.connectionLost]), ("wrong-host-key", [.hostKeyChanged]),
            ("refuse", [.authenticationRefused]),
            // libssh closes at once when nothing is in common, often before it has said what it offers.
            ("legacy", [.noCommonAlgorithm, .connectionLost]),
        ]
    )
    func aHostThatCannotBeLoggedInTo(fault: String, codes: [Problem.Code]) async throws {
        let hosts = try await SimulatedHosts([fault])
        guard case .noLogin(let error) = await hosts.visit(0, seconds: 2) else {
            Issue.record("\(fault) let us in")
            return
        }
        #expect(codes.contains(error.code), "\(error)")
        #expect(error.remedy.contains("legacy: true") == (fault == "legacy"), "\(error)")
        #expect(try await hosts.counters().contains("\"byFault\":{\"\(fault)\":1}"))
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["none", "cut-after-answer", "cut-on-close"])
    func aWholeAnswerCountsHoweverTheConnectionEnds(fault: String) async throws {
        let hosts = try await SimulatedHosts([fault])
        let (_, transcript) = try await answer(of: hosts)
        #expect(transcript.isComplete)
        #expect(transcript.answers.map(\.probe) == ["host", "identity", "dpkg"])
    }

    @Test(.timeLimit(.minutes(1)))
    func aResetInMidAnswerLosesTheConnection() async throws {
        let hosts = try await SimulatedHosts(["reset"])
        let (result, transcript) = try await answer(of: hosts)
        #expect(!transcript.isComplete)
        guard case .connectionLost = result.ending else {
            Issue.record("\(result.ending)")
            return
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func anEarlyEndHasHalfAnAnswerAndAnOrderlyClose() async throws {
        let hosts = try await SimulatedHosts(["early-eof"])
        let (result, transcript) = try await answer(of: hosts)
        #expect(!transcript.isComplete)
        #expect(result.ending == .complete)
        #expect(!result.stdout.isEmpty)
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["drip", "silent-after-login"])
    func aHostThatNeverEndsMeetsTheDeadline(fault: String) async throws {
        let hosts = try await SimulatedHosts([fault])
        let (result, transcript) = try await answer(of: hosts, seconds: 2)
        #expect(result.ending == .deadline)
        #expect(!transcript.isComplete)
        #expect(fault == "drip" ? (1..<100).contains(result.stdout.count) : result.stdout.isEmpty)
    }

    @Test(.timeLimit(.minutes(1)))
    func anEndlessAnswerMeetsTheByteLimit() async throws {
        let hosts = try await SimulatedHosts(["endless"])
        let (result, _) = try await answer(of: hosts)
        #expect(result.ending == .byteLimit)
        #expect(result.stdout.count == 16 << 20)
    }

    @Test(.timeLimit(.minutes(1)))
    func anAccountWithoutAShellSaysSo() async throws {
        let hosts = try await SimulatedHosts(["no-shell"])
        let (result, _) = try await answer(of: hosts)
        #expect(result.exitStatus == 1)
        #expect(result.stdout == Array("This account is currently not available.\n".utf8))
    }

    /// Larger than the client allowed when it opened the channel; libssh2 gives the connection up.
    @Test(.timeLimit(.minutes(1)))
    func aHugePacketLosesTheConnection() async throws {
        let hosts = try await SimulatedHosts(["huge-packet"])
        let (result, transcript) = try await answer(of: hosts, seconds: 5)
        #expect(!transcript.isComplete)
        guard case .connectionLost = result.ending else {
            Issue.record("\(result.ending)")
            return
        }
    }

    /// 8 MiB at once where 2 MiB were allowed: whatever the client makes of it, it ends and takes bounded memory.
    @Test(.timeLimit(.minutes(1)))
    func aHostThatIgnoresTheWindowCannotKeepTheClient() async throws {
        let hosts = try await SimulatedHosts(["lying-window"])
        let (result, _) = try await answer(of: hosts, seconds: 5)
        #expect(result.stdout.count <= 9 << 20)
        #expect(try await hosts.counters().contains("\"lying-window\":1"))
    }

    @Test(.timeLimit(.minutes(1)))
    func outdatedAlgorithmsAreServedToAClientThatAllowsThem() async throws {
        let hosts = try await SimulatedHosts(["legacy"])
        guard case .answered(_, let transcript) = await hosts.visit(0, legacy: true) else {
            Issue.record("no login")
            return
        }
        #expect(transcript.isComplete)
    }

    private func answer(
        of hosts: SimulatedHosts,
        seconds: Int = 20
    ) async throws -> (CommandResult, Transcript) {
        switch await hosts.visit(0, seconds: seconds) {
        case .answered(let result, let transcript): return (result, transcript)
        case .noLogin(let error): throw error
        }
    }
}
