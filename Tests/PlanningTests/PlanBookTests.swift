import EstateModel
import Planning
import Testing

struct PlanBookTests {
    private let plan = reference(1)

    @Test func aPlanGoesFromDraftToProof() throws {
        let record = try #require(try Sample.book(.verifiedDone)[plan])
        #expect(record.state == .verifiedDone)
        #expect(record.percentComplete == 100)
        #expect(record.baselineByWhen == day("2027-11-19"))
        #expect(record.proof?.scan == 88)
        #expect(record.slipCount == 0)
    }

    @Test func approvalFixesTheBaseline() throws {
        let before = try #require(try Sample.book(.proposed)[plan])
        #expect(before.content.milestones.allSatisfy { $0.baseline == nil })
        let after = try #require(try Sample.book(.approved)[plan])
        #expect(after.content.milestones.allSatisfy { $0.baseline == $0.current && $0.agreed == $0.current })
    }

    @Test func anEmptyProposalNamesEverythingThatIsMissing() throws {
        var content = Sample.replacement()
        (content.risks, content.assets, content.owner) = ([], [], "")
        (content.target, content.cost) = (nil, nil)
        content.milestones = [Milestone(.options, owner: "", day: day("2027-03-01"))]
        let book = try Sample.book(.draft, content: content)
        #expect(
            refusal(book, .propose(plan: plan), by: architect, at: "2026-11-20") == [
                "the post that answers for the plan is missing",
                "the plan names no risk; name at least one, such as R-0001",
                "the plan's scope names no asset; name each",
                "the milestone M5 (switch off and verify by scan) is missing; add it",
                "M1 has no owner; name the post that does it",
                "the cost is missing; write 0 with its source if there is none",
                "the target is missing: what takes the product's place?",
            ]
        )
    }

    @Test func theAuthorDoesNotApprove() throws {
        let book = try Sample.book(.proposed)
        let decision = Sample.approval(of: Sample.replacement())
        let message = refusal(book, .approve(plan: plan, decision: decision), by: architect, at: "2026-11-24")
        #expect(message == ["amira wrote or proposed P-0001; somebody else must approve it"])
    }

    @Test func aTargetMustLastThirtySixMonths() throws {
        var content = Sample.replacement()
        let goLive = content.goLive
        content.target?.ownEnd = goLive.adding(months: 36)
        _ = try Sample.book(.approved, content: content)
        content.target?.ownEnd = goLive.adding(months: 36).adding(days: -1)
        let book = try Sample.book(.draft, content: content)
        let message = refusal(book, .propose(plan: plan), by: architect, at: "2026-11-20")
        #expect(message.count == 1)
        #expect(
            message.first?.contains("has 35 months of fixes left when it goes live on \(goLive.longDescription)")
                == true
        )
    }

    @Test(
        arguments: [
            (nil, "the supplier has not been asked about the target; record the answer, its reference and day"),
            (
                SupplierStatement(answer: .no, reference: "SUP-9", on: day("2026-11-01")),
                "SUP-9: the supplier says that it does not run on the target; choose another"
            ),
            (
                SupplierStatement(answer: .yes, reference: " ", on: day("2026-11-01")),
                "the reference of the supplier's statement is missing"
            ),
            (
                SupplierStatement(answer: .yes, reference: "SUP-9", on: day("2027-11-01")),
                "the supplier's statement is dated 1 November 2027, which is ahead; correct the day"
            ),
        ] as [(SupplierStatement?, String)]
    )
    func withoutTheSuppliersWordNothingIsApproved(statement: SupplierStatement?, message: String) throws {
        var content = Sample.replacement()
        content.supplier = statement
        let book = try Sample.book(.proposed, content: content)
        let act = PlanAct.approve(plan: plan, decision: Sample.approval(of: content))
        #expect(refusal(book, act, by: manager, at: "2026-11-24") == [message])
    }

    @Test func aSupplierWhoDoesNotKnowIsAnAnswer() throws {
        var content = Sample.replacement()
        content.supplier?.answer = .unknown
        #expect(try Sample.book(.approved, content: content)[plan]?.state == .approved)
    }

    @Test func aDecisionOfTheWrongBodyIsRefused() throws {
        var content = Sample.replacement()
        content.cost = Sample.cost(pounds: 25_001)
        let book = try Sample.book(.proposed, content: content)
        var decision = Sample.approval(of: content)
        decision.approver = "ICT manager"
        let wrong = refusal(book, .approve(plan: plan, decision: decision), by: manager, at: "2026-11-24")
        #expect(wrong == ["£25,001, shared, is approved by 'ICT Executive Board', not by 'ICT manager'; ask there"])
        let stale = Sample.approval(of: Sample.replacement())
        let old = refusal(book, .approve(plan: plan, decision: stale), by: manager, at: "2026-11-24")
        #expect(old == ["the approval route was not worked out for this cost; work it out again"])
    }

    @Test func aPlanThatEndsTooLateNeedsAnException() throws {
        var content = Sample.replacement()
        let last = content.milestones.count - 1
        content.milestones[last].current = day("2027-12-01")
        let book = try Sample.book(.proposed, content: content)
        let refused = refusal(
            book,
            .approve(plan: plan, decision: Sample.approval(of: content)),
            by: manager,
            at: "2026-11-24"
        )
        #expect(
            refused == [
                "P-0001 cannot meet policy: it ends 12 days after its by-when 19 November 2027; "
                    + "name the exception under which it may"
            ]
        )
        var approved = book
        let decision = Sample.approval(of: content, exception: "E-0003")
        try approved.apply(.approve(plan: plan, decision: decision), by: manager, at: noon("2026-11-24"))
        #expect(approved[plan]?.currentByWhen == day("2027-11-19"), "the by-when is never moved")
        #expect(approved[plan]?.exception == "E-0003")
    }

    @Test func leadTimesThatAreTooLongNeedAnExceptionToo() throws {
        var content = Sample.replacement()
        (content.procurementLeadDays, content.buildLeadDays) = (200, 160)
        let act = PlanAct.approve(plan: plan, decision: Sample.approval(of: content))
        #expect(refusal(try Sample.book(.proposed, content: content), act, by: manager, at: "2026-11-24") == [])
        content.buildLeadDays = 161
        #expect(
            refusal(try Sample.book(.proposed, content: content), act, by: manager, at: "2026-11-24") == [
                "P-0001 cannot meet policy: it ends 1 day after its by-when 19 November 2027; "
                    + "name the exception under which it may"
            ]
        )
    }

    @Test(arguments: [PlanKind.patch, .upgrade, .replace, .migrate, .consolidateRetire])
    func everyKindThatEndsARiskCanBeDone(kind: PlanKind) throws {
        var content = Sample.replacement(of: kind)
        if kind == .patch { content.cost = nil }
        let record = try #require(try Sample.book(.verifiedDone, content: content)[plan])
        #expect(record.state == .verifiedDone)
        #expect(content == content.withoutHistory)
        #expect(record.content.withoutHistory == content)
    }

    @Test func aPlanWhoseByWhenIsOverNeedsAnException() throws {
        let content = Sample.replacement(of: .patch, deadline: deadline("2026-08-06"))
        let act = PlanAct.approve(plan: plan, decision: Sample.approval(of: content))
        #expect(
            refusal(try Sample.book(.proposed, content: content), act, by: manager, at: "2026-11-20") == [
                "P-0001 cannot meet policy: it ends 106 days after its by-when 6 August 2026; "
                    + "name the exception under which it may"
            ]
        )
    }

    @Test func aSupplierWhoChangesHisMindHoldsTheStart() throws {
        var book = try Sample.book(.approved)
        let statement = SupplierStatement(answer: .no, reference: "SUP-13", on: day("2026-11-25"))
        try book.apply(.confirmSupplier(plan: plan, statement: statement), by: architect, at: noon("2026-11-25"))
        #expect(
            refusal(book, .start(plan: plan), by: architect, at: "2026-11-26") == [
                "SUP-13: the supplier says that it does not run on the target; choose another"
            ]
        )
    }

    @Test func plansAreFoundByTheirRisk() throws {
        var book = try Sample.book(.draft)
        #expect(book.plans(for: "R-0007").map(\.reference) == [plan])
        var content = Sample.replacement()
        content.risks = ["R-0008", "R-0009"]
        try book.apply(.revise(plan: plan, content: content), by: architect, at: noon("2026-11-20"))
        #expect(book.plans(for: "R-0007").isEmpty)
        #expect(book.plans(for: "R-0009").map(\.reference) == [plan])
    }

    /// Copying the book for each act would take hours.
    @Test(.timeLimit(.minutes(1))) func actsOnOnePlanDoNotCostByTheNumberOfPlans() throws {
        var book = PlanBook()
        let content = Sample.replacement()
        for number in 1...10_000 {
            try book.apply(.draft(plan: reference(number), content: content), by: architect, at: noon("2026-11-20"))
            try book.apply(.propose(plan: reference(number)), by: architect, at: noon("2026-11-20"))
        }
        #expect(book.plans.count == 10_000)
    }

    @Test func numbersThatNoOneCanSpendAreRefusedAndNotAdded() throws {
        var cost = Sample.cost()
        (cost.oneOffPence, cost.recurringPencePerYear, cost.recurringYears) = (.max, .max, .max)
        #expect(cost.commitmentPence == .max)
        let decision = SpendRouteSample.decision(for: cost)
        let act = PlanAct.changeCost(plan: plan, cost: cost, decision: decision)
        #expect(refusal(try Sample.book(.approved), act, by: manager, at: "2026-11-25").count == 3)
    }

    @Test func numbersAreGivenOnceAndInOrder() throws {
        var book = try Sample.book(.cancelled)
        let again = PlanAct.draft(plan: plan, content: Sample.replacement())
        #expect(
            refusal(book, again, by: architect, at: "2026-11-22") == [
                "the next plan is P-0002, not P-0001; references are never reused"
            ]
        )
        try book.apply(
            .draft(plan: reference(2), content: Sample.replacement()),
            by: architect,
            at: noon("2026-11-22")
        )
        #expect(book.nextReference == reference(3))
        #expect(PlanBook(records: book.records) == book)
        #expect(
            refusal(book, .propose(plan: reference(9)), by: architect, at: "2026-11-22") == [
                "there is no plan P-0009; look its reference up"
            ]
        )
    }

    @Test func anInterimPlanNeedsOneThatEndsTheRisk() throws {
        var content = Sample.replacement(of: .buyCover)
        var book = try Sample.book(.draft, content: content)
        #expect(
            refusal(book, .propose(plan: plan), by: architect, at: "2026-11-20") == [
                "'buy-cover' only bridges time; name the plan that follows and ends the risk"
            ]
        )
        try book.apply(
            .draft(plan: reference(2), content: Sample.replacement()),
            by: architect,
            at: noon("2026-11-20")
        )
        try book.apply(
            .changeFollowOn(plan: plan, followOn: reference(2)),
            by: architect,
            at: noon("2026-11-20")
        )
        try book.apply(.propose(plan: plan), by: architect, at: noon("2026-11-20"))
        let cancel = PlanAct.cancel(plan: reference(2), reason: "no money", approver: nil)
        #expect(
            refusal(book, cancel, by: architect, at: "2026-11-22") == [
                "P-0001 only bridges the time until P-0002; give P-0001 another plan to follow it first"
            ]
        )
        content.followOn = plan
        let circle = refusal(book, .draft(plan: reference(3), content: content), by: architect, at: "2026-11-22")
        #expect(circle == ["P-0001 is of the kind 'buy-cover', which ends no risk; name a plan that does"])
    }

    @Test func anInterimPlanEndsOnlyWithTheOneThatFollows() throws {
        var book = PlanBook()
        try book.apply(.draft(plan: plan, content: Sample.replacement()), by: architect, at: noon("2026-11-20"))
        var interim = Sample.replacement(of: .isolate)
        interim.followOn = plan
        let second = reference(2)
        try book.apply(.draft(plan: second, content: interim), by: architect, at: noon("2026-11-20"))
        try book.apply(.propose(plan: second), by: architect, at: noon("2026-11-20"))
        let decision = Sample.approval(of: interim)
        try book.apply(.approve(plan: second, decision: decision), by: manager, at: noon("2026-11-21"))
        try book.apply(.start(plan: second), by: architect, at: noon("2026-11-21"))
        try Sample.finishAll(&book, second, on: "2026-12-01")
        #expect(
            refusal(book, .claimDone(plan: second, note: "cut off"), by: architect, at: "2026-12-01") == [
                "P-0002 only bridges the time until P-0001, which is a draft; it ends when that is verified"
            ]
        )
    }
}
