package import EstateModel
package import LinearRegex
package import StrictYAML

/// A field of which one expression must be found.
package struct FieldCondition: Sendable {
    package var field: String
    package var patterns: [LinearRegex]
}

/// One way in which a product shows itself.
package struct IdentifyEntry: Sendable {
    package struct VersionTake: Sendable {
        /// A named group of this entry, or else a field of the fact.
        package var take: String
        package var transform: VersionTransform
        /// Keep only so many fields.
        package var fields: Int?
    }

    package var kind: FactKind
    package var conditions: [FieldCondition]
    package var exclusions: [FieldCondition] = []
    package var version: VersionTake?
    package var constants: [String: String] = [:]
    package var cycle: String?
    package var identity = Confidence.high
    package var role = Verdict.Role.product
    package var clock: Clock?
    package var see: String?
    /// Whether the product's end without fixes decides over whatever else the fact shows: a phone's maker delivers its
    /// system's fixes.
    package var limits = false
    package var location: SourceLocation
    /// The file as the pack names it.
    package var file = ""
}

extension Verdict.Role {
    /// Whether a support date is given to things of this role.
    package var isJudged: Bool {
        switch self {
        case .product, .embedded, .operatingSystemPart, .distributionPackage: true
        case .component, .client, .leftover, .tool: false
        }
    }
}

/// Whose calendar decides.
package enum Clock: String, Sendable, CaseIterable {
    case vendor
    case distro
    case appStream = "app-stream"
    case operatingSystemComponent = "os-component"
    case rolling
    case hardware
    case local
}
