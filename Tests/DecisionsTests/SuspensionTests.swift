import DecisionSamples
import Decisions
import EstateModel
import Planning
import Risk
import Testing

struct SuspensionTests {
    @Test func evidenceThatAgesSuspendsByItself() throws {
        var story = try Sample.approved()
        #expect(story.condition(on: "2027-02-08") == .live(until: day("2027-05-20")))
        guard case .suspended(let since, let causes) = story.condition(on: "2027-03-01") else {
            Issue.record("it is not suspended")
            return
        }
        #expect(since == day("2027-02-09"))
        #expect(causes.map(\.kind) == [.staleEvidence])
        // Two weeks later it no longer covers anything.
        let standing = story.exception().standing(in: story.book, asOf: day("2027-02-24"))
        #expect(standing.covers(on: day("2027-02-23")))
        #expect(!standing.covers(on: day("2027-02-24")))
        story.date = "2027-03-01"
        try story.log(.control(.check(control: "C-0001", check: Sample.check(on: "2027-03-01"))))
        #expect(story.condition(on: "2027-03-01") == .live(until: day("2027-05-20")))
    }

    @Test func aLoggedSuspensionEndsOnlyByAnEntryAndGivesNoTimeBack() throws {
        var story = try Sample.approved()
        story.date = "2027-02-20"
        let lapse = try #require(story.exception().lapses(in: story.book, asOf: day("2027-02-20")).first)
        let suspend = ExceptionAct.suspend(exception: "E-0001", since: lapse.since, causes: [lapse.cause])
        try story.log(suspend, by: .system)
        #expect(story.refusal(suspend, by: .system)?.codes == [.noChange])
        #expect(story.refusal(.resume(exception: "E-0001", resolutions: []), by: .system)?.codes == [.evidence])
        try story.log(.control(.check(control: "C-0001", check: Sample.check(on: "2027-02-20"))))
        guard case .suspended(let since, _) = story.condition(on: "2027-02-20") else {
            Issue.record("a check alone resumed it")
            return
        }
        #expect(since == day("2027-02-09"))
        try story.log(.resume(exception: "E-0001", resolutions: []), by: .system)
        #expect(story.condition(on: "2027-02-20") == .live(until: day("2027-05-20")), "the last day is as before")
    }

    @Test(arguments: [
        SuspensionCause(.exposureRose, "it faces the internet"), SuspensionCause(.bandRose, "Very high, was Medium"),
        SuspensionCause(.ownerLeft, subject: "head-of-planning", "nobody holds the post"),
        SuspensionCause(.exploited, subject: "CVE-2026-1", "known to be exploited"),
    ])
    func factsThatChangedNeedWhoDecidedToResume(_ cause: SuspensionCause) throws {
        var story = try Sample.approved()
        story.date = "2026-12-01"
        try story.log(.suspend(exception: "E-0001", since: day("2026-12-01"), causes: [cause]), by: .system)
        let how = [Resolution(cause.kind, subject: cause.subject, how: "back as it was, CHG-9")]
        #expect(story.refusal(.resume(exception: "E-0001", resolutions: []), by: People.siroD)?.codes == [.missing])
        let resume = ExceptionAct.resume(exception: "E-0001", resolutions: how)
        #expect(story.refusal(resume, by: .system)?.codes == [.authority])
        #expect(story.refusal(resume, by: People.manager)?.codes == [.authority])
        try story.log(resume, by: People.siroD)
        #expect(story.exception().suspension == nil)
    }

    @Test func furtherCausesJoinTheFirstAndKeepItsDay() throws {
        var story = try Sample.approved()
        story.date = "2026-12-01"
        let first = SuspensionCause(.bandRose, "Very high")
        try story.log(.suspend(exception: "E-0001", since: day("2026-12-01"), causes: [first]), by: .system)
        story.date = "2026-12-10"
        let second = SuspensionCause(.exploited, subject: "CVE-2026-1", "exploited")
        try story.log(.suspend(exception: "E-0001", since: day("2026-12-10"), causes: [first, second]), by: .system)
        #expect(story.exception().suspension?.since == day("2026-12-01"))
        #expect(story.exception().suspension?.causes.map(\.kind) == [.bandRose, .exploited])
    }

    @Test func aPlanThatSlipsMustComeBackOrBeSignedAnew() throws {
        var story = try Sample.approved()
        let later = Sample.plan(days: [(.options, "2026-12-18"), (.funding, "2027-03-01"), (.switchOff, "2027-11-12")])
        try story.log(.plan(.revise(plan: Sample.plan1, content: later)))
        guard case .suspended(_, let causes) = story.condition(on: "2026-11-20") else {
            Issue.record("a plan that ends later than was accepted goes unnoticed")
            return
        }
        #expect(causes.map(\.kind) == [.planSlipped])
        try story.log(.suspend(exception: "E-0001", since: day("2026-11-20"), causes: causes), by: .system)
        let how = [Resolution(.planSlipped, subject: "P-0001", how: "two weeks more are accepted")]
        let refused = story.refusal(.resume(exception: "E-0001", resolutions: how), by: People.siroD)
        #expect(refused?.gaps.first?.remedy == "bring the plan back to its day, or ask for a new exception")
        try story.log(.plan(.revise(plan: Sample.plan1, content: Sample.plan())))
        try story.log(.resume(exception: "E-0001", resolutions: []), by: People.architect)
        #expect(story.exception().approval?.removalBy == day("2027-10-29"))
        #expect(story.condition(on: "2026-11-20") == .live(until: day("2027-05-20")))

        try story.log(.plan(.cancel(plan: Sample.plan1, reason: "no money", approver: nil)))
        guard case .suspended(_, let breached) = story.condition(on: "2026-11-20") else {
            Issue.record("a cancelled plan goes unnoticed")
            return
        }
        #expect(breached.map(\.kind) == [.planBreached])
    }

    @Test func aRetiredControlSuspends() throws {
        var story = try Sample.approved()
        story.date = "2026-12-05"
        try story.log(.control(.retire(control: "C-0001")))
        guard case .suspended(let since, _) = story.condition(on: "2026-12-06") else {
            Issue.record("a control that is gone goes unnoticed")
            return
        }
        #expect(since == day("2026-12-05"))
    }

    @Test func aDraftCannotBeSuspendedAndNothingIsSuspendedForNothing() throws {
        let draft = try Sample.submitted()
        let suspend = ExceptionAct.suspend(
            exception: "E-0001",
            since: day("2026-11-20"),
            causes: [SuspensionCause(.bandRose, "up")]
        )
        #expect(draft.refusal(suspend, by: .system)?.codes == [.state])
        let story = try Sample.approved()
        let future = ExceptionAct.suspend(exception: "E-0001", since: day("2026-11-21"), causes: [])
        #expect(story.refusal(future, by: .system)?.codes == [.period, .missing])
    }
}

struct CoverageTests {
    private func coverage(
        _ story: Story,
        _ assets: [Int64],
        release: String = "2012-r2",
        on date: String = "2026-11-25"
    ) -> RowDecision {
        let key = RiskKey(organisation: "darlbrook", product: "windows-server", release: release, service: nil)
        return DecisionOutlook(story.book, references: [:], asOf: day(date)).decision(on: key, assets: assets)
    }

    @Test func aNewAssetIsNeverCovered() throws {
        let story = try Sample.approved()
        #expect(coverage(story, [11, 12]).exception == .live(reference: "E-0001", until: day("2027-05-20")))
        let wider = coverage(story, [11, 12, 13])
        #expect(wider.exception == .none)
        #expect(wider.uncovered == [13])
        #expect(wider.exceptions == ["E-0001"])
        #expect(coverage(story, [12]).uncovered.isEmpty, "an asset that went leaves the others covered")
        let other = coverage(story, [11], release: "2016")
        #expect(other.exception == .none && other.exceptions.isEmpty)
    }

    @Test func onlyWhoDecidedAcceptsARisk() throws {
        let story = try Sample.approved()
        let key = RiskKey(organisation: "stockvale", product: "windows-server", release: "2012-r2", service: nil)
        let outlook = DecisionOutlook(story.book, references: [:], asOf: day("2026-11-25"))
        let decision = outlook.decision(on: key, assets: [11, 12])
        #expect(decision.exception == .none && decision.exceptions.isEmpty, "Stockvale never signed")
    }

    @Test func severalExceptionsMayCoverTogetherAndTheWorstCounts() throws {
        var story = try Sample.approved()
        var request = Sample.request
        request.scope = ExceptionScope(assets: [13], product: "windows-server", release: "2012-r2")
        let control = ControlDescription(.jumpHost, assets: [13], ownerPost: "Team", about: "jump host")
        try story.log(.control(.record(control: "C-0002", description: control, check: Sample.check(on: "2026-11-20"))))
        request.controls = ["C-0002"]
        request.expiresOn = day("2027-01-31")
        try story.log(.draft(exception: "E-0002", request: request))
        try story.log(.submit(exception: "E-0002", terms: Sample.terms()))
        try story.log(.decide(exception: "E-0002", decision: Sample.decision(story, of: "E-0002")), by: People.siroD)
        #expect(coverage(story, [11, 13]).exception == .live(reference: "E-0002", until: day("2027-01-31")))
        let later = coverage(story, [11, 13], on: "2027-02-01")
        #expect(later.exception == .expired(reference: "E-0002", on: day("2027-01-31")))
        #expect(later.uncovered == [13])
    }
}
