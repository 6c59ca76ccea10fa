package import StrictYAML

/// `policy.yaml`, split into its sections; the module that applies a section reads it.
package struct PolicyFile: Hashable, Sendable {
    /// The file as it was read, for the hash that reports print; empty when there is no file.
    package var text = ""
    /// N/N-1, life spans, warning horizons, entitlements.
    package var lifecycle: YAMLNode?
    /// Matrix, bands, thresholds, floors and caps of the score.
    package var scoring: YAMLNode?
    /// By-when days, caps for products without fixes, lead times.
    package var plan: YAMLNode?
    /// Who decides on what.
    package var approval: YAMLNode?
    /// How long exceptions may last, and what renewing them takes.
    package var exceptions: YAMLNode?
    /// Bank holidays and freezes.
    package var calendar: YAMLNode?
    /// What may run; ``Estate/approvedProducts`` holds it as read.
    package var approvedProducts: YAMLNode?
    /// Who is told of what is due, and how; ``Estate/notices`` holds it as read.
    package var notices: YAMLNode?

    package init() {}

    /// Splits the text of a policy file.
    ///
    /// - Throws: ``InvalidFile`` when it is no YAML mapping or has a section that does not exist.
    package init(text: String, file: String = "policy.yaml") throws(InvalidFile) {
        let sink = DiagnosticSink()
        self.init(text: text, file: file, sink: sink)
        try sink.throwIfErrors()
    }

    init(text: String, file: String, sink: DiagnosticSink) {
        self.init()
        self.text = text
        guard let root = YAMLNode.root(of: text, file: file, sink: sink),
            let reader = MappingReader(root, subject: "policy.yaml", sink: sink)
        else { return }
        lifecycle = reader.section("lifecycle")
        scoring = reader.section("scoring")
        plan = reader.section("plan")
        approval = reader.section("approval")
        exceptions = reader.section("exceptions")
        calendar = reader.section("calendar")
        approvedProducts = reader.section("approved-products")
        notices = reader.section("notices")
        reader.finish()
    }
}

extension MappingReader {
    /// The mapping under a key; what is in it is somebody else's to read.
    fileprivate func section(_ key: String) -> YAMLNode? {
        guard let node = node(key) else { return nil }
        if case .mapping = node.content { return node }
        error(key, "'\(key)' must be a mapping of keys, but is \(node.kind)")
        return nil
    }
}
