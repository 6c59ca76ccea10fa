/// Lines, fields and text of raw answers. Parsers work on bytes: `"\r\n"` is one Character, and hosts send any bytes.

/// The longest line that parsers look at, in bytes; the rest of a longer one is dropped.
let longestLine = 64 << 10

/// Calls the body with each line, without its LF, CR LF or CR CR LF; the last line needs no line end.
func forEachLine(of bytes: [UInt8], _ body: (ArraySlice<UInt8>) -> Void) {
    var start = bytes.startIndex
    while start < bytes.endIndex {
        let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
        var last = end
        while last > start, bytes[last - 1] == UInt8(ascii: "\r") { last -= 1 }
        body(bytes[start..<min(last, start + longestLine)])
        start = end + 1
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
        var slice = self
        while let first = slice.first, first == 0x20 || first == 0x09 { slice = slice.dropFirst() }
        while let last = slice.last, last == 0x20 || last == 0x09 { slice = slice.dropLast() }
        return slice
    }

    /// As text; bytes that are no UTF-8 become U+FFFD, NUL bytes go.
    var text: String {
        if contains(0) { return String(decoding: filter { $0 != 0 }, as: UTF8.self) }
        return String(decoding: self, as: UTF8.self)
    }

    /// The text, or nil when it is empty.
    var textOrNil: String? {
        isEmpty ? nil : text
    }

    /// Fields between single separators; empty ones are kept.
    func fields(separatedBy separator: Character) -> [ArraySlice<UInt8>] {
        guard let byte = separator.asciiValue else { return [self] }
        return split(separator: byte, omittingEmptySubsequences: false)
    }

    func hasPrefix(_ prefix: StaticString) -> Bool {
        prefix.withUTF8Buffer { starts(with: $0) }
    }

    /// What stands before and after the first separator, both trimmed; nil when there is none.
    func pair(separatedBy separator: Character) -> (key: ArraySlice<UInt8>, value: ArraySlice<UInt8>)? {
        guard let byte = separator.asciiValue, let index = firstIndex(of: byte) else { return nil }
        return (self[startIndex..<index].trimmed, self[(index + 1)...].trimmed)
    }
}
