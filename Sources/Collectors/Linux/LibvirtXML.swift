/// A small pull reader for the XML that libvirt writes: elements, attributes, text, entities.
///
/// The bytes are hostile: nothing is resolved or expanded beyond the five named entities and numbers, declarations and
/// comments are skipped, and depth, lengths and counts are bounded. What is not well-formed is read as far as it goes;
/// a closing tag that fits no open element is ignored.
struct LibvirtXML {
    enum Event: Equatable {
        case open(name: String, attributes: [String: String])
        case close(name: String)
        /// Never only blanks.
        case text(String)
    }

    static let mostDepth = 64
    private static let mostAttributes = 64
    private static let longestText = 4096

    private let bytes: ArraySlice<UInt8>
    private var position: Int
    private var pendingClose: String?

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    /// The next event, nil at the end.
    mutating func next() -> Event? {
        if let name = pendingClose {
            pendingClose = nil
            return .close(name: name)
        }
        while position < bytes.endIndex {
            if bytes[position] != UInt8(ascii: "<") {
                if let text = text() { return .text(text) }
            } else if bytes[position...].hasPrefix("<!--") {
                skip(past: "-->")
            } else if bytes[position...].hasPrefix("<?") {
                skip(past: "?>")
            } else if bytes[position...].hasPrefix("<!") {
                skip(past: ">")
            } else if bytes[position...].hasPrefix("</") {
                position += 2
                let name = name()
                skip(past: ">")
                return .close(name: name)
            } else if let event = opening() {
                return event
            }
        }
        return nil
    }

    private mutating func text() -> String? {
        let end = bytes[position...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.endIndex
        let raw = bytes[position..<end]
        position = end
        let content = Self.stripped(raw).prefix(Self.longestText)
        return content.isEmpty ? nil : Self.decoded(content)
    }

    private mutating func opening() -> Event? {
        position += 1
        let name = name()
        guard !name.isEmpty else { return nil }
        var attributes: [String: String] = [:]
        while position < bytes.endIndex {
            skipBlanks()
            guard position < bytes.endIndex else { break }
            let byte = bytes[position]
            if byte == UInt8(ascii: ">") {
                position += 1
                break
            }
            if byte == UInt8(ascii: "/") {
                position += 1
                if position < bytes.endIndex, bytes[position] == UInt8(ascii: ">") {
                    position += 1
                    pendingClose = name
                    break
                }
            } else if byte == UInt8(ascii: "<") {
                break
            } else if let (key, value) = attribute(), attributes.count < Self.mostAttributes {
                attributes[key] = value
            }
        }
        return .open(name: name, attributes: attributes)
    }

    /// Always moves on by one byte at least.
    private mutating func attribute() -> (key: String, value: String)? {
        let key = name()
        guard !key.isEmpty else {
            position += 1
            return nil
        }
        skipBlanks()
        guard position < bytes.endIndex, bytes[position] == UInt8(ascii: "=") else { return nil }
        position += 1
        skipBlanks()
        guard position < bytes.endIndex else { return nil }
        let quote = bytes[position]
        guard quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else { return nil }
        position += 1
        let end = bytes[position...].firstIndex(of: quote) ?? bytes.endIndex
        let value = Self.decoded(bytes[position..<end].prefix(Self.longestText))
        position = min(end + 1, bytes.endIndex)
        return (key, value)
    }

    /// A name with its prefix (`libosinfo:os`), cut after 128 bytes; empty when no name begins here.
    private mutating func name() -> String {
        let start = position
        while position < bytes.endIndex, Self.isNameByte(bytes[position]) { position += 1 }
        return bytes[start..<position].prefix(128).text
    }

    private mutating func skip(past end: StaticString) {
        let length = end.utf8CodeUnitCount
        while position < bytes.endIndex {
            if bytes[position...].hasPrefix(end) {
                position += length
                return
            }
            position += 1
        }
    }

    private mutating func skipBlanks() {
        while position < bytes.endIndex, bytes[position] <= 0x20 { position += 1 }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: ":"), 0x80...:
            true
        default: false
        }
    }

    private static func stripped(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var slice = bytes
        while let first = slice.first, first <= 0x20 { slice = slice.dropFirst() }
        while let last = slice.last, last <= 0x20 { slice = slice.dropLast() }
        return slice
    }

    /// `R&amp;D &#xE9;t&#233;`; what is no entity stays as it is written.
    static func decoded(_ bytes: ArraySlice<UInt8>) -> String {
        guard bytes.contains(UInt8(ascii: "&")) else { return bytes.text }
        var result: [UInt8] = []
        var rest = bytes
        while let byte = rest.first {
            if byte == UInt8(ascii: "&"), let end = rest.prefix(12).firstIndex(of: UInt8(ascii: ";")),
                let scalar = entity(rest[(rest.startIndex + 1)..<end].text)
            {
                result += Array(String(Character(scalar)).utf8)
                rest = rest[(end + 1)...]
            } else {
                result.append(byte)
                rest = rest.dropFirst()
            }
        }
        return result[...].text
    }

    private static func entity(_ name: String) -> Unicode.Scalar? {
        switch name {
        case "lt": return "<"
        case "gt": return ">"
        case "amp": return "&"
        case "quot": return "\""
        case "apos": return "'"
        default: break
        }
        guard name.hasPrefix("#") else { return nil }
        let digits = name.dropFirst()
        let number = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        return number.flatMap { $0 == 0 ? nil : Unicode.Scalar($0) }
    }
}
