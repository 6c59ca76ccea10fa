import DecisionSamples
import Decisions
import EstateModel
import Planning
import Testing

/// Assets of two organisations: each decides for itself, and about the same.
struct SharedDecisionTests {
    private static let both = ["darlbrook", "stockvale"]

    private func decide(_ story: inout Story, _ organisation: String) throws {
        let siro = organisation == "stockvale" ? People.siroS : People.siroD
        let decision = try Sample.decision(story, organisation)
        try story.log(.decide(exception: "E-0001", decision: decision), by: siro)
    }

    private func suspended(_ cause: SuspensionCause) throws -> Story {
        var story = try Sample.approved(terms: Sample.terms(organisations: Self.both))
        try story.log(.suspend(exception: "E-0001", since: day("2026-11-20"), causes: [cause]), by: .system)
        return story
    }

    @Test func bothMustAcceptTheSamePlan() throws {
        var story = try Sample.submitted(terms: Sample.terms(organisations: Self.both))
        try decide(&story, "darlbrook")
        let later = Sample.plan(days: [(.options, "2026-12-18"), (.switchOff, "2027-11-12")])
        try story.log(.plan(.revise(plan: Sample.plan1, content: later)))
        #expect(story.exception().openOrganisations(in: story.book) == Self.both)
        try decide(&story, "stockvale")
        #expect(story.exception().state == .submitted, "one signed removal by October, the other by November")
        #expect(story.exception().openOrganisations(in: story.book) == ["darlbrook"])
        try decide(&story, "darlbrook")
        #expect(story.exception().state == .approved)
        #expect(story.exception().approval?.removalBy == day("2027-11-12"))
        #expect(story.exception().decisions.map(\.organisation) == ["stockvale", "darlbrook"])
        #expect(try DecisionBook(replaying: story.entries) == story.book)
    }

    @Test func whatNeedsADecisionHoldsAgainOnceBothSaidSo() throws {
        let cause = SuspensionCause(.exploited, subject: "CVE-2026-1", "exploited")
        var story = try suspended(cause)
        let resume = ExceptionAct.resume(
            exception: "E-0001",
            resolutions: [Resolution(.exploited, subject: "CVE-2026-1", how: "blocked at the firewall")]
        )
        try story.log(resume, by: People.siroD)
        #expect(story.exception().suspension?.confirmedFor == ["darlbrook"])
        #expect(story.refusal(resume, by: People.siroD)?.codes.contains(.noChange) == true)
        try story.log(resume, by: People.siroS)
        #expect(story.exception().suspension == nil)
    }

    @Test func aNewCauseTakesEverybodysWordBack() throws {
        var story = try suspended(SuspensionCause(.exploited, subject: "CVE-2026-1", "exploited"))
        let first = Resolution(.exploited, subject: "CVE-2026-1", how: "blocked")
        try story.log(.resume(exception: "E-0001", resolutions: [first]), by: People.siroD)
        let cause = SuspensionCause(.exploited, subject: "CVE-2026-2", "exploited")
        try story.log(.suspend(exception: "E-0001", since: day("2026-11-20"), causes: [cause]), by: .system)
        #expect(story.exception().suspension?.confirmedFor == nil)
        let second = Resolution(.exploited, subject: "CVE-2026-2", how: "blocked")
        try story.log(.resume(exception: "E-0001", resolutions: [first, second]), by: People.siroS)
        #expect(story.exception().suspension?.confirmedFor == ["stockvale"])
    }

    /// Whoever merges a new machine into one that was signed for must not cover it by that.
    @Test func anAssetThatIsMergedIntoTheScopeSuspends() throws {
        var story = try Sample.approved()
        try story.log(.asset(.merge(asset: 40, name: "fs3", into: 30, intoName: "fs4", merge: 1)))
        #expect(story.condition(on: "2026-11-20") == .live(until: day("2027-05-20")), "outside its scope")
        try story.log(.asset(.merge(asset: 30, name: "fs4", into: 11, intoName: "fs1", merge: 2)))
        guard case .suspended(_, let causes) = story.condition(on: "2026-11-20") else {
            Issue.record("a merged asset goes unnoticed")
            return
        }
        #expect(causes.map(\.subject) == ["merge 1", "merge 2"])
        try story.log(.suspend(exception: "E-0001", since: day("2026-11-20"), causes: causes), by: .system)
        let same = causes.map { Resolution($0.kind, subject: $0.subject, how: "one machine, two names") }
        #expect(story.refusal(.resume(exception: "E-0001", resolutions: same), by: People.architect) != nil)
        try story.log(.resume(exception: "E-0001", resolutions: same), by: People.siroD)
        #expect(story.condition(on: "2026-11-20") == .live(until: day("2027-05-20")))
    }

    @Test func aWordAboutOneMergeSaysNothingOfTheNext() throws {
        var story = try Sample.approved()
        try story.log(.asset(.merge(asset: 30, name: "fs4", into: 11, intoName: "fs1", merge: 1)))
        let first = SuspensionCause(.assetsMerged, subject: "merge 1", "fs4 was merged into fs1")
        try story.log(.suspend(exception: "E-0001", since: day("2026-11-20"), causes: [first]), by: .system)
        try story.log(.asset(.split(asset: 30, merge: 1)))
        try story.log(.asset(.merge(asset: 30, name: "fs4", into: 12, intoName: "fs2", merge: 2)))
        let same = [Resolution(.assetsMerged, subject: "merge 1", how: "one machine, two names")]
        let refused = story.refusal(.resume(exception: "E-0001", resolutions: same), by: People.siroD)
        #expect(refused?.messages.contains("was merged into asset 12") == true)
    }
}
