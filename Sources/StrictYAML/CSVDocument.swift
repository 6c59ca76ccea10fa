/// A comma-separated file after RFC 4180, with the place of every field.
///
/// Reads CRLF and LF, a byte order mark, quoted fields with commas, line breaks and doubled quotes. A field that looks
/// like a formula is text like any other.
package struct CSVDocument: Equatable, Sendable {
    package struct Field: Equatable, Sendable {
        package var text: String
        package var location: SourceLocation
    }

    /// What stands between two fields.
    package enum Separator: String, Sendable, CaseIterable {
        case comma
        case semicolon
        case tab

        fileprivate var scalar: Unicode.Scalar {
            switch self {
            case .comma: ","
            case .semicolon: ";"
            case .tab: "\t"
            }
        }
    }

    /// How a file is written, and how much of it is read.
    package struct Format: Sendable {
        package var separator = Separator.comma
        /// Scalars of a field.
        package var longestField = 4096
        package var mostColumns = 64
        /// Somewhat more than an estate may have targets, so that those are counted by whoever knows them.
        package var mostRows = 250_000
        /// Lines with anything in them that stand before the header, such as a title.
        package var linesBeforeHeader = 0

        package init() {}
    }

    package var header: [Field]
    /// Each row has as many fields as the header; rows whose fields are all empty are left out.
    package var rows: [[Field]]

    /// Bytes.
    package static let largestFile = 32 << 20

    /// Nil, with diagnostics, when there is no header; rows that cannot be read are reported and left out.
    package static func parse(
        _ text: String,
        file: String,
        format: Format = Format(),
        sink: DiagnosticSink
    ) -> CSVDocument? {
        let start = SourceLocation(file: file, line: 1, column: 1)
        guard text.utf8.count <= largestFile else {
            sink.error(at: start, "the file is larger than \(largestFile >> 20) MiB; split it")
            return nil
        }
        var scanner = CSVScanner(text, file: file, format: format)
        var records: [[Field]] = []
        do throws(CSVScanner.Fault) {
            while let record = try scanner.nextRecord() {
                guard !record.allSatisfy(\.text.isEmpty) else { continue }
                records.append(record)
                guard records.count <= format.mostRows + format.linesBeforeHeader else {
                    throw CSVScanner.Fault(
                        location: record.first?.location ?? start,
                        message: "more than \(format.mostRows) rows; split the file"
                    )
                }
            }
        } catch {
            sink.error(at: error.location, error.message)
            return nil
        }
        records.removeFirst(min(format.linesBeforeHeader, records.count))
        guard let header = records.first else {
            sink.error(at: start, "the file is empty; its first line must name the columns, such as name,address,group")
            return nil
        }
        var document = CSVDocument(header: header, rows: [])
        for record in records.dropFirst() {
            if record.count == header.count {
                document.rows.append(record)
            } else if let first = record.first {
                let fields = record.count == 1 ? "1 field" : "\(record.count) fields"
                sink.error(at: first.location, "this row has \(fields), but the header has \(header.count)")
            }
        }
        return document
    }
}

/// Splits the text of a CSV file into records; columns are counted in characters as editors count them.
struct CSVScanner {
    struct Fault: Error {
        let location: SourceLocation
        let message: String
    }

    private let file: String
    private let format: CSVDocument.Format
    private let separator: Unicode.Scalar
    private let scalars: String.UnicodeScalarView
    private var index: String.UnicodeScalarView.Index
    private var line = 1
    private var column = 1

    init(_ text: String, file: String, format: CSVDocument.Format) {
        self.file = file
        self.format = format
        separator = format.separator.scalar
        scalars = text.unicodeScalars
        index = scalars.startIndex
        if scalars.first == "\u{FEFF}" { index = scalars.index(after: index) }
    }

    private var current: Unicode.Scalar? { index < scalars.endIndex ? scalars[index] : nil }
    private var here: SourceLocation { SourceLocation(file: file, line: line, column: column) }

    private mutating func advance() {
        if scalars[index] == "\n" {
            line += 1
            column = 1
        } else {
            column += 1
        }
        index = scalars.index(after: index)
    }

    /// The next line's fields; nil at the end of the file.
    mutating func nextRecord() throws(Fault) -> [CSVDocument.Field]? {
        guard current != nil else { return nil }
        var fields = [try nextField()]
        while current == separator {
            advance()
            guard fields.count < format.mostColumns else {
                throw Fault(location: here, message: "more than \(format.mostColumns) columns")
            }
            fields.append(try nextField())
        }
        if current == "\r" { advance() }
        if current == "\n" { advance() }
        return fields
    }

    private mutating func nextField() throws(Fault) -> CSVDocument.Field {
        while isBlank(current) { advance() }
        let start = here
        let text = current == "\"" ? try quoted(from: start) : try plain(from: start)
        return CSVDocument.Field(text: text, location: start)
    }

    private mutating func plain(from start: SourceLocation) throws(Fault) -> String {
        var text = String.UnicodeScalarView()
        var length = 0
        while let scalar = current, scalar != separator, scalar != "\n" {
            if scalar == "\r" {
                let next = scalars.index(after: index)
                if next == scalars.endIndex || scalars[next] == "\n" { break }
                throw Fault(
                    location: here,
                    message: "a carriage return inside a line; save the file with CRLF or LF ends"
                )
            }
            if scalar == "\"" {
                throw Fault(
                    location: here,
                    message: "a quote inside a field; put the whole field in quotes and double the quotes in it"
                )
            }
            text.append(scalar)
            length += 1
            try check(length, start)
            advance()
        }
        while isBlank(text.last) { text.removeLast() }
        return String(text)
    }

    private mutating func quoted(from start: SourceLocation) throws(Fault) -> String {
        advance()
        var text = String.UnicodeScalarView()
        var length = 0
        while let scalar = current {
            advance()
            if scalar == "\"" {
                guard current == "\"" else { return try closed(String(text)) }
                advance()
            }
            text.append(scalar)
            length += 1
            try check(length, start)
        }
        throw Fault(location: start, message: "a quote that opens here is never closed")
    }

    private mutating func closed(_ text: String) throws(Fault) -> String {
        while isBlank(current) { advance() }
        switch current {
        case nil, separator, "\n", "\r": return text
        default: throw Fault(location: here, message: "text after the closing quote; double the quotes inside a field")
        }
    }

    private func isBlank(_ scalar: Unicode.Scalar?) -> Bool {
        scalar == " " || (scalar == "\t" && separator != "\t")
    }

    private func check(_ length: Int, _ start: SourceLocation) throws(Fault) {
        guard length <= format.longestField else {
            let message = "a field longer than \(format.longestField) characters; is a quote missing?"
            throw Fault(location: start, message: message)
        }
    }
}
