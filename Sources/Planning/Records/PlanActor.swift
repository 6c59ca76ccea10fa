/// Who acts, in which post, for which organisation.
package struct PlanActor: Hashable, Sendable, Codable {
    package var person: String
    /// `Server Team Lead`.
    package var post: String
    /// The organisation's id; nil for the program itself.
    package var organisation: String?
    /// The person who holds the post, when somebody else acts in it.
    package var delegatedBy: String?

    package init(person: String, post: String, organisation: String? = nil, delegatedBy: String? = nil) {
        self.person = person
        self.post = post
        self.organisation = organisation
        self.delegatedBy = delegatedBy
    }

    /// Who stands behind the act: the person, and the holder of the post whose powers were lent.
    package var people: Set<String> { Set([person, delegatedBy].compactMap { $0 }) }
}
