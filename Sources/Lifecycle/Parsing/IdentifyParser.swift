import EstateModel
import LinearRegex
import StrictYAML

/// Reads the entries of `identify` and `not-product`.
struct IdentifyParser {
    let reader: MappingReader
    let isLookAlike: Bool

    private var sink: DiagnosticSink { reader.sink }

    func parse() -> IdentifyEntry? {
        let kind = factKind()
        let told = sink.diagnostics.count
        let conditions = self.conditions("where", kind: kind)
        // A broken expression has been told already.
        if conditions.isEmpty, sink.diagnostics.count == told { reader.missing("where") }
        let exclusions = self.conditions("not", kind: kind)
        let version = versionTake(kind: kind, conditions: conditions)
        let constants = self.constants()
        let cycle = reader.identifier("cycle")
        let identity = reader.word("identity", as: Confidence.self) ?? .high
        let role = role()
        let clock = reader.word("clock", as: Clock.self)
        let see = isLookAlike ? reader.identifier("see") : nil
        let limits = isLookAlike ? false : reader.boolean("limits") ?? false
        _ = reader.string("note")
        reader.finish()
        guard let kind else { return nil }
        return IdentifyEntry(
            kind: kind,
            conditions: conditions,
            exclusions: exclusions,
            version: version,
            constants: constants,
            cycle: cycle,
            identity: identity,
            role: role,
            clock: clock,
            see: see,
            limits: limits,
            location: reader.location
        )
    }

    private func factKind() -> FactKind? {
        guard let name = reader.requiredString("from") else { return nil }
        if let kind = FactKind.named(name) { return kind }
        reader.error(
            "from",
            "no kind of fact is called '\(visible(name, limit: 40))'; \(hint(name, FactKind.all.map(\.name)))"
        )
        return nil
    }

    private func role() -> Verdict.Role {
        let role = reader.word("role", as: Verdict.Role.self) ?? (isLookAlike ? .component : .product)
        if role == .distributionPackage {
            reader.error("role", "'distribution-package' is decided by the package's origin, never by a rule")
        }
        if isLookAlike, role == .product {
            reader.error("role", "what is listed under 'not-product' cannot have the role 'product'")
        }
        return role
    }

    private func conditions(_ key: String, kind: FactKind?) -> [FieldCondition] {
        guard let mapping = reader.mapping(key, subject: "'\(key)'") else { return [] }
        return mapping.allEntries().compactMap { entry in
            if let kind, !kind.fields.isEmpty, !kind.fields.contains(entry.key) {
                let field = visible(entry.key, limit: 60)
                sink.error(
                    at: entry.keyLocation,
                    "a fact of kind '\(kind.name)' has no field '\(field)'; \(hint(entry.key, kind.fields))"
                )
            }
            let patterns = mapping.patterns(entry.key)
            return patterns.isEmpty ? nil : FieldCondition(field: entry.key, patterns: patterns)
        }
    }

    private func constants() -> [String: String] {
        guard let mapping = reader.mapping("set", subject: "'set'") else { return [:] }
        var result: [String: String] = [:]
        for entry in mapping.allEntries() { result[entry.key] = mapping.string(entry.key) }
        return result
    }

    private func versionTake(kind: FactKind?, conditions: [FieldCondition]) -> IdentifyEntry.VersionTake? {
        guard let node = reader.node("version") else { return nil }
        var take: String?
        var transform: VersionTransform?
        var fields: Int?
        if case .scalar(let text) = node.content {
            take = text
        } else if let mapping = MappingReader(node, subject: "'version'", sink: sink) {
            take = mapping.requiredString("take")
            transform = mapping.word("transform", as: VersionTransform.self)
            fields = mapping.integer("fields", in: 1...24)
            mapping.finish()
        }
        guard let take else { return nil }
        let groups = conditions.flatMap { $0.patterns.flatMap(\.groupNames) }
        if let kind, !kind.fields.isEmpty, !groups.contains(take), !kind.fields.contains(take) {
            let candidates = kind.fields + groups
            sink.error(
                at: node.location,
                "neither a named group nor a field is called '\(visible(take, limit: 60))'; \(hint(take, candidates))"
            )
        }
        let isPackageVersion = kind?.isPackage == true && take == "version" && !groups.contains(take)
        return IdentifyEntry.VersionTake(
            take: take,
            transform: transform ?? (isPackageVersion ? .upstreamOfPackage : .none),
            fields: fields
        )
    }
}
