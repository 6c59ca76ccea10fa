package import EstateModel
package import StrictYAML

/// policy.yaml's `approved-products`: what the council agreed to run, and who allowed what else until when.
///
/// Kinds, products and releases are words of the rule pack; whether they exist is not checked here.
package struct ApprovedProductList: Hashable, Sendable {
    /// A word of the rule pack with its place.
    package struct Word: Hashable, Sendable {
        package var text: String
        package var location: SourceLocation

        package init(text: String, location: SourceLocation) {
            self.text = text
            self.location = location
        }
    }

    /// Leave to run a product.
    package struct Approval: Hashable, Sendable {
        package var product: Word
        /// Nil means every release.
        package var releases: [Word]?
        package var scope: RecordedScope
        /// Hosts in which one of them has a share; empty means every organisation.
        package var organisations: [String]
        /// The last day of the approval; nil when it has none.
        package var until: CalendarDay?

        package init(product: Word, releases: [Word]?, scope: RecordedScope = .all, organisations: [String] = []) {
            self.product = product
            self.releases = releases
            self.scope = scope
            self.organisations = organisations
        }
    }

    /// Leave to run what the list does not have, for a time.
    package struct Deviation: Hashable, Sendable {
        package var approval: Approval
        /// The last day; a deviation without an end would be an approval.
        package var until: CalendarDay
        /// A post or body, not a person.
        package var allowedBy: String
        package var reference: String
        package var reason: String?

        package init(
            approval: Approval,
            until: CalendarDay,
            allowedBy: String,
            reference: String,
            reason: String? = nil
        ) {
            self.approval = approval
            self.until = until
            self.allowedBy = allowedBy
            self.reference = reference
            self.reason = reason
        }
    }

    /// Kinds of rules (`os`, `database`) of which everything that is not listed is a deviation. Never empty.
    package var kinds: [Word]
    /// In file order.
    package var approvals: [Approval]
    /// In file order.
    package var deviations: [Deviation]

    package init(kinds: [Word], approvals: [Approval] = [], deviations: [Deviation] = []) {
        self.kinds = kinds
        self.approvals = approvals
        self.deviations = deviations
    }
}
