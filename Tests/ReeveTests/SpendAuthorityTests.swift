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
    private let own = [
        Post(id: "head-d", title: "Darlbrook ICT Manager", role: .manager, organisation: "darlbrook"),
        Post(id: "head-s", title: "Stockvale ICT Manager", role: .manager, organisation: "stockvale"),
    ]
    private let day = CalendarDay("2026-11-20") ?? CalendarDay(daysSinceEpoch: 0)

    private func authority(
        pounds: Int,
        shared: Bool,
        owners: Set<String> = [],
        posts: [Post]? = nil,
        people: [Person] = [],
        delegations: [Delegation] = []
    ) throws -> SpendAuthority {
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
        let holders = posts.map { Person(id: "p-\($0.id)", name: $0.title, tenures: [Person.Tenure(post: $0.id)]) }
        return SpendAuthority(
            cost,
            owners: owners,
            policy: ApprovalPolicy(),
            posts: posts,
            roles: RoleBook(people: holders + people, posts: posts, delegations: delegations)
        )
    }

    private func approver(_ authority: SpendAuthority, _ person: String) -> String? {
        try? authority.actor(person, on: day).post
    }

    private func refusal(_ authority: SpendAuthority, _ person: String) -> String {
        do {
            return "allowed as \(try authority.actor(person, on: day).post)"
        } catch {
            return "\(error)"
        }
    }

    @Test func upToTheLimitAManagerApproves() throws {
        let authority = try authority(pounds: 25_000, shared: true)
        #expect(approver(authority, "p-head") == "head")
        #expect(approver(authority, "p-arch") == nil)
        #expect(approver(authority, "p-nobody") == nil)
        #expect(authority.description == "ICT manager")
    }

    @Test func aPostOfOneCouncilDoesNotSpeakForTheOther() throws {
        #expect(approver(try authority(pounds: 100, shared: false), "p-head-d") == "head-d")
        #expect(approver(try authority(pounds: 100, shared: true), "p-head-d") == nil)
    }

    @Test func strictlyMoreThanTheLimitForSeveralCouncilsGoesToTheBoard() throws {
        let authority = try authority(pounds: 25_001, shared: true)
        #expect(authority.description == "ICT Executive Board")
        #expect(approver(authority, "p-head") == nil)
        #expect(approver(authority, "p-cabinet") == nil, "another body than the policy names")
        #expect(approver(authority, "p-board") == "board")
        #expect(approver(try self.authority(pounds: 25_001, shared: false), "p-head") == "head")
    }

    /// The way round the board: one council pays alone for what belongs to both.
    @Test func whatIsDoneToSharedAssetsGoesToTheBoardWhoeverPays() throws {
        let authority = try authority(pounds: 1_010_000, shared: false, owners: both)
        #expect(authority.description == "ICT Executive Board")
        #expect(approver(authority, "p-head") == nil && approver(authority, "p-board") == "board")
        #expect(
            refusal(authority, "p-head").contains("£1,010,000, shared by several councils, is approved by ICT Exec")
        )
    }

    @Test func nobodyCommitsAnotherCouncilsMoney() throws {
        let authority = try authority(pounds: 100, shared: false, owners: ["stockvale"], posts: own)
        #expect(approver(authority, "p-head-s") == nil, "Darlbrook pays")
        #expect(approver(authority, "p-head-d") == nil, "Stockvale's asset")
        #expect(
            refusal(authority, "p-head-s")
                == "£100, shared by several councils, is approved for darlbrook and stockvale, "
                + "which own the assets or pay: by whoever holds a post of each (Darlbrook ICT Manager, Stockvale ICT "
                + "Manager), or one that estate.yaml gives to no single organisation; Stockvale ICT Manager holds "
                + "Stockvale ICT Manager on 20 November 2026"
        )
        let joint = Person(id: "joint", name: "Joint", tenures: own.map { Person.Tenure(post: $0.id) })
        let held = try self.authority(pounds: 100, shared: true, owners: both, posts: own, people: [joint])
        #expect(approver(held, "joint") == "head-d")
    }

    @Test func whosePowersWereLentIsKept() throws {
        let omar = Person(id: "omar", name: "Omar", tenures: [Person.Tenure(post: "head-d")])
        func lent(_ post: String) -> Delegation {
            Delegation(id: "D-\(post)", post: post, to: "omar", from: day, until: day, reason: "leave")
        }
        let one = try authority(
            pounds: 100,
            shared: true,
            posts: own,
            people: [omar],
            delegations: [lent("head-s")]
        )
        #expect(try one.actor("omar", on: day).delegatedBy == "p-head-s", "his own post does not hide whose powers")
        let zoe = Person(id: "omar", name: "Zoe")
        let two = try authority(
            pounds: 100,
            shared: true,
            posts: own,
            people: [zoe],
            delegations: [lent("head-s"), lent("head-d")]
        )
        #expect(refusal(two, "omar").contains("the powers of Darlbrook ICT Manager and Stockvale ICT Manager together"))
    }

    @Test func anApprovalNamesTheCouncilsThatItIsGivenFor() throws {
        let authority = try authority(pounds: 3_000, shared: false, owners: both)
        let approval = authority.approval(by: try authority.actor("p-head", on: day), reference: "M-1")
        #expect(approval.organisations == both.sorted())
    }

    @Test func aPostOfTheNameInThePolicyStandsBeforeItsRole() throws {
        let named = posts + [Post(id: "x", title: "ict MANAGER", role: .manager)]
        let authority = try authority(pounds: 100, shared: true, posts: named)
        #expect(approver(authority, "p-x") == "x")
        #expect(approver(authority, "p-head") == nil)
    }

    @Test func aBodyThatNoPostSpeaksForIsAskedFor() throws {
        let authority = try authority(pounds: 25_001, shared: true, posts: posts.filter { $0.role != .board })
        do {
            _ = try authority.actor("p-head", on: day)
            Issue.record("allowed")
        } catch {
            #expect("\(error)".contains("estate.yaml has no such post"), "\(error)")
        }
    }

    @Test func whatIsApprovedFitsTheRoute() throws {
        let authority = try authority(pounds: 25_001, shared: true)
        let actor = try authority.actor("p-board", on: day)
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
