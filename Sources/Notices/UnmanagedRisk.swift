package import EstateModel

/// A risk without fixes that nobody has accepted: the number that must be 0.
package struct UnmanagedRisk: Hashable, Sendable {
    /// `R-0001`.
    package var reference: String
    /// For people: `Windows Server 2012 R2`.
    package var label: String
    package var organisation: String?
    /// Posts that answer for the assets, as services and targets name them.
    package var owners: [String]
    package var assetCount: Int
    package var firstSeen: CalendarDay
    /// `P-0001`; nil when nothing is planned.
    package var plan: String?
    /// Exceptions that hold for others of its assets, sorted; empty when there are none.
    package var exceptions: [String] = []
    /// Ids of the assets that those leave out, ascending.
    package var uncovered: [Int64] = []

    package init(
        reference: String,
        label: String,
        organisation: String?,
        owners: [String],
        assetCount: Int,
        firstSeen: CalendarDay,
        plan: String?
    ) {
        self.reference = reference
        self.label = label
        self.organisation = organisation
        self.owners = owners
        self.assetCount = assetCount
        self.firstSeen = firstSeen
        self.plan = plan
    }
}
