import Planning
import Risk
import Testing

enum SpendRouteSample {
    static func decision(for cost: PlanCost) -> PlanApproval {
        let route = SpendRoute(cost, policy: ApprovalPolicy())
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
        let route = SpendRoute(cost, policy: ApprovalPolicy())
        #expect(route.approver == approver)
        #expect(route.label == label)
    }

    @Test func theWholeCommitmentCounts() {
        let cost = Sample.cost(pounds: 5_000, recurringPounds: 7_000, years: 3)
        #expect(cost.commitmentPence == 26_000_00)
        #expect(SpendRoute(cost, policy: ApprovalPolicy()).approver == "ICT Executive Board")
    }
}
