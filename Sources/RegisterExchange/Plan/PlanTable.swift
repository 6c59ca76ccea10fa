import EstateModel
package import StrictYAML

/// A strategic plan in Harborough's seven columns, read or to be written.
package struct PlanTable: Hashable, Sendable {
    /// In the order of the document.
    package var rows: [PlanTableRow]
    /// What a person should look at, in the order of the document; empty for a table that was not read.
    package var notes: [ImportNote]
    /// Where each of the rows begins in the file, counted from 1; empty for a table that was not read.
    package var lines: [Int] = []

    package static let columns = ["Ref #", "Theme", "Area", "Action", "Linked to Ref #", "By Whom", "By When"]

    package init(rows: [PlanTableRow], notes: [ImportNote] = []) {
        self.rows = rows
        self.notes = notes
    }

    // MARK: Reading

    /// Reads a text that was made from a document: cells divided by tabs, rows that lines or pages cut joined,
    /// everything outside tables with these seven columns passed over.
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

    /// The references of the rows that a row is linked to, in the order of its links: a section such as `2.5` stands
    /// for its rows, and links that lead nowhere are left out.
    package func links(of row: PlanTableRow) -> [String] {
        let own = row.reference.uppercased()
        var found: [String] = []
        for link in row.linkedTo.references {
            let exact = rows.filter { $0.reference.uppercased() == link }
            let named = exact.isEmpty ? rows.filter { $0.reference.uppercased().hasPrefix(link + ".") } : exact
            for reference in named.map(\.reference) where !found.contains(reference) && reference.uppercased() != own {
                found.append(reference)
            }
        }
        return found
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
