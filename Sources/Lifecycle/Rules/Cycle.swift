package import EstateModel
package import LinearRegex
package import StrictYAML

/// One text that an attribute must have.
package enum AttributeTest: Sendable {
    case any
    /// Compared without regard to case.
    case literal(String)
    case pattern(LinearRegex)

    func holds(for value: String) -> Bool {
        switch self {
        case .any: true
        case .literal(let text): text.lowercased() == value.lowercased()
        case .pattern(let regex): regex.matches(value)
        }
    }

    /// For comparing two rules, not for people.
    var key: String {
        switch self {
        case .any: "any"
        case .literal(let text): text.lowercased()
        case .pattern(let regex): "/\(regex.source)/"
        }
    }
}

/// What a fact must be for a cycle.
package struct CycleMatch: Sendable {
    package struct Attribute: Sendable {
        package var name: String
        /// One of them must hold.
        package var tests: [AttributeTest]
    }

    /// Nil when the version does not matter or the cycle is named by the identify entry alone.
    package var version: VersionExpression?
    package var attributes: [Attribute] = []
    package var excluded: [Attribute] = []
    /// False for a cycle that only an identify entry can name.
    package var isReachable = true
}

/// A line of releases of a product that share one calendar.
package struct Cycle: Sendable {
    package struct Latest: Hashable, Sendable {
        package var version: VersionNumber
        package var released: CalendarDay
        package var source: SourceReference?
    }

    /// A minor release with its own calendar, for hosts that are locked to it.
    package struct Minor: Sendable {
        package var version: VersionNumber
        package var phases: [Phase]
    }

    package var id: String
    package var label: String?
    /// How people write an operating system of this cycle.
    package var labels: [String] = []
    package var match = CycleMatch()
    package var released: CalendarDay?
    /// Oldest first; empty when known without any verified date.
    package var phases: [Phase] = []
    package var ladder: String?
    package var generation: Int?
    package var movesLadder = true
    package var supersedes: [String] = []
    package var baselineOf: String?
    package var baseline: VersionExpression?
    package var latest: Latest?
    package var minors: [Minor] = []
    /// Operating systems (`product/cycle`) on which nothing later runs.
    package var blockedByOS: [String] = []
    package var replaceBy: [String] = []
    /// Its key on endoflife.date; nil when it has none there.
    package var endoflife: String?
    package var note: String?
    package var location: SourceLocation
}
