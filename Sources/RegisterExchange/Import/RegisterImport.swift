package import StrictYAML

/// An existing risk register that was read by a mapping, and what became of each of its rows. Nothing is recorded by
/// it.
package struct RegisterImport: Hashable, Sendable {
    /// In the order of the file; rows that were refused are left out.
    package var rows: [RegisterTableRow] = []
    /// Where each of the rows begins in the file, counted from 1.
    package var lines: [Int] = []
    package var summary = Summary()

    /// What a dry run tells.
    package struct Summary: Hashable, Sendable {
        /// Rows below the header with anything in them.
        package var rowsRead = 0
        package var rowsImported = 0
        /// Why rows were left out, with file, line and column; at most ``mostDiagnostics``.
        package var refused: [Diagnostic] = []
        package var rowsRefused = 0
        /// What stays unclear in rows that were imported; at most ``mostDiagnostics``.
        package var unclear: [Diagnostic] = []
        package var unclearCount = 0
        /// Headings that neither the mapping nor its `ignore` names.
        package var unusedColumns: [String] = []
        /// In how many rows each mapped field has something.
        package var filled: [RegisterField: Int] = [:]

        package static let mostDiagnostics = 1000

        package init() {}

        /// For a person, one fact a line.
        package var text: String {
            let read = rowsRead == 1 ? "1 row" : "\(rowsRead) rows"
            let things = unclearCount == 1 ? "1 thing" : "\(unclearCount) things"
            var lines = ["\(read) read, \(rowsImported) imported, \(rowsRefused) refused, \(things) unclear"]
            if !unusedColumns.isEmpty {
                let names = unusedColumns.prefix(60).map { shown($0) }.joined(separator: ", ")
                lines.append("Columns that are not read: \(names)")
            }
            let fields = RegisterField.allCases.compactMap { field in filled[field].map { "\(field.rawValue) \($0)" } }
            if !fields.isEmpty { lines.append("Filled: " + fields.joined(separator: ", ")) }
            lines += section("Refused", refused, rowsRefused) + section("Unclear", unclear, unclearCount)
            return lines.joined(separator: "\n") + "\n"
        }

        private func section(_ name: String, _ diagnostics: [Diagnostic], _ count: Int) -> [String] {
            guard !diagnostics.isEmpty else { return [] }
            let rest = count > diagnostics.count ? ["  and \(count - diagnostics.count) more like these"] : []
            return ["\(name):"] + diagnostics.map { "  \($0.location): \($0.message)" } + rest
        }

        mutating func refuse(_ diagnostics: [Diagnostic]) {
            rowsRefused += 1
            refused += diagnostics.prefix(max(0, Self.mostDiagnostics - refused.count))
        }

        mutating func note(_ diagnostic: Diagnostic) {
            unclearCount += 1
            if unclear.count < Self.mostDiagnostics { unclear.append(diagnostic) }
        }
    }

    package init() {}
}
