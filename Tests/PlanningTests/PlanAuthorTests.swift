import EstateModel
import Planning
import Testing

/// Whoever wrote a plan does not decide about it, by whatever way.
struct PlanAuthorTests {
    private static let plan = reference(1)
    private let content = Sample.replacement()
    /// Acts with the powers of whoever wrote the plan.
    private let standIn = PlanActor(person: "omar", post: "ICT manager", delegatedBy: "amira")

    private func refused(_ book: PlanBook, _ act: PlanAct, by actor: PlanActor) -> Bool {
        refusal(book, act, by: actor, at: "2026-12-01").contains { $0.contains("somebody else must") }
    }

    @Test func aStandInOfTheAuthorDecidesNothing() throws {
        let approve = PlanAct.approve(plan: Self.plan, decision: Sample.approval(of: content))
        #expect(
            refusal(try Sample.book(.proposed), approve, by: standIn, at: "2026-12-01") == [
                "omar stands in for amira, who wrote or proposed P-0001; somebody else must approve it"
            ]
        )
        let dearer = Sample.cost(pounds: 13_000)
        let days = [Rebaseline.Day(.dispose, day("2027-11-18"))]
        let acts: [PlanAct] = [
            .cancel(plan: Self.plan, reason: "merged", approver: "ICT manager"),
            .changeCost(plan: Self.plan, cost: dearer, decision: SpendRouteSample.decision(for: dearer)),
            .baselineAgain(plan: Self.plan, change: Rebaseline(approver: "SIRO", reason: "late", days: days)),
        ]
        let book = try Sample.book(.approved)
        for act in acts {
            #expect(refused(book, act, by: standIn), "\(act)")
            #expect(refusal(book, act, by: manager, at: "2026-12-01").isEmpty, "\(act)")
        }
    }

    @Test func neitherDoesWhoeverTheAuthorStoodInFor() throws {
        var book = PlanBook()
        try book.apply(.draft(plan: Self.plan, content: content), by: standIn, at: noon("2026-11-20"))
        try book.apply(.propose(plan: Self.plan), by: program, at: noon("2026-11-20"))
        let approve = PlanAct.approve(plan: Self.plan, decision: Sample.approval(of: content))
        #expect(refused(book, approve, by: PlanActor(person: "amira", post: "ICT manager")))
        #expect(!refused(book, approve, by: manager))
    }

    /// What somebody rewrote or priced is theirs, whoever hands it in afterwards.
    @Test func whoeverRewroteItIsAnAuthorToo() throws {
        var dearer = content
        dearer.cost = Sample.cost(pounds: 20_000)
        let changes: [PlanAct] = [
            .revise(plan: Self.plan, content: dearer),
            .changeCost(plan: Self.plan, cost: Sample.cost(pounds: 20_000), decision: nil),
            .extendScope(plan: Self.plan, assets: [99], reason: "found"),
            .forecast(plan: Self.plan, milestone: .dispose, day: day("2027-11-18"), reason: "sooner"),
            .confirmSupplier(
                plan: Self.plan,
                statement: SupplierStatement(answer: .yes, reference: "SUP-13", on: day("2026-11-19"))
            ),
        ]
        for change in changes {
            var book = try Sample.book(.draft)
            try book.apply(change, by: manager, at: noon("2026-11-20"))
            try book.apply(.propose(plan: Self.plan), by: architect, at: noon("2026-11-20"))
            let written = try #require(book[Self.plan]?.content)
            let approve = PlanAct.approve(plan: Self.plan, decision: Sample.approval(of: written))
            #expect(refused(book, approve, by: manager), "\(change)")
            #expect(!refused(book, approve, by: PlanActor(person: "cora", post: "ICT manager")), "\(change)")
        }
    }

    /// Whoever approves the cost of a draft would be its author, and could not approve the plan.
    @Test func theCostOfADraftIsApprovedWithThePlan() throws {
        let cost = Sample.cost(pounds: 20_000)
        let act = PlanAct.changeCost(plan: Self.plan, cost: cost, decision: SpendRouteSample.decision(for: cost))
        #expect(
            refusal(try Sample.book(.draft), act, by: manager, at: "2026-11-21") == [
                "P-0001 is a draft, so its cost is approved with the plan; propose it first"
            ]
        )
    }

    @Test func whoeverProposedItOnceRemainsItsProposer() throws {
        var book = try Sample.book(.draft)
        try book.apply(.propose(plan: Self.plan), by: manager, at: noon("2026-11-20"))
        try book.apply(.sendBack(plan: Self.plan, reason: "costs"), by: architect, at: noon("2026-11-20"))
        try book.apply(.propose(plan: Self.plan), by: architect, at: noon("2026-11-20"))
        let approve = PlanAct.approve(plan: Self.plan, decision: Sample.approval(of: content))
        #expect(refused(book, approve, by: manager))
    }
}
