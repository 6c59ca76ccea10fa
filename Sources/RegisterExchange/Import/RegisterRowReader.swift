import EstateModel
import Reporting
import StrictYAML

/// Reads the rows of a register one after another.
struct RegisterRowReader {
    let mapping: RegisterMapping
    /// In the order of the columns; nil for a column that is not read.
    private let columns: [(field: RegisterField, access: RegisterField.Access)?]
    private let constants: [(access: RegisterField.Access, text: String)]
    private var dates: PlanDateMemo
    private var lines: [String: Int] = [:]

    init(mapping: RegisterMapping, fields: [RegisterField?]) {
        self.mapping = mapping
        columns = fields.map { field in field.map { ($0, $0.access) } }
        constants = mapping.constants.map { ($0.key.access, $0.value) }
        dates = PlanDateMemo(context: mapping.context)
    }

    /// - Throws: ``InvalidFile`` with everything for which the row is refused.
    mutating func row(
        _ cells: [CSVDocument.Field],
        summary: inout RegisterImport.Summary
    ) throws(InvalidFile) -> RegisterTableRow {
        var row = RegisterTableRow(reference: "")
        var faults: [Diagnostic] = []
        var unclear: [Diagnostic] = []
        var filled: [RegisterField] = []
        for (access, text) in constants { _ = access.set(text, in: &row, dates: &dates) }
        for (column, cell) in zip(columns, cells) {
            guard let (field, access) = column, let text = meaning(of: cell, field, &unclear) else { continue }
            if let fault = access.set(text, in: &row, dates: &dates) {
                faults.append(Diagnostic(at: cell.location, self.fault(field, cell.text, fault)))
                continue
            }
            filled.append(field)
            if case .day(let path) = access, let reason = row[keyPath: path]?.unclear?.reason {
                let message = "\(field.rawValue) '\(shown(cell.text))' stays unclear: \(reason.sentence)"
                unclear.append(Diagnostic(.warning, at: cell.location, message))
            }
        }
        let place = cells.first?.location ?? SourceLocation(file: "", line: 1, column: 1)
        if let fault = referenceFault(row, line: place.line) { faults.append(Diagnostic(at: place, fault)) }
        guard faults.isEmpty else { throw InvalidFile(faults) }
        unclear += scoreNotes(row, place)
        for diagnostic in unclear { summary.note(diagnostic) }
        for field in filled { summary.filled[field, default: 0] += 1 }
        return row
    }

    /// What a cell says in Reeve's words; nil when it says nothing.
    private func meaning(of cell: CSVDocument.Field, _ field: RegisterField, _ unclear: inout [Diagnostic]) -> String? {
        let values = mapping.values[field]
        if cell.text.isEmpty, values == nil { return nil }
        var text = SpreadsheetText.unguarded(withoutBlanksAtEnds(cell.text))
        if values != nil || !mapping.empty.isEmpty {
            let key = RegisterMapping.key(text)
            if let value = values?[key] { return value }
            if mapping.empty.contains(key) { return nil }
        }
        guard !text.isEmpty else { return nil }
        if field.isName { text = oneLine(text) }
        if text == cell.text, CSVWriter.startsFormula(text), Int(text) == nil, text != "-" {
            let message = "\(field.rawValue) '\(shown(text))' looks like a formula; it is kept as text"
            unclear.append(Diagnostic(.warning, at: cell.location, message))
        }
        if text.unicodeScalars.contains("\u{FFFD}") {
            let message = "\(field.rawValue) '\(shown(text))' has characters that could not be read"
            unclear.append(Diagnostic(.warning, at: cell.location, message))
        }
        return text
    }

    private func fault(_ field: RegisterField, _ text: String, _ fault: String) -> String {
        let name = field.rawValue
        return
            "\(name) cannot be '\(shown(text))': \(fault); or say what it means under 'values: \(name):' of the mapping"
    }

    private mutating func referenceFault(_ row: RegisterTableRow, line: Int) -> String? {
        guard !row.reference.isEmpty else { return "the row has no reference" }
        let key = RegisterMapping.key(row.reference)
        if let other = lines[key] { return "reference '\(shown(row.reference))' is on line \(other) already" }
        lines[key] = line
        return nil
    }

    /// Registers are not always right; the numbers are kept as they are written.
    private func scoreNotes(_ row: RegisterTableRow, _ place: SourceLocation) -> [Diagnostic] {
        [("inherent", row.inherent), ("residual", row.residual), ("target", row.target)].compactMap { name, score in
            guard let likelihood = score.likelihood, let impact = score.impact, let points = score.points,
                points != likelihood * impact
            else { return nil }
            let message = "\(name)-score \(points) is not \(likelihood) times \(impact); it is kept as written"
            return Diagnostic(.warning, at: place, message)
        }
    }
}
