import Assessment
import Decisions
import EstateFiles
import EstateModel
import Planning
import Risk

/// Who may approve what a plan commits the council to, as policy.yaml's `approval.spend` and estate.yaml's posts say.
struct SpendAuthority {
    /// Nil for a plan without a cost, which whoever may approve plans approves.
    let route: SpendRoute?
    private let roles: RoleBook
    private let posts: [Post]
    private let policy: ApprovalPolicy

    init(_ workspace: Workspace, _ cost: PlanCost?) {
        let policy = workspace.policies.risk.approval
        self.init(
            route: cost.map { SpendRoute($0, policy: policy) },
            policy: policy,
            posts: workspace.estate.roles.posts,
            roles: workspace.roles
        )
    }

    init(route: SpendRoute?, policy: ApprovalPolicy, posts: [Post], roles: RoleBook) {
        self.route = route
        self.roles = roles
        self.posts = posts
        self.policy = policy
    }

    /// `ICT Executive Board`.
    var description: String {
        guard let route else { return "whoever may approve plans" }
        return route.approver ?? "whoever may approve plans"
    }

    /// The person in a post that may, for every organisation.
    ///
    /// - Throws: ``Failure`` with why not, and who may.
    func actor(_ person: String, _ organisations: Set<String>, on day: CalendarDay? = nil) throws -> Actor {
        let day = day ?? SystemClock.now.londonDay
        let allowed = try allowedPosts()
        var found: [Actor] = []
        for organisation in organisations.isEmpty ? [nil] : organisations.sorted().map(Optional.some) {
            let actors = roles.actors(person, on: day).filter { actor in
                actor.organisation == nil || organisation == nil || actor.organisation == organisation
            }
            guard let actor = actors.first(where: { allowed.contains($0.post) }) else {
                throw Failure(refusal(person, organisation, allowed, day))
            }
            found.append(actor)
        }
        return found[0]
    }

    func approval(by actor: Actor, reference: String, exception: String? = nil) -> PlanApproval {
        PlanApproval(
            approver: route?.approver ?? actor.title,
            reference: reference,
            route: route,
            exception: exception
        )
    }

    /// Ids of the posts that may: those of the name that the policy gives, or else those whose role is high enough. The
    /// lowest step asks for anybody who may approve plans, any higher one for a board.
    ///
    /// - Throws: ``Failure`` when estate.yaml has no such post.
    func allowedPosts() throws -> Set<String> {
        let approvers = posts.filter { DecisionAction.approvePlan.roles.contains($0.role) }
        guard let name = route?.approver else { return Set(approvers.map(\.id)) }
        let lowered = name.lowercased()
        let named = approvers.filter { $0.id.lowercased() == lowered || $0.title.lowercased() == lowered }
        if !named.isEmpty { return Set(named.map(\.id)) }
        let lowest = policy.spend.min { $0.overPounds < $1.overPounds }
        let fitting = lowest?.by == name ? approvers : approvers.filter { $0.role == .board }
        guard fitting.isEmpty else { return Set(fitting.map(\.id)) }
        throw Failure(
            "\(amount) is approved by '\(visible(name, limit: 80))', and estate.yaml has no such post: add it under "
                + "'posts' with the role 'board', and to the posts of who speaks for it"
        )
    }

    private var amount: String {
        guard let route else { return "This plan" }
        return "\(sterling(pence: route.pounds * 100))\(route.isShared ? ", shared by several councils," : "")"
    }

    private func refusal(
        _ person: String,
        _ organisation: String?,
        _ allowed: Set<String>,
        _ day: CalendarDay
    ) -> String {
        guard let who = roles.person(person) else {
            let shown = visible(person, limit: 60)
            return "'\(shown)' is not among the people of estate.yaml; add them there, with their posts"
        }
        let actors = roles.actors(person, on: day)
        let titles = posts.filter { allowed.contains($0.id) }.map { visible($0.title, limit: 80) }.sorted()
        let held = actors.isEmpty ? "no post" : actors.map { visible($0.title, limit: 80) }.joined(separator: ", ")
        // The right post, but another council's.
        let isElsewhere = actors.contains { allowed.contains($0.post) }
        let place = isElsewhere ? organisation.map { ", for \(roles.called($0)) too" } ?? "" : ""
        let name = visible(who.name, limit: 80)
        return
            "\(amount) is approved by \(titles.joined(separator: " or "))\(place); \(name) holds \(held) on \(day.longDescription)"
    }
}
