import EstateModel
import StrictYAML

/// Reads a document that begins with `rule: 1`.
struct ProductParser {
    let reader: MappingReader
    /// The file as the pack names it.
    let file: String
    /// The directory's layer.
    let layer: ProductRule.Layer

    func parse() -> ProductRule? {
        let scope = DocumentScope(reading: reader)
        _ = reader.string("rule")
        guard let id = reader.identifier("product", required: true) else { return nil }
        var rule = ProductRule(id: id, name: id, kind: .library, file: file, location: reader.location)
        rule.sources = scope.sources
        readHead(into: &rule)
        readIdentity(into: &rule)
        rule.cycles = reader.mappings("cycles", subject: "a cycle").compactMap {
            CycleParser(reader: $0, scope: scope).parse()
        }
        readClockParts(into: &rule, scope: scope)
        readBusiness(into: &rule)
        rule.tests = reader.mappings("tests", subject: "a test").compactMap { TestParser(reader: $0).parse() }
        for index in rule.tests.indices { rule.tests[index].layer = rule.layer }
        rule.note = reader.string("note")
        rule.givenKeys = Set(reader.allKeys())
        reader.finish()
        return rule
    }

    private func readHead(into rule: inout ProductRule) {
        rule.name = reader.string("name") ?? rule.id
        rule.kind = reader.word("kind", as: ProductRule.Kind.self) ?? rule.kind
        rule.family = reader.identifier("family")
        rule.layer = reader.word("pack", as: ProductRule.Layer.self) ?? layer
        rule.reason = reader.string("reason")
        rule.replaces = reader.word("replaces", as: ProductRule.Replacement.self) ?? .cycles
        rule.clock = reader.word("clock", as: Clock.self)
        rule.maximumDataAge = span("max-data-age", of: reader)
        if let links = reader.mapping("links", subject: "'links'") {
            for entry in links.allEntries() { rule.links[entry.key] = links.string(entry.key) }
        }
    }

    private func readIdentity(into rule: inout ProductRule) {
        rule.identify = reader.mappings("identify", subject: "an 'identify' entry").compactMap {
            IdentifyParser(reader: $0, isLookAlike: false).parse()
        }
        rule.notProduct = reader.mappings("not-product", subject: "a 'not-product' entry").compactMap {
            IdentifyParser(reader: $0, isLookAlike: true).parse()
        }
        for index in rule.identify.indices { rule.identify[index].file = file }
        for index in rule.notProduct.indices { rule.notProduct[index].file = file }
        rule.names = reader.strings("names")
        if let host = reader.mapping("host-attributes", subject: "'host-attributes'") {
            for entry in host.allEntries() { rule.hostAttributes[entry.key] = host.string(entry.key) }
        }
        rule.ladder = reader.identifier("ladder")
        rule.ambiguous = reader.word("ambiguous", as: ProductRule.Ambiguity.self) ?? .reportCandidates
    }

    private func readClockParts(into rule: inout ProductRule, scope: DocumentScope) {
        rule.rolling = reader.mapping("rolling", subject: "'rolling'").map { rolling($0, scope: scope) }
        let calendars = PackageCalendarParser(scope: scope)
        rule.packages = reader.mapping("packages", subject: "'packages'").flatMap { calendars.packages($0) }
        rule.streams = reader.mappings("streams", subject: "a stream").compactMap { calendars.stream($0) }
        rule.streamsFrom = reader.identifier("streams-from")
        if let age = reader.mapping("age", subject: "'age'") {
            let evidence = age.strings("from").compactMap { word -> ProductRule.Age.Evidence? in
                if let evidence = ProductRule.Age.Evidence(rawValue: word) { return evidence }
                let words = ProductRule.Age.Evidence.allCases.map(\.rawValue)
                age.error("from", "'from' cannot be '\(visible(word, limit: 40))'; \(hint(word, words))")
                return nil
            }
            rule.age = ProductRule.Age(
                deviceClass: age.requiredString("class") ?? "",
                evidence: evidence.isEmpty ? ProductRule.Age.Evidence.allCases : evidence
            )
            age.finish()
        }
    }

    private func rolling(_ mapping: MappingReader, scope: DocumentScope) -> Rolling {
        var rolling = Rolling()
        rolling.cadence = span("cadence", of: mapping)
        rolling.allowBehind = mapping.integer("allow-behind", in: 0...100) ?? 0
        rolling.unknownWhenOlderThan = span("unknown-when-data-older-than", of: mapping)
        rolling.known = mapping.mappings("known", subject: "a known version").compactMap { known in
            let version = known.requiredString("version").flatMap { VersionNumber($0) }
            let released = known.dayOrPeriod("released")
            let channel = known.string("channel")
            let source = scope.source(of: known)
            if source == nil, !known.has("source") { known.missing("source") }
            known.finish()
            return version.map { Rolling.Known(version: $0, released: released, channel: channel, source: source) }
        }
        mapping.finish()
        return rolling
    }

    private func readBusiness(into rule: inout ProductRule) {
        rule.owner = reader.string("owner")
        rule.ask = reader.strings("ask")
        if let supplier = reader.mapping("supplier", subject: "'supplier'") {
            rule.supplier = ProductRule.Supplier(
                name: supplier.string("name"),
                contractUntil: supplier.day("contract-until"),
                contact: supplier.string("contact")
            )
            supplier.finish()
        }
        guard let requires = reader.mapping("requires", subject: "'requires'") else { return }
        for entry in requires.allEntries() {
            guard let products = requires.mapping(entry.key, subject: "'requires'") else { continue }
            for product in products.allEntries() {
                rule.requires[entry.key, default: [:]][product.key] = products.strings(product.key)
            }
        }
    }
}
