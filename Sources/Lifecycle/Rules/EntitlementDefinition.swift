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

    /// Whether a fact of the host is one of the signs, for showing where it was read; days are not looked at.
    package func isShown(by fact: Fact) -> Bool {
        evidence.contains { evidence in
            switch evidence.sign {
            case .licence(let ids):
                fact.kind == "licence" && fact.fields["licenseStatus"] == "1"
                    && ids.contains(fact.fields["id"]?.lowercased() ?? "")
            case .repository(let patterns):
                fact.kind == "repository" && fact.fields["enabled"] == "true"
                    && patterns.contains { $0.matches(fact.fields["id"] ?? "") }
            case .suseProduct(let patterns):
                fact.kind == "suse-product" && patterns.contains { $0.matches(fact.fields["identifier"] ?? "") }
            case .pro: fact.kind == "ubuntu-pro" && fact.fields["attached"] == "true"
            case .versionTag, .updateBuildAbove: false
            }
        }
    }

    /// Whether a package's version can show anything.
    var hasVersionTag: Bool {
        evidence.contains { if case .versionTag = $0.sign { true } else { false } }
    }

    /// Whether a package's version alone shows that the host is covered.
    func isProved(byVersion text: String) -> Bool {
        evidence.contains { evidence in
            guard case .versionTag(let patterns) = evidence.sign else { return false }
            return patterns.contains { $0.matches(text) }
        }
    }
}
