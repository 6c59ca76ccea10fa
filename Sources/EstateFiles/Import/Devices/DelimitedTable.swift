/// A table that another program exported: comma, semicolon or tab between the fields, by its first line.
///
/// Reads what is there rather than what a standard asks: a quote in the middle of a field is text, and a row with too
/// few fields has empty ones at its end. Bounded in everything; whoever reads it judges the rows.
struct DelimitedTable {
    struct Row {
        /// Counted from 1, where the row begins.
        var line: Int
        var fields: [String]
    }

    private(set) var header: [String] = []
    private(set) var rows: [Row] = []
    /// More rows than ``mostRows``.
    private(set) var isCut = false
    /// The line of a quote that is never closed, which swallows the rest of the file.
    private(set) var openQuoteLine: Int?

    static let mostRows = 100_000
    static let mostFields = 400
    static let longestField = 4096

    init(_ text: String) {
        let scalars = Array(text.unicodeScalars)
        var index = scalars.first == "\u{FEFF}" ? 1 : 0
        var line = 1
        // Excel's own hint, and not a row.
        if scalars[index...].starts(with: "sep=".unicodeScalars) {
            while index < scalars.count, scalars[index] != "\n" { index += 1 }
        }
        let separator = Self.separator(scalars[index...])
        while index < scalars.count {
            let row = next(scalars, &index, &line, separator)
            guard row.fields.contains(where: { !$0.isEmpty }) else { continue }
            if header.isEmpty {
                header = row.fields
            } else if rows.count < Self.mostRows {
                rows.append(row)
            } else {
                isCut = true
                return
            }
        }
    }

    private static func separator(_ scalars: ArraySlice<Unicode.Scalar>) -> Unicode.Scalar {
        var counts: [Unicode.Scalar: Int] = [:]
        for scalar in scalars.prefix(64 << 10) {
            if scalar == "\n", !counts.isEmpty { break }
            if scalar == "," || scalar == ";" || scalar == "\t" { counts[scalar, default: 0] += 1 }
        }
        // The comma where there are as many.
        return counts.max { ($0.value, $0.key == "," ? 1 : 0) < ($1.value, $1.key == "," ? 1 : 0) }?.key ?? ","
    }

    private mutating func next(
        _ scalars: [Unicode.Scalar],
        _ index: inout Int,
        _ line: inout Int,
        _ separator: Unicode.Scalar
    ) -> Row {
        var row = Row(line: line, fields: [])
        var field = String.UnicodeScalarView()
        var length = 0
        var quoteLine: Int?
        // Asked at every quote: going through the field each time would take hours on a line of quotes.
        var hasText = false
        func add(_ scalar: Unicode.Scalar) {
            length += 1
            hasText = hasText || (scalar != " " && scalar != "=")
            if length <= Self.longestField { field.append(scalar) }
        }
        func close() {
            if row.fields.count < Self.mostFields { row.fields.append(Self.plain(String(field))) }
            field = String.UnicodeScalarView()
            length = 0
            hasText = false
        }
        while index < scalars.count {
            let scalar = scalars[index]
            index += 1
            if scalar == "\n" { line += 1 }
            if quoteLine != nil {
                if scalar != "\"" {
                    add(scalar)
                } else if index < scalars.count, scalars[index] == "\"" {
                    add(scalar)
                    index += 1
                } else {
                    quoteLine = nil
                }
            } else if scalar == "\"", !hasText {
                quoteLine = line
                field = String.UnicodeScalarView()
            } else if scalar == separator {
                close()
            } else if scalar == "\n" {
                break
            } else if scalar != "\r" || (index < scalars.count && scalars[index] != "\n") {
                add(scalar)
            }
        }
        if quoteLine != nil { openQuoteLine = quoteLine }
        close()
        return row
    }

    /// Without blanks at both ends and without the `="…"` of `="0012"`, by which spreadsheets keep leading zeros.
    private static func plain(_ field: String) -> String {
        let text = trimmed(field)
        guard text.utf8.count >= 3, text.hasPrefix("=\""), text.hasSuffix("\"") else { return text }
        return trimmed(text.dropFirst(2).dropLast())
    }
}
