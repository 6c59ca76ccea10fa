import EstateModel

/// A table for a terminal: columns as wide as their content, cut with `…` where the terminal is narrower.
struct TextTable {
    struct Column {
        var title: String
        var isNumber = false
        /// The column that gives way when the terminal is narrow.
        var canShrink = false

        init(_ title: String, isNumber: Bool = false, canShrink: Bool = false) {
            self.title = title
            self.isNumber = isNumber
            self.canShrink = canShrink
        }
    }

    let columns: [Column]
    private(set) var rows: [[String]] = []

    init(_ columns: [Column]) {
        self.columns = columns
    }

    mutating func append(_ cells: [String]) {
        precondition(cells.count == columns.count, "a row of \(cells.count) cells under \(columns.count) columns")
        rows.append(cells.map { visible($0, limit: 400) })
    }

    /// - Parameter width: the terminal's, in columns; nil when the output is no terminal and nothing is cut.
    func text(width: Int?) -> String {
        let widths = columnWidths(width: width)
        let header = line(columns.map(\.title), widths)
        let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
        return ([header, rule] + rows.map { line($0, widths) }).joined(separator: "\n") + "\n"
    }

    private func columnWidths(width: Int?) -> [Int] {
        var widths = columns.indices.map { index in
            max(displayWidth(columns[index].title), rows.map { displayWidth($0[index]) }.max() ?? 0)
        }
        guard let width else { return widths }
        var excess = widths.reduce(0, +) + 2 * (widths.count - 1) - width
        let shrinking = columns.indices.filter { columns[$0].canShrink }
        while excess > 0, let widest = shrinking.max(by: { widths[$0] < widths[$1] }), widths[widest] > 12 {
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var result = ""
        for (index, cell) in cells.enumerated() {
            let text = cut(cell, to: widths[index])
            let padding = String(repeating: " ", count: widths[index] - displayWidth(text))
            result += columns[index].isNumber ? padding + text : text + padding
            if index < cells.count - 1 { result += "  " }
        }
        while result.last == " " { result.removeLast() }
        return result
    }

    private func cut(_ text: String, to width: Int) -> String {
        guard displayWidth(text) > width else { return text }
        var result = ""
        var used = 0
        for character in text {
            let next = displayWidth(String(character))
            guard used + next <= width - 1 else { break }
            result.append(character)
            used += next
        }
        return result + "…"
    }
}

/// Columns that a text takes on a terminal: East Asian wide characters take two, combining marks none.
func displayWidth(_ text: String) -> Int {
    text.reduce(0) { width, character in
        guard let scalar = character.unicodeScalars.first else { return width }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            return width + 2
        default:
            return width + 1
        }
    }
}
