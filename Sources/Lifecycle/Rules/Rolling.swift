package import EstateModel
package import StrictYAML

/// A product with one current version: what was current when somebody last looked.
package struct Rolling: Sendable {
    package struct Known: Sendable {
        package var version: VersionNumber
        package var released: CalendarDay?
        package var channel: String?
        package var source: SourceReference?
    }

    package var cadence: Span?
    /// How many versions before the newest still count.
    package var allowBehind = 0
    package var unknownWhenOlderThan: Span?
    /// Oldest first.
    package var known: [Known] = []
}

/// Names that a rule compares with a package's: equal, or a regex between slashes.
package struct PackageNames: Sendable {
    package var tests: [AttributeTest]
    package var text: String

    func holds(for name: String) -> Bool { tests.contains { $0.holds(for: name) } }
}

/// Makes an operating system the clock of its own packages.
package struct PackageCalendar: Sendable {
    package struct Area: Hashable, Sendable {
        package var components: [String]
        package var needs: String
        /// The service of Ubuntu Pro that covers the area: `esm-apps`. Being attached alone is not enough.
        package var service: String?
    }

    /// A package whose support ends apart from its distribution's.
    package struct Exception: Sendable {
        package var packages: PackageNames
        /// Cycle ids; empty for all.
        package var cycles: [String]
        package var until: SupportEnd
        package var note: String?
        package var source: SourceReference?
        package var location: SourceLocation
    }

    package var ecosystem: String
    package var owners: [String]
    package var areas: [Area] = []
    package var exceptions: [Exception] = []
    package var exceptionLists: [String] = []
}

/// A module or package of a distribution with its own end.
package struct ApplicationStream: Sendable {
    package var module: String?
    package var stream: String?
    package var packages: PackageNames?
    package var cycles: [String]
    package var until: SupportEnd
    package var label: String?
    package var note: String?
    package var source: SourceReference?
    package var location: SourceLocation
}

/// A named list of exceptions, for several distributions' use.
package struct PackageList: Sendable {
    package var id: String
    package var entries: [PackageCalendar.Exception]
    package var location: SourceLocation
}
