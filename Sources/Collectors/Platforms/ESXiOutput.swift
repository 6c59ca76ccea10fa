/// Reads what `esxcli` prints, in whichever of its shapes a release gives.
///
/// Rows are keyed by column or label in small letters without blanks and signs, because the CSV form says
/// `DisplayName` where the text form says `Display Name`.
enum ESXiOutput {
    typealias Row = [String: String]

    static let mostRows = 20_000

    /// Rows of any of the three shapes; empty when the bytes have none of them.
    static func rows(_ bytes: [UInt8]) -> [Row] {
        let firstLine = lines(of: bytes).first { !$0.trimmed.isEmpty }?.trimmed
        if let firstLine, isCSVHeader(firstLine) { return csvRows(bytes) }
        let table = tableRows(bytes)
        return table.isEmpty ? recordRows(bytes) : table
    }

    /// `--formatter=csv`: columns in alphabetical order, a comma behind the last one, values quoted where they need it.
    ///
    /// `Build,Patch,Product,Update,Version,`
    static func csvRows(_ bytes: [UInt8]) -> [Row] {
        var reader = CSVReader(bytes)
        guard let header = reader.next()?.map(key) else { return [] }
        var rows: [Row] = []
        while rows.count < mostRows, let fields = reader.next() {
            var row: Row = [:]
            for (column, field) in zip(header, fields) where !column.isEmpty && !field.isEmpty { row[column] = field }
            if !row.isEmpty { rows.append(row) }
        }
        return rows
    }

    /// A table whose columns are given by a line of dashes; without that line (a `grep` ate it), by the header's gaps.
    ///
    /// `esx-base                       7.0.0-1.0.15843807                 VMware  VMwareCertified   2020-04-03`
    static func tableRows(_ bytes: [UInt8]) -> [Row] {
        let all = lines(of: bytes)
        let rule = all.firstIndex(where: isRule)
        guard let header = rule.map({ $0 - 1 }) ?? all.firstIndex(where: hasGaps), header >= 0 else { return [] }
        // The header may be shifted by a blank against the rule, so columns are counted, not measured.
        let columns = wideFields(all[header]).map(key)
        var rows: [Row] = []
        for line in all[((rule ?? header) + 1)...].prefix(mostRows) {
            let fields = wideFields(line)
            guard fields.count >= 2 else { continue }
            var row: Row = [:]
            for (column, field) in zip(columns, fields) { row[column] = field }
            rows.append(row)
        }
        return rows
    }

    /// Indented `Label: value` lines, in blocks that a line without a label opens or a repeated label.
    ///
    /// `   UUID: 56 4d c4 d7 de eb 77 81-dc 69 4e 96 d4 c6 18 4f`
    static func recordRows(_ bytes: [UInt8]) -> [Row] {
        var rows: [Row] = []
        var row: Row = [:]
        func close() {
            if !row.isEmpty, rows.count < mostRows { rows.append(row) }
            row = [:]
        }
        forEachLine(of: bytes) { line in
            if let (label, value) = labelled(line) {
                if row[label] != nil { close() }
                row[label] = value
            } else if let path = row["configfile"], !path.hasSuffix(".vmx"), !line.trimmed.isEmpty {
                // An 80-column console cut the path in two.
                row["configfile"] = path + line.text
            } else {
                close()
            }
        }
        close()
        return rows
    }

    static func key(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.lowercased().unicodeScalars
        where ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) {
            result.append(scalar)
        }
        return String(result)
    }

    private static func labelled(_ line: ArraySlice<UInt8>) -> (label: String, value: String)? {
        guard let pair = line.pair(separatedBy: ":"), !pair.key.isEmpty, pair.key.count <= 60 else { return nil }
        // A heading is a name, and a name may hold a colon: labels are letters, figures, blanks and hyphens.
        let isLabel = pair.key.allSatisfy { byte in
            byte == 0x20 || byte == UInt8(ascii: "-") || isAlphanumeric(byte)
        }
        let label = key(pair.key.text)
        guard isLabel, !label.isEmpty, line.first == 0x20 || line.first == 0x09 || isKnownBare(label) else {
            return nil
        }
        return (label, pair.value.text)
    }

    /// Labels that some recordings show without their indent.
    private static func isKnownBare(_ label: String) -> Bool {
        ["physicalmemory", "reliablememory", "numanodecount"].contains(label)
    }

    private static func isCSVHeader(_ line: ArraySlice<UInt8>) -> Bool {
        line.contains(UInt8(ascii: ",")) && line.allSatisfy { $0 == UInt8(ascii: ",") || isAlphanumeric($0) }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
    }

    private static func isRule(_ line: ArraySlice<UInt8>) -> Bool {
        let text = line.trimmed
        return text.count >= 3 && text.allSatisfy { $0 == UInt8(ascii: "-") || $0 == 0x20 }
            && text.first == UInt8(ascii: "-")
    }

    private static func hasGaps(_ line: ArraySlice<UInt8>) -> Bool {
        wideFields(line).count >= 3 && line.first != 0x20 && !line.contains(UInt8(ascii: ":"))
    }

    /// Fields between gaps of two blanks and more; single blanks belong to a value (`Acceptance Level`).
    static func wideFields(_ line: ArraySlice<UInt8>) -> [String] {
        var fields: [String] = []
        var field: [UInt8] = []
        var blanks = 0
        for byte in line.trimmed {
            if byte == 0x20 || byte == 0x09 {
                blanks += byte == 0x09 ? 2 : 1
                continue
            }
            if blanks >= 2, !field.isEmpty {
                fields.append(field[...].text)
                field = []
            } else if blanks == 1 {
                field.append(0x20)
            }
            blanks = 0
            field.append(byte)
        }
        if !field.isEmpty { fields.append(field[...].text) }
        return fields
    }
}
