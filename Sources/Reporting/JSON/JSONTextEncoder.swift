/// Turns an encodable value into a ``JSONText``. Optional members that are nil are written as `null`.
struct JSONTextEncoder: Encoder {
    let codingPath: [any CodingKey]
    private let node: Node
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    static func encode(_ value: some Encodable) throws -> JSONText {
        let root = Node()
        try root.encode(value, at: [])
        return root.json
    }

    fileprivate init(_ node: Node, at path: [any CodingKey]) {
        self.node = node
        codingPath = path
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(Members<Key>(node: node, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        Items(node: node, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        Single(node: node, codingPath: codingPath)
    }
}

/// A place in the document that is being made; containers of one value share it.
private final class Node {
    var value = JSONText.null
    private var members: [String: Node]?
    private(set) var items: [Node]?

    var json: JSONText {
        if let members { return .object(members.mapValues(\.json)) }
        if let items { return .array(items.map(\.json)) }
        return value
    }

    func becomeObject() { members = members ?? [:] }
    func becomeArray() { items = items ?? [] }

    func member(_ key: String) -> Node {
        if let known = members?[key] { return known }
        let node = Node()
        members = members ?? [:]
        members?[key] = node
        return node
    }

    func addItem() -> Node {
        let node = Node()
        if items?.append(node) == nil { items = [node] }
        return node
    }

    func encode(_ value: some Encodable, at path: [any CodingKey]) throws {
        switch value {
        case let value as Bool: self.value = .boolean(value)
        case let value as String: self.value = .string(value)
        case let value as Double: self.value = .fraction(value)
        case let value as Float: self.value = .fraction(Double(value))
        case let number as any BinaryInteger:
            guard let exact = Int64(exactly: number) else {
                let context = EncodingError.Context(codingPath: path, debugDescription: "the number has over 63 bits")
                throw EncodingError.invalidValue(value, context)
            }
            self.value = .integer(exact)
        default: try value.encode(to: JSONTextEncoder(self, at: path))
        }
    }
}

private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let node: Node
    let codingPath: [any CodingKey]

    init(node: Node, codingPath: [any CodingKey]) {
        self.node = node
        self.codingPath = codingPath
        node.becomeObject()
    }

    func encodeNil(forKey key: Key) { _ = node.member(key.stringValue) }

    func encode(_ value: some Encodable, forKey key: Key) throws {
        try node.member(key.stringValue).encode(value, at: codingPath + [key])
    }

    func encodeIfPresent(_ value: (some Encodable)?, forKey key: Key) throws {
        guard let value else { return encodeNil(forKey: key) }
        try encode(value, forKey: key)
    }

    // These have witnesses of their own that leave nil out.
    func encodeIfPresent(_ value: Bool?, forKey key: Key) throws { try optional(value, key) }
    func encodeIfPresent(_ value: String?, forKey key: Key) throws { try optional(value, key) }
    func encodeIfPresent(_ value: Double?, forKey key: Key) throws { try optional(value, key) }
    func encodeIfPresent(_ value: Float?, forKey key: Key) throws { try optional(value, key) }
    func encodeIfPresent(_ value: Int?, forKey key: Key) throws { try optional(value, key) }
    func encodeIfPresent(_ value: Int8?, forKey key: Key) throws { try optional(value, key) }
    func encodeIfPresent(_ value: Int16?, forKey key: Key) throws { try optional(value, key) }
    func encodeIfPresent(_ value: Int32?, forKey key: Key) throws { try optional(value, key) }
    func encodeIfPresent(_ value: Int64?, forKey key: Key) throws { try optional(value, key) }
    func encodeIfPresent(_ value: UInt?, forKey key: Key) throws { try optional(value, key) }
    func encodeIfPresent(_ value: UInt8?, forKey key: Key) throws { try optional(value, key) }
    func encodeIfPresent(_ value: UInt16?, forKey key: Key) throws { try optional(value, key) }
    func encodeIfPresent(_ value: UInt32?, forKey key: Key) throws { try optional(value, key) }
    func encodeIfPresent(_ value: UInt64?, forKey key: Key) throws { try optional(value, key) }

    private func optional(_ value: (some Encodable)?, _ key: Key) throws {
        guard let value else { return encodeNil(forKey: key) }
        try encode(value, forKey: key)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        JSONTextEncoder(node.member(key.stringValue), at: codingPath + [key]).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        JSONTextEncoder(node.member(key.stringValue), at: codingPath + [key]).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { JSONTextEncoder(node.member("super"), at: codingPath) }
    func superEncoder(forKey key: Key) -> any Encoder {
        JSONTextEncoder(node.member(key.stringValue), at: codingPath + [key])
    }
}

private struct Items: UnkeyedEncodingContainer {
    let node: Node
    let codingPath: [any CodingKey]
    var count: Int { node.items?.count ?? 0 }

    init(node: Node, codingPath: [any CodingKey]) {
        self.node = node
        self.codingPath = codingPath
        node.becomeArray()
    }

    func encodeNil() { _ = node.addItem() }
    func encode(_ value: some Encodable) throws { try node.addItem().encode(value, at: codingPath) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        JSONTextEncoder(node.addItem(), at: codingPath).container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        JSONTextEncoder(node.addItem(), at: codingPath).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { JSONTextEncoder(node.addItem(), at: codingPath) }
}

private struct Single: SingleValueEncodingContainer {
    let node: Node
    let codingPath: [any CodingKey]

    func encodeNil() { node.value = .null }
    func encode(_ value: some Encodable) throws { try node.encode(value, at: codingPath) }
}
