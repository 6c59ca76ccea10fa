import EstateModel

extension YAMLNode {
    /// Reads every document of a YAML text.
    ///
    /// - Parameter omitted: keys of a document's outermost mapping whose values are checked as YAML and not kept:
    ///   they are read as null.
    /// - Throws: ``InvalidFile`` when the text is no YAML, or is larger or deeper than the limits.
    package static func documents(
        of text: String,
        file: String,
        limits: YAMLLimits = YAMLLimits(),
        omitting omitted: Set<String> = []
    ) throws(InvalidFile) -> [YAMLNode] {
        guard text.utf8.count <= limits.bytes else {
            let start = SourceLocation(file: file, line: 1, column: 1)
            throw InvalidFile([Diagnostic(at: start, "the file is larger than \(limits.bytes) bytes; split it")])
        }
        var text = text
        let result = text.withUTF8 { bytes -> Result<[YAMLNode], InvalidFile> in
            do throws(InvalidFile) {
                if !omitted.isEmpty {
                    var reader = DocumentReader(bytes, file: file, limits: limits, omitted: omitted)
                    if let documents = try reader.documents() { return .success(documents) }
                }
                var reader = DocumentReader(bytes, file: file, limits: limits, omitted: [])
                return .success(try reader.documents() ?? [])
            } catch {
                return .failure(error)
            }
        }
        return try result.get()
    }
}

/// Builds nodes from a parser's events, counting them: aliases can make a small file enormous.
private struct DocumentReader: ~Copyable {
    private let events: YAMLEvents
    private let file: String
    private let limits: YAMLLimits
    private let omitted: Set<String>
    private var count = 0
    /// Named values of the current document, with the number of values that each stands for.
    private var anchors: [String: (node: YAMLNode, count: Int)] = [:]
    /// An anchor inside an omitted value: an alias outside might want it.
    private var omittedAnchor = false

    init(_ bytes: UnsafeBufferPointer<UInt8>, file: String, limits: YAMLLimits, omitted: Set<String>) {
        events = YAMLEvents(bytes, file: file)
        self.file = file
        self.limits = limits
        self.omitted = omitted
    }

    /// Nil when the omitted values cannot be left out.
    mutating func documents() throws(InvalidFile) -> [YAMLNode]? {
        var documents: [YAMLNode] = []
        while true {
            try events.advance()
            switch events.kind {
            case .streamEnd: return omittedAnchor ? nil : documents
            case .scalar, .sequenceStart, .mappingStart, .alias:
                anchors = [:]
                documents.append(try node(depth: 0))
            default: continue
            }
        }
    }

    /// The value that begins with the current event.
    private mutating func node(depth: Int) throws(InvalidFile) -> YAMLNode {
        let location = events.location
        let countBefore = count
        count += 1
        guard count <= limits.nodes else { throw tooMany(at: location) }
        guard depth <= limits.depth else { throw tooDeep(at: location) }
        let anchor = events.anchor
        let content: Content
        switch events.kind {
        case .alias: return try aliased(anchor ?? "", at: location, depth: depth)
        case .sequenceStart: content = .sequence(try items(depth: depth))
        case .mappingStart: content = .mapping(try entries(depth: depth))
        default: content = events.scalarIsNull ? .null : .scalar(events.scalarText)
        }
        let node = YAMLNode(content: content, location: location)
        if let anchor { anchors[anchor] = (node, count - countBefore) }
        return node
    }

    private typealias Content = YAMLNode.Content

    private mutating func items(depth: Int) throws(InvalidFile) -> [YAMLNode] {
        var items: [YAMLNode] = []
        try events.advance()
        while events.kind != .sequenceEnd {
            items.append(try node(depth: depth + 1))
            try events.advance()
        }
        return items
    }

    private mutating func entries(depth: Int) throws(InvalidFile) -> [YAMLNode.Entry] {
        var entries: [YAMLNode.Entry] = []
        var keys = KeySet()
        try events.advance()
        while events.kind != .mappingEnd {
            let location = events.location
            let key = try key(at: location)
            if let first = keys.place(of: key, in: entries) {
                throw InvalidFile([
                    Diagnostic(at: first, "the same key twice in one mapping: \(visible(key))")
                ])
            }
            try events.advance()
            let value: YAMLNode
            if depth == 0, !omitted.isEmpty, omitted.contains(key) {
                value = YAMLNode(content: .null, location: events.location)
                try skip()
            } else {
                value = try node(depth: depth + 1)
            }
            entries.append(YAMLNode.Entry(key: key, keyLocation: location, value: value))
            try events.advance()
        }
        return entries
    }

    /// The text of the key that is the current event.
    private mutating func key(at location: SourceLocation) throws(InvalidFile) -> String {
        if events.kind == .scalar {
            let text = events.scalarText
            if let anchor = events.anchor {
                let content: Content = events.scalarIsNull ? .null : .scalar(text)
                anchors[anchor] = (YAMLNode(content: content, location: location), 1)
            }
            return text
        }
        if events.kind == .alias, case .scalar(let text) = try known(events.anchor ?? "", at: location).node.content {
            return text
        }
        throw InvalidFile([Diagnostic(at: location, "a key must be plain text")])
    }

    /// Passes over the value that begins with the current event, to its last.
    private mutating func skip() throws(InvalidFile) {
        var open = 0
        while true {
            switch events.kind {
            case .sequenceStart, .mappingStart: open += 1
            case .sequenceEnd, .mappingEnd: open -= 1
            default: break
            }
            if events.kind != .alias, events.anchor != nil { omittedAnchor = true }
            if open == 0 { return }
            try events.advance()
        }
    }

    private func known(_ name: String, at location: SourceLocation) throws(InvalidFile) -> (node: YAMLNode, count: Int)
    {
        if let known = anchors[name] { return known }
        if omittedAnchor { return (YAMLNode(content: .null, location: location), 1) }
        throw InvalidFile([Diagnostic(at: location, "not valid YAML: found undefined alias")])
    }

    /// A named value again. It shares the first one's memory, but whoever walks it meets every value once more.
    private mutating func aliased(
        _ name: String,
        at location: SourceLocation,
        depth: Int
    ) throws(InvalidFile) -> YAMLNode {
        let known = try known(name, at: location)
        count += known.count - 1
        guard count <= limits.nodes else { throw tooMany(at: location) }
        guard depth + known.node.height <= limits.depth else { throw tooDeep(at: location) }
        return known.node
    }

    private func tooMany(at location: SourceLocation) -> InvalidFile {
        InvalidFile([Diagnostic(at: location, "more than \(limits.nodes) values; split the file")])
    }

    private func tooDeep(at location: SourceLocation) -> InvalidFile {
        InvalidFile([Diagnostic(at: location, "nested deeper than \(limits.depth) levels")])
    }
}

/// Finds a repeated key: most mappings are so small that looking through them is quickest.
private struct KeySet {
    private var names: Set<String> = []
    private static let smallCount = 12

    /// Where the key stands among the entries already; nil when it is new.
    mutating func place(of key: String, in entries: [YAMLNode.Entry]) -> SourceLocation? {
        if entries.count < Self.smallCount { return entries.first { $0.key == key }?.keyLocation }
        if entries.count == Self.smallCount { names = Set(entries.map(\.key)) }
        return names.insert(key).inserted ? nil : entries.first { $0.key == key }?.keyLocation
    }
}

extension YAMLNode {
    /// Levels below this one.
    fileprivate var height: Int {
        switch content {
        case .null, .scalar: 0
        case .sequence(let items): (items.map(\.height).max() ?? -1) + 1
        case .mapping(let entries): (entries.map(\.value.height).max() ?? -1) + 1
        }
    }
}
