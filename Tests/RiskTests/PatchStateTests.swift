import EstateModel
import Risk
import Testing

struct PatchStateTests {
    private func state(
        _ pending: [UpdateState.PendingUpdate]?,
        refreshed: String? = "2026-11-20",
        installed: String? = nil
    ) -> PatchState {
        var updates = UpdateState()
        updates.pending = pending
        updates.listsRefreshed = refreshed.map(day)
        updates.lastInstalled = installed.map(day)
        return PatchState(updates, asOf: today, staleAfterDays: 14)
    }

    private func update(security: Bool?, released: String? = nil) -> UpdateState.PendingUpdate {
        UpdateState.PendingUpdate(name: "a", security: security, released: released.map(day))
    }

    @Test func nothingLearntIsNotNothingMissing() {
        #expect(PatchState(nil, asOf: today, staleAfterDays: 14) != .current)
        #expect(state(nil) != .current)
    }

    @Test func freshListsWithoutFixesAreCurrent() {
        #expect(state([]) == .current)
        #expect(state([update(security: false)]) == .current)
    }

    @Test(arguments: [("2026-11-06", true), ("2026-11-05", false)])
    func oldListsCannotShowThatNothingIsMissing(refreshed: String, current: Bool) {
        #expect((state([], refreshed: refreshed) == .current) == current)
    }

    @Test func theOldestKnownReleaseCounts() {
        let pending = [update(security: true, released: "2026-09-01"), update(security: nil, released: "2026-08-01")]
        #expect(state(pending) == .missing(MissingFixes(count: 2, oldest: day("2026-08-01"))))
    }

    @Test func withoutReleaseDaysTheLastUpdateRunStandsIn() {
        guard case .missing(let fixes) = state([update(security: true)], installed: "2026-10-01") else {
            Issue.record("not missing")
            return
        }
        #expect(fixes.oldest == day("2026-10-01") && fixes.estimatedFrom != nil)
    }

    @Test func withoutAnyDayTheAgeIsAssumed() throws {
        var facts = facts(.free(until: nil))
        facts.patches = state([update(security: true)])
        let factor = try #require(
            ScoringPolicy.standard.score(facts, asOf: today).inherent.factors.first { $0.code == .patches }
        )
        #expect(factor.value == 3 && factor.assumed)
    }

    @Test(arguments: [
        ("2026-11-20", "are or may be missing, since today at the earliest."),
        ("2026-11-19", "are or may be missing, for up to 1 day."),
        ("2026-10-20", "are or may be missing, for up to 31 days."),
    ])
    func anEstimatedAgeReadsAsAPersonWouldSayIt(installed: String, words: String) throws {
        let text = try sentence(state([update(security: true), update(security: nil)], installed: installed))
        #expect(text.hasPrefix("2 security fixes \(words) Updates were last installed on"))
    }

    @Test(arguments: [("2026-11-20", "today"), ("2026-11-21", "today"), ("2026-11-19", "1 day ago")])
    func anAgeFromAReleaseDayReadsAsAPersonWouldSayIt(released: String, words: String) throws {
        let text = try sentence(state([update(security: true, released: released)]))
        #expect(text.hasSuffix(", \(words)."))
    }

    private func sentence(_ patches: PatchState) throws -> String {
        var facts = facts(.free(until: nil))
        facts.patches = patches
        let score = ScoringPolicy.standard.score(facts, asOf: today)
        return try #require(score.inherent.factors.first { $0.code == .patches }).explanation
    }
}
