import Reporting

/// Columns and rows of text, to be written for spreadsheets and for papers. The same table gives the same bytes.
package struct TextTable: Hashable, Sendable {
    package var columns: [String]
    /// Each has as many cells as there are columns. Line feeds may stand in cells.
    package var rows: [[String]]

    package init(columns: [String], rows: [[String]]) {
        self.columns = columns
        self.rows = rows
    }

    /// With a byte order mark, for Excel; cells that a spreadsheet would calculate stay text (see `CSVWriter`).
    package var csv: String {
        var writer = CSVWriter(header: columns)
        for row in rows { writer.append(row.map(SpreadsheetText.guarded)) }
        return "\u{FEFF}" + writer.text
    }

    /// A table of GitHub's Markdown; nothing in a cell becomes markup.
    package var markdown: String {
        let lines = [columns.map(Self.cell), columns.map { _ in "---" }] + rows.map { $0.map(Self.cell) }
        return lines.map { "| " + $0.joined(separator: " | ") + " |\n" }.joined()
    }

    private static func cell(_ value: String) -> String {
        var result = ""
        for scalar in shownText(value).unicodeScalars {
            switch scalar {
            case "\n": result += "<br>"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "&": result += "&amp;"
            default:
                if "\\`*_{}[]()#+!|~".unicodeScalars.contains(scalar) { result += "\\" }
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// Keeps what a cell says through the apostrophe that guards against formulas, in both directions.
enum SpreadsheetText {
    /// Another apostrophe in front of a text that begins like a guarded one; the writer guards formulas themselves.
    static func guarded(_ text: String) -> String {
        looksGuarded(text) ? "'" + text : text
    }

    /// The text that was guarded, or the text itself.
    static func unguarded(_ text: String) -> String {
        looksGuarded(text) ? String(text.unicodeScalars.dropFirst()) : text
    }

    private static func looksGuarded(_ text: String) -> Bool {
        guard text.unicodeScalars.first == "'" else { return false }
        return CSVWriter.startsFormula(String(Substring(text.unicodeScalars.drop { $0 == "'" })))
    }
}
