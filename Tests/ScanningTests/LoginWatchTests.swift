import EstateModel
import Store
import TestSupport
import Testing

@testable import Scanning

struct LoginWatchTests {
    @Test func whatHostsSaidIsTakenInOrderAndOnce() async {
        let log = LoginLog()
        let entries = (0..<500).map { $0 % 7 == 0 ? LoginLog.Entry.refused($0) : .accepted($0) }
        entries.forEach(log.add)
        #expect(await log.next())
        #expect(log.take() == entries)
        #expect(log.take().isEmpty)
        log.close()
        #expect(await !log.next())
    }

    @Test(arguments: [true, false])
    func threeRefusalsInARowSetALoginAsideThatFewHostsAccepted(isPassword: Bool) {
        var watch = LoginWatch(isPassword: isPassword)
        for _ in 0..<50 { watch.accepted() }
        for _ in 0..<2 { watch.refused() }
        watch.accepted()
        for _ in 0..<2 { watch.refused() }
        #expect(!watch.isSetAside)
        watch.refused()
        #expect(watch.isSetAside)
        watch.accepted()
        #expect(watch.isSetAside && !watch.mayBegin)
    }

    /// One host in twenty does not know the key yet.
    @Test func aKeyThatMostHostsAcceptIsNotSetAsideByChance() {
        var random = SeededGenerator(seed: 4)
        var key = LoginWatch(isPassword: false)
        var password = LoginWatch(isPassword: true)
        for _ in 0..<20_000 {
            let isRefused = Int.random(in: 0..<20, using: &random) == 0
            if isRefused { key.refused() } else { key.accepted() }
            if isRefused { password.refused() } else { password.accepted() }
        }
        #expect(!key.isSetAside)
        #expect(password.isSetAside)
    }

    /// Once, a scan stood still for ten seconds: the last host had refused the key, and all others under way were
    /// silent.
    @Test(arguments: [false, true])
    func aRefusalHoldsBackPasswordsButNoTrustedKey(isPassword: Bool) {
        var watch = LoginWatch(isPassword: isPassword)
        for _ in 0..<100 { watch.accepted() }
        watch.asking = 200
        #expect(watch.mayBegin)
        watch.refused()
        #expect(watch.mayBegin == !isPassword)
    }

    @Test func aKeyThatNoHostAcceptsAnyMoreIsSetAsideSoon() {
        var key = LoginWatch(isPassword: false)
        for _ in 0..<5_000 { key.accepted() }
        for _ in 0..<2 { key.refused() }
        #expect(!key.isSetAside)
        for _ in 0..<2 { key.refused() }
        #expect(key.isSetAside)
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
