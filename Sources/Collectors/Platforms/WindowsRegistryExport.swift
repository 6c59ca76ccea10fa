import EstateModel

/// Reads `.reg` files, which `reg export` and Registry Editor write.
///
/// `"DisplayVersion"="10.53.6000.34"`, `"SP"=dword:00000003`, `"HelpLink"=hex(2):68,00,74,00,\`
enum WindowsRegistryExport {
    /// One row for each key: its path under `key` and its values; numbers in decimal, other kinds left out.
    static func rows(_ lines: [ArraySlice<UInt8>]) -> [WindowsOutput.Row] {
        var rows: [WindowsOutput.Row] = []
        var row: WindowsOutput.Row = [:]
        for line in joined(lines) {
            if line.first == UInt8(ascii: "["), line.last == UInt8(ascii: "]") {
                if !row.isEmpty { rows.append(row) }
                guard rows.count < WindowsOutput.mostRows else { return rows }
                row = ["key": line.dropFirst().dropLast().text]
            } else if let (name, value) = value(line) {
                row[name] = value
            }
        }
        if !row.isEmpty { rows.append(row) }
        return rows
    }

    /// Lines that a backslash cut in two, as one.
    private static func joined(_ lines: [ArraySlice<UInt8>]) -> [ArraySlice<UInt8>] {
        var result: [ArraySlice<UInt8>] = []
        var open: [UInt8] = []
        for line in lines {
            let text = line.trimmed
            if text.last == UInt8(ascii: "\\"), open.count < longestLine {
                open += text.dropLast()
            } else {
                result.append(open.isEmpty ? text : (open + text)[...])
                open = []
            }
        }
        return open.isEmpty ? result : result + [open[...]]
    }

    private static func value(_ line: ArraySlice<UInt8>) -> (name: String, value: String)? {
        guard line.first == UInt8(ascii: "\""), let (name, rest) = quoted(line), rest.first == UInt8(ascii: "=") else {
            return nil
        }
        let data = rest.dropFirst()
        let key = WindowsOutput.key(name)
        if data.first == UInt8(ascii: "\"") { return quoted(data).map { (key, $0.text) } }
        if data.hasPrefix("dword:") {
            return UInt32(data.dropFirst(6).text, radix: 16).map { (key, String($0)) }
        }
        if data.hasPrefix("hex(2):") { return (key, expandable(data.dropFirst(7))) }
        return nil
    }

    /// What stands between the quotes, and what follows them.
    private static func quoted(_ line: ArraySlice<UInt8>) -> (text: String, rest: ArraySlice<UInt8>)? {
        var text: [UInt8] = []
        var index = line.startIndex + 1
        while index < line.endIndex {
            if line[index] == UInt8(ascii: "\\"), index + 1 < line.endIndex {
                text.append(line[index + 1])
                index += 2
            } else if line[index] == UInt8(ascii: "\"") {
                return (text[...].text, line[(index + 1)...])
            } else {
                text.append(line[index])
                index += 1
            }
        }
        return nil
    }

    /// A REG_EXPAND_SZ: the bytes of UTF-16.
    private static func expandable(_ data: ArraySlice<UInt8>) -> String {
        let bytes = data.fields(separatedBy: ",").compactMap { UInt8($0.trimmed.text, radix: 16) }
        return TextDecoder.text([0xFF, 0xFE] + bytes)
    }
}
