import EstateModel
import StrictYAML

/// Reads one entry of `tests`.
struct TestParser {
    let reader: MappingReader

    func parse() -> RuleTest? {
        let name = reader.string("name")
        let asOf = reader.requiredDay("on")
        let host = reader.mapping("host", subject: "'host'").map { HostParser(reader: $0).parse() } ?? HostContext()
        let entitlements = self.entitlements()
        var policy = CouncilPolicy()
        if let mapping = reader.mapping("org-policy", subject: "'org-policy'") {
            policy = CouncilPolicy.read(mapping)
            mapping.finish()
        }
        let given = self.given()
        let expect = reader.mapping("expect", subject: "'expect'").flatMap { ExpectationParser(reader: $0).parse() }
        if !reader.has("expect") { reader.missing("expect") }
        reader.finish()
        guard let asOf, let given, let expect else { return nil }
        return RuleTest(
            name: name,
            asOf: asOf,
            host: host,
            organisation: OrganisationRecord(entitlements: entitlements, policy: policy),
            given: given,
            expect: expect,
            location: reader.location
        )
    }

    private func entitlements() -> [OrganisationRecord.Entitlement] {
        reader.list("org").compactMap { node in
            if case .scalar(let id) = node.content { return OrganisationRecord.Entitlement(id: id) }
            guard let mapping = MappingReader(node, subject: "an entitlement", sink: reader.sink) else { return nil }
            let id = mapping.identifier("id", required: true)
            let from = mapping.day("from")
            let until = mapping.day("until")
            mapping.finish()
            return id.map { OrganisationRecord.Entitlement(id: $0, from: from, until: until) }
        }
    }

    private func given() -> Fact? {
        if reader.node("given") == nil { reader.missing("given") }
        guard let mapping = reader.mapping("given", subject: "'given'") else { return nil }
        guard let name = mapping.requiredString("from") else { return nil }
        guard let kind = FactKind.named(name) else {
            mapping.error(
                "from",
                "no kind of fact is called '\(visible(name, limit: 40))'; \(hint(name, FactKind.all.map(\.name)))"
            )
            return nil
        }
        var fields: [String: String] = [:]
        if kind.fields.isEmpty, let nested = mapping.mapping("fields", subject: "'fields'") {
            for entry in nested.allEntries() { fields[entry.key] = nested.string(entry.key) }
        }
        for entry in mapping.allEntries() where entry.key != "from" && !(kind.fields.isEmpty && entry.key == "fields") {
            fields[entry.key] = mapping.string(entry.key)
            if !kind.fields.isEmpty, !kind.fields.contains(entry.key) {
                mapping.sink.error(
                    at: entry.keyLocation,
                    "a fact of kind '\(name)' has no field '\(visible(entry.key, limit: 60))';"
                        + " \(hint(entry.key, kind.fields))"
                )
            }
        }
        return Fact(kind: name, fields: fields)
    }
}

/// Reads the `host` of a test.
struct HostParser {
    let reader: MappingReader

    func parse() -> HostContext {
        var host = HostContext(system: reader.string("os"))
        host.edition = reader.string("edition")
        host.build = reader.string("build")
        host.updateRevision = reader.integer("ubr", in: 0...10_000_000)
        host.installationType = reader.string("installationType")
        host.subscriptionRelease = reader.string("subscriptionRelease")
        if reader.has("repos") { host.repositories = reader.strings("repos") }
        if reader.has("suseProducts") { host.suseProducts = reader.strings("suseProducts") }
        if let release = reader.mapping("osRelease", subject: "'osRelease'") {
            var fields: [String: String] = [:]
            for entry in release.allEntries() { fields[entry.key] = release.string(entry.key) }
            host.systemFacts = [Fact(kind: "os-release", fields: fields)]
        }
        if let pro = reader.mapping("pro", subject: "'pro'") {
            host.pro = HostContext.Pro(attached: pro.boolean("attached") ?? false, services: pro.strings("services"))
            pro.finish()
        }
        if reader.has("slp") {
            host.licences = reader.mappings("slp", subject: "a licence").compactMap { licence in
                let id = licence.requiredString("id")
                let status = licence.integer("licenseStatus", in: 0...100) ?? 0
                licence.finish()
                return id.map { HostContext.Licence(id: $0, status: status) }
            }
        }
        reader.finish()
        return host
    }
}
