package import Decisions
package import EstateModel

/// Which posts are meant, and where they read their mail.
package struct NoticeRecipients: Sendable {
    let roles: RoleBook
    private let posts: [Post]

    package init(roles: RoleBook) {
        self.roles = roles
        var posts: [String: Post] = [:]
        for role in Role.allCases {
            for post in roles.posts(role, of: nil) { posts[post.id] = post }
        }
        self.posts = posts.values.sorted { $0.id < $1.id }
    }

    /// For people: the post's title, or the name as it was written.
    package func title(_ recipient: String) -> String { roles.post(recipient)?.title ?? recipient }

    /// Where a recipient reads mail on a day: the post's own address, or else those of its holders and of whoever its
    /// powers are lent to. Sorted, each once; empty when nobody said.
    package func addresses(_ recipient: String, delegations: [Delegation], on day: CalendarDay) -> [MailAddress] {
        guard let post = roles.post(recipient) else { return [] }
        if let email = post.email { return [email] }
        let standIns = delegations.filter { $0.post == post.id && $0.holds(on: day) }.compactMap { roles.person($0.to) }
        let people = roles.holders(of: post.id, on: day) + standIns
        return Set(people.compactMap { $0.email.flatMap(MailAddress.init) }).sorted { $0.description < $1.description }
    }

    /// Posts with a role in any of some organisations; in all when none is named.
    func posts(_ role: Role, of organisations: some Sequence<String>) -> [String] {
        let wanted = Set(organisations)
        return posts.filter { post in
            post.role == role && (wanted.isEmpty || post.organisation.map(wanted.contains) ?? true)
        }.map(\.id)
    }

    /// Of these posts those of any of some organisations, or of all.
    func among(_ ids: [String], of organisations: some Sequence<String>) -> [String] {
        let wanted = Set(organisations)
        return posts.filter { post in
            ids.contains(post.id) && (wanted.isEmpty || post.organisation.map(wanted.contains) ?? true)
        }.map(\.id)
    }

    /// The posts that a name in a plan, a service or a policy means: an id, a title, or what the post is called by its
    /// role, as in `SIRO`. The name itself when there is no such post.
    func posts(named name: String, of organisations: some Sequence<String>) -> [String] {
        if roles.post(name) != nil { return [name] }
        let wanted = Set(organisations)
        let titled = posts.filter { $0.title.lowercased() == name.lowercased() }
        let own = titled.filter { wanted.isEmpty || $0.organisation.map(wanted.contains) ?? true }
        if !titled.isEmpty { return (own.isEmpty ? titled : own).map(\.id) }
        let found = Self.role(calledBy: name).map { posts($0, of: wanted) } ?? []
        return found.isEmpty ? [visible(name, limit: 100)] : found
    }

    private static func role(calledBy name: String) -> Role? {
        let words = name.lowercased()
        func has(_ parts: String...) -> Bool { parts.contains { words.contains($0) } }
        if has("siro", "senior information risk owner") { return .siro }
        if has("board", "committee", "cabinet", "management team") { return .board }
        if has("head of ict", "head of it", "ict manager", "it manager") { return .manager }
        return has("architect") ? .architect : nil
    }
}
