import EstateModel
import StrictYAML

/// Reads one entry of `cycles`.
struct CycleParser {
    let reader: MappingReader
    let scope: DocumentScope

    func parse() -> Cycle? {
        let id = reader.identifier("cycle", required: true)
        let cycleScope = scope.with(default: scope.source(of: reader))
        var cycle = Cycle(id: id ?? "", location: reader.location)
        cycle.label = reader.string("label")
        cycle.labels = reader.strings("labels")
        cycle.match = match(id: id ?? "")
        cycle.released = reader.dayOrPeriod("released")
        cycle.phases = phases(of: reader, scope: cycleScope)
        if !reader.has("phases") { reader.missing("phases") }
        cycle.ladder = reader.identifier("ladder")
        cycle.generation = reader.integer("generation", in: 0...99_999_999)
        cycle.movesLadder = reader.boolean("moves-ladder") ?? true
        cycle.supersedes = reader.strings("supersedes")
        cycle.baselineOf = reader.string("baseline-of")
        cycle.baseline = reader.versionExpression("baseline")
        cycle.latest = latest(scope: cycleScope)
        cycle.minors = reader.mappings("minors", subject: "a minor release").compactMap { minor($0, scope: cycleScope) }
        cycle.blockedByOS = reader.strings("blocked-by-os")
        cycle.replaceBy = reader.strings("replace-by")
        cycle.endoflife = reader.string("endoflife")
        cycle.note = reader.string("note")
        reader.finish()
        return id == nil ? nil : cycle
    }

    private func match(id: String) -> CycleMatch {
        var match = CycleMatch()
        guard let mapping = reader.mapping("match", subject: "'match'") else {
            match.isReachable = id.utf8.first.map(isDigit) ?? false
            match.version = match.isReachable ? VersionExpression(id) : nil
            return match
        }
        match.version = mapping.versionExpression("version")
        if let excluded = mapping.mapping("not", subject: "'not'") { match.excluded = attributes(of: excluded) }
        match.attributes = attributes(of: mapping, except: ["version", "not"])
        return match
    }

    private func attributes(of mapping: MappingReader, except names: Set<String> = []) -> [CycleMatch.Attribute] {
        mapping.allEntries().filter { !names.contains($0.key) }.map {
            CycleMatch.Attribute(name: $0.key, tests: mapping.attributeTests($0.key))
        }
    }

    private func latest(scope: DocumentScope) -> Cycle.Latest? {
        guard let mapping = reader.mapping("latest", subject: "'latest'") else { return nil }
        let version = mapping.requiredString("version").flatMap { VersionNumber($0) }
        let released = mapping.requiredDay("released")
        let source = scope.source(of: mapping)
        mapping.finish()
        guard let version, let released else { return nil }
        return Cycle.Latest(version: version, released: released, source: source)
    }

    private func minor(_ mapping: MappingReader, scope: DocumentScope) -> Cycle.Minor? {
        let version = mapping.requiredString("minor").flatMap { VersionNumber($0) }
        let phases = phases(of: mapping, scope: scope.with(default: scope.source(of: mapping)))
        mapping.finish()
        return version.map { Cycle.Minor(version: $0, phases: phases) }
    }

    private func phases(of reader: MappingReader, scope: DocumentScope) -> [Phase] {
        reader.mappings("phases", subject: "a phase").compactMap { PhaseParser(reader: $0, scope: scope).parse() }
    }
}

/// Reads one entry of `phases`.
struct PhaseParser {
    let reader: MappingReader
    let scope: DocumentScope

    func parse() -> Phase? {
        let kind = reader.requiredWord("phase", as: Phase.Kind.self)
        let until = reader.supportEnd("until")
        var phase = Phase(kind: kind ?? .full, until: until ?? .unknown, location: reader.location)
        phase.needs = reader.identifier("needs")
        phase.isThirdParty = reader.boolean("third-party") ?? false
        phase.isUnverified = reader.boolean("unverified") ?? false
        phase.requiresBaseline = reader.boolean("requires-baseline") ?? false
        phase.label = reader.string("label")
        phase.note = reader.string("note")
        phase.disputed = disputed()
        phase.source = scope.source(of: reader)
        let paid = reader.boolean("paid")
        if paid == true, phase.needs == nil {
            reader.error("paid", "a paid phase needs 'needs': the entitlement that a council would hold")
        }
        if phase.source == nil, !reader.has("source"), !scope.hasUnknownDefault {
            reader.sink.error(
                at: reader.location,
                "a phase needs a source: its own, the cycle's or the product's 'source'"
            )
        }
        reader.finish()
        return kind == nil || until == nil ? nil : phase
    }

    private func disputed() -> Phase.Disputed? {
        guard let mapping = reader.mapping("disputed", subject: "'disputed'") else { return nil }
        let until = mapping.requiredDay("until")
        let source = mapping.string("source").flatMap { scope.resolve($0, at: mapping.location(of: "source")) }
        mapping.finish()
        return until.map { Phase.Disputed(until: $0, source: source) }
    }
}
