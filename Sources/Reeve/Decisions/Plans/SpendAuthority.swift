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
    /// Those that own what the plan changes, and those that pay: whoever approves speaks for each of them.
    let organisations: Set<String>
    private let roles: RoleBook
    private let posts: [Post]
    private let policy: ApprovalPolicy

    /// - Parameters:
    ///   - owners: the organisations that have a share in the plan's assets.
    ///   - beside: what is approved already for the same, in whole pounds.
    init(_ workspace: Workspace, _ cost: PlanCost?, owners: Set<String>, beside: Int) {
        self.init(
            cost,
            owners: owners,
            beside: beside,
            policy: workspace.policies.risk.approval,
            posts: workspace.estate.roles.posts,
            roles: workspace.roles
        )
    }

    init(
        _ cost: PlanCost?,
        owners: Set<String>,
        beside: Int = 0,
        policy: ApprovalPolicy,
        posts: [Post],
        roles: RoleBook
    ) {
        route = cost.map { SpendRoute($0, owners: owners, beside: beside, policy: policy) }
        organisations = owners.union(cost?.split.organisations ?? [])
        self.roles = roles
        self.posts = posts
        self.policy = policy
    }

    /// `ICT Executive Board`.
    var description: String {
        guard let route else { return "whoever may approve plans" }
        return route.approver ?? "whoever may approve plans"
    }

    /// The person in a post that may, for every organisation that owns or pays.
    ///
    /// - Throws: ``Failure`` with why not, and who may.
    func actor(_ person: String, on day: CalendarDay? = nil) throws -> Actor {
        let day = day ?? SystemClock.now.londonDay
        let allowed = try allowedPosts()
        let actors = roles.actors(person, on: day).filter { allowed.contains($0.post) }
        var found: [Actor] = []
        for organisation in organisations.isEmpty ? [nil] : organisations.sorted().map(Optional.some) {
            guard let actor = actors.first(where: { $0.speaks(for: organisation) }) else {
                throw Failure(refusal(person, allowed, day))
            }
            found.append(actor)
        }
        return try found[0].together(with: found.dropFirst())
    }

    /// The posts of ``allowedPosts()`` that speak for every organisation; empty when only somebody who holds several
    /// can.
    ///
    /// - Throws: ``Failure`` when estate.yaml has no post that may.
    func speakingPosts() throws -> Set<String> {
        let allowed = try allowedPosts()
        let speaking = posts.filter { post in
            guard allowed.contains(post.id) else { return false }
            return post.organisation.map { organisations.subtracting([$0]).isEmpty } ?? true
        }
        return Set(speaking.map(\.id))
    }

    /// The posts to tell that a plan waits, sorted: those that speak for all, or else all that may by their name or
    /// role.
    var postsToAsk: [String] {
        let speaking = (try? speakingPosts()) ?? []
        return (speaking.isEmpty ? (try? allowedPosts()) ?? [] : speaking).sorted()
    }

    func approval(by actor: Actor, reference: String, exception: String? = nil) -> PlanApproval {
        PlanApproval(
            approver: route?.approver ?? actor.title,
            reference: reference,
            route: route,
            exception: exception,
            organisations: organisations
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
        let besides = sterling(pence: route.besidePounds * 100)
        let beside = route.besidePounds > 0 ? ", with \(besides) approved for some of the same hosts," : ""
        return "\(sterling(pence: route.pounds * 100))\(beside)\(route.isShared ? ", shared by several councils," : "")"
    }

    private func refusal(_ person: String, _ allowed: Set<String>, _ day: CalendarDay) -> String {
        guard let who = roles.person(person) else {
            let shown = visible(person, limit: 60)
            return "'\(shown)' is not among the people of estate.yaml; add them there, with their posts"
        }
        let actors = roles.actors(person, on: day)
        let held = actors.isEmpty ? "no post" : actors.map { visible($0.title, limit: 80) }.joined(separator: ", ")
        let name = visible(who.name, limit: 80)
        let own = "\(name) holds \(held) on \(day.longDescription)"
        let speaking = (try? speakingPosts()) ?? []
        let titles = Set(posts.filter { speaking.contains($0.id) }.map { visible($0.title, limit: 80) }).sorted()
        let councils = joined(organisations.sorted().map(roles.called))
        // The right post, but not for all that pay or own.
        let isPartly = actors.contains { allowed.contains($0.post) }
        let place = isPartly || titles.isEmpty ? " for \(councils), which own the assets or pay" : ""
        guard titles.isEmpty else {
            return "\(amount) is approved by \(titles.joined(separator: " or "))\(place); \(own)"
        }
        let parts = posts.filter { allowed.contains($0.id) }.map { visible($0.title, limit: 80) }.sorted()
        return
            "\(amount) is approved\(place): by whoever holds a post of each (\(parts.joined(separator: ", "))), or one "
            + "that estate.yaml gives to no single organisation; \(own)"
    }

    private func joined(_ words: [String]) -> String {
        words.count < 2 ? words.joined() : words.dropLast().joined(separator: ", ") + " and " + (words.last ?? "")
    }
}
