import EstateModel
import LinearRegex

/// A rule's word that a fact is its product, with what the entry read out of it.
struct Claim {
    let rule: ProductRule
    let entry: IdentifyEntry
    let isLookAlike: Bool
    /// As taken and transformed; nil when the entry takes none or it could not be read.
    let version: VersionNumber?
    /// The text that was there to take, before the transform.
    let versionText: String?
    /// Constants, named groups and what the transform proved.
    let attributes: [String: String]

    var isJudged: Bool { entry.role.isJudged }
    var role: Verdict.Role { entry.role }
}

/// Tells which products claim a fact, the best claim first.
struct Identifier {
    let pack: RulePack

    func claims(for fact: NormalFact) -> [Claim] {
        var claims: [Claim] = []
        var current = -1
        for place in pack.index.candidates(for: fact) where place.product != current {
            let rule = pack.products[place.product]
            let entry = place.isLookAlike ? rule.notProduct[place.entry] : rule.identify[place.entry]
            if let claim = claim(fact, rule: rule, entry: entry, isLookAlike: place.isLookAlike) {
                claims.append(claim)
                current = place.product
            }
        }
        let products = Set(claims.filter { !$0.isLookAlike }.map(\.rule.id))
        return
            claims
            .filter { claim in !(claim.isLookAlike && claim.entry.see.map(products.contains) ?? false) }
            .sorted(by: Self.isBetter)
    }

    private static func isBetter(_ left: Claim, _ right: Claim) -> Bool {
        if left.isJudged != right.isJudged { return left.isJudged }
        if left.entry.identity != right.entry.identity { return left.entry.identity > right.entry.identity }
        if left.rule.layer != right.rule.layer { return left.rule.layer > right.rule.layer }
        let counts = (left.entry.conditions.count, right.entry.conditions.count)
        if counts.0 != counts.1 { return counts.0 > counts.1 }
        return left.rule.id < right.rule.id
    }

    private func claim(_ fact: NormalFact, rule: ProductRule, entry: IdentifyEntry, isLookAlike: Bool) -> Claim? {
        var attributes = entry.constants
        for condition in entry.conditions {
            guard let text = fact[condition.field],
                let groups = Self.match(text, condition.patterns)
            else { return nil }
            attributes.merge(groups) { constant, _ in constant }
        }
        for exclusion in entry.exclusions {
            if let text = fact[exclusion.field], exclusion.patterns.contains(where: { $0.matches(text) }) { return nil }
        }
        var version: VersionNumber?
        var versionText: String?
        if let take = entry.version {
            versionText = attributes[take.take] ?? fact[take.take]
            if let result = versionText.flatMap(take.transform.apply) {
                attributes.merge(result.attributes) { first, _ in first }
                version = VersionNumber(result.version).map { number in take.fields.map(number.prefix) ?? number }
            }
        }
        return Claim(
            rule: rule,
            entry: entry,
            isLookAlike: isLookAlike,
            version: version,
            versionText: versionText,
            attributes: attributes
        )
    }

    /// The named groups of the first expression that is found; nil when none is.
    private static func match(_ text: String, _ patterns: [LinearRegex]) -> [String: String]? {
        for pattern in patterns {
            guard !pattern.groupNames.isEmpty else {
                if pattern.matches(text) { return [:] }
                continue
            }
            guard let match = pattern.firstMatch(in: text) else { continue }
            var groups: [String: String] = [:]
            for name in pattern.groupNames { groups[name] = match[name] }
            return groups
        }
        return nil
    }
}
