import EstateModel
import StrictYAML

/// Reads a document that begins with `entitlements: 1`.
struct EntitlementParser {
    let reader: MappingReader

    func parse() -> [EntitlementDefinition] {
        let scope = DocumentScope(reading: reader)
        _ = reader.string("entitlements")
        _ = reader.string("note")
        let definitions = reader.mappings("define", subject: "an entitlement").compactMap {
            definition($0, scope: scope)
        }
        reader.finish()
        return definitions
    }

    private func definition(_ reader: MappingReader, scope: DocumentScope) -> EntitlementDefinition? {
        let id = reader.identifier("id", required: true)
        let name = reader.requiredString("name")
        let provider = reader.requiredString("provider")
        let kind = reader.requiredWord("kind", as: EntitlementDefinition.Kind.self)
        let appliesTo = reader.strings("applies-to")
        let preconditions = reader.strings("preconditions")
        let evidence = reader.mappings("evidence", subject: "a sign of evidence").compactMap { self.evidence($0) }
        let source = scope.source(of: reader)
        _ = reader.string("note")
        reader.finish()
        guard let id, let name, let provider, let kind else { return nil }
        return EntitlementDefinition(
            id: id,
            name: name,
            provider: provider,
            kind: kind,
            appliesTo: appliesTo,
            preconditions: preconditions,
            evidence: evidence,
            source: source,
            location: reader.location
        )
    }

    private func evidence(_ reader: MappingReader) -> EntitlementDefinition.Evidence? {
        let until = reader.day("until")
        let label = reader.string("label")
        var signs: [EntitlementDefinition.Evidence.Sign] = []
        let licences = reader.strings("slp")
        if !licences.isEmpty { signs.append(.licence(licences.map { $0.lowercased() })) }
        let repositories = reader.patterns("repo")
        if !repositories.isEmpty { signs.append(.repository(repositories)) }
        let products = reader.patterns("suse-product")
        if !products.isEmpty { signs.append(.suseProduct(products)) }
        if let pro = reader.string("pro") { signs.append(.pro(pro)) }
        let tags = reader.patterns("version-tag")
        if !tags.isEmpty { signs.append(.versionTag(tags)) }
        if let above = reader.mapping("ubr-above", subject: "'ubr-above'") {
            let build = above.requiredString("build")
            let revision = above.integer("ubr", in: 0...10_000_000)
            if revision == nil, !above.has("ubr") { above.missing("ubr") }
            above.finish()
            if let build, let revision { signs.append(.updateBuildAbove(build: build, revision: revision)) }
        }
        reader.finish()
        guard signs.count == 1 else {
            reader.sink.error(
                at: reader.location,
                "evidence is one of slp, repo, suse-product, pro, version-tag and ubr-above; list several one by one"
            )
            return nil
        }
        return EntitlementDefinition.Evidence(sign: signs[0], until: until, label: label)
    }
}
