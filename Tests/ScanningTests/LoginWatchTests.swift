import EstateModel
import Store
import TestSupport
import Testing

@testable import Scanning

struct LoginWatchTests {
    @Test func acceptancesAreTakenTogetherAndOnce() async {
        let log = AcceptanceLog()
        for target in 0..<500 { log.add(target) }
        #expect(await log.next())
        #expect(log.take() == Array(0..<500))
        #expect(log.take().isEmpty)
        log.close()
        #expect(await !log.next())
    }

    /// Once, acceptances queued up behind finished visits, so that three refusals among hundreds looked like a row.
    @Test(.enabled(if: SimulatorProcess.isBuilt, "needs the built simulator and ssh-keygen"), .timeLimit(.minutes(2)))
    func aFewRefusalsAmongManyHostsSetNoLoginAside() async throws {
        let faults = (0..<100).map { [20, 50, 80].contains($0) ? "refuse" : "none" }
        let limits = Limits(connect: .seconds(60), host: .seconds(90))
        let scan = try await SimulatedScan.ofFaults(faults, limits: limits)
        #expect(scan.summary.loginsSetAside.isEmpty)
        #expect(scan.summary.failed.count == 3)
        #expect(scan.problems.count { $0.problem.code == .authenticationRefused } == 3)
    }
}
