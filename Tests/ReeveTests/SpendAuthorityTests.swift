import Decisions
import EstateModel
import Planning
import Risk
import Testing

@testable import Reeve

/// Who approves which sum.
struct SpendAuthorityTests {
    private let posts = [
        Post(id: "arch", title: "Architect", role: .architect),
        Post(id: "head", title: "Head of ICT", role: .manager),
        Post(id: "head-d", title: "Darlbrook ICT Manager", role: .manager, organisation: "darlbrook"),
        Post(id: "board", title: "ICT Executive Board", role: .board),
        Post(id: "cabinet", title: "Cabinet", role: .board),
    ]
    private let both: Set = ["darlbrook", "stockvale"]
    private let day = CalendarDay("2026-11-20") ?? CalendarDay(daysSinceEpoch: 0)

    private func authority(pounds: Int, shared: Bool, posts: [Post]? = nil) throws -> SpendAuthority {
        let split = try CostSplit(percentages: shared ? ["darlbrook": 50, "stockvale": 50] : ["darlbrook": 100])
        let cost = PlanCost(
            oneOffPence: pounds * 100,
            spend: .capital,
            confidence: .low,
            source: "estimate",
            financialYear: FinancialYear(of: day),
            funding: .bid,
            split: split
        )
        let posts = posts ?? self.posts
        let people = posts.map { Person(id: "p-\($0.id)", name: $0.title, tenures: [Person.Tenure(post: $0.id)]) }
        return SpendAuthority(
            route: SpendRoute(cost, policy: ApprovalPolicy()),
            policy: ApprovalPolicy(),
            posts: posts,
            roles: RoleBook(people: people, posts: posts, delegations: [])
        )
    }

    private func approver(_ authority: SpendAuthority, _ person: String, _ organisations: Set<String>) -> String? {
        try? authority.actor(person, organisations, on: day).post
    }

    @Test func upToTheLimitAManagerApproves() throws {
        let authority = try authority(pounds: 25_000, shared: true)
        #expect(approver(authority, "p-head", both) == "head")
        #expect(approver(authority, "p-arch", both) == nil)
        #expect(approver(authority, "p-nobody", both) == nil)
        #expect(authority.description == "ICT manager")
    }

    @Test func aPostOfOneCouncilDoesNotSpeakForTheOther() throws {
        #expect(approver(try authority(pounds: 100, shared: false), "p-head-d", ["darlbrook"]) == "head-d")
        #expect(approver(try authority(pounds: 100, shared: true), "p-head-d", both) == nil)
    }

    @Test func strictlyMoreThanTheLimitForSeveralCouncilsGoesToTheBoard() throws {
        let authority = try authority(pounds: 25_001, shared: true)
        #expect(authority.description == "ICT Executive Board")
        #expect(approver(authority, "p-head", both) == nil)
        #expect(approver(authority, "p-cabinet", both) == nil, "another body than the policy names")
        #expect(approver(authority, "p-board", both) == "board")
        #expect(approver(try self.authority(pounds: 25_001, shared: false), "p-head", ["darlbrook"]) == "head")
    }

    @Test func aPostOfTheNameInThePolicyStandsBeforeItsRole() throws {
        let named = posts + [Post(id: "x", title: "ict MANAGER", role: .manager)]
        let authority = try authority(pounds: 100, shared: true, posts: named)
        #expect(approver(authority, "p-x", both) == "x")
        #expect(approver(authority, "p-head", both) == nil)
    }

    @Test func aBodyThatNoPostSpeaksForIsAskedFor() throws {
        let authority = try authority(pounds: 25_001, shared: true, posts: posts.filter { $0.role != .board })
        do {
            _ = try authority.actor("p-head", both, on: day)
            Issue.record("allowed")
        } catch {
            #expect("\(error)".contains("estate.yaml has no such post"), "\(error)")
        }
    }

    @Test func whatIsApprovedFitsTheRoute() throws {
        let authority = try authority(pounds: 25_001, shared: true)
        let actor = try authority.actor("p-board", both, on: day)
        let approval = authority.approval(by: actor, reference: "M-1")
        #expect(approval.approver == "ICT Executive Board" && approval.route == authority.route)
    }
}

/// Shares of assets as who pays.
struct WholePercentTests {
    @Test(arguments: [
        (["a": 60, "b": 40], ["a": 60, "b": 40]), (["a": 1, "b": 1, "c": 1], ["a": 34, "b": 33, "c": 33]),
        (["a": 150, "b": 50], ["a": 75, "b": 25]), ([:], [:]), (["a": 0], [:]), (["a": 999, "b": 1], ["a": 100]),
    ])
    func theyTotalAHundred(weights: [String: Int], expected: [String: Int]) {
        #expect(wholePercent(weights) == expected)
    }
}
