/// Rows as RFC 4180 text that a spreadsheet cannot mistake for formulas.
///
/// A cell that begins with `=`, `+`, `-`, `@`, tab or CR gets an apostrophe in front, unless it is a plain number.
/// Control characters other than line ends become U+FFFD. Lines end with CR LF; the text is UTF-8 without a mark.
package struct CSVWriter {
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
        var cleaned = ""
        for scalar in value.unicodeScalars {
            let isControl = scalar.value < 0x20 && scalar != "\n" && scalar != "\t" && scalar != "\r"
            cleaned.unicodeScalars.append(isControl || scalar.value == 0x7F ? "\u{FFFD}" : scalar)
        }
        if let first = cleaned.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first), !isNumber(cleaned) {
            cleaned = "'" + cleaned
        }
        let needsQuotes = cleaned.unicodeScalars.contains { "\",\r\n".unicodeScalars.contains($0) }
        guard needsQuotes || cleaned.hasPrefix(" ") || cleaned.hasSuffix(" ") else { return cleaned }
        return "\"" + cleaned.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    private static func isNumber(_ text: String) -> Bool {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        return !digits.isEmpty && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
