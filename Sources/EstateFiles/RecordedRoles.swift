package import EstateModel

/// The posts of the estate, who holds them, and what powers were lent.
package struct RecordedRoles: Hashable, Sendable {
    /// In file order.
    package var posts: [Post] = []
    /// In file order.
    package var people: [Person] = []
    /// In file order.
    package var delegations: [Delegation] = []

    package init() {}
}
