/// The fields of an os-release or lsb-release file, by the rules of os-release(5).
///
///     PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
///     VERSION_ID="12"
///
/// Values are shell words: in double quotes `\` escapes `"`, `$`, `` ` `` and `\`; single quotes escape nothing. Files
/// of real hosts also hold blanks outside quotes, CR LF and no last line end; all are read.
enum ReleaseFields {
    static let mostFields = 100
    /// Of one name or value, in bytes.
    static let longestValue = 1000

    static func read(_ bytes: [UInt8]) -> [String: String] {
        var fields: [String: String] = [:]
        forEachLine(of: bytes) { line in
            let line = line.trimmed
            guard let equals = line.firstIndex(of: UInt8(ascii: "=")), line.first != UInt8(ascii: "#") else { return }
            let name = line[line.startIndex..<equals]
            guard !name.isEmpty, name.count <= 100, name.allSatisfy(isNameByte) else { return }
            guard fields.count < mostFields || fields[name.text] != nil else { return }
            fields[name.text] = unquoted(line[(equals + 1)...])
        }
        return fields
    }

    /// The value as text, cut to ``longestValue``.
    private static func unquoted(_ raw: ArraySlice<UInt8>) -> String {
        let quote = raw.first
        let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
        var value: [UInt8] = []
        var isEscaped = false
        for byte in isQuoted ? raw.dropFirst() : raw {
            if isEscaped {
                if !isEscapable(byte) { value.append(UInt8(ascii: "\\")) }
                value.append(byte)
                isEscaped = false
            } else if byte == UInt8(ascii: "\\"), quote != UInt8(ascii: "'") {
                isEscaped = true
            } else if isQuoted, byte == quote {
                break
            } else {
                value.append(byte)
            }
        }
        if isEscaped { value.append(UInt8(ascii: "\\")) }
        return value.prefix(longestValue).trimmedAsValue
    }

    private static func isEscapable(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "$"), UInt8(ascii: "`"), UInt8(ascii: "\\"): true
        default: false
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5f
    }
}

extension ArraySlice<UInt8> {
    /// Text without what cannot stand in one line.
    fileprivate var trimmedAsValue: String {
        String(String.UnicodeScalarView(trimmed.text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7f }))
    }
}
