/// Finds the one construct that makes Yams spend exponential time: a collection used as a mapping key and built from
/// aliases. Yams hashes keys while it composes, before any count of ours can stop it, and hashing follows every alias.
///
/// Works on bytes and may be wrong in comments and quoted text, but only for a file that holds both signs of it;
/// no file of Reeve needs either.
enum AliasKeyScan {
    static func findsHazard(in text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in findsAlias(bytes) && findsCollectionKey(bytes) }
    }

    /// `*name` where a value or key may begin.
    private static func findsAlias(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        for index in bytes.indices where bytes[index] == UInt8(ascii: "*") {
            guard index + 1 < bytes.count, !isBlank(bytes[index + 1]) else { continue }
            if index == 0 || isBlank(bytes[index - 1]) || isIndicator(bytes[index - 1]) { return true }
        }
        return false
    }

    /// `? key`, `] :`, `} :`, `*alias :` or `*alias:`.
    private static func findsCollectionKey(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var endsCollection = false
        var insideAlias = false
        for index in bytes.indices {
            let byte = bytes[index]
            let startsToken = index == 0 || isBlank(bytes[index - 1]) || isIndicator(bytes[index - 1])
            switch byte {
            case UInt8(ascii: "?") where startsToken:
                if index + 1 == bytes.count || isBlank(bytes[index + 1]) { return true }
            case UInt8(ascii: ":") where endsCollection || insideAlias:
                return true
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                endsCollection = true
            case UInt8(ascii: "*") where startsToken:
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

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n")
            || byte == UInt8(ascii: "\r")
    }

    private static func isIndicator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") || byte == UInt8(ascii: ",")
            || byte == UInt8(ascii: ":") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "?")
    }
}
