/// A JSON value of a host, read with bounds on depth and count.
///
/// Numbers keep their text, because hosts print 64-bit and larger numbers; of two equal keys the first one counts.
package indirect enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// The value of a key; nil for what is no object or lacks it.
    package subscript(key: String) -> JSONValue? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    /// Strings as they are, numbers and booleans as their text; nil for null, arrays and objects.
    package var text: String? {
        switch self {
        case .string(let text), .number(let text): text
        case .bool(let value): value ? "true" : "false"
        case .null, .array, .object: nil
        }
    }

    /// The elements of an array, one object as itself, nothing for the rest.
    ///
    /// PowerShell's `ConvertTo-Json` prints a list of one as the bare element.
    package var elements: [JSONValue] {
        switch self {
        case .array(let values): values
        case .object: [self]
        default: []
        }
    }

    /// Reads a whole document. Nil when it is no JSON or exceeds the bounds.
    package init?(_ bytes: [UInt8]) {
        var reader = JSONReader(bytes)
        guard let value = reader.document() else { return nil }
        self = value
    }

    /// Reads the document that begins on the first line that opens an array or object; lines before it are warnings.
    package init?(afterNoise bytes: [UInt8]) {
        var offset = 0
        var attempts = 0
        while offset < bytes.endIndex, attempts < 16 {
            let end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
            let first = bytes[offset..<end].trimmed.first
            if first == UInt8(ascii: "[") || first == UInt8(ascii: "{") {
                var reader = JSONReader(bytes, from: offset)
                if let value = reader.document() {
                    self = value
                    return
                }
                attempts += 1
            }
            offset = end + 1
        }
        return nil
    }
}
