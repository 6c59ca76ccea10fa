import DecisionSamples
import Decisions
import EstateModel
import Planning
import Risk
import Testing

struct DecisionOutlookTests {
    private let key = RiskKey(
        organisation: "darlbrook",
        product: "windows-server",
        release: "2012-r2",
        service: "files"
    )

    private func decision(_ story: Story, on date: String = "2026-11-25") -> RowDecision {
        DecisionOutlook(story.book, references: [key: "R-0001"], asOf: day(date)).decision(on: key, assets: [11, 12])
    }

    @Test func aRowShowsThePlanThatEndsItAndHowItStands() throws {
        let plan = try #require(decision(Sample.story()).plan)
        #expect(plan.reference == "P-0001" && plan.byWhen == day("2027-11-19") && plan.baselineByWhen == nil)
        #expect(plan.rating == "green" && plan.reasons.isEmpty)
        let late = try #require(decision(Sample.story(), on: "2026-12-20").plan)
        #expect(late.rating == "red" && late.reasons.count == 1)
        let other = DecisionOutlook(try Sample.story().book, references: [:], asOf: day("2026-11-25"))
        #expect(other.decision(on: key, assets: [11]).plan == plan, "it removes the product there all the same")
        #expect(other.decision(on: key, assets: [11, 14]).plan == nil, "it leaves one out")
    }

    @Test func aPlanThatOnlyBridgesTimeDoesNotEndARisk() throws {
        var story = Story()
        let isolate = Sample.plan(kind: .isolate, days: [(.contain, "2026-12-18")])
        try story.log(.plan(.draft(plan: Sample.plan1, content: isolate)))
        #expect(decision(story).plan == nil && decision(story).interimPlans == ["P-0001"])
    }

    @Test func theTargetIsThePlans() throws {
        var story = Story()
        var content = Sample.plan()
        content.target = PlanTarget(
            product: "windows-server",
            release: "2025",
            label: "Windows Server 2025",
            ownEnd: day("2034-11-14"),
            source: "rules"
        )
        try story.log(.plan(.draft(plan: Sample.plan1, content: content)))
        #expect(decision(story).target == TargetRelease(name: "Windows Server 2025", supportEnd: day("2034-11-14")))
    }
}
