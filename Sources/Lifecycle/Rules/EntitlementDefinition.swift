package import EstateModel
package import LinearRegex
package import StrictYAML

/// Something that an organisation can hold and that prolongs support.
package struct EntitlementDefinition: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case vendor
        case thirdParty = "third-party"
        case community
    }

    /// What a host shows when it is covered.
    package struct Evidence: Sendable {
        package enum Sign: Sendable {
            /// Activation ids, lower case.
            case licence([String])
            case repository([LinearRegex])
            case suseProduct([LinearRegex])
            /// `attached`, or the name of a service.
            case pro(String)
            case versionTag([LinearRegex])
            case updateBuildAbove(build: String, revision: Int)
        }

        package var sign: Sign
        package var until: CalendarDay?
        package var label: String?
    }

    package var id: String
    package var name: String
    package var provider: String
    package var kind: Kind
    package var appliesTo: [String] = []
    package var preconditions: [String] = []
    package var evidence: [Evidence] = []
    package var source: SourceReference?
    package var location: SourceLocation

    /// Whether a package's version alone shows that the host is covered.
    func isProved(byVersion text: String) -> Bool {
        evidence.contains { evidence in
            guard case .versionTag(let patterns) = evidence.sign else { return false }
            return patterns.contains { $0.matches(text) }
        }
    }
}
