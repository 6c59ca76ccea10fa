/// What must be known of an expression's text before the engine sees it.
///
/// RE2 before 2023 knows named groups only as `(?P<name>…)`, and authors write `(?<name>…)`.
struct RegexSyntax {
    /// In the engine's own syntax.
    private(set) var pattern = ""
    /// In the order in which the groups open.
    private(set) var groupNames: [String] = []
    /// How many groups capture, with a name or without.
    private(set) var groupCount = 0

    /// A name that two groups have; which of them would be read is nobody's guess.
    var repeatedName: String? {
        var seen: Set<String> = []
        return groupNames.first { !seen.insert($0).inserted }
    }

    init(reading source: String) {
        let bytes = Array(source.utf8)
        var result: [UInt8] = []
        var index = 0
        var isInClass = false
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\\"), index + 1 < bytes.count {
                let end = bytes[index + 1] == UInt8(ascii: "Q") ? Self.endOfQuote(bytes, from: index) : index + 2
                result += bytes[index..<end]
                index = end
                continue
            }
            if isInClass {
                isInClass = byte != UInt8(ascii: "]")
            } else if byte == UInt8(ascii: "[") {
                // A bracket that comes first in a class is a member of it.
                isInClass = true
                let members = bytes[(index + 1)...].starts(with: "^".utf8) ? index + 2 : index + 1
                let end = bytes[members...].starts(with: "]".utf8) ? members + 1 : members
                result += bytes[index..<end]
                index = end
                continue
            } else if let name = Self.groupName(bytes[index...]) {
                groupNames.append(name)
                groupCount += 1
                result += Array("(?P<".utf8)
                index += bytes[index...].starts(with: "(?P<".utf8) ? 4 : 3
                continue
            } else if byte == UInt8(ascii: "("), !bytes[(index + 1)...].starts(with: "?".utf8) {
                groupCount += 1
            }
            result.append(byte)
            index += 1
        }
        pattern = String(decoding: result, as: UTF8.self)
    }

    private static func endOfQuote(_ bytes: [UInt8], from start: Int) -> Int {
        var index = start + 2
        while index + 1 < bytes.count {
            if bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "E") { return index + 2 }
            index += 1
        }
        return bytes.count
    }

    /// The name when the bytes begin with `(?<name>` or `(?P<name>`; nil for look-behind and everything else.
    private static func groupName(_ bytes: ArraySlice<UInt8>) -> String? {
        let length = bytes.starts(with: "(?<".utf8) ? 3 : bytes.starts(with: "(?P<".utf8) ? 4 : 0
        guard length > 0, let first = bytes.dropFirst(length).first, first != UInt8(ascii: "="),
            first != UInt8(ascii: "!")
        else { return nil }
        return String(decoding: bytes.dropFirst(length).prefix { $0 != UInt8(ascii: ">") }, as: UTF8.self)
    }
}
