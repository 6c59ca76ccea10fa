import EstateModel
import StrictYAML

/// A CSV file whose columns are found by their headings, whatever their order.
struct HeadedCSV {
    struct Heading: Sendable {
        var name: String
        /// Whether a heading, as ``key(_:)`` makes it, is this one.
        var isRight: @Sendable (String) -> Bool
    }

    /// The cells of each row in the order of the wanted headings, and the line where it begins.
    private(set) var rows: [(line: Int, cells: [String])] = []

    /// - Parameters:
    ///   - headings: of all columns that there must be.
    /// - Throws: ``InvalidFile`` when the file is no table, a row has too many or too few cells, or a column is
    ///   missing,
    ///   unknown or there twice.
    init(
        _ text: String,
        file: String,
        separator: CSVDocument.Separator,
        headings: [Heading]
    ) throws(InvalidFile) {
        let sink = DiagnosticSink()
        var format = CSVDocument.Format()
        format.separator = separator
        format.longestField = 32_000
        format.mostRows = LaidOutTable.mostRows
        guard let document = CSVDocument.parse(text, file: file, format: format, sink: sink) else {
            throw InvalidFile(sink.diagnostics)
        }
        let places = Self.places(document.header, headings, sink)
        try sink.throwIfErrors()
        rows = document.rows.map { row in
            (row.first?.location.line ?? 1, places.map { SpreadsheetText.unguarded(row[$0].text) })
        }
    }

    /// Small letters, single blanks.
    static func key(_ heading: String) -> String {
        PlanDateReader.normalised(heading)
    }

    private static func places(
        _ header: [CSVDocument.Field],
        _ headings: [Heading],
        _ sink: DiagnosticSink
    ) -> [Int] {
        var places = [Int?](repeating: nil, count: headings.count)
        for (place, field) in header.enumerated() {
            let key = key(field.text)
            guard let wanted = headings.firstIndex(where: { $0.isRight(key) }) else {
                let names = hint(field.text, headings.map(\.name))
                sink.error(at: field.location, "column '\(visible(field.text, limit: 60))' is not known; \(names)")
                continue
            }
            if places[wanted] != nil {
                sink.error(at: field.location, "column '\(headings[wanted].name)' is there twice")
            }
            places[wanted] = place
        }
        if let first = header.first, !sink.hasErrors {
            for (place, heading) in zip(places, headings) where place == nil {
                sink.error(at: first.location, "the header has no column '\(heading.name)'")
            }
        }
        return places.compactMap(\.self)
    }
}
