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
