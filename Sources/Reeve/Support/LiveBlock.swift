/// A few lines at the end of a terminal that are drawn over and over. Pure: it says what to print.
struct LiveBlock {
    /// What is on the screen now; empty when nothing is.
    private(set) var lines: [String] = []

    /// What takes the block off the screen, the cursor where it began.
    ///
    /// - Parameter columns: the terminal's width now. A terminal that became narrower has broken the lines.
    mutating func erase(columns: Int) -> String {
        guard !lines.isEmpty else { return "" }
        let rows = lines.reduce(0) { $0 + max(1, (displayWidth($1) + columns - 1) / columns) }
        lines = []
        // Line by line: some terminals keep what is cleared to the end of the screen in their history.
        return "\r\u{1B}[2K" + String(repeating: "\u{1B}[1A\u{1B}[2K", count: rows - 1)
    }

    /// What replaces the block. Lines that are too wide are cut: the last column stays free, where terminals break.
    mutating func draw(_ new: [String], columns: Int) -> String {
        let erasure = erase(columns: columns)
        lines = new.map { fitted($0, columns: columns - 1) }
        return erasure + lines.joined(separator: "\n")
    }

    private func fitted(_ text: String, columns: Int) -> String {
        guard displayWidth(text) > columns else { return text }
        var result = ""
        var used = 0
        for character in text {
            let width = displayWidth(String(character))
            guard used + width < columns else { break }
            result.append(character)
            used += width
        }
        return result + "…"
    }
}
