import EstateModel

/// Reads what Windows tools print, in any of the shapes that were met, into rows of named strings.
///
/// Names are in small letters without blanks and signs, because the same property is `HotFixID` here and `HotFixId`
/// there. Values that are null, empty or absent are left out.
enum WindowsOutput {
    typealias Row = [String: String]

    static let mostRows = 100_000

    /// Rows of the shape that the text has: the probes' own JSON lines, `ConvertTo-Json`, a `.reg` export, `wmic`'s
    /// CSV and lists, PowerShell's `Format-List`.
    static func rows(_ bytes: [UInt8]) -> [Row] {
        let text = TextDecoder.utf8(bytes)
        let lines = lines(of: text)
        guard let first = lines.first(where: { !$0.trimmed.isEmpty })?.trimmed else { return [] }
        if first.hasPrefix("{\"") || first.hasPrefix("[") || first.hasPrefix("{") {
            let rows = jsonRows(text)
            if !rows.isEmpty { return rows }
        }
        if first.hasPrefix("Windows Registry Editor") || first.hasPrefix("REGEDIT4") {
            return WindowsRegistryExport.rows(lines)
        }
        if first.contains(UInt8(ascii: ",")), first.hasPrefix("Node,") || first.first == UInt8(ascii: "\"") {
            return csvRows(text)
        }
        let listed = listRows(lines, separator: "=")
        if !listed.isEmpty { return listed }
        let blocks = listRows(lines, separator: ":")
        return blocks.isEmpty ? jsonRows(text) : blocks
    }

    /// One object a line, or one document, also behind warnings; a document of a single object is one row.
    static func jsonRows(_ bytes: [UInt8]) -> [Row] {
        let lines = lines(of: bytes).filter { !$0.trimmed.isEmpty }
        guard let first = lines.first, first.first == UInt8(ascii: "{"), JSONValue(Array(first)) != nil else {
            return JSONValue(afterNoise: bytes)?.elements.prefix(mostRows).compactMap(row) ?? []
        }
        // A line that was cut off is left out.
        return lines.prefix(mostRows).compactMap { JSONValue(Array($0)).flatMap(row) }
    }

    /// `wmic … /format:csv` and `systeminfo /fo csv`: a header and records.
    static func csvRows(_ bytes: [UInt8]) -> [Row] {
        var reader = CSVReader(bytes)
        guard let header = reader.next()?.map(key) else { return [] }
        var rows: [Row] = []
        while rows.count < mostRows, let fields = reader.next() {
            rows.append(Row(zip(header, fields).filter { !$0.0.isEmpty && !$0.1.isEmpty }) { first, _ in first })
        }
        return rows
    }

    /// `Name=value` (wmic's list) or `Name : value` (Format-List) in blocks between empty lines.
    ///
    /// A value that Format-List wraps goes on in an indented line. A text with other lines is no list.
    static func listRows(_ lines: [ArraySlice<UInt8>], separator: Character) -> [Row] {
        var rows: [Row] = []
        var row: Row = [:]
        var last: String?
        func close() {
            if !row.isEmpty, rows.count < mostRows { rows.append(row) }
            row = [:]
            last = nil
        }
        for line in lines {
            if line.trimmed.isEmpty {
                close()
            } else if line.first != 0x20, let (name, value) = named(line, separator) {
                if row[name] != nil { close() }
                if !value.isEmpty { row[name] = value }
                last = name
            } else if let last, separator == ":", line.first == 0x20, row[last] != nil {
                row[last, default: ""] += " " + line.trimmed.text
            } else if separator == "=" {
                return []
            }
        }
        close()
        return rows
    }

    static func key(_ text: some StringProtocol) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.lowercased().unicodeScalars where scalar.properties.isAlphabetic || isDigit(scalar) {
            result.append(scalar)
        }
        return String(result)
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func named(_ line: ArraySlice<UInt8>, _ separator: Character) -> (String, String)? {
        guard let pair = line.pair(separatedBy: separator), !pair.key.isEmpty, pair.key.count <= 80 else { return nil }
        // Property names have no blanks; a sentence with a colon is no property.
        guard !pair.key.contains(0x20) else { return nil }
        let name = key(pair.key.text)
        return name.isEmpty ? nil : (name, pair.value.text)
    }

    private static func row(_ value: JSONValue) -> Row? {
        guard case .object(let members) = value else { return nil }
        var row: Row = [:]
        for (name, member) in members {
            guard let text = text(of: member) else { continue }
            let trimmed = Array(text.utf8)[...].trimmed
            if !trimmed.isEmpty { row[key(name)] = trimmed.text }
        }
        return row
    }

    /// Lists become words; a date of `ConvertTo-Json` is an object with its `value`.
    private static func text(of value: JSONValue) -> String? {
        switch value {
        case .array(let values): values.compactMap(\.text).joined(separator: " ")
        case .object: value["value"]?.text
        default: value.text
        }
    }
}
