import EstateModel

/// The canonical body of a piece of software, written and read by hand.
///
/// Byte for byte what `JSONEncoder` writes with sorted keys and unescaped slashes, and ten times as fast: a host has
/// 700 of them, and they are the one kind that matters.
enum SoftwareBody {
    static func encode(_ installed: InstalledSoftware) -> [UInt8] {
        let software = installed.fields.value
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256)
        bytes.append(UInt8(ascii: "{"))
        append("architecture", software.architecture, to: &bytes)
        append("category", software.category, to: &bytes)
        append("component", software.component, to: &bytes)
        append("edition", software.edition, to: &bytes)
        append("modularityLabel", software.modularityLabel, to: &bytes)
        append("name", software.name, to: &bytes)
        append("origin", software.origin, to: &bytes)
        append("output", software.output, to: &bytes)
        append("path", software.path, to: &bytes)
        append("publisher", software.publisher, to: &bytes)
        append("source", software.source.rawValue, to: &bytes)
        append("sourcePackage", software.sourcePackage, to: &bytes)
        append("suite", software.suite, to: &bytes)
        append("version", software.version, to: &bytes)
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }

    private static func append(_ key: StaticString, _ value: String?, to bytes: inout [UInt8]) {
        guard var value else { return }
        if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        bytes.append(UInt8(ascii: "\""))
        value.withUTF8 { text in
            if text.contains(where: needsEscape) {
                for byte in text { appendEscaped(byte, to: &bytes) }
            } else {
                bytes.append(contentsOf: text)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private static func appendEscaped(_ byte: UInt8, to bytes: inout [UInt8]) {
        guard needsEscape(byte) else { return bytes.append(byte) }
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: bytes.append(UInt8(ascii: "b"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0C: bytes.append(UInt8(ascii: "f"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0..<0x20:
            let digits = Array("0123456789abcdef".utf8)
            bytes.append(contentsOf: Array("u00".utf8))
            bytes.append(digits[Int(byte >> 4)])
            bytes.append(digits[Int(byte & 15)])
        default: bytes.append(byte)
        }
    }

    /// Nil when the bytes are not a body that ``encode(_:)`` writes.
    static func decode(_ body: String) -> InstalledSoftware? {
        var reader = FlatObjectReader(Array(body.utf8))
        guard let fields = reader.fields(), let source = fields["source"], let name = fields["name"] else {
            return nil
        }
        return InstalledSoftware(
            source: SoftwareSource(rawValue: source),
            name: name,
            version: fields["version"],
            architecture: fields["architecture"],
            publisher: fields["publisher"],
            origin: fields["origin"],
            sourcePackage: fields["sourcePackage"],
            category: fields["category"],
            modularityLabel: fields["modularityLabel"],
            edition: fields["edition"],
            path: fields["path"],
            output: fields["output"],
            component: fields["component"],
            suite: fields["suite"]
        )
    }
}

/// Reads a JSON object whose values are all strings.
struct FlatObjectReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Nil when the text is anything else, or goes on after the object.
    mutating func fields() -> [String: String]? {
        guard take(UInt8(ascii: "{")) else { return nil }
        var fields: [String: String] = [:]
        if take(UInt8(ascii: "}")) { return position == bytes.count ? fields : nil }
        repeat {
            guard let key = string(), take(UInt8(ascii: ":")), let value = string() else { return nil }
            fields[key] = value
        } while take(UInt8(ascii: ","))
        return take(UInt8(ascii: "}")) && position == bytes.count ? fields : nil
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    private mutating func string() -> String? {
        guard take(UInt8(ascii: "\"")) else { return nil }
        let start = position
        while position < bytes.count, bytes[position] != UInt8(ascii: "\""), bytes[position] != UInt8(ascii: "\\") {
            position += 1
        }
        guard position < bytes.count else { return nil }
        if bytes[position] == UInt8(ascii: "\"") {
            position += 1
            return String(decoding: bytes[start..<position - 1], as: UTF8.self)
        }
        return escapedString(from: Array(bytes[start..<position]))
    }

    private mutating func escapedString(from beginning: [UInt8]) -> String? {
        var text = beginning
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
            guard byte == UInt8(ascii: "\\") else {
                text.append(byte)
                continue
            }
            guard let unescaped = escape() else { return nil }
            text.append(unescaped)
        }
        return nil
    }

    private mutating func escape() -> UInt8? {
        guard position < bytes.count else { return nil }
        defer { position += 1 }
        switch bytes[position] {
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "f"): return 0x0C
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "u"):
            guard position + 4 < bytes.count else { return nil }
            let digits = String(decoding: bytes[position + 1...position + 4], as: UTF8.self)
            position += 4
            return UInt8(digits, radix: 16)
        case let byte: return byte
        }
    }
}
