package import EstateModel

/// Who did something, in which post, and on whose behalf. Names are frozen as they were.
package struct Actor: Hashable, Sendable, Codable {
    /// The person's id.
    package var person: String
    /// As the person was called then.
    package var name: String
    /// The post's id.
    package var post: String
    /// As the post was called then.
    package var title: String
    package var role: Role
    /// Nil for a post that several organisations share.
    package var organisation: String?
    /// The person who holds the post, when somebody else acts in it.
    package var delegatedBy: String?
    /// As that person was called then.
    package var delegatedByName: String?
    /// The delegation's reference; nil when the holder acts.
    package var delegation: String?

    package init(
        person: String,
        name: String,
        post: String,
        title: String,
        role: Role,
        organisation: String? = nil,
        delegatedBy: String? = nil,
        delegation: String? = nil
    ) {
        self.person = person
        self.name = name
        self.post = post
        self.title = title
        self.role = role
        self.organisation = organisation
        self.delegatedBy = delegatedBy
        self.delegation = delegation
    }

    /// Reeve itself, which logs what the clock or a scan brought about. It never decides.
    package static let system = Actor(
        person: "reeve",
        name: "Reeve",
        post: "reeve",
        title: "Reeve",
        role: .auditor
    )

    /// Whoever uses an account of this machine, for corrections to an inventory whose estate.yaml names no people yet.
    package static func account(_ name: String) -> Actor {
        Actor(person: accountPost, name: "account \(name)", post: accountPost, title: "no post", role: .auditor)
    }

    private static let accountPost = "account"

    package var isSystem: Bool { person == Self.system.person && post == Self.system.post }

    /// Who stands behind the act: the person, and the holder of the post whose powers were lent.
    package var people: Set<String> { Set([person, delegatedBy].compactMap { $0 }) }

    /// Whether the post speaks for an organisation; nil for what concerns none in particular.
    package func speaks(for organisation: String?) -> Bool {
        self.organisation == nil || organisation == nil || self.organisation == organisation
    }

    /// The one of several posts of a person, needed together, in which an act is kept: one that was lent comes first,
    /// so that whose powers they are is never lost.
    ///
    /// - Parameter others: further posts of the same person.
    /// - Throws: ``DecisionFault`` when powers of several people would be needed, of which an act keeps one.
    package func together(with others: some Sequence<Actor>) throws(DecisionFault) -> Actor {
        let lent = ([self] + others).filter { $0.delegatedBy != nil }
        if Set(lent.map(\.delegatedBy)).count > 1 {
            let names = Set(lent.compactMap { $0.delegatedByName ?? $0.delegatedBy }).sorted()
            let text =
                "it takes the powers of \(names.map { visible($0, limit: 80) }.joined(separator: " and ")) together"
            let remedy = "have it done by one of them, or by whoever stands in for one alone"
            throw DecisionFault(name, .authority, text, remedy)
        }
        return lent.first ?? self
    }

    /// `Jane Smith, Director of Resources (SIRO), for K. Brown (delegation D-3)`.
    package var summary: String {
        if isSystem { return name }
        let behalf = (delegatedByName ?? delegatedBy).map { ", for \(visible($0, limit: 80))\(reference)" } ?? ""
        return "\(visible(name, limit: 80)), \(visible(title, limit: 120))\(behalf)"
    }

    private var reference: String { delegation.map { " (delegation \(visible($0, limit: 60)))" } ?? "" }
}

/// What lay before whoever acted, so that a reader years later can look at the same.
package struct Seen: Hashable, Sendable, Codable {
    /// The id of the last scan; nil when there was none.
    package var scan: Int64?
    /// SHA-256 of the rule pack, in hexadecimal.
    package var rulePack: String?
    /// SHA-256 of policy.yaml, in hexadecimal.
    package var policy: String?
    /// The account of the machine under which it was done, whoever the actor is said to be: `jsmith`, or `root, by sudo
    /// of jsmith`.
    package var account: String?

    package init(scan: Int64? = nil, rulePack: String? = nil, policy: String? = nil, account: String? = nil) {
        self.scan = scan
        self.rulePack = rulePack
        self.policy = policy
        self.account = account
    }
}
