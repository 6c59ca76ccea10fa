/// Who acts, in which post, for which organisation.
package struct PlanActor: Hashable, Sendable, Codable {
    package var person: String
    /// `Server Team Lead`.
    package var post: String
    /// The organisation's id; nil for the program itself.
    package var organisation: String?

    package init(person: String, post: String, organisation: String? = nil) {
        self.person = person
        self.post = post
        self.organisation = organisation
    }
}
