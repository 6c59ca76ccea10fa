package import EstateModel
package import StrictYAML

/// A contract, licence or lease of the council, as people recorded it. Its end is a date of the estate's own.
package struct RecordedContract: Hashable, Sendable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        /// A supplier's promise to help and to mend.
        case support
        /// The right to use a product.
        case licence
        /// Things that go back to their owner.
        case lease
        /// Something run for the council by somebody else.
        case service
    }

    /// The council's own name for it; unique.
    package var id: String
    package var kind: Kind
    /// For people: `Planning system, support and upgrades`; nil when nobody wrote one.
    package var about: String?
    package var supplier: String?
    /// Ids of rules' products that it is about; empty when it is about hosts as a whole.
    package var products: [String]
    /// Whose contract it is. Never empty.
    package var organisations: [String]
    package var scope: RecordedScope
    /// The contract's or order's number.
    package var reference: String
    /// Nil when nobody said.
    package var starts: CalendarDay?
    /// The last day on which it holds.
    package var ends: CalendarDay
    /// How long before ``ends`` notice must be given, in days; nil leaves it to the policy.
    package var noticeDays: Int?
    /// The id of the contract that this one carries on without a gap.
    package var follows: String?
    /// What it costs in whole pounds a year; nil when nobody said.
    package var poundsPerYear: Int?
    /// Where the id stands.
    package var location: SourceLocation
    /// Where each of ``products`` stands.
    package var productLocations: [SourceLocation]

    package init(
        id: String,
        kind: Kind,
        organisations: [String],
        scope: RecordedScope = .all,
        reference: String,
        ends: CalendarDay,
        location: SourceLocation
    ) {
        self.id = id
        self.kind = kind
        self.organisations = organisations
        self.scope = scope
        self.reference = reference
        self.ends = ends
        self.location = location
        products = []
        productLocations = []
    }
}
