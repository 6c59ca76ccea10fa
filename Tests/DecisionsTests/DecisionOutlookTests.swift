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

    /// What was signed for is not replaced by what somebody plans beside it.
    @Test func thePlanOfAnExceptionInForceStandsFirst() throws {
        var story = try Sample.approved()
        var other = Sample.plan(title: "Another way", kind: .consolidateRetire)
        other.cost = Sample.cost
        let second = try #require(PlanReference(number: 2))
        try story.log(.plan(.draft(plan: second, content: other)))
        try story.log(.plan(.propose(plan: second)))
        let route = SpendRoute(Sample.cost, owners: ["darlbrook"], policy: ApprovalPolicy())
        let approval = PlanApproval(approver: route.approver ?? "ICT manager", reference: "M-1", route: route)
        try story.log(.plan(.approve(plan: second, decision: approval)), by: People.manager)
        #expect(decision(story).plan?.reference == "P-0001")
        try story.log(.revoke(exception: "E-0001"), by: People.siroD)
        #expect(decision(story).plan?.reference == "P-0002")
    }

    @Test func whatAPlanLeavesOutIsSaid() throws {
        var content = Sample.plan()
        content.assets = [11]
        let plan = try #require(decision(try Sample.story(plan: content)).plan)
        #expect(plan.reasons == ["It leaves out 1 of the 2 hosts of this risk."])
        let whole = try #require(PlanReference(number: 2))
        var story = try Sample.story(plan: content)
        try story.log(.plan(.draft(plan: whole, content: Sample.plan())))
        #expect(decision(story).plan?.reference == "P-0002", "the one that ends all of it")
    }
}
