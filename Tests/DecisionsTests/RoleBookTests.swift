import DecisionSamples
import Decisions
import EstateModel
import Testing

struct RoleBookTests {
    private func permission(
        _ person: String,
        _ action: DecisionAction,
        _ organisation: String? = "darlbrook",
        on date: String = "2026-11-20"
    ) -> Permission {
        People.roles.mayDo(action, person: person, organisation: organisation, on: day(date))
    }

    private func isAllowed(_ permission: Permission) -> Bool {
        if case .allowed = permission { return true }
        return false
    }

    @Test(arguments: [
        ("ann", [DecisionAction.requestException, .keepControls, .plan, .suspend, .read]),
        ("mia", [.requestException, .keepControls, .plan, .approvePlan, .decide(.manager), .suspend, .revoke, .read]),
        ("adam", [.advise, .suspend, .read]),
        ("dora", [.decide(.manager), .decide(.siro), .treatRisk(.siro), .revoke, .suspend, .approvePlan, .read]),
        ("bob", [.decide(.siro), .decide(.board), .treatRisk(.siro), .revoke, .suspend, .approvePlan, .read]),
        ("eve", [.read]), ("max", []),
    ])
    func eachRoleMayDoItsOwn(person: String, allowed: [DecisionAction]) {
        let all: [DecisionAction] = [
            .requestException, .advise, .decide(.manager), .decide(.siro), .decide(.board), .revoke, .suspend,
            .keepControls, .plan, .approvePlan, .treatRisk(.siro), .read,
        ]
        for action in all {
            let expected = allowed.contains(action) || (person == "bob" && action == .decide(.manager))
            #expect(isAllowed(permission(person, action)) == expected, "\(person): \(action)")
        }
    }

    @Test func aSIRODecidesForTheirOwnOrganisationAlone() {
        #expect(isAllowed(permission("dora", .decide(.siro), "darlbrook")))
        #expect(
            permission("dora", .decide(.siro), "stockvale")
                == .refused(
                    "Dora (Director of Resources (SIRO)) may not decide what the SIRO or higher must decide for stockvale; "
                        + "ask Chief Finance Officer (SIRO) or ICT Executive Board"
                )
        )
        #expect(isAllowed(permission("bob", .decide(.siro), "stockvale")), "a joint board is everybody’s")
    }

    @Test(arguments: [("2026-12-19", false), ("2026-12-20", true), ("2027-01-04", true), ("2027-01-05", false)])
    func powersAreLentFromTheFirstToTheLastDay(date: String, isLent: Bool) throws {
        #expect(isAllowed(permission("max", .decide(.siro), on: date)) == isLent)
        if isLent, case .allowed(let actor) = permission("max", .decide(.siro), on: date) {
            #expect(
                actor.delegatedBy == "dora" && actor.delegatedByName == "Dora" && actor.delegation == "D-3"
                    && actor.post == "siro-d"
            )
        }
    }

    @Test func aVacantPostLendsNothingAndAnEndedTenureHoldsNothing() {
        var dora = Person(id: "dora", name: "Dora", tenures: [])
        dora.tenures = [Person.Tenure(post: "siro-d", until: day("2026-12-24"))]
        let max = Person(id: "max", name: "Max")
        let roles = RoleBook(people: [dora, max], posts: People.posts, delegations: [People.delegation])
        #expect(roles.actors("max", on: day("2026-12-24")).count == 1)
        #expect(roles.actors("max", on: day("2026-12-25")).isEmpty)
        #expect(roles.actors("dora", on: day("2026-12-25")).isEmpty)
        #expect(!roles.isFilled("siro-d", on: day("2026-12-25")))
        let refusal = roles.mayDo(.revoke, person: "dora", organisation: "darlbrook", on: day("2026-12-25"))
        #expect(
            refusal
                == .refused("Dora holds no post on 25 December 2026, so they may not revoke exceptions for darlbrook")
        )
    }

    @Test func refusalsNameCouncilsAndWhoMayWhateverHappenedBefore() {
        let person = Person(id: "ada", name: "Ada", tenures: [Person.Tenure(post: "manager")])
        let posts = [
            Post(id: "manager", title: "Infrastructure Manager", role: .architect, organisation: "darlbrook"),
            Post(id: "ict", title: "Head of ICT", role: .manager, organisation: "darlbrook"),
            Post(id: "siro", title: "Director", role: .siro, organisation: "darlbrook"),
        ]
        let names = ["darlbrook": "Darlbrook Borough Council"]
        let roles = RoleBook(people: [person], posts: posts, delegations: [], organisations: names)
        let refusal = roles.mayDo(.revoke, person: "ada", organisation: "darlbrook", on: day("2026-12-25"))
        let text = "Ada (Infrastructure Manager) may not revoke exceptions for Darlbrook Borough Council; ask Director"
        #expect(refusal == .refused(text))
    }

    @Test func whoIsNotInTheEstateMayDoNothing() {
        guard case .refused(let text) = permission("mallory\u{1b}[2J", .read) else {
            Issue.record("a stranger may read")
            return
        }
        #expect(text.hasPrefix("'mallory\\u{1b}[2J' is not among the people"))
    }

    @Test func aDeciderThatIsNotUnderstoodIsTheSIROs() {
        let levels: [(String?, ApprovalLevel)] = [
            ("SIRO", .siro), ("SIRO or named deputy", .siro), ("Head of ICT", .manager), ("ICT manager", .manager),
            ("Asset owner", .owner), ("ICT Executive Board", .board), ("Management team", .board), ("The Mayor", .siro),
            (nil, .siro),
        ]
        for (text, level) in levels { #expect(ApprovalLevel(decider: text) == level, "\(text ?? "nobody")") }
    }
}
