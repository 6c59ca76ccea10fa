/// Lines, fields and text of raw answers. Parsers work on bytes: `"\r\n"` is one Character, and hosts send any bytes.

/// The longest line that parsers look at, in bytes; the rest of a longer one is dropped.
let longestLine = 64 << 10

/// Calls the body with each line, without its LF, CR LF or CR CR LF; the last line needs no line end.
func forEachLine(of bytes: [UInt8], _ body: (ArraySlice<UInt8>) -> Void) {
    var start = bytes.startIndex
    while start < bytes.endIndex {
        let end = bytes.lineEnd(from: start)
        var last = end
        while last > start, bytes[last - 1] == UInt8(ascii: "\r") { last -= 1 }
        body(bytes[start..<min(last, start + longestLine)])
        start = end + 1
    }
}

extension [UInt8] {
    /// Where the next LF stands; the end of the bytes when there is none.
    func lineEnd(from start: Int) -> Int {
        let bytes = span
        var index = start
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
        return index
    }
}

func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var result: [ArraySlice<UInt8>] = []
    forEachLine(of: bytes) { result.append($0) }
    return result
}

extension ArraySlice<UInt8> {
    /// Without blanks and tabs at both ends.
    var trimmed: ArraySlice<UInt8> {
        guard let first = firstIndex(where: { !$0.isBlank }), let last = lastIndex(where: { !$0.isBlank }) else {
            return self[endIndex...]
        }
        return self[first...last]
    }

    /// As text; bytes that are no UTF-8 become U+FFFD, NUL bytes go.
    var text: String {
        let hasNUL = withUnsafeBufferPointer { $0.reduce(UInt8.max) { Swift.min($0, $1) } == 0 }
        return hasNUL ? String(decoding: filter { $0 != 0 }, as: UTF8.self) : String(decoding: self, as: UTF8.self)
    }

    /// The text, or nil when it is empty.
    var textOrNil: String? {
        isEmpty ? nil : text
    }

    /// Fields between single separators; empty ones are kept.
    func fields(separatedBy separator: Character) -> Fields {
        Fields(of: self, separator: separator.asciiValue ?? UInt8(ascii: "\n"), keepsEmpty: true)
    }

    /// What stands between runs of spaces.
    var words: Fields { Fields(of: self, separator: UInt8(ascii: " "), keepsEmpty: false) }

    /// The number that digits alone spell, at most 18 of them; nil for anything else.
    var decimal: Int? {
        guard (1...18).contains(count), allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }

    func hasPrefix(_ prefix: StaticString) -> Bool {
        prefix.withUTF8Buffer { starts(with: $0) }
    }

    func hasSuffix(_ suffix: StaticString) -> Bool {
        suffix.withUTF8Buffer { self.suffix($0.count).elementsEqual($0) }
    }

    /// What stands before and after the first separator, both trimmed; nil when there is none.
    func pair(separatedBy separator: Character) -> (key: ArraySlice<UInt8>, value: ArraySlice<UInt8>)? {
        guard let byte = separator.asciiValue, let index = firstIndex(of: byte) else { return nil }
        return (self[startIndex..<index].trimmed, self[(index + 1)...].trimmed)
    }
}

extension UInt8 {
    fileprivate var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}
