/// What somebody is to decisions about risk. A post has one role, a person may hold several posts.
package enum Role: String, Sendable, Codable, CaseIterable, Hashable {
    /// Requests exceptions, records controls and makes plans.
    case architect
    /// Answers for a business service; decides about low risks.
    case serviceOwner = "service-owner"
    /// Head of ICT: decides about medium risks and is told of slippage first.
    case manager = "ict-manager"
    /// Recommends and never decides.
    case advisor
    /// Senior information risk owner of one organisation.
    case siro
    /// A management team, executive board or committee.
    case board
    /// Reads everything and changes nothing.
    case auditor
}

/// A post, which stays when its holder goes: decisions are the post's.
package struct Post: Hashable, Sendable {
    package var id: String
    /// For people: `Director of Resources (SIRO)`.
    package var title: String
    package var role: Role
    /// Nil for a post that several organisations share, such as a joint board.
    package var organisation: String?
    /// Where notices for the post go instead of to its holders; nil when they go to them.
    package var email: MailAddress?

    package init(id: String, title: String, role: Role, organisation: String? = nil) {
        self.id = id
        self.title = title
        self.role = role
        self.organisation = organisation
    }
}

/// Somebody who acts, and the posts that they hold.
package struct Person: Hashable, Sendable {
    /// A post and the days on which somebody holds it.
    package struct Tenure: Hashable, Sendable {
        package var post: String
        /// The first day; nil when it was always so.
        package var from: CalendarDay?
        /// The last day; nil when no end is known.
        package var until: CalendarDay?

        package init(post: String, from: CalendarDay? = nil, until: CalendarDay? = nil) {
            self.post = post
            self.from = from
            self.until = until
        }

        package func holds(on day: CalendarDay) -> Bool {
            from.map { $0 <= day } != false && until.map { day <= $0 } != false
        }
    }

    package var id: String
    package var name: String
    /// Where notices go; nil when nobody said.
    package var email: String?
    /// The principal under which the file of allowed signers knows the person's key; nil for who never signs.
    package var signsAs: String?
    /// In file order.
    package var tenures: [Tenure]

    package init(id: String, name: String, tenures: [Tenure] = []) {
        self.id = id
        self.name = name
        self.tenures = tenures
    }
}

/// A post's powers lent to a person for some days.
package struct Delegation: Hashable, Sendable {
    /// The council's own reference, which decisions record.
    package var id: String
    package var post: String
    /// The person who may act.
    package var to: String
    package var from: CalendarDay
    /// The last day.
    package var until: CalendarDay
    /// For people: `annual leave`.
    package var reason: String

    package init(id: String, post: String, to: String, from: CalendarDay, until: CalendarDay, reason: String) {
        self.id = id
        self.post = post
        self.to = to
        self.from = from
        self.until = until
        self.reason = reason
    }

    package func holds(on day: CalendarDay) -> Bool { from <= day && day <= until }
}
