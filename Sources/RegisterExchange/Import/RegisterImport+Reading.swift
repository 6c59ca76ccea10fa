import EstateModel
import Reporting
package import StrictYAML

extension RegisterImport {
    static let mostRows = 100_000
    /// Scalars: as many as an export writes without cutting.
    static let longestField = 32_000

    /// Reads a register from the bytes of a CSV file, in UTF-8, UTF-16 or Windows-1252.
    ///
    /// - Throws: ``InvalidFile`` with file, line and column when the file is no such table or does not fit the mapping.
    ///   What is wrong with a row only refuses the row.
    package init(bytes: [UInt8], file: String, mapping: RegisterMapping) throws(InvalidFile) {
        let start = SourceLocation(file: file, line: 1, column: 1)
        guard bytes.count <= CSVDocument.largestFile else {
            throw InvalidFile([
                Diagnostic(at: start, "the file is larger than \(CSVDocument.largestFile >> 20) MiB; split it")
            ])
        }
        // A .xlsx is a ZIP archive, a .xls a compound file.
        guard !bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]), !bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) else {
            throw InvalidFile([Diagnostic(at: start, "this is a workbook; save the sheet as CSV and import that")])
        }
        try self.init(text: TextDecoder.spreadsheetText(bytes), file: file, mapping: mapping)
    }

    /// The same from text.
    package init(text: String, file: String, mapping: RegisterMapping) throws(InvalidFile) {
        let sink = DiagnosticSink()
        var format = CSVDocument.Format()
        format.separator = mapping.separator
        format.linesBeforeHeader = mapping.linesBeforeHeader
        format.longestField = Self.longestField
        format.mostColumns = 400
        // The header counts as a row.
        format.mostRows = Self.mostRows + 1
        guard let document = CSVDocument.parse(text, file: file, format: format, sink: sink) else {
            throw InvalidFile(sink.diagnostics)
        }
        // Rows that are too long or too short are refused like others.
        for diagnostic in sink.diagnostics { summary.refuse([diagnostic]) }
        let header = try RegisterHeader(document.header, mapping: mapping)
        summary.unusedColumns = header.unused
        summary.rowsRead = document.rows.count + summary.rowsRefused
        var reader = RegisterRowReader(mapping: mapping, fields: header.fields)
        for cells in document.rows {
            do throws(InvalidFile) {
                rows.append(try reader.row(cells, summary: &summary))
                lines.append(cells.first?.location.line ?? 1)
            } catch {
                summary.refuse(error.diagnostics)
            }
        }
        summary.rowsImported = rows.count
        summary.refused.sort { ($0.location.line, $0.location.column) < ($1.location.line, $1.location.column) }
    }
}

/// The columns of a file by the fields of a mapping.
private struct RegisterHeader {
    /// In the order of the columns; nil for a column that is not read.
    var fields: [RegisterField?] = []
    var unused: [String] = []

    init(_ header: [CSVDocument.Field], mapping: RegisterMapping) throws(InvalidFile) {
        let sink = DiagnosticSink()
        var seen: Set<RegisterField> = []
        for heading in header {
            let key = RegisterMapping.key(SpreadsheetText.unguarded(heading.text))
            let field = mapping.columns[key]
            fields.append(field)
            if let field, !seen.insert(field).inserted {
                sink.error(at: heading.location, "column '\(shown(heading.text))' is there twice")
            }
            if field == nil, !mapping.ignored.contains(key), !key.isEmpty { unused.append(heading.text) }
        }
        let keys = header.map { RegisterMapping.key($0.text) }
        for (column, field) in mapping.columns.sorted(by: { $0.key < $1.key }) where !seen.contains(field) {
            let place = header.first?.location ?? SourceLocation(file: "", line: 1, column: 1)
            let why = header.count == 1 ? "is 'separator' of the mapping right?" : hint(column, keys)
            sink.error(at: place, "the header has no column '\(shown(column))', which the mapping names; \(why)")
        }
        try sink.throwIfErrors()
    }
}
