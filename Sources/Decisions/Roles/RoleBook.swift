package import EstateModel

/// Who holds which post on which day, and who lent their powers to whom.
package struct RoleBook: Hashable, Sendable {
    private let people: [String: Person]
    private let posts: [String: Post]
    /// In file order.
    private let delegations: [Delegation]
    /// What organisations are called, by id.
    private let organisations: [String: String]

    package init(
        people: [Person],
        posts: [Post],
        delegations: [Delegation],
        organisations: [String: String] = [:]
    ) {
        self.organisations = organisations
        self.people = Dictionary(people.map { ($0.id, $0) }) { first, _ in first }
        self.posts = Dictionary(posts.map { ($0.id, $0) }) { first, _ in first }
        self.delegations = delegations
    }

    package func person(_ id: String) -> Person? { people[id] }

    package func post(_ id: String) -> Post? { posts[id] }

    /// The people who hold a post on a day, sorted by id; empty while it is vacant.
    package func holders(of post: String, on day: CalendarDay) -> [Person] {
        people.values.filter { person in
            person.tenures.contains { $0.post == post && $0.holds(on: day) }
        }.sorted { $0.id < $1.id }
    }

    /// Posts with a role in an organisation, those that all share included; sorted by id.
    package func posts(_ role: Role, of organisation: String?) -> [Post] {
        posts.values.filter { post in
            post.role == role && (post.organisation == nil || organisation == nil || post.organisation == organisation)
        }.sorted { $0.id < $1.id }
    }

    /// Every post in which a person can act on a day, their own before those lent to them; each sorted by id.
    package func actors(_ person: String, on day: CalendarDay) -> [Actor] {
        guard let who = people[person] else { return [] }
        let own = Set(who.tenures.filter { $0.holds(on: day) }.map(\.post)).sorted().compactMap { id in
            posts[id].map { actor(who, $0) }
        }
        let lent = delegations.filter { $0.to == person && $0.holds(on: day) }.sorted { $0.id < $1.id }
            .compactMap { delegation -> Actor? in
                // What somebody was lent they cannot lend on, and a vacant post lends nothing.
                guard let post = posts[delegation.post], let holder = holders(of: post.id, on: day).first,
                    holder.id != person
                else { return nil }
                var actor = actor(who, post)
                actor.delegatedBy = holder.id
                actor.delegatedByName = holder.name
                actor.delegation = delegation.id
                return actor
            }
        return own + lent
    }

    /// Whether a person may do something for an organisation on a day, and in which post.
    ///
    /// - Parameter organisation: nil for what concerns none in particular.
    package func mayDo(
        _ action: DecisionAction,
        person: String,
        organisation: String?,
        on day: CalendarDay
    ) -> Permission {
        guard let who = people[person] else {
            let shown = visible(person, limit: 60)
            return .refused("'\(shown)' is not among the people of estate.yaml; add them there, with their posts")
        }
        let actors = actors(person, on: day)
        let fitting = actors.filter { actor in
            action.roles.contains(actor.role)
                && (actor.organisation == nil || organisation == nil || actor.organisation == organisation)
        }
        if let actor = fitting.first { return .allowed(actor) }
        let name = visible(who.name, limit: 80)
        let place = organisation.map { " for \(called($0))" } ?? ""
        if actors.isEmpty {
            return .refused("\(name) holds no post on \(day.longDescription), so they may not \(action.label)\(place)")
        }
        let held = actors.map { visible($0.title, limit: 80) }.joined(separator: ", ")
        let others = able(action, organisation)
        let advice = others.isEmpty ? "no post may: add one to estate.yaml" : "ask \(others.joined(separator: " or "))"
        return .refused("\(name) (\(held)) may not \(action.label)\(place); \(advice)")
    }

    /// Whether the post of an owner is held by anybody on a day.
    package func isFilled(_ post: String, on day: CalendarDay) -> Bool {
        !holders(of: post, on: day).isEmpty
    }

    /// An organisation as people call it.
    package func called(_ organisation: String) -> String {
        visible(organisations[organisation] ?? organisation, limit: 60)
    }

    private func able(_ action: DecisionAction, _ organisation: String?) -> [String] {
        posts.values.filter { post in
            action.advisedRoles.contains(post.role)
                && (post.organisation == nil || organisation == nil || post.organisation == organisation)
        }.map { visible($0.title, limit: 80) }.sorted().prefix(5).map { $0 }
    }

    private func actor(_ person: Person, _ post: Post) -> Actor {
        Actor(
            person: person.id,
            name: person.name,
            post: post.id,
            title: post.title,
            role: post.role,
            organisation: post.organisation
        )
    }
}
