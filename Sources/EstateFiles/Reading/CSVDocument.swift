import EstateModel
import StrictYAML

/// A comma-separated file after RFC 4180, with the place of every field.
///
/// Reads CRLF and LF, a byte order mark, quoted fields with commas, line breaks and doubled quotes. A field that looks
/// like a formula is text like any other.
struct CSVDocument: Equatable {
    struct Field: Equatable {
        var text: String
        var location: SourceLocation
    }

    var header: [Field]
    /// Each row has as many fields as the header; rows whose fields are all empty are left out.
    var rows: [[Field]]

    static let largestFile = 32 << 20
    static let longestField = 4096
    static let mostColumns = 64
    /// Somewhat more than an estate may have targets, so that those are counted by whoever knows them.
    static let mostRows = 250_000

    /// Nil, with diagnostics, when there is no header; rows that cannot be read are reported and left out.
    static func parse(_ text: String, file: String, sink: DiagnosticSink) -> CSVDocument? {
        let start = SourceLocation(file: file, line: 1, column: 1)
        guard text.utf8.count <= largestFile else {
            sink.error(at: start, "the file is larger than \(largestFile >> 20) MiB; split it")
            return nil
        }
        var scanner = CSVScanner(text, file: file)
        var records: [[Field]] = []
        do throws(CSVScanner.Fault) {
            while let record = try scanner.nextRecord() {
                guard !record.allSatisfy(\.text.isEmpty) else { continue }
                records.append(record)
                guard records.count <= mostRows else {
                    throw CSVScanner.Fault(
                        location: record.first?.location ?? start,
                        message: "more than \(mostRows) rows; split the file"
                    )
                }
            }
        } catch {
            sink.error(at: error.location, error.message)
            return nil
        }
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
    private let scalars: String.UnicodeScalarView
    private var index: String.UnicodeScalarView.Index
    private var line = 1
    private var column = 1

    init(_ text: String, file: String) {
        self.file = file
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
        while current == "," {
            advance()
            guard fields.count < CSVDocument.mostColumns else {
                throw Fault(location: here, message: "more than \(CSVDocument.mostColumns) columns")
            }
            fields.append(try nextField())
        }
        if current == "\r" { advance() }
        if current == "\n" { advance() }
        return fields
    }

    private mutating func nextField() throws(Fault) -> CSVDocument.Field {
        while current == " " || current == "\t" { advance() }
        let start = here
        let text = current == "\"" ? try quoted(from: start) : try plain(from: start)
        return CSVDocument.Field(text: text, location: start)
    }

    private mutating func plain(from start: SourceLocation) throws(Fault) -> String {
        var text = String.UnicodeScalarView()
        var length = 0
        while let scalar = current, scalar != ",", scalar != "\n" {
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
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
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
        while current == " " || current == "\t" { advance() }
        switch current {
        case nil, ",", "\n", "\r": return text
        default: throw Fault(location: here, message: "text after the closing quote; double the quotes inside a field")
        }
    }

    private func check(_ length: Int, _ start: SourceLocation) throws(Fault) {
        guard length <= CSVDocument.longestField else {
            let message = "a field longer than \(CSVDocument.longestField) characters; is a quote missing?"
            throw Fault(location: start, message: message)
        }
    }
}
