import EstateModel
import Risk
import TestSupport
import Testing

struct ByWhenTests {
    private func policy() -> PlanPolicy {
        var policy = PlanPolicy()
        policy.nextRefresh = day("2028-06-30")
        return policy
    }

    private func decide(_ facts: PlanFacts, _ policy: PlanPolicy? = nil, asOf: CalendarDay = today) throws -> ByWhen? {
        let policy = policy ?? self.policy()
        return try policy.byWhen(facts, asOf: asOf, calendar: CalendarPolicy().calendar)
    }

    /// Plans as the worked scores ask for them.
    private func planFacts(_ scored: ScoringFacts, kind: PlanFacts.Kind = .replace) -> PlanFacts {
        let score = ScoringPolicy.standard.score(scored, asOf: today)
        var facts = PlanFacts(
            kind: kind,
            band: score.residual.band,
            firstDetected: today,
            lacksFixes: scored.support.lacksFixes(on: today)
        )
        facts.supportEnd = scored.support.coverEnd(on: today)
        facts.internetFacing = scored.internetFacing == true
        if case .missing(let fixes) = scored.patches { facts.oldestFix = fixes.oldest }
        return facts
    }

    @Test(arguments: [
        (Example.fileServer, "2027-11-19", ByWhen.Rule.noFixCap, "2027-02-18"),
        (Example.desktops, "2027-09-10", .coverEnd, ""),
        (Example.hypervisor, "2027-05-19", .bandDays, "2026-12-18"),
        (Example.mail, "2027-02-18", .noFixCap, "2026-12-18"),
        (Example.elections, "2027-11-19", .noFixCap, "2027-02-18"),
    ])
    func aWorkedExampleHasItsDay(facts: ScoringFacts, value: String, rule: ByWhen.Rule, contain: String) throws {
        let byWhen = try #require(try decide(planFacts(facts)))
        #expect(byWhen.value == day(value))
        #expect(byWhen.winner.rule == rule)
        #expect(byWhen.containBy == CalendarDay(contain))
        #expect(byWhen.financialYear == "2027/28" || byWhen.value < day("2027-04-01"))
    }

    @Test func aMissingFixIsDueFourteenDaysAfterItsRelease() throws {
        let byWhen = try #require(try decide(planFacts(Example.portal, kind: .patch)))
        #expect(byWhen.value == day("2026-08-06"))
        #expect(byWhen.winner.rule == .patchDays)
        #expect(byWhen.value.days(until: today) == 106)
        #expect(byWhen.isOverdue(on: today))
        // NCSC's advice is shown, but does not set the day.
        #expect(byWhen.candidates.filter { !$0.isBinding }.map(\.day) == [day("2026-07-28"), day("2026-07-30")])
    }

    @Test func theTraceOfTheDesktopsNamesEveryCandidate() throws {
        let byWhen = try #require(try decide(planFacts(Example.desktops)))
        #expect(byWhen.candidates.map(\.rule) == [.coverEnd, .nextRefresh])
        #expect(byWhen.candidates.map(\.day) == [day("2027-09-12"), day("2028-06-30")])
        #expect(
            byWhen.explanation
                == "Support or paid cover ends on 12 October 2027; the work must end 30 days earlier. "
                + "12 September 2027 is a Sunday, so it moves back to 10 September 2027."
        )
    }

    @Test(arguments: [
        (ByWhen.Rule.hardwareLife, "2026-12-31"), (.contractEnd, "2026-12-31"), (.psnSubmission, "2027-01-29"),
    ])
    func anEarlierDutyWins(rule: ByWhen.Rule, expected: String) throws {
        var facts = planFacts(Example.fileServer)
        facts.psnSubmission = day("2027-03-01")
        switch rule {
        case .hardwareLife: facts.hardwareDue = day("2026-12-31")
        case .contractEnd: facts.contractEnd = day("2027-03-31")
        default: facts.scopes = [.psn]
        }
        let byWhen = try #require(try decide(facts))
        #expect(byWhen.winner.rule == rule)
        #expect(byWhen.value == day(expected))
    }

    @Test func aPastSubmissionSaysNothing() throws {
        var facts = planFacts(Example.hypervisor)
        facts.psnSubmission = today.adding(days: -1)
        facts.scopes = [.psn]
        #expect(try decide(facts)?.candidates.contains { $0.rule == .psnSubmission } == false)
        // PSN scope without fixes has its own cap.
        #expect(try decide(facts)?.candidates.filter { $0.rule == .noFixCap }.count == 2)
    }

    @Test func theCapCountsFromTheEndOfSupportWhenTheProductWasKnownBefore() throws {
        var facts = PlanFacts(
            kind: .replace,
            band: Band(id: "low", label: "Low"),
            firstDetected: day("2024-01-01"),
            lacksFixes: true
        )
        facts.supportEnd = day("2026-11-01")
        #expect(try decide(facts)?.value == day("2027-11-02"))
    }

    @Test func withoutAnyRuleThereIsNoDay() throws {
        let facts = PlanFacts(
            kind: .replace,
            band: Band(id: "low", label: "Low"),
            firstDetected: today,
            lacksFixes: false
        )
        #expect(try decide(facts, PlanPolicy()) == nil)
    }

    @Test func onlyTheWinnersYearMustBeKnown() throws {
        var policy = policy()
        policy.nextRefresh = day("2035-06-30")
        #expect(try decide(planFacts(Example.desktops), policy)?.value == day("2027-09-10"))
        let waiting = PlanFacts(
            kind: .replace,
            band: Band(id: "low", label: "Low"),
            firstDetected: today,
            lacksFixes: false
        )
        #expect(throws: CalendarFailure.self) { try decide(waiting, policy) }
    }

    /// The day is never later than any binding candidate and is always a working day.
    @Test(arguments: 1...200)
    func theDayKeepsEveryDeadline(seed: Int) throws {
        var random = SeededRandom(seed: UInt64(seed))
        let bands = ScoringPolicy.standard.matrix.bands
        var facts = PlanFacts(
            kind: Bool.random(using: &random) ? .patch : .replace,
            band: bands.randomElement(using: &random)!,
            firstDetected: today.adding(days: -Int.random(in: 0...300, using: &random)),
            lacksFixes: Bool.random(using: &random)
        )
        facts.supportEnd = today.adding(days: Int.random(in: -400...400, using: &random))
        facts.internetFacing = Bool.random(using: &random)
        facts.scopes = Set(ComplianceScope.allCases.filter { _ in Bool.random(using: &random) })
        facts.oldestFix = today.adding(days: -Int.random(in: 0...200, using: &random))
        let byWhen = try #require(try decide(facts))
        #expect(byWhen.candidates.filter(\.isBinding).allSatisfy { byWhen.value <= $0.day })
        #expect(CalendarPolicy().calendar.obstacle(on: byWhen.value) == nil)
        #expect(byWhen.candidates == byWhen.candidates.sorted { ($0.day, $0.rule) < ($1.day, $1.rule) })
        if let contain = byWhen.containBy { #expect(contain <= byWhen.value) }
    }
}
