/// A place in a file, counted from 1.
package struct SourceLocation: Hashable, Sendable, CustomStringConvertible {
    package let file: String
    package let line: Int
    package let column: Int

    package init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// `estate.yaml:12:5`, the form that editors jump to.
    package var description: String { "\(file):\(line):\(column)" }
}

/// One thing that is wrong in a file, for the person who edits it.
package struct Diagnostic: Hashable, Sendable, CustomStringConvertible {
    package enum Severity: String, Sendable {
        case error
        case warning
    }

    package let severity: Severity
    package let location: SourceLocation
    package let message: String

    package init(_ severity: Severity = .error, at location: SourceLocation, _ message: String) {
        self.severity = severity
        self.location = location
        self.message = message
    }

    package var description: String { "\(location): \(severity.rawValue): \(message)" }
}

/// Everything wrong in one or more files, thrown together so that a person mends them in one go.
package struct InvalidFile: Error, CustomStringConvertible {
    package let diagnostics: [Diagnostic]

    package init(_ diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
    }

    package var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}

/// Gathers diagnostics while a file is read; one per load, never shared between tasks.
package final class DiagnosticSink {
    package private(set) var diagnostics: [Diagnostic] = []
    private var errorCount = 0
    private var warningCount = 0
    // A file of garbage must not fill the memory or the screen.
    private let shownOfEach = 200

    package init() {}

    package var hasErrors: Bool { errorCount > 0 }

    package func error(at location: SourceLocation, _ message: String) {
        add(Diagnostic(.error, at: location, message))
    }

    package func warning(at location: SourceLocation, _ message: String) {
        add(Diagnostic(.warning, at: location, message))
    }

    package func add(_ diagnostic: Diagnostic) {
        let count: Int
        switch diagnostic.severity {
        case .error:
            errorCount += 1
            count = errorCount
        case .warning:
            warningCount += 1
            count = warningCount
        }
        if count <= shownOfEach { diagnostics.append(diagnostic) }
    }

    /// - Throws: ``InvalidFile`` with all diagnostics when at least one is an error.
    package func throwIfErrors() throws(InvalidFile) {
        guard hasErrors else { return }
        var all = diagnostics
        if errorCount > shownOfEach, let last = all.last(where: { $0.severity == .error }) {
            all.append(Diagnostic(at: last.location, "and \(errorCount - shownOfEach) more errors after this one"))
        }
        throw InvalidFile(all)
    }
}
