package import Lifecycle

/// What another source would change in the rules: for a person to read and accept, never applied by itself.
package struct UpdateProposal: Sendable {
    package struct Change: Sendable {
        package enum Kind: String, Sendable, CaseIterable {
            case date
            case release
            case latest
            case source
        }

        package var kind: Kind
        package var product: String
        package var release: String?
        /// `end of security support 2027-11-11 → 2027-10-01`
        package var text: String
        /// As messages name the file.
        package var file: String
    }

    package struct Rejection: Sendable {
        package var product: String
        package var release: String?
        package var reason: String
    }

    package struct ChangedFile: Sendable {
        package var old: RuleFile
        package var newText: String
    }

    /// A test beside the dates that held before and would not hold after.
    package struct BrokenTest: Hashable, Sendable {
        package var product: String
        package var title: String
        package var location: String
    }

    package var changes: [Change] = []
    /// What the source says and nobody but a person can put into a rule.
    package var rejections: [Rejection] = []
    package var files: [ChangedFile] = []
    package var brokenTests: [BrokenTest] = []
    /// Products of the source that no rule names.
    package var unknownSlugs: [String] = []
}
