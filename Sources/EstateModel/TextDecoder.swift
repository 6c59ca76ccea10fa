/// Text from bytes whose encoding nobody declared, as Windows programs print them.
///
/// Tried in this order: a byte order mark; UTF-16 by where its NUL bytes stand, also when it begins in the middle of a
/// stream (`wmic` says "Please wait while WMIC is being installed." in ASCII first); strict UTF-8; then the one of the
/// code pages 850 (cmd's in western Europe) and 1252 (Windows' own) that makes the better words. Never fails: a byte
/// that means nothing becomes U+FFFD.
package enum TextDecoder {
    package static func text(_ bytes: [UInt8]) -> String {
        if let text = markedText(bytes) { return text }
        guard let firstNUL = bytes.firstIndex(of: 0) else { return singleByteText(bytes[...]) }
        if let text = markless(bytes, firstNUL: firstNUL) { return text }
        return singleByteText(bytes.filter { $0 != 0 }[...])
    }

    /// Text of a file that a spreadsheet saved: where it is no UTF-8 and has no mark, it is Windows-1252, as Excel
    /// saves CSV.
    package static func spreadsheetText(_ bytes: [UInt8]) -> String {
        if let text = markedText(bytes) { return text }
        if bytes.contains(0) { return text(bytes) }
        return String(validating: bytes, as: UTF8.self) ?? CodePage.cp1252.text(bytes[...])
    }

    /// Text that begins with a byte order mark; nil without one.
    private static func markedText(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return singleByteText(bytes.dropFirst(3)) }
        if bytes.starts(with: [0xFF, 0xFE]) { return utf16(bytes.dropFirst(2), bigEndian: false) }
        if bytes.starts(with: [0xFE, 0xFF]) { return utf16(bytes.dropFirst(2), bigEndian: true) }
        return nil
    }

    /// The same text as UTF-8 bytes, for parsers that work on bytes. Costs nothing when the bytes are plain ASCII.
    package static func utf8(_ bytes: [UInt8]) -> [UInt8] {
        bytes.allSatisfy { $0 != 0 && $0 < 0x80 } ? bytes : Array(text(bytes).utf8)
    }

    /// UTF-16 without a mark; nil when the NUL bytes do not stand as UTF-16 puts them.
    private static func markless(_ bytes: [UInt8], firstNUL: Int) -> String? {
        let bigEndian = firstNUL == 0
        let ascii = bigEndian ? 0 : firstNUL - 1
        // A stream that is UTF-16 throughout may begin with letters outside ASCII, which have no NUL byte.
        let start = bytes[..<ascii].allSatisfy(isPlain) ? ascii : 0
        let rest = bytes[start...]
        var atOddPlace = 0
        var atEvenPlace = 0
        for (place, byte) in rest.enumerated() where byte == 0 {
            if place.isMultiple(of: 2) { atEvenPlace += 1 } else { atOddPlace += 1 }
        }
        let expected = bigEndian ? atEvenPlace : atOddPlace
        let unexpected = bigEndian ? atOddPlace : atEvenPlace
        guard expected * 20 >= rest.count, unexpected * 10 <= expected else { return nil }
        return singleByteText(bytes[..<start]) + utf16(rest, bigEndian: bigEndian)
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x20...0x7E).contains(byte) || byte == 0x0A || byte == 0x0D || byte == 0x09
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, bigEndian: Bool) -> String {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        var index = bytes.startIndex
        while index + 1 < bytes.endIndex {
            let first = UInt16(bytes[index])
            let second = UInt16(bytes[index + 1])
            let unit = bigEndian ? first << 8 | second : second << 8 | first
            if unit != 0 { units.append(unit) }
            index += 2
        }
        return String(decoding: units, as: UTF16.self)
    }

    private static func singleByteText(_ bytes: ArraySlice<UInt8>) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        return CodePage.likeliest(for: bytes).text(bytes)
    }
}
