import EstateModel
package import StrictYAML

/// A project of a plan in Durham's three columns.
package struct ProjectRow: Hashable, Sendable {
    package var project: String
    package var expectedOutcome: String
    /// `Mar-18`, `Annual`.
    package var byWhen: PlanDate

    package init(project: String, expectedOutcome: String, byWhen: PlanDate) {
        self.project = project
        self.expectedOutcome = expectedOutcome
        self.byWhen = byWhen
    }

    /// A row of a plan as a project: the month instead of the day, as Durham's own rows have it.
    package init(_ row: PlanTableRow) {
        project = row.action
        expectedOutcome = row.remark ?? ""
        byWhen = PlanDate(text: row.byWhen.shortMonth, meaning: row.byWhen.meaning)
    }
}

/// Planned projects in Durham's three columns: Project, Expected Outcome, By When.
package struct ProjectTable: Hashable, Sendable {
    /// In the order of the document, all its tables together.
    package var rows: [ProjectRow]
    package var notes: [ImportNote]

    package static let columns = ["Project", "Expected Outcome", "By When"]

    package init(rows: [ProjectRow], notes: [ImportNote] = []) {
        self.rows = rows
        self.notes = notes
    }

    /// Reads every table of these columns in a text that was made from a document, cells divided by tabs.
    ///
    /// - Returns: nil when the text has no such table.
    package init?(text: String, context: PlanDateContext = PlanDateContext()) {
        var table = LaidOutTable(
            columnCount: Self.columns.count,
            isHeader: { cells in zip(cells, Self.headings).allSatisfy { $1.isRight(HeadedCSV.key($0)) } },
            startsRow: { cells, before in Self.startsRow(cells, before: before, context) }
        )
        table.read(text)
        guard table.hasHeader else { return nil }
        self = Self.rows(table.rows.map { ($0.line, $0.cells) }, context, table.notes)
    }

    /// Reads a CSV file whose header has the three columns in any order.
    ///
    /// - Throws: ``InvalidFile`` with file, line and column of all that is wrong with the table itself.
    package init(
        csv text: String,
        file: String,
        separator: CSVDocument.Separator = .comma,
        context: PlanDateContext = PlanDateContext()
    ) throws(InvalidFile) {
        let table = try HeadedCSV(text, file: file, separator: separator, headings: Self.headings)
        self = Self.rows(table.rows, context, [])
    }

    /// The three columns.
    package var table: TextTable {
        TextTable(
            columns: Self.columns,
            rows: rows.map { [$0.project, $0.expectedOutcome, $0.byWhen.text] }
        )
    }

    private static let headings: [HeadedCSV.Heading] = columns.map { name in
        let key = HeadedCSV.key(name)
        // Durham's own headings are `Project` on one page and `Projects` on the next.
        return HeadedCSV.Heading(name: name) { $0 == key || (name == "Project" && $0 == "projects") }
    }

    /// Nothing in the first column tells where a row begins: a row that is whole goes on only where that makes its date
    /// better.
    private static func startsRow(_ cells: [String], before: [String], _ context: PlanDateContext) -> Bool {
        guard before.count >= columns.count, let last = before.last else { return false }
        guard cells.count == 1 else { return true }
        let joined = PlanDate(reading: last + " " + cells[0], context: context)
        return joined.unclear != nil || PlanDate(reading: last, context: context).unclear == nil
    }

    private static func rows(
        _ cells: [(line: Int, cells: [String])],
        _ context: PlanDateContext,
        _ before: [ImportNote]
    ) -> ProjectTable {
        var table = ProjectTable(rows: [], notes: before)
        for (line, cells) in cells {
            let row = ProjectRow(
                project: MarkupText.plain(cells[0]),
                expectedOutcome: MarkupText.plain(cells[1]),
                byWhen: PlanDate(reading: MarkupText.plain(cells[2]), context: context)
            )
            guard !row.project.isEmpty else {
                table.notes.append(ImportNote(.refused, line: line, "the row names no project"))
                continue
            }
            table.rows.append(row)
            if let unclear = row.byWhen.unclear {
                let message = "'\(shown(row.byWhen.text))' stays unclear: \(unclear.reason.sentence)"
                table.notes.append(ImportNote(.unclearDate, line: line, reference: shown(row.project), message))
            }
        }
        return table
    }
}
