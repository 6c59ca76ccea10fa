package import EstateModel
package import StrictYAML

/// A test that stands beside the dates it checks.
package struct RuleTest: Sendable {
    /// What must be so; nil where the test does not care, an inner nil for `none`.
    package struct Expectation: Sendable {
        package var product: String??
        package var cycle: String??
        package var status: SupportStatus?
        package var role: Verdict.Role?
        package var until: CalendarDay??
        package var mainstreamEnd: CalendarDay??
        package var extendedEnd: CalendarDay??
        package var clock: String??
        package var wouldCover: String??
        package var wouldCoverUntil: CalendarDay?
        package var flags: [String] = []
        package var absentFlags: [String] = []
        package var candidates: [String]?
        package var because: Cause?
        package var confidence: Confidence?
        package var label: String?
        package var behind: Int??
        package var ageDue: CalendarDay?
    }

    package var name: String?
    /// The layer of its document: it is run against the rules up to that layer.
    package var layer = ProductRule.Layer.shipped
    package var asOf: CalendarDay
    package var host: HostContext
    package var organisation: OrganisationRecord
    package var given: Fact
    package var expect: Expectation
    package var location: SourceLocation

    package var title: String { name ?? "test at line \(location.line)" }
}

/// What decided a verdict, beside the product's own calendar.
package enum Cause: String, Sendable, CaseIterable {
    case operatingSystem = "operating-system"
    case distributionException = "distro-exception"
    case applicationStream = "app-stream"
    case minorRelease = "minor-release"
    case entitlement
    case archiveArea = "archive-area"
    case dataAge = "data-age"
}
