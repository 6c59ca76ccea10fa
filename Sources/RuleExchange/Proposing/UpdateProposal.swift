package import Lifecycle
package import StrictYAML

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
        /// Where the source's data has the release; nil when it is ours that has no counterpart.
        package var location: SourceLocation?
    }

    package struct ChangedFile: Sendable {
        /// Inside its directory.
        package var path: String
        /// Nil for a new file.
        package var old: RuleFile?
        /// Nil for a file that goes.
        package var newText: String?
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

    init() {}

    /// From one pack to another, file by file.
    package init(replacing old: [RuleFile], by new: [RuleFile]) {
        let before = Dictionary(old.map { ($0.path, $0) }) { first, _ in first }
        let after = Dictionary(new.map { ($0.path, $0) }) { first, _ in first }
        files = Set(before.keys).union(after.keys).sorted().compactMap { path in
            guard before[path]?.text != after[path]?.text else { return nil }
            return ChangedFile(path: path, old: before[path], newText: after[path]?.text)
        }
    }
}
