package import LinearRegex
package import StrictYAML

/// Who owns a package repository, and how its packages show it.
package struct OriginOwner: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case distribution
        case vendor
        case thirdParty = "third-party"
    }

    /// Strongest first.
    package enum Evidence: String, Sendable, CaseIterable {
        case origin
        case vendor
        case version
        case maintainer
        /// A version without anybody's tag.
        case plain
    }

    package struct Patterns: Sendable {
        package var ecosystem: String
        package var patterns: [Evidence: [LinearRegex]]
        /// A named group `os` tells the release for which the owner built a version; no evidence of the owner itself.
        package var tags: [LinearRegex] = []
        /// What the package's version must show as well, for evidence that several owners share; empty for none.
        package var versions: [LinearRegex] = []

        /// A repository's name and the version itself need no second sign.
        func holds(_ evidence: Evidence, version: String?) -> Bool {
            guard !versions.isEmpty, evidence == .vendor || evidence == .maintainer else { return true }
            return version.map { text in versions.contains { $0.matches(text) } } ?? false
        }
    }

    package var id: String
    package var name: String
    package var kind: Kind
    /// Operating system products whose own packages these are.
    package var systems: [String] = []
    package var products: [String] = []
    package var patterns: [Patterns] = []
    package var location: SourceLocation
}
