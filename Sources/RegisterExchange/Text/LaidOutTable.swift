import EstateModel

/// A table in a text that was made from a printed document: cells divided by tabs, rows cut by line ends, and the
/// header again on every page.
///
/// `4.3.3⇥Infrastructure⇥Servers⇥Upgrade to … <i>Reliant on suppliers.</i>⇥⇥ICT⇥14/07/2015`
struct LaidOutTable {
    struct Row: Equatable {
        /// Where it begins, counted from 1.
        var line: Int
        var cells: [String]
    }

    /// What makes a line the header: the cells in small letters, without markup.
    let isHeader: ([String]) -> Bool
    let columnCount: Int
    /// Whether a line with these cells begins a row, although the row before it could go on.
    let startsRow: (_ cells: [String], _ before: [String]) -> Bool

    private(set) var rows: [Row] = []
    private(set) var notes: [ImportNote] = []
    private(set) var hasHeader = false

    static let mostRows = 20_000
    static let largestText = 8 << 20
    static let longestCell = 32_000
    private static let mostNotes = 1000
    /// A row of more lines is no row any more.
    private static let longestRow = 200

    private var pending: Row?
    private var pendingLines = 0
    private var isInTable = false
    private var afterBlank = false

    init(
        columnCount: Int,
        isHeader: @escaping ([String]) -> Bool,
        startsRow: @escaping (_ cells: [String], _ before: [String]) -> Bool
    ) {
        self.columnCount = columnCount
        self.isHeader = isHeader
        self.startsRow = startsRow
    }

    mutating func read(_ text: String) {
        guard text.utf8.count <= Self.largestText else {
            notes.append(
                ImportNote(.refused, line: 1, "the text is larger than \(Self.largestText >> 20) MiB; split it")
            )
            return
        }
        var number = 0
        // Line ends as bytes: CR LF is one character.
        for bytes in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            number += 1
            guard rows.count < Self.mostRows else {
                notes.append(
                    ImportNote(.refused, line: number, "more than \(Self.mostRows) rows; the rest is left out")
                )
                return
            }
            read(Self.line(Substring(bytes)), number)
        }
        close()
    }

    /// Without what page ends leave.
    private static func line(_ text: Substring) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\u{C}" && $0 != "\r" && $0 != "\u{FEFF}" }))
    }

    private mutating func read(_ line: String, _ number: Int) {
        let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map { withoutBlanksAtEnds($0) }
        if cells.allSatisfy(\.isEmpty) {
            if let row = pending, row.cells.count >= columnCount { close() }
            afterBlank = true
            return
        }
        defer { afterBlank = false }
        if cells.count == columnCount, isHeader(cells.map { MarkupText.plain($0).lowercased() }) {
            // The row that a page end cut goes on below the header.
            if let row = pending, row.cells.count >= columnCount { close() }
            hasHeader = true
            isInTable = true
            return
        }
        guard isInTable, !isFurniture(cells) else { return }
        if cells.count == 1, cells[0].hasPrefix("#") || cells[0].hasPrefix("[") {
            close()
            isInTable = false
            return
        }
        add(cells, number)
    }

    private mutating func add(_ cells: [String], _ number: Int) {
        guard var row = pending else {
            // Prose between tables has no tabs, and a row that begins has one soon.
            if cells.count > 1 || !afterBlank || startsRow(cells, []) { begin(cells, number) }
            return
        }
        if startsRow(cells, row.cells) {
            close()
            begin(cells, number)
            return
        }
        pendingLines += 1
        guard pendingLines <= Self.longestRow else {
            close()
            isInTable = false
            return
        }
        if let last = row.cells.indices.last, let first = cells.first {
            row.cells[last] = withoutBlanksAtEnds(row.cells[last] + " " + first)
        }
        row.cells += cells.dropFirst()
        pending = row
    }

    private mutating func begin(_ cells: [String], _ number: Int) {
        pending = Row(line: number, cells: cells)
        pendingLines = 1
    }

    private mutating func close() {
        guard let row = pending else { return }
        pending = nil
        if row.cells.count == columnCount, row.cells.allSatisfy({ $0.utf8.count <= Self.longestCell }) {
            rows.append(row)
        } else if notes.count < Self.mostNotes {
            let start = visible(row.cells.prefix(20).map { $0.prefix(80) }.joined(separator: " | "), limit: 80)
            let isLong = row.cells.count == columnCount
            let what =
                isLong ? "a cell of over \(Self.longestCell) bytes" : "\(row.cells.count) of \(columnCount) cells"
            notes.append(ImportNote(.refused, line: row.line, "\(what): \(start)"))
        }
    }

    /// Page numbers and the words that stand on every page.
    private func isFurniture(_ cells: [String]) -> Bool {
        guard cells.count == 1, let word = cells.first?.lowercased() else { return false }
        // A number right below a row may be the year of its date.
        let isNumber = afterBlank && word.allSatisfy(\.isNumber)
        let isPage = word.hasPrefix("page ") && word.dropFirst(5).first?.isNumber == true
        return isNumber || isPage || word == "final draft" || word == "draft"
    }
}
