import EstateModel
package import StrictYAML

/// Reads JSON that somebody else wrote into nodes that know their place: strict, and bounded in size and depth.
///
/// Numbers and truth values are kept as they are written. Columns count bytes.
package enum JSONTree {
    package struct Limits: Sendable {
        package var bytes = 64 << 20
        package var nodes = 2_000_000
        package var depth = 40

        package init() {}
    }

    /// - Throws: ``InvalidFile`` with the one place at which the text stops being JSON, or at which a limit is passed.
    package static func read(
        _ bytes: [UInt8],
        file: String,
        limits: Limits = Limits()
    ) throws(InvalidFile) -> YAMLNode {
        guard bytes.count <= limits.bytes else {
            let start = SourceLocation(file: file, line: 1, column: 1)
            throw InvalidFile([Diagnostic(at: start, "the file is larger than \(limits.bytes) bytes")])
        }
        var reader = JSONTreeReader(bytes: bytes, file: file, limits: limits)
        return try reader.document()
    }
}

private struct JSONTreeReader {
    let bytes: [UInt8]
    let file: String
    let limits: JSONTree.Limits
    private var position = 0
    private var line = 1
    private var lineStart = 0
    private var count = 0

    init(bytes: [UInt8], file: String, limits: JSONTree.Limits) {
        self.bytes = bytes
        self.file = file
        self.limits = limits
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    mutating func document() throws(InvalidFile) -> YAMLNode {
        skipBlanks()
        guard position < bytes.count else { throw fault("the file is empty") }
        let node = try value(depth: 0)
        skipBlanks()
        guard position == bytes.count else { throw fault("something follows the end of the JSON value") }
        return node
    }

    private var location: SourceLocation {
        SourceLocation(file: file, line: line, column: position - lineStart + 1)
    }

    private func fault(_ message: String) -> InvalidFile { InvalidFile([Diagnostic(at: location, message)]) }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipBlanks() {
        while let byte = next {
            if byte == UInt8(ascii: "\n") {
                line += 1
                lineStart = position + 1
            } else if byte != 0x20 && byte != 0x09 && byte != 0x0D {
                return
            }
            position += 1
        }
    }

    private mutating func value(depth: Int) throws(InvalidFile) -> YAMLNode {
        count += 1
        guard count <= limits.nodes else { throw fault("more than \(limits.nodes) values") }
        guard depth <= limits.depth else { throw fault("nested deeper than \(limits.depth) levels") }
        let start = location
        switch next {
        case UInt8(ascii: "{"): return YAMLNode(content: .mapping(try members(depth: depth)), location: start)
        case UInt8(ascii: "["): return YAMLNode(content: .sequence(try items(depth: depth)), location: start)
        case UInt8(ascii: "\""): return YAMLNode(content: .scalar(try text()), location: start)
        case nil: throw fault("the file ends in the middle of a value: it was cut off")
        default:
            let word = try word()
            return YAMLNode(content: word == "null" ? .null : .scalar(word), location: start)
        }
    }

    private mutating func members(depth: Int) throws(InvalidFile) -> [YAMLNode.Entry] {
        var entries: [YAMLNode.Entry] = []
        try list(end: UInt8(ascii: "}")) { reader throws(InvalidFile) in
            guard reader.next == UInt8(ascii: "\"") else { throw reader.unexpected("a key in double quotes") }
            let location = reader.location
            let key = try reader.text()
            reader.skipBlanks()
            guard reader.next == UInt8(ascii: ":") else { throw reader.unexpected("':' after the key") }
            reader.position += 1
            reader.skipBlanks()
            let value = try reader.value(depth: depth + 1)
            entries.append(YAMLNode.Entry(key: key, keyLocation: location, value: value))
        }
        return entries
    }

    private mutating func items(depth: Int) throws(InvalidFile) -> [YAMLNode] {
        var items: [YAMLNode] = []
        try list(end: UInt8(ascii: "]")) { reader throws(InvalidFile) in
            items.append(try reader.value(depth: depth + 1))
        }
        return items
    }

    /// What stands between brackets, divided by commas.
    private mutating func list(
        end: UInt8,
        element: (inout Self) throws(InvalidFile) -> Void
    ) throws(InvalidFile) {
        position += 1
        skipBlanks()
        if next == end {
            position += 1
            return
        }
        while true {
            try element(&self)
            skipBlanks()
            if next == end {
                position += 1
                return
            }
            guard next == UInt8(ascii: ",") else {
                throw unexpected("',' or '\(String(UnicodeScalar(end)))'")
            }
            position += 1
            skipBlanks()
        }
    }

    private func unexpected(_ wanted: String) -> InvalidFile {
        next == nil
            ? fault("the file ends in the middle of a value: it was cut off") : fault("not JSON: \(wanted) is missing")
    }

    /// `true`, `false`, `null` or a number.
    private mutating func word() throws(InvalidFile) -> String {
        let start = position
        while let byte = next, isWordByte(byte), position - start < 60 { position += 1 }
        let word = String(decoding: bytes[start..<position], as: UTF8.self)
        guard ["true", "false", "null"].contains(word) || Double(word) != nil else {
            position = start
            throw fault("not JSON: a value is missing")
        }
        return word
    }

    private func isWordByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".")
    }

    private mutating func text() throws(InvalidFile) -> String {
        position += 1
        let start = position
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
        if next == UInt8(ascii: "\"") {
            position += 1
            return String(decoding: bytes[start..<(position - 1)], as: UTF8.self)
        }
        return try textWithEscapes(from: start)
    }

    private mutating func textWithEscapes(from start: Int) throws(InvalidFile) -> String {
        var units = Array(String(decoding: bytes[start..<position], as: UTF8.self).utf16)
        while true {
            guard let byte = next else { throw unexpected("") }
            guard byte >= 0x20 else { throw fault("not JSON: a control character in a text") }
            if byte == UInt8(ascii: "\"") {
                position += 1
                return String(decoding: units, as: UTF16.self)
            }
            if byte == UInt8(ascii: "\\") {
                position += 1
                units.append(try escaped())
                continue
            }
            let plain = position
            while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
                position += 1
            }
            units += Array(String(decoding: bytes[plain..<position], as: UTF8.self).utf16)
        }
    }

    private mutating func escaped() throws(InvalidFile) -> UInt16 {
        guard let byte = next else { throw unexpected("") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return UInt16(byte)
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "f"): return 0x0C
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "u"):
            let digits = bytes[position..<min(position + 4, bytes.count)]
            guard digits.count == 4, digits.allSatisfy({ isHexadecimal($0) }),
                let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
            else { throw fault("not JSON: \\u needs four hexadecimal digits") }
            position += 4
            return unit
        default: throw fault("not JSON: an escape that does not exist")
        }
    }

    private func isHexadecimal(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }
}
