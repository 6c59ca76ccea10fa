import Reporting

/// Rows that a command lists, printable as a table for people, and as JSON or CSV for programs.
struct Listing<Row: Encodable> {
    struct Column {
        var title: String
        var isNumber = false
        var canShrink = false
        var value: (Row) -> String
        /// For programs, where that is not what people read.
        var raw: ((Row) -> String)?

        init(
            _ title: String,
            isNumber: Bool = false,
            canShrink: Bool = false,
            raw: ((Row) -> String)? = nil,
            value: @escaping (Row) -> String
        ) {
            self.title = title
            self.isNumber = isNumber
            self.canShrink = canShrink
            self.value = value
            self.raw = raw
        }
    }

    let columns: [Column]
    let rows: [Row]
    let whenEmpty: String?

    /// - Parameter whenEmpty: said on stderr beside a table without rows, so that it does not look like a fault.
    init(_ rows: [Row], columns: [Column], whenEmpty: String? = nil) {
        self.rows = rows
        self.columns = columns
        self.whenEmpty = whenEmpty
    }

    func print(_ format: OutputFormat) throws {
        switch format {
        case .table:
            Terminal.result(table)
            if rows.isEmpty, let whenEmpty { Terminal.message("reeve: \(whenEmpty)") }
        case .csv: Terminal.result(csv)
        case .json: Terminal.result(try StableJSON.encode(rows))
        }
    }

    private var table: String {
        var table = TextTable(
            columns.map { TextTable.Column($0.title, isNumber: $0.isNumber, canShrink: $0.canShrink) }
        )
        for row in rows { table.append(columns.map { $0.value(row) }) }
        return table.text(width: Terminal.width)
    }

    private var csv: String {
        var writer = CSVWriter(header: columns.map(\.title))
        for row in rows { writer.append(columns.map { ($0.raw ?? $0.value)(row) }) }
        return writer.text
    }
}
