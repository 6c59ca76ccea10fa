import Foundation
import TestSupport
import Testing

/// Approvals, scans and kills at one moment: the log stays whole, and nothing is decided twice or lost.
@Suite(.enabled(if: HostDisguise.isPossible && ReeveProgram.isBuilt, "\(HostDisguise.whyNot)"))
struct ConcurrentDecisionTests {
    private struct Entry: Decodable {
        var entry: Int
        var what: String
    }

    private func approvals(_ deciding: DecidingEstate) async throws -> [Entry] {
        let outcome = try await deciding.estate.reeve("audit", "--format", "json")
        return try JSONDecoder().decode([Entry].self, from: Data(outcome.output.utf8))
            .filter { $0.what.contains("approved for") }
    }

    /// kill -9 at any moment between the start of an approval and its end.
    @Test(.timeLimit(.minutes(5)))
    func aKilledApprovalIsDecidedOnceOrNotAtAll() async throws {
        let deciding = try await DecidingEstate()
        try await deciding.requested()
        for delay in stride(from: 100, through: 1300, by: 400) {
            let child = try ChildProcess(
                [ReeveProgram.path] + deciding.approval("dora"),
                outputPath: deciding.estate.folder.path("killed-output")
            )
            try await Task.sleep(for: .milliseconds(delay))
            withExtendedLifetime(child) {}
            let verified = try await deciding.estate.reeve("audit", "verify", "--signatures")
            #expect(verified.status == 0, "killed after \(delay) ms: \(verified)")
        }
        let again = try await deciding.approve("dora")
        let count = try await approvals(deciding).count
        // Refused when one of those that were to be killed was quicker.
        let wasQuicker = again.messages.contains("was decided for Darlbrook Borough Council already")
        #expect(again.status == 0 || wasQuicker, "\(again)")
        #expect(count == 1, "\(again)")
        #expect(try await deciding.approve("sam").status == 0)
        #expect(try await deciding.register().map(\.unmanaged) == [false, false])
    }

    /// Evidence fails and scans run while both councils approve: whatever comes first, nothing holds on failed
    /// evidence.
    @Test(.timeLimit(.minutes(5)))
    func anApprovalWhileAScanSuspendsLeavesNothingInForce() async throws {
        let deciding = try await DecidingEstate()
        try await deciding.requested()
        let estate = deciding.estate
        let (dora, sam) = (deciding.approval("dora"), deciding.approval("sam"))
        let place = ["--estate", estate.path]
        let scan = ["scan", "--rules", ReeveProgram.rules] + place
        let judge = ["register", "--format", "json", "--rules", ReeveProgram.rules] + place
        let fails =
            [
                "control", "check", "C-0001", "--by", "jane", "--reason", "the agent is gone", "--failed",
                "--evidence", "EDR console", "--fact", "No agent reports.",
            ] + place
        async let first = ReeveProgram.run(dora)
        async let second = ReeveProgram.run(sam)
        async let failed = ReeveProgram.run(fails)
        async let scanned = ReeveProgram.run(scan)
        async let judged = ReeveProgram.run(judge)
        let all = try await (first, second, failed, scanned, judged)
        #expect(all.2.status == 0 && all.3.status == 0, "\(all)")
        #expect(all.4.status != nil, "\(all.4)")
        // An approval that came too late says why; one that came first is suspended now.
        for approval in [all.0, all.1] where approval.status != 0 {
            #expect(approval.messages.contains("C-0001"), "\(approval)")
        }
        let shown = try await deciding.run("exception", "show", "E-0001")
        let isSuspended = shown.output.hasPrefix("E-0001: suspended")
        #expect(isSuspended == (all.0.status == 0 && all.1.status == 0), "\(shown)")
        #expect(!shown.output.hasPrefix("E-0001: live"), "\(shown)")
        let count = try await approvals(deciding).count
        #expect(count == [all.0, all.1].filter { $0.status == 0 }.count)
        #expect(try await estate.reeve("audit", "verify", "--signatures").status == 0)
    }
}
