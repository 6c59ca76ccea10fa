import FoundationEssentials

/// Any JSON value, for the one thing that is done to a body without knowing its type: filling its gaps.
enum JSONValue: Codable, Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .integer(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .array(value)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .null: try container.encodeNil()
        case .bool(let value): try container.encode(value)
        case .integer(let value): try container.encode(value)
        case .string(let value): try container.encode(value)
        case .array(let value): try container.encode(value)
        case .object(let value): try container.encode(value)
        }
    }

    private var isEmpty: Bool {
        switch self {
        case .null: true
        case .array(let value): value.isEmpty
        case .object(let value): value.isEmpty
        case .bool, .integer, .string: false
        }
    }

    /// This object with the members that it lacks, or has empty, taken from an older one.
    func filled(from older: JSONValue) -> JSONValue {
        guard case .object(let new) = self, case .object(let old) = older else { return self }
        return .object(new.merging(old) { $0.isEmpty ? $1 : $0 })
    }
}

/// JSON with sorted keys, no white space and unescaped slashes.
enum CanonicalJSON {
    static func encode(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(value))
    }

    static func decode<Value: Decodable>(_ type: Value.Type, from body: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(body.utf8))
    }
}
