import Planning
import Risk
import Testing

enum SpendRouteSample {
    static func decision(for cost: PlanCost) -> PlanApproval {
        let route = SpendRoute(cost, owners: [], policy: ApprovalPolicy())
        return PlanApproval(approver: route.approver ?? "", reference: "minute 14", route: route)
    }
}

struct SpendRouteTests {
    private let shared = ["darlington": 50, "stockton": 50]

    @Test(
        arguments: [
            (0, true, nil, "nobody is asked (up to £0)"),
            (1, true, "ICT manager", "ICT manager (up to £25,000)"),
            (12_000_00, true, "ICT manager", "ICT manager (up to £25,000)"),
            (25_000_00, true, "ICT manager", "ICT manager (up to £25,000)"),
            (25_000_01, true, "ICT Executive Board", "ICT Executive Board"),
            (25_001_00, true, "ICT Executive Board", "ICT Executive Board"),
            (900_000_00, false, "ICT manager", "ICT manager"),
        ] as [(Int, Bool, String?, String)]
    )
    func aSumHasItsApprover(pence: Int, isShared: Bool, approver: String?, label: String) {
        var cost = Sample.cost(split: isShared ? shared : ["darlington": 100])
        cost.oneOffPence = pence
        let route = SpendRoute(cost, owners: [], policy: ApprovalPolicy())
        #expect(route.approver == approver)
        #expect(route.label == label)
    }

    /// One council that pays for what belongs to several still affects them all.
    @Test func whoeverPaysTheirAssetsMakeItShared() {
        let cost = Sample.cost(pounds: 1_010_000, split: ["darlington": 100])
        func route(_ owners: Set<String>) -> SpendRoute { SpendRoute(cost, owners: owners, policy: ApprovalPolicy()) }
        #expect(route(["darlington", "stockton"]).approver == "ICT Executive Board")
        #expect(route(["stockton"]).approver == "ICT Executive Board", "one owns, the other pays")
        #expect(route(["darlington"]).approver == "ICT manager" && route([]).approver == "ICT manager")
    }

    @Test func whatSeveralPayForIsNeverApprovedAsOnesOwn() throws {
        var alone = Sample.replacement()
        alone.cost = Sample.cost(pounds: 30_000, split: ["darlington": 100])
        var decision = Sample.approval(of: alone)
        let shared = Sample.cost(pounds: 30_000)
        decision.approver = "ICT manager"
        let book = try Sample.book(.approved, content: alone)
        let act = PlanAct.changeCost(plan: reference(1), cost: shared, decision: decision)
        #expect(
            refusal(book, act, by: manager, at: "2026-12-01") == [
                "the approval route was not worked out for this cost; work it out again"
            ]
        )
    }

    /// What one council approved for itself is not approved for another that got a share since.
    @Test(
        arguments: [
            ("darlington", ["darlington"], 30_000, ["stockton"]),
            ("darlington", ["darlington", "stockton"], 30_000, []),
            (nil, ["darlington"], 30_000, ["stockton"]), (nil, ["darlington"], 12_000, []),
        ] as [(String?, [String], Int, Set<String>)]
    )
    func anApprovalSpeaksForThoseThatItWasGivenFor(
        post: String?,
        organisations: [String],
        pounds: Int,
        unheard: Set<String>
    ) throws {
        var content = Sample.replacement()
        let cost = Sample.cost(pounds: pounds, split: ["darlington": 100])
        content.cost = cost
        let policy = ApprovalPolicy()
        let decision = PlanApproval(
            approver: "ICT manager",
            reference: "minute 14",
            route: SpendRoute(cost, owners: ["darlington"], policy: policy),
            organisations: organisations
        )
        var book = try Sample.book(.proposed, content: content)
        #expect(try #require(book[reference(1)]).unheard(owners: ["stockton"], policy: policy).isEmpty)
        let who = PlanActor(person: "mia", post: "Head of ICT", organisation: post)
        try book.apply(.approve(plan: reference(1), decision: decision), by: who, at: noon("2026-11-25"))
        let record = try #require(book[reference(1)])
        #expect(record.unheard(owners: ["darlington"], policy: policy).isEmpty)
        #expect(record.unheard(owners: ["darlington", "stockton"], policy: policy) == unheard)
    }

    /// Two halves of one purpose are not two small sums.
    @Test func whatIsApprovedForTheSameHostsCountsToo() throws {
        var content = Sample.replacement()
        content.cost = Sample.cost(pounds: 24_999)
        var book = try Sample.book(.approved, content: content)
        let second = reference(2)
        try book.apply(.draft(plan: second, content: content), by: architect, at: noon("2026-11-25"))
        try book.apply(.propose(plan: second), by: architect, at: noon("2026-11-25"))
        let record = try #require(book[second])
        #expect(book.committedPounds(beside: record) == 24_999)
        #expect(book.committedPounds(beside: try #require(book[reference(1)])) == 0, "nothing else is approved")
        let alone = PlanAct.approve(plan: second, decision: Sample.approval(of: content))
        #expect(
            refusal(book, alone, by: manager, at: "2026-11-26") == [
                "the approval route was not worked out for this cost; work it out again"
            ]
        )
        let cost = try #require(content.cost)
        let route = SpendRoute(cost, owners: [], beside: 24_999, policy: ApprovalPolicy())
        #expect(route.approver == "ICT Executive Board")
        let small = PlanApproval(approver: "ICT manager", reference: "minute 15", route: route)
        #expect(
            refusal(book, .approve(plan: second, decision: small), by: manager, at: "2026-11-26") == [
                "£24,999 with £24,999 approved beside it, shared, is approved by 'ICT Executive Board', not by "
                    + "'ICT manager'; ask there"
            ]
        )
        var other = content
        other.assets = [99]
        try book.apply(.draft(plan: reference(3), content: other), by: architect, at: noon("2026-11-25"))
        #expect(book.committedPounds(beside: try #require(book[reference(3)])) == 0)
    }

    @Test func theWholeCommitmentCounts() {
        let cost = Sample.cost(pounds: 5_000, recurringPounds: 7_000, years: 3)
        #expect(cost.commitmentPence == 26_000_00)
        #expect(SpendRoute(cost, owners: [], policy: ApprovalPolicy()).approver == "ICT Executive Board")
    }
}
