import EstateModel
import Risk
import Testing

struct ScoringBoundaryTests {
    private func value(_ code: Factor.Code, _ facts: ScoringFacts, asOf: CalendarDay = today) -> Int? {
        ScoringPolicy.standard.score(facts, asOf: asOf).inherent.factors.first { $0.code == code }?.value
    }

    @Test(arguments: [
        (366, 1), (365, 2), (91, 2), (90, 3), (1, 3), (0, 3), (-1, 4), (-365, 4), (-366, 5),
    ])
    func supportCountsTheDaysToItsEnd(daysLeft: Int, expected: Int) {
        #expect(value(.support, facts(.free(until: today.adding(days: daysLeft)))) == expected)
    }

    @Test(arguments: [(0, 0), (14, 0), (15, 2), (30, 2), (31, 3), (90, 3), (91, 4)])
    func patchesCountTheDaysThatTheOldestFixHasBeenOut(age: Int, expected: Int) {
        var facts = facts(.free(until: nil))
        facts.patches = .missing(MissingFixes(count: 1, oldest: today.adding(days: -age)))
        #expect(value(.patches, facts) == expected)
    }

    @Test(arguments: [(1, 0), (49, 0), (50, 1), (100_000, 1)])
    func scaleCountsFromFiftyHosts(hosts: Int, expected: Int) {
        var facts = facts(.free(until: nil))
        facts.hostCount = hosts
        #expect(value(.scale, facts) == expected)
    }

    @Test(arguments: [(0, true), (90, true), (91, false), (-1, false)])
    func evidenceCountsForNinetyDays(age: Int, counts: Bool) {
        var facts = facts(.ended(on: day("2020-01-01")))
        facts.controls = [control(.endpointDetection, checked: today.adding(days: -age).description)]
        let score = ScoringPolicy.standard.score(facts, asOf: today)
        #expect(score.controls.map(\.counted) == [counts])
        #expect(score.residual.likelihood.value == (counts ? 4 : 5))
    }

    @Test func theEndDayItselfIsSupported() {
        let facts = facts(.free(until: today))
        #expect(ScoringPolicy.standard.score(facts, asOf: today).obligations.isEmpty)
        let next = ScoringPolicy.standard.score(facts, asOf: today.adding(days: 1))
        #expect(next.obligations.map(\.code).contains(.exceptionAndPlan))
    }

    @Test func aLeapDayIsADayLikeAnyOther() {
        let end = facts(.free(until: day("2028-02-29")))
        #expect(value(.support, end, asOf: day("2028-02-29")) == 3)
        #expect(value(.support, end, asOf: day("2028-03-01")) == 4)
        // 29 February to 28 February is 365 days, to 1 March 366.
        #expect(value(.support, end, asOf: day("2029-02-28")) == 4)
        #expect(value(.support, end, asOf: day("2029-03-01")) == 5)
    }

    /// Days are counted on the calendar, so a day of 23 or 25 hours changes nothing.
    @Test(arguments: ["2026-03-28", "2026-03-29", "2026-03-30", "2026-10-24", "2026-10-25", "2026-10-26"])
    func clockChangesDoNotMoveBoundaries(text: String) {
        let date = day(text)
        #expect(value(.support, facts(.free(until: date.adding(days: 90))), asOf: date) == 3)
        #expect(value(.support, facts(.free(until: date.adding(days: 91))), asOf: date) == 2)
    }

    @Test(arguments: [
        (SupportClock.unknown, 3, Confidence.low),
        (.free(until: nil), 1, .high),
        (.paid(until: today, freeEnd: day("2020-01-01")), 2, .high),
        (.claimed(until: day("2027-01-01"), freeEnd: nil), 4, .high),
        (.claimed(until: day("2027-01-01"), freeEnd: day("2026-11-01")), 4, .high),
        (.claimed(until: day("2027-01-01"), freeEnd: day("2020-01-01")), 5, .high),
        (.ended(on: nil), 5, .medium),
    ])
    func aClockWithoutADateHasItsOwnValue(clock: SupportClock, expected: Int, confidence: Confidence) {
        let score = ScoringPolicy.standard.score(facts(clock), asOf: today)
        #expect(score.inherent.factors.first?.value == expected)
        #expect(score.confidence == confidence)
    }

    @Test func claimedCoverIsTreatedAsNone() {
        let clock = SupportClock.claimed(until: day("2027-01-01"), freeEnd: day("2025-01-01"))
        #expect(clock.lacksFixes(on: today))
        #expect(!clock.lacksFixes(on: day("2024-12-31")))
        #expect(clock.standing(on: day("2027-01-02")) == .ended(on: day("2025-01-01")))
    }

    @Test func whatNobodyRatedIsAssumedAndListed() {
        let score = ScoringPolicy.standard.score(
            facts(.free(until: nil), data: nil, availability: 1, privilege: nil),
            asOf: today
        )
        #expect(score.inherent.impact.value == 3)
        #expect(score.assumptions.map(\.code) == [.data, .privilege])
        #expect(score.confidence == .medium)
    }

    @Test func severalWeaknessesCountOnce() {
        var one = facts(.free(until: nil))
        one.weaknesses = [weakness()]
        var two = one
        two.weaknesses.append(weakness("telnet"))
        #expect(value(.weakness, one) == 1)
        #expect(value(.weakness, two) == 1)
    }

    @Test func anAirGapLowersTheFloorOnlyWithEvidence() {
        var facts = facts(.ended(on: day("2020-01-01")))
        let strong = [control(.noInternetRoute), control(.jumpHost), control(.endpointDetection)]
        facts.controls = strong
        #expect(ScoringPolicy.standard.score(facts, asOf: today).residual.likelihood.value == 3)
        facts.controls = strong + [control(.airGapped)]
        #expect(ScoringPolicy.standard.score(facts, asOf: today).residual.likelihood.value == 2)
        facts.controls = strong + [Control(.airGapped, checkedOn: today, passed: true, evidence: nil)]
        #expect(ScoringPolicy.standard.score(facts, asOf: today).residual.likelihood.value == 3)
    }

    @Test(arguments: [
        (Control(.allowList, checkedOn: today, passed: false, evidence: lifecycleEvidence), "failed"),
        (Control(.allowList, checkedOn: today, passed: nil, evidence: lifecycleEvidence), "could not tell"),
        (Control(.allowList, checkedOn: nil, passed: true, evidence: lifecycleEvidence), "no evidence"),
        (Control(.noInternetRoute, checkedOn: today, passed: true, evidence: lifecycleEvidence), "contradicts"),
        (Control(.serviceDisabled, checkedOn: today, passed: true, evidence: lifecycleEvidence), "contradicts"),
    ])
    func aControlThatIsNotProvenSaysWhy(control: Control, word: String) {
        var facts = facts(.ended(on: day("2020-01-01")))
        facts.internetFacing = true
        facts.weaknesses = [weakness()]
        facts.controls = [control]
        let score = ScoringPolicy.standard.score(facts, asOf: today)
        #expect(score.controls.first?.counted == false)
        #expect(score.controls.first?.reason.contains(word) == true)
        #expect(score.residual.likelihood.value == score.inherent.likelihood.value)
    }

    @Test func complianceScopesAddNoPoints() {
        let plain = ScoringPolicy.standard.score(facts(.ended(on: day("2020-01-01"))), asOf: today)
        var scoped = facts(.ended(on: day("2020-01-01")))
        scoped.scopes = [.pci, .psn]
        let flagged = ScoringPolicy.standard.score(scoped, asOf: today)
        #expect(flagged.inherent == plain.inherent)
        #expect(flagged.residual == plain.residual)
        #expect(flagged.obligations.filter { $0.code == .compliance }.count == 2)
    }
}
