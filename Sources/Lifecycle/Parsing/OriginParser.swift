import EstateModel
import LinearRegex
import StrictYAML

/// Reads a document that begins with `origins: 1`.
struct OriginParser {
    let reader: MappingReader

    func parse() -> [OriginOwner] {
        _ = reader.string("origins")
        _ = reader.string("note")
        let owners = reader.mappings("owners", subject: "an owner").compactMap { owner($0) }
        reader.finish()
        return owners
    }

    private func owner(_ reader: MappingReader) -> OriginOwner? {
        let id = reader.identifier("owner", required: true)
        let name = reader.requiredString("name")
        let kind = reader.requiredWord("kind", as: OriginOwner.Kind.self)
        let systems = reader.strings("os")
        let products = reader.strings("products")
        _ = reader.string("note")
        let patterns = FactKind.all.filter(\.isPackage).compactMap { ecosystem(reader, $0.name) }
        if kind == .distribution, systems.isEmpty { reader.missing("os") }
        if kind != .distribution, !systems.isEmpty {
            reader.error("os", "only a distribution has 'os'")
        }
        reader.finish()
        guard let id, let name, let kind else { return nil }
        return OriginOwner(
            id: id,
            name: name,
            kind: kind,
            systems: systems,
            products: products,
            patterns: patterns,
            location: reader.location
        )
    }

    private func ecosystem(_ reader: MappingReader, _ name: String) -> OriginOwner.Patterns? {
        guard let mapping = reader.mapping(name, subject: "'\(name)'") else { return nil }
        var patterns: [OriginOwner.Evidence: [LinearRegex]] = [:]
        for evidence in OriginOwner.Evidence.allCases {
            let found = mapping.patterns(evidence.rawValue)
            if !found.isEmpty { patterns[evidence] = found }
        }
        let tags = mapping.patterns("tag")
        let versions = mapping.patterns("with-version")
        mapping.finish()
        return OriginOwner.Patterns(ecosystem: name, patterns: patterns, tags: tags, versions: versions)
    }
}
