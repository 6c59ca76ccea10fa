/// A table with a caption and header cells, in a region that scrolls by itself where the page is too narrow.
struct DataTable {
    struct Column {
        enum Kind {
            case text
            case number
            /// Names the row.
            case header
        }

        let title: String
        let kind: Kind

        init(_ title: String, _ kind: Kind = .text) {
            self.title = title
            self.kind = kind
        }
    }

    let caption: String
    var style: String?
    let columns: [Column]
    /// As many cells in each as there are columns.
    var rows: [[[HTML]]] = []

    mutating func append(_ cells: [HTML]...) {
        precondition(cells.count == columns.count, "\(cells.count) cells under \(columns.count) columns")
        rows.append(cells)
    }

    var html: HTML {
        tag("div", ["class": "wide", "tabindex": "0", "role": "region", "aria-label": caption]) {
            tag("table", ["class": style]) {
                tag("caption") { caption }
                tag("thead") { tag("tr") { for column in columns { head(column) } } }
                tag("tbody") {
                    for row in rows {
                        tag("tr") { for (column, cell) in zip(columns, row) { body(cell, column) } }
                    }
                }
            }
        }
    }

    private func head(_ column: Column) -> HTML {
        tag("th", ["scope": "col", "class": column.kind == .number ? "number" : nil]) { column.title }
    }

    private func body(_ cell: [HTML], _ column: Column) -> HTML {
        switch column.kind {
        case .text: tag("td") { cell }
        case .number: tag("td", ["class": "number"]) { cell }
        case .header: tag("th", ["scope": "row"]) { cell }
        }
    }
}
