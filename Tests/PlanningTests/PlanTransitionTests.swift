import EstateModel
import Planning
import Testing

struct PlanTransitionTests {
    private static let plan = reference(1)
    private static let content = Sample.replacement()

    /// Acts that move a plan, where each is possible, and where it leads.
    private static let moves: [(act: PlanAct, from: Set<PlanState>, to: PlanState)] = [
        (.propose(plan: plan), [.draft], .proposed),
        (.sendBack(plan: plan, reason: "costs"), [.proposed], .draft),
        (.approve(plan: plan, decision: Sample.approval(of: content)), [.proposed], .approved),
        (.start(plan: plan), [.approved], .inProgress),
        (.block(plan: plan, reason: "supplier"), [.inProgress], .blocked),
        (.resume(plan: plan, reason: "answered"), [.blocked], .inProgress),
        (.refuteClaim(plan: plan, scan: 90, reason: "seen"), [.claimedDone], .inProgress),
        (.verify(plan: plan, proof: Sample.proof()), [.claimedDone], .verifiedDone),
        (
            .cancel(plan: plan, reason: "merged", approver: "ICT manager"),
            [.draft, .proposed, .approved, .inProgress, .blocked, .claimedDone], .cancelled
        ),
    ]

    @Test(arguments: PlanState.allCases)
    func onlyLegalActsMoveAPlan(state: PlanState) throws {
        let book = try Sample.book(state)
        for move in Self.moves {
            var copy = book
            if move.from.contains(state) {
                try copy.apply(move.act, by: manager, at: noon("2027-06-04"))
                #expect(copy[Self.plan]?.state == move.to)
                #expect(state.successors.contains(move.to))
            } else {
                let refused = refusal(book, move.act, by: manager, at: "2027-06-04")
                #expect(refused.contains { $0.hasPrefix("P-0001 is \(state.label); to ") }, "\(move.act)")
            }
        }
    }

    @Test(arguments: [PlanState.verifiedDone, .cancelled])
    func nothingChangesAClosedPlan(state: PlanState) throws {
        let book = try Sample.book(state)
        let acts: [PlanAct] = [
            .beginMilestone(plan: Self.plan, milestone: .contain, on: today),
            .finishMilestone(plan: Self.plan, milestone: .contain, on: today, evidence: ["x"]),
            .forecast(plan: Self.plan, milestone: .dispose, day: day("2027-12-01"), reason: "late"),
            .assign(plan: Self.plan, milestone: .contain, owner: "Somebody"),
            .baselineAgain(plan: Self.plan, change: Rebaseline(approver: "SIRO", reason: "late", days: [])),
            .tighten(plan: Self.plan, deadline: deadline("2027-05-19")),
            .extendScope(plan: Self.plan, assets: [13], reason: "found"),
            .confirmSupplier(plan: Self.plan, statement: Self.content.supplier!),
            .changeCost(plan: Self.plan, cost: Sample.cost(pounds: 1), decision: nil),
            .changeFollowOn(plan: Self.plan, followOn: Self.plan),
            .revise(plan: Self.plan, content: Self.content), .claimDone(plan: Self.plan, note: "done"),
        ]
        for act in acts { #expect(!refusal(book, act, by: manager, at: "2027-06-04").isEmpty, "\(act)") }
    }

    @Test func aStepNeedsEvidenceItsPredecessorsAndADayThatHasCome() throws {
        let book = try Sample.book(.inProgress)
        let act = PlanAct.finishMilestone(plan: Self.plan, milestone: .switchOff, on: day("2027-06-01"), evidence: [])
        #expect(
            refusal(book, act, by: architect, at: "2026-12-01") == [
                "M5 cannot be done on 1 June 2027, which is ahead; give the day on which it happened",
                "M5 needs evidence: name where what was done is shown",
                "M5 waits for M4, which is not done",
            ]
        )
    }

    @Test func containmentNeedsNoApprovalButTheBuildDoes() throws {
        var book = try Sample.book(.draft)
        let contain = PlanAct.finishMilestone(plan: Self.plan, milestone: .contain, on: today, evidence: ["CHG-1"])
        try book.apply(contain, by: architect, at: noon("2026-11-20"))
        let build = PlanAct.beginMilestone(plan: Self.plan, milestone: .build, on: today)
        #expect(
            refusal(book, build, by: architect, at: "2026-11-20") == [
                "P-0001 is a draft; to work on M3, it must be in progress"
            ]
        )
        try book.apply(.revise(plan: Self.plan, content: Self.content), by: architect, at: noon("2026-11-21"))
        #expect(book[Self.plan]?.content.milestones.first?.evidence == ["CHG-1"], "what is done stays done")
        try book.apply(.propose(plan: Self.plan), by: architect, at: noon("2026-11-21"))
    }

    @Test func aForecastMovesNoBaseline() throws {
        var book = try Sample.book(.inProgress)
        let act = PlanAct.forecast(plan: Self.plan, milestone: .dispose, day: day("2027-12-15"), reason: "late")
        try book.apply(act, by: architect, at: noon("2027-01-05"))
        let last = try #require(book[Self.plan]?.content.lastMilestone)
        #expect(last.current == day("2027-12-15"))
        #expect(last.baseline == day("2027-11-19") && last.agreed == day("2027-11-19"))
        #expect(book[Self.plan]?.currentByWhen == day("2027-11-19"))
    }

    @Test func dearerNeedsADecisionAndCheaperDoesNot() throws {
        var book = try Sample.book(.approved)
        let dearer = Sample.cost(pounds: 26_000)
        #expect(
            refusal(book, .changeCost(plan: Self.plan, cost: dearer, decision: nil), by: manager, at: "2026-12-01")
                == ["P-0001: it costs more than was approved; give the decision that approves it"]
        )
        let route = SpendRouteSample.decision(for: dearer)
        try book.apply(
            .changeCost(plan: Self.plan, cost: dearer, decision: route),
            by: manager,
            at: noon("2026-12-01")
        )
        try book.apply(
            .changeCost(plan: Self.plan, cost: Sample.cost(pounds: 9_000), decision: nil),
            by: architect,
            at: noon("2026-12-02")
        )
        let others = Sample.cost(pounds: 9_000, split: ["stockton": 100])
        #expect(
            refusal(book, .changeCost(plan: Self.plan, cost: others, decision: nil), by: manager, at: "2026-12-02")
                == ["P-0001: others pay than was approved; give the decision that approves it"]
        )
        var revenue = Sample.cost(pounds: 9_000)
        revenue.spend = .revenue
        var funded = Sample.cost(pounds: 9_000)
        funded.funding = .yes
        var line = Sample.cost(pounds: 9_000)
        line.budgetLine = "X99"
        for elsewhere in [revenue, funded, line, Sample.cost(pounds: 9_000, year: 2028)] {
            #expect(
                refusal(
                    book,
                    .changeCost(plan: Self.plan, cost: elsewhere, decision: nil),
                    by: manager,
                    at: "2026-12-02"
                )
                    == ["P-0001: it is funded otherwise than was approved; give the decision that approves it"]
            )
        }
    }

    @Test func theScopeOnlyGrows() throws {
        var book = try Sample.book(.inProgress)
        try book.apply(
            .extendScope(plan: Self.plan, assets: [9, 12], reason: "found by scan 70"),
            by: architect,
            at: noon("2026-12-01")
        )
        #expect(book[Self.plan]?.content.assets == [9, 11, 12])
        #expect(
            !refusal(book, .revise(plan: Self.plan, content: Self.content), by: architect, at: "2026-12-01").isEmpty
        )
    }
}
