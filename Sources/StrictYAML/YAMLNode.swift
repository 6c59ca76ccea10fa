import EstateModel
import Yams

/// A YAML value that remembers where it stands.
package struct YAMLNode: Hashable, Sendable {
    package enum Content: Hashable, Sendable {
        case null
        /// The text as written, never converted: `1.10` stays `1.10`.
        case scalar(String)
        case sequence([YAMLNode])
        case mapping([Entry])
    }

    package struct Entry: Hashable, Sendable {
        package let key: String
        package let keyLocation: SourceLocation
        package let value: YAMLNode

        package init(key: String, keyLocation: SourceLocation, value: YAMLNode) {
            self.key = key
            self.keyLocation = keyLocation
            self.value = value
        }
    }

    package let content: Content
    package let location: SourceLocation

    /// For readers of other formats that share the checks, such as a table of targets.
    package init(content: Content, location: SourceLocation) {
        self.content = content
        self.location = location
    }

    /// `a mapping`, `a list`, `text` or `nothing`, for messages.
    package var kind: String {
        switch content {
        case .null: "nothing"
        case .scalar: "text"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}

/// Bounds on a YAML file: it may come from anybody.
package struct YAMLLimits: Sendable {
    package var bytes = 8 << 20
    package var nodes = 500_000
    package var depth = 40

    package init() {}
}

extension YAMLNode {
    /// Reads every document of a YAML text.
    ///
    /// - Throws: ``InvalidFile`` when the text is no YAML, or is larger or deeper than the limits.
    package static func documents(
        of text: String,
        file: String,
        limits: YAMLLimits = YAMLLimits()
    ) throws(InvalidFile) -> [YAMLNode] {
        let start = SourceLocation(file: file, line: 1, column: 1)
        guard text.utf8.count <= limits.bytes else {
            throw InvalidFile([Diagnostic(at: start, "the file is larger than \(limits.bytes) bytes; split it")])
        }
        if AliasKeyScan.findsHazard(in: text) {
            throw InvalidFile([
                Diagnostic(at: start, "a list or mapping as a key, together with aliases (*name), is refused")
            ])
        }
        var converter = NodeConverter(file: file, limits: limits)
        var documents: [YAMLNode] = []
        do {
            // Without rules: all scalars stay text, and no regular expression is tried on every key.
            var nodes = try Yams.compose_all(yaml: text, .basic)
            while let node = nodes.next() {
                documents.append(try converter.convert(node, depth: 0))
            }
            if let error = nodes.error { throw error }
        } catch let error as InvalidFile {
            throw error
        } catch {
            throw InvalidFile([Diagnostic(at: location(of: error, file: file), summary(of: error))])
        }
        return documents
    }

    private static func location(of error: any Error, file: String) -> SourceLocation {
        let mark: Mark? =
            switch error as? YamlError {
            case .scanner(_, _, let mark, _): mark
            case .parser(_, _, let mark, _): mark
            case .composer(_, _, let mark, _): mark
            case .duplicatedKeysInMapping(_, let context): context.mark
            default: nil
            }
        return SourceLocation(file: file, line: mark?.line ?? 1, column: mark?.column ?? 1)
    }

    private static func summary(of error: any Error) -> String {
        switch error as? YamlError {
        case .scanner(_, let problem, _, _), .parser(_, let problem, _, _), .composer(_, let problem, _, _):
            "not valid YAML: \(visible(problem))"
        case .duplicatedKeysInMapping(let keys, _):
            "the same key twice in one mapping: \(keys.map { visible("\($0)") }.joined(separator: ", "))"
        case .reader(let problem, _, _, _):
            "not readable as text: \(visible(problem))"
        default:
            "not valid YAML: \(visible("\(error)"))"
        }
    }
}

/// Turns Yams' nodes into ours, counting them: aliases can make a small file enormous.
private struct NodeConverter {
    let file: String
    let limits: YAMLLimits
    var count = 0

    init(file: String, limits: YAMLLimits) {
        self.file = file
        self.limits = limits
    }

    mutating func convert(_ node: Node, depth: Int) throws(InvalidFile) -> YAMLNode {
        let location = SourceLocation(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
        count += 1
        guard count <= limits.nodes else {
            throw InvalidFile([Diagnostic(at: location, "more than \(limits.nodes) values; split the file")])
        }
        guard depth <= limits.depth else {
            throw InvalidFile([Diagnostic(at: location, "nested deeper than \(limits.depth) levels")])
        }
        switch node {
        case .scalar(let scalar):
            let isNull = scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
            return YAMLNode(content: isNull ? .null : .scalar(scalar.string), location: location)
        case .sequence(let sequence):
            var items: [YAMLNode] = []
            for item in sequence { items.append(try convert(item, depth: depth + 1)) }
            return YAMLNode(content: .sequence(items), location: location)
        case .mapping(let mapping):
            var entries: [YAMLNode.Entry] = []
            for (key, value) in mapping {
                entries.append(try entry(key, value, depth: depth))
            }
            return YAMLNode(content: .mapping(entries), location: location)
        case .alias:
            throw InvalidFile([Diagnostic(at: location, "an alias that cannot be resolved")])
        }
    }

    private mutating func entry(_ key: Node, _ value: Node, depth: Int) throws(InvalidFile) -> YAMLNode.Entry {
        let location = SourceLocation(file: file, line: key.mark?.line ?? 1, column: key.mark?.column ?? 1)
        guard case .scalar(let scalar) = key else {
            throw InvalidFile([Diagnostic(at: location, "a key must be plain text")])
        }
        return YAMLNode.Entry(
            key: scalar.string,
            keyLocation: location,
            value: try convert(value, depth: depth + 1)
        )
    }
}
