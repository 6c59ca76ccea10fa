package import EstateModel
package import StrictYAML

/// A contract for prolonged support, as people recorded it: what was bought, for which hosts, and for how long.
package struct RecordedEntitlement: Hashable, Sendable {
    package typealias Scope = RecordedScope

    /// An id of the rule pack's `entitlements.yaml`: `rhel-els`. Whether it exists is not checked here.
    package var id: String
    /// Whose contract it is: hosts in which none of them has a share are not covered. Never empty.
    package var organisations: [String]
    package var scope: Scope
    /// The contract's or order's number.
    package var reference: String
    /// First and last covered day.
    package var starts: CalendarDay
    package var ends: CalendarDay
    /// Where the proof is kept; nil when nobody said.
    package var evidence: String?
    /// Where the id stands.
    package var location: SourceLocation

    package init(
        id: String,
        organisations: [String],
        scope: Scope,
        reference: String,
        starts: CalendarDay,
        ends: CalendarDay,
        evidence: String? = nil,
        location: SourceLocation
    ) {
        self.id = id
        self.organisations = organisations
        self.scope = scope
        self.reference = reference
        self.starts = starts
        self.ends = ends
        self.evidence = evidence
        self.location = location
    }
}
