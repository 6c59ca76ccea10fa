package import EstateModel

/// What the estate file said of a target when it was scanned, so that a report of the past can be made again.
///
/// Users and credentials are left out: reports need neither, and a database is copied around more than an estate file.
package struct TargetSnapshot: Hashable, Sendable, Codable {
    package var name: String
    package var address: String
    package var port: UInt16
    package var site: String?
    /// Sorted.
    package var groups: [String]
    /// Sorted.
    package var tags: [String]
    /// Share of each organisation in percent.
    package var organisations: [String: Int]
    package var service: String?
    package var owner: String?
    package var ratings: ImpactRatings
    package var platform: String?
    package var legacyAlgorithms: Bool

    package init(_ target: Target) {
        name = target.name
        address = target.address
        port = target.port
        site = target.site
        groups = target.groups.sorted()
        tags = target.tags.sorted()
        organisations = target.organisations
        service = target.service
        owner = target.owner
        ratings = target.ratings
        platform = target.platform
        legacyAlgorithms = target.legacyAlgorithms
    }
}

/// With what a scan ran; equal contexts are stored once.
package struct ScanContext: Hashable, Sendable, Codable {
    package var reeveVersion: String
    /// SHA-256 of the rule pack in hexadecimal; nil when the scan judged nothing.
    package var rulePackDigest: String?
    /// SHA-256 of policy.yaml in hexadecimal.
    package var policyDigest: String?
    /// Why it was run, for people: `monthly`, `after the power cut`, `import of estate.csv`.
    package var note: String?

    package init(
        reeveVersion: String,
        rulePackDigest: String? = nil,
        policyDigest: String? = nil,
        note: String? = nil
    ) {
        self.reeveVersion = reeveVersion
        self.rulePackDigest = rulePackDigest
        self.policyDigest = policyDigest
        self.note = note
    }
}

/// Which platform and script made a collection, and how complete each section was.
struct CollectionSummary: Hashable, Sendable, Codable {
    var platform: String
    var scriptDigest: String
    var parserVersion: String
    /// By the section's raw value: a dictionary with other keys has no canonical form.
    var completeness: [String: String]

    init(_ collection: HostCollection, parserVersion: String) {
        platform = collection.platform
        scriptDigest = collection.scriptDigest
        self.parserVersion = parserVersion
        completeness = [:]
        for (section, value) in collection.completeness { completeness[section.rawValue] = value.rawValue }
    }

    var sections: [Section: Completeness] {
        var sections: [Section: Completeness] = [:]
        for (name, value) in completeness {
            if let section = Section(rawValue: name) { sections[section] = Completeness(rawValue: value) }
        }
        return sections
    }
}
