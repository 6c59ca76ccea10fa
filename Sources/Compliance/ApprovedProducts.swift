package import EstateModel

/// What the council agreed to run, and what it lets run beside that for a time.
package struct ApprovedProducts: Hashable, Sendable {
    package struct Approval: Hashable, Sendable {
        /// Nil means every release.
        package var releases: Set<String>?
        package var scope: AssetScope
        /// The last day; nil when it has none.
        package var until: CalendarDay?

        package init(releases: Set<String>? = nil, scope: AssetScope = AssetScope(), until: CalendarDay? = nil) {
            self.releases = releases
            self.scope = scope
            self.until = until
        }
    }

    package struct Deviation: Hashable, Sendable {
        package var approval: Approval
        package var until: CalendarDay
        package var allowedBy: String
        package var reference: String

        package init(approval: Approval, until: CalendarDay, allowedBy: String, reference: String) {
            self.approval = approval
            self.until = until
            self.allowedBy = allowedBy
            self.reference = reference
        }
    }

    /// Kinds of products of which everything that is not listed is a deviation.
    package var kinds: Set<String>
    /// By product id.
    package var approvals: [String: [Approval]]
    /// By product id.
    package var deviations: [String: [Deviation]]

    package init(
        kinds: Set<String>,
        approvals: [String: [Approval]] = [:],
        deviations: [String: [Deviation]] = [:]
    ) {
        self.kinds = kinds
        self.approvals = approvals
        self.deviations = deviations
    }
}
