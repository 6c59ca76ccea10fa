import EstateModel
package import StrictYAML

/// A strategic plan in Harborough's seven columns, read or to be written.
package struct PlanTable: Hashable, Sendable {
    /// In the order of the document.
    package var rows: [PlanTableRow]
    /// What a person should look at, in the order of the document; empty for a table that was not read.
    package var notes: [ImportNote]

    package static let columns = ["Ref #", "Theme", "Area", "Action", "Linked to Ref #", "By Whom", "By When"]

    package init(rows: [PlanTableRow], notes: [ImportNote] = []) {
        self.rows = rows
        self.notes = notes
    }

    // MARK: Reading

    /// Reads a text that was made from a document: cells divided by tabs, rows that lines or pages cut joined, everything
    /// outside tables with these seven columns passed over.
    ///
    /// - Returns: nil when the text has no such table.
    package init?(text: String, context: PlanDateContext = PlanDateContext()) {
        var table = LaidOutTable(
            columnCount: Self.columns.count,
            isHeader: { cells in zip(cells, Self.headings).allSatisfy { $1.isRight(HeadedCSV.key($0)) } },
            startsRow: { cells, _ in cells.first.map(Self.isReference) ?? false }
        )
        table.read(text)
        guard table.hasHeader else { return nil }
        var reader = PlanRowReader(context: context)
        for row in table.rows { reader.read(row.cells, line: row.line) }
        self = reader.table(table.notes)
    }

    /// Reads a CSV file whose header has the seven columns in any order.
    ///
    /// - Throws: ``InvalidFile`` with file, line and column of all that is wrong with the table itself. What is wrong
    ///   with a row is a note.
    package init(
        csv text: String,
        file: String,
        separator: CSVDocument.Separator = .comma,
        context: PlanDateContext = PlanDateContext()
    ) throws(InvalidFile) {
        let table = try HeadedCSV(text, file: file, separator: separator, headings: Self.headings)
        var reader = PlanRowReader(context: context)
        for row in table.rows { reader.read(row.cells, line: row.line) }
        self = reader.table([])
    }

    private static let headings: [HeadedCSV.Heading] = columns.map { name in
        let key = HeadedCSV.key(name)
        // Harborough's last heading goes on: `By When - month or date range if clarification still required`.
        return HeadedCSV.Heading(name: name) { $0 == key || (name == "By When" && $0.hasPrefix(key + " ")) }
    }

    /// `1.5.3.1`, `R-0007`: what stands in the first column.
    private static func isReference(_ cell: String) -> Bool {
        guard cell.utf8.count <= 24, cell.contains(where: { $0 == "." || $0 == "-" }) else { return false }
        return LinkedReferences(reading: cell).references == [cell.uppercased()]
    }

    // MARK: Writing

    /// The seven columns; what the document prints in italics stands on a line of its own below the action.
    package var table: TextTable {
        TextTable(
            columns: Self.columns,
            rows: rows.map { row in
                [
                    row.reference, row.theme, row.area, row.action + (row.remark.map { "\n" + $0 } ?? ""),
                    row.linkedTo.text, row.byWhom, row.byWhen.text,
                ]
            }
        )
    }
}

/// Turns seven cells into rows, and says what to look at.
private struct PlanRowReader {
    let context: PlanDateContext
    private var rows: [(line: Int, row: PlanTableRow)] = []
    private var notes: [ImportNote] = []

    init(context: PlanDateContext) {
        self.context = context
    }

    mutating func read(_ cells: [String], line: Int) {
        let reference = MarkupText.plain(cells[0])
        guard !reference.isEmpty else {
            notes.append(ImportNote(.refused, line: line, "the row has no reference"))
            return
        }
        let action = Self.action(cells[3])
        let row = PlanTableRow(
            reference: reference,
            theme: MarkupText.plain(cells[1]),
            area: MarkupText.plain(cells[2]),
            action: action.text,
            remark: action.remark,
            linkedTo: LinkedReferences(reading: MarkupText.plain(cells[4])),
            byWhom: MarkupText.plain(cells[5]),
            byWhen: PlanDate(reading: MarkupText.plain(cells[6]), context: context)
        )
        rows.append((line, row))
    }

    /// In italics at the end, or on the lines below the first.
    private static func action(_ cell: String) -> (text: String, remark: String?) {
        let lines = cell.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: true)
        guard lines.count == 2 else { return MarkupText.withRemark(cell) }
        let remark = MarkupText.plain(String(lines[1]))
        return (MarkupText.plain(String(lines[0])), remark.isEmpty ? nil : remark)
    }

    func table(_ before: [ImportNote]) -> PlanTable {
        let known = Set(rows.map { $0.row.reference.uppercased() })
        var all = before + notes
        var seen: Set<String> = []
        for (line, row) in rows {
            all += self.notes(on: row, line, known)
            if !seen.insert(row.reference.uppercased()).inserted {
                all.append(
                    ImportNote(.repeated, line: line, reference: row.reference, "another row has this reference")
                )
            }
        }
        all = all.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
        return PlanTable(rows: rows.map(\.row), notes: all)
    }

    private func notes(on row: PlanTableRow, _ line: Int, _ known: Set<String>) -> [ImportNote] {
        func note(_ kind: ImportNote.Kind, _ message: String) -> ImportNote {
            ImportNote(kind, line: line, reference: row.reference, message)
        }
        var found: [ImportNote] = []
        for reference in row.linkedTo.references {
            if reference == row.reference.uppercased() {
                found.append(note(.repeated, "it is linked to itself"))
            } else if !known.contains(reference), !known.contains(where: { $0.hasPrefix(reference + ".") }) {
                found.append(note(.dangling, "it is linked to \(reference), which no row has"))
            }
        }
        found += row.linkedTo.unread.map { note(.unreadLink, "'\(shown($0))' among its links is no reference") }
        found += row.linkedTo.remarks.map { note(.remark, "its link carries the remark '\(shown($0))'") }
        if let unclear = row.byWhen.unclear {
            found.append(note(.unclearDate, "'\(shown(row.byWhen.text))' stays unclear: \(unclear.reason.sentence)"))
        }
        return found
    }
}
