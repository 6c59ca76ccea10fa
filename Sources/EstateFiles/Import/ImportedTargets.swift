package import EstateModel
package import StrictYAML

/// Targets taken over from another tool's files, not checked against any estate yet.
package struct ImportedTargets: Hashable, Sendable {
    package struct Target: Hashable, Sendable {
        /// Unique among the imported.
        package var name: String
        package var address: String
        /// Nil where the other tool left it to its default.
        package var port: UInt16?
        package var user: String?
        /// The path of a private key.
        package var keyFile: String?
        /// The id of one of ``ImportedTargets/groups``.
        package var group: String?
        /// The name of one of ``ImportedTargets/jumpHosts``; nil when it is reached directly.
        package var via: String?
        /// Nil where the other tool says nothing of it.
        package var escalation: Escalation?
        /// The other groups that it was in.
        package var tags: Set<String>

        package init(name: String, address: String) {
            self.name = name
            self.address = address
            tags = []
        }
    }

    package struct JumpHost: Hashable, Sendable {
        /// Unique among the imported.
        package var name: String
        package var address: String
        /// Nil where the other tool left it to its default.
        package var port: UInt16?
        package var user: String?
        /// The path of a private key.
        package var keyFile: String?
        /// The name of the jump host before it.
        package var via: String?

        package init(name: String, address: String) {
            self.name = name
            self.address = address
        }
    }

    package struct Group: Hashable, Sendable {
        package var id: String
        package var extends: String?

        package init(id: String, extends: String? = nil) {
            self.id = id
            self.extends = extends
        }
    }

    /// Each after the one that it is reached through.
    package var jumpHosts: [JumpHost] = []
    /// In file order.
    package var targets: [Target] = []
    /// Parents before children.
    package var groups: [Group] = []
    /// What was left out, and why: never a value that may be a secret.
    package var notices: [Diagnostic] = []

    package init() {}

    /// The largest file that is read.
    static let largestFile = 4 << 20
    static let mostTargets = 20_000
    static let mostGroups = 2_000
    /// Hosts named in groups, each mention counted: ranges can make a few bytes into thousands of mentions.
    static let mostMentions = 500_000
}

/// Gathers what an import leaves out; bounded, so that a large file of something else does not fill the screen.
struct ImportNotices {
    let file: String
    private(set) var notices: [Diagnostic] = []
    private var omitted = 0
    private let limit = 500

    init(file: String) {
        self.file = file
    }

    mutating func note(line: Int, column: Int = 1, _ message: String) {
        note(at: SourceLocation(file: file, line: line, column: column), message)
    }

    mutating func note(at location: SourceLocation, _ message: String) {
        if notices.count < limit {
            notices.append(Diagnostic(.warning, at: location, message))
        } else {
            omitted += 1
        }
    }

    /// All notices; a last one says how many more there were.
    func finished() -> [Diagnostic] {
        guard omitted > 0, let last = notices.last else { return notices }
        return notices + [Diagnostic(.warning, at: last.location, "and \(omitted) more notices after this one")]
    }
}
