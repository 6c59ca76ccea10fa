/// Finds the one construct that makes Yams spend exponential time: a collection used as a mapping key and built from
/// aliases. Yams hashes keys while it composes, before any count of ours can stop it, and hashing follows every alias.
///
/// Works on bytes, without telling comments and quoted text apart: it may take too much for a danger and never too
/// little. A file is refused only when it has a collection as a key and its aliases could multiply to millions.
enum AliasKeyScan {
    private static let mostValues = 50_000_000

    static func findsHazard(in text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in multiplies(bytes) && findsCollectionKey(bytes) }
    }

    /// Whether `&name` and `*name` could stand for more values than can be hashed: each anchor may hold every alias.
    private static func multiplies(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard bytes.contains(UInt8(ascii: "*")), bytes.contains(UInt8(ascii: "&")) else { return false }
        let anchors = names(after: UInt8(ascii: "&"), bytes)
        let aliases = names(after: UInt8(ascii: "*"), bytes)
        let aliasCount = aliases.filter { anchors[$0.key] != nil }.values.reduce(0, +)
        let anchorCount = anchors.filter { aliases[$0.key] != nil }.values.reduce(0, +)
        var most = bytes.count
        for _ in 0..<anchorCount {
            most *= aliasCount + 1
            if most > mostValues { return true }
        }
        return false
    }

    /// How often each name follows the sign where a value or key may begin.
    private static func names(after sign: UInt8, _ bytes: UnsafeBufferPointer<UInt8>) -> [String: Int] {
        var counts: [String: Int] = [:]
        for index in bytes.indices where bytes[index] == sign && startsToken(index, bytes) {
            let name = bytes[(index + 1)...].prefix { isName($0) || $0 == UInt8(ascii: "-") }
            if !name.isEmpty { counts[String(decoding: name, as: UTF8.self), default: 0] += 1 }
        }
        return counts
    }

    /// `? key`, `] :`, `} :`, `*alias :` or `*alias:`.
    private static func findsCollectionKey(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var endsCollection = false
        var insideAlias = false
        for index in bytes.indices {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "?") where startsToken(index, bytes):
                if index + 1 == bytes.count || isBlank(bytes[index + 1]) { return true }
            case UInt8(ascii: ":") where endsCollection || insideAlias:
                return true
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                endsCollection = true
            case UInt8(ascii: "*") where startsToken(index, bytes):
                insideAlias = true
            case _ where isBlank(byte):
                endsCollection = endsCollection || insideAlias
                insideAlias = false
            default:
                endsCollection = false
            }
        }
        return false
    }

    private static func startsToken(_ index: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        // Anything but a letter or digit: indicators, blanks, quotes, a byte order mark.
        index == 0 || !isName(bytes[index - 1])
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n")
            || byte == UInt8(ascii: "\r") || byte >= 0x80  // YAML's other line breaks are not ASCII.
    }

    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"): true
        default: false
        }
    }
}
