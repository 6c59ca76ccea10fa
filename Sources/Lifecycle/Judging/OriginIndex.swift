import EstateModel
import LinearRegex

/// Tells from a package's repository, vendor, version or maintainer who delivered it.
struct OriginIndex: Sendable {
    struct Origin {
        let owner: OriginOwner
        let evidence: OriginOwner.Evidence
        /// The distribution's release as the version tag names it.
        let cycleHint: String?

        var confidence: Confidence {
            switch evidence {
            case .origin, .vendor, .version: .high
            case .maintainer, .plain: .medium
            }
        }
    }

    private struct Level: Sendable {
        var patterns: [LinearRegex] = []
        /// Index of the owner, ascending.
        var owners: [Int] = []
        var set: LinearRegexSet?
    }

    private let owners: [OriginOwner]
    private var levels: [String: [OriginOwner.Evidence: Level]] = [:]

    init(_ owners: [OriginOwner]) {
        self.owners = owners
        for (number, owner) in owners.enumerated() {
            for ecosystem in owner.patterns {
                for (evidence, patterns) in ecosystem.patterns {
                    var level = levels[ecosystem.ecosystem]?[evidence] ?? Level()
                    level.patterns += patterns
                    level.owners += patterns.map { _ in number }
                    levels[ecosystem.ecosystem, default: [:]][evidence] = level
                }
            }
        }
        for (ecosystem, table) in levels {
            for (evidence, level) in table {
                levels[ecosystem]?[evidence]?.set = LinearRegexSet(level.patterns)
            }
        }
    }

    /// Nil when nobody is recognised. `system` is the host's operating system product, `owners` those it calls its own.
    func origin(of fact: NormalFact, system: String?, owners own: Set<String>) -> Origin? {
        guard let table = levels[fact.raw.kind] else { return nil }
        for evidence in OriginOwner.Evidence.allCases {
            guard let level = table[evidence], let text = fact[evidence == .plain ? "version" : evidence.rawValue]
            else {
                continue
            }
            let matches =
                level.set?.matches(in: text) ?? level.patterns.indices.filter { level.patterns[$0].matches(text) }
            for match in matches {
                let owner = owners[level.owners[match]]
                // A version without anybody's tag says something only on the distribution's own hosts.
                let isOwn = own.contains(owner.id) || (system.map(owner.systems.contains) ?? false)
                if evidence == .plain, !isOwn || Self.namesAnotherMaker(fact) { continue }
                let patterns = owner.patterns.first { $0.ecosystem == fact.raw.kind }
                if !(patterns?.holds(evidence, version: fact["version"]) ?? true) { continue }
                let hint = evidence == .version ? level.patterns[match].firstMatch(in: text)?["os"] : nil
                return Origin(
                    owner: owner,
                    evidence: evidence,
                    cycleHint: hint ?? Self.tagHint(fact, table, owner, owners)
                )
            }
        }
        return nil
    }

    /// A maker that no owner recognised, or one would have been found on a stronger level.
    private static func namesAnotherMaker(_ fact: NormalFact) -> Bool {
        guard let maker = fact[fact.raw.kind == "rpm" ? "vendor" : "maintainer"] else { return false }
        return maker != "(none)"
    }

    /// The release named by the version's tag when stronger evidence already told the owner.
    private static func tagHint(
        _ fact: NormalFact,
        _ table: [OriginOwner.Evidence: Level],
        _ owner: OriginOwner,
        _ owners: [OriginOwner]
    ) -> String? {
        guard owner.kind == .distribution, let text = fact["version"] else { return nil }
        let tags = owner.patterns.first { $0.ecosystem == fact.raw.kind }?.tags ?? []
        if let hint = tags.lazy.compactMap({ $0.firstMatch(in: text)?["os"] }).first { return hint }
        guard let level = table[.version] else { return nil }
        for (index, number) in level.owners.enumerated() where owners[number].id == owner.id {
            if let hint = level.patterns[index].firstMatch(in: text)?["os"] { return hint }
        }
        return nil
    }
}
