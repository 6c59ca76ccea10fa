import EstateModel

/// A table for a terminal: columns as wide as their content. Where the terminal is narrower, cells are wrapped; where
/// even that leaves no room, each row becomes a block of its own with one line a column. Nothing is cut.
struct TextTable {
    struct Column {
        var title: String
        var isNumber = false
        /// A column whose cells are wrapped when the terminal is narrow.
        var canShrink = false

        init(_ title: String, isNumber: Bool = false, canShrink: Bool = false) {
            self.title = title
            self.isNumber = isNumber
            self.canShrink = canShrink
        }
    }

    /// A wrapped column is never narrower, unless its content is.
    private static let leastWidth = 12
    /// Rows that take more lines than this are hard to follow side by side.
    private static let mostLines = 4

    let columns: [Column]
    private(set) var rows: [[String]] = []

    init(_ columns: [Column]) {
        self.columns = columns
    }

    mutating func append(_ cells: [String]) {
        precondition(cells.count == columns.count, "a row of \(cells.count) cells under \(columns.count) columns")
        rows.append(cells.map { visible($0, limit: 400) })
    }

    /// - Parameter width: the terminal's, in columns; nil when the output is no terminal and nothing is wrapped.
    func text(width: Int?) -> String {
        guard let width else { return grid(contentWidths) }
        let widths = shrunk(contentWidths, to: width)
        guard total(widths) > width || tallest(widths) > Self.mostLines else { return grid(widths) }
        return blocks(width: width)
    }

    // MARK: Side by side

    private var contentWidths: [Int] {
        columns.indices.map { index in
            max(displayWidth(columns[index].title), rows.map { displayWidth($0[index]) }.max() ?? 0)
        }
    }

    private func total(_ widths: [Int]) -> Int {
        widths.reduce(0, +) + 2 * (widths.count - 1)
    }

    private func shrunk(_ content: [Int], to width: Int) -> [Int] {
        var widths = content
        let shrinking = columns.indices.filter { columns[$0].canShrink }
        while total(widths) > width {
            let wide = shrinking.filter { widths[$0] > max(Self.leastWidth, displayWidth(columns[$0].title)) }
            guard let widest = wide.max(by: { widths[$0] < widths[$1] }) else { break }
            widths[widest] -= 1
        }
        return widths
    }

    private func tallest(_ widths: [Int]) -> Int {
        rows.map { row in zip(row, widths).map { wrapped($0, width: $1).count }.max() ?? 1 }.max() ?? 1
    }

    private func grid(_ widths: [Int]) -> String {
        var lines = [line(columns.map(\.title), widths)]
        lines.append(widths.map { String(repeating: "─", count: $0) }.joined(separator: "  "))
        for row in rows {
            let cells = zip(row, widths).map { wrapped($0, width: $1) }
            for index in 0..<(cells.map(\.count).max() ?? 1) {
                lines.append(line(cells.map { $0.indices.contains(index) ? $0[index] : "" }, widths))
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        var result = ""
        for (index, cell) in cells.enumerated() {
            let padding = String(repeating: " ", count: max(0, widths[index] - displayWidth(cell)))
            result += columns[index].isNumber ? padding + cell : cell + padding
            if index < cells.count - 1 { result += "  " }
        }
        while result.last == " " { result.removeLast() }
        return result
    }

    // MARK: One below the other

    private func blocks(width: Int) -> String {
        let label = (columns.dropFirst().map { displayWidth($0.title) }.max() ?? 0) + 4
        return rows.map { row in
            var lines =
                columns.first.map { first in
                    first.canShrink ? wrapped(row[0], width: width) : [row[0]]
                } ?? []
            for (column, cell) in zip(columns, row).dropFirst() where !cell.isEmpty {
                let title = "  \(column.title)"
                let padding = String(repeating: " ", count: max(2, label - displayWidth(title)))
                let room = column.canShrink ? width - label : max(width - label, displayWidth(cell))
                let parts = wrapped(cell, width: room)
                lines.append(title + padding + (parts.first ?? ""))
                lines += parts.dropFirst().map { String(repeating: " ", count: label) + $0 }
            }
            return lines.joined(separator: "\n") + "\n"
        }.joined(separator: "\n")
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
