/// Turns seven cells into rows, and says what to look at.
struct PlanRowReader {
    let context: PlanDateContext

    static let mostNotes = 5000

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
        let known = Self.names(rows.map { $0.row.reference.uppercased() })
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
        if all.count > Self.mostNotes, let last = all.last {
            let rest = all.count - Self.mostNotes
            all =
                all.prefix(Self.mostNotes) + [ImportNote(.remark, line: last.line, "and \(rest) more notes like these")]
        }
        var table = PlanTable(rows: rows.map(\.row), notes: all)
        table.lines = rows.map(\.line)
        return table
    }

    /// The references, and the sections that they belong to: `2.5.3` is also in `2.5` and `2`.
    private static func names(_ references: [String]) -> Set<String> {
        var names = Set(references)
        for reference in references {
            var rest = reference[...]
            while let dot = rest.lastIndex(of: ".") {
                rest = rest[..<dot]
                names.insert(String(rest))
            }
        }
        return names
    }

    private func notes(on row: PlanTableRow, _ line: Int, _ known: Set<String>) -> [ImportNote] {
        func note(_ kind: ImportNote.Kind, _ message: String) -> ImportNote {
            ImportNote(kind, line: line, reference: row.reference, message)
        }
        var found: [ImportNote] = []
        for reference in row.linkedTo.references {
            if reference == row.reference.uppercased() {
                found.append(note(.repeated, "it is linked to itself"))
            } else if !known.contains(reference) {
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
