/// Rows as RFC 4180 text that a spreadsheet cannot mistake for formulas.
///
/// A cell that begins with `=`, `+`, `-` or `@`, their full-width forms included and spaces before them not counted,
/// gets an apostrophe in front, unless it is a whole number. What hides or reorders text is made visible (see
/// ``shownText(_:)``); line feeds stay. Lines end with CR LF; the text is UTF-8 without a mark.
package struct CSVWriter {
    /// Longer cells are cut and end with `…`: Excel takes 32,767 units and spills the rest into the next row.
    static let cellLimit = 32_000

    package private(set) var text = ""
    private let columnCount: Int

    package init(header: [String]) {
        columnCount = header.count
        append(header)
    }

    /// Adds a row; it must have as many cells as the header.
    package mutating func append(_ cells: [String]) {
        precondition(cells.count == columnCount, "a row of \(cells.count) cells under \(columnCount) columns")
        text += cells.map(Self.cell).joined(separator: ",") + "\r\n"
    }

    static func cell(_ value: String) -> String {
        var shown = shownText(value)
        if startsFormula(shown), !isNumber(shown) { shown = "'" + shown }
        if shown.utf16.count > cellLimit { shown = shortened(shown) }
        guard shown.utf8.contains(where: { "\",;\n".utf8.contains($0) }) || shown.hasPrefix(" ") || shown.hasSuffix(" ")
        else { return shown }
        return quoted(shown)
    }

    /// Scalar by scalar: a quotation mark with a combining mark after it is another `Character`, and still ends a cell.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" { result += "\"" }
            result.unicodeScalars.append(scalar)
        }
        return result + "\""
    }

    /// Whether a spreadsheet would calculate the text; a whole number such as `-5` counts too.
    package static func startsFormula(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first(where: { $0 != " " && $0 != "\n" }) else { return false }
        return "=+-@＝＋－＠".unicodeScalars.contains(first)
    }

    private static func isNumber(_ text: String) -> Bool {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        return !digits.isEmpty && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func shortened(_ text: String) -> String {
        var result = ""
        var units = 0
        for scalar in text.unicodeScalars {
            units += UTF16.width(scalar)
            if units >= cellLimit { break }
            result.unicodeScalars.append(scalar)
        }
        return result + "…"
    }
}
