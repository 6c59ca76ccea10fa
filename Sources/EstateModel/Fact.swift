/// One observed thing in the form that rules match on: a kind and named strings.
///
/// Kinds and fields are those of docs/rule-format.md (`dpkg` with `name`, `version`, …; `os-release` with its own
/// keys).
package struct Fact: Hashable, Sendable, Codable {
    package var kind: String
    package var fields: [String: String]

    /// Kinds of which a host tells all or nothing, whatever else of its software could not be read: its subscriptions
    /// and package sources, and the release that an import tells. A new one replaces what was known of the kind.
    package static let kindsToldWhole: Set<String> = [
        "licence", "mdm", "repository", "snmp", "subscription", "suse-product", "ubuntu-pro", "windows-os",
    ]

    package init(kind: String, fields: [String: String]) {
        self.kind = kind
        self.fields = fields
    }
}
