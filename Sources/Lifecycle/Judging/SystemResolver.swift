import EstateModel

/// Finds the operating system of a host among the rules: from `product/cycle`, a label, or facts.
struct SystemResolver {
    let pack: RulePack
    let context: HostContext

    /// The version as far as it is known, `7.6`: a name or its facts may tell more than the release.
    func version(of rule: ProductRule) -> VersionNumber? {
        for fact in context.systemFacts {
            let claims = Identifier(pack: pack).claims(for: NormalFact(fact))
            if let claim = claims.first(where: { $0.isJudged && $0.rule.id == rule.id }), let version = claim.version {
                return version
            }
        }
        guard let text = context.system, !text.contains("/") else { return nil }
        return labelWords(text).first { $0.utf8.first.map(isDigit) ?? false && $0.contains(".") }
            .flatMap { VersionNumber($0) }
    }

    func resolve() -> (rule: ProductRule, cycle: Cycle?)? {
        var partial: (rule: ProductRule, cycle: Cycle?)?
        if let text = context.system, text != "self" {
            for read in [byID, byLabel, byBuild, byName] {
                guard let found = read(text) else { continue }
                if found.cycle != nil { return found }
                partial = partial ?? found
            }
        }
        for fact in context.systemFacts {
            if let found = byFact(fact) { return found }
        }
        return partial
    }

    /// `Windows 11 Pro` with a build: what Windows itself would say.
    private func byBuild(_ text: String) -> (rule: ProductRule, cycle: Cycle?)? {
        let given = labelWords(text)
        guard given.contains("windows"), let build = context.build.flatMap(VersionTransform.windowsBuild) else {
            return nil
        }
        let number = build.split(separator: ".").first.map(String.init) ?? build
        var fields = ["caption": text, "productType": given.contains("server") ? "3" : "1"]
        fields["version"] = numbers(in: context.build ?? "").count > 2 ? context.build : "10.0.\(number)"
        fields["editionId"] = context.edition
        fields["installationType"] = context.installationType
        return byFact(Fact(kind: "windows-os", fields: fields))
    }

    private func byID(_ text: String) -> (rule: ProductRule, cycle: Cycle?)? {
        let parts = text.split(separator: "/", maxSplits: 1)
        guard parts.count == 2, let rule = pack.product(String(parts[0])) else { return nil }
        return (rule, rule.cycle(String(parts[1])))
    }

    private func byFact(_ fact: Fact) -> (rule: ProductRule, cycle: Cycle?)? {
        let normal = NormalFact(fact)
        let claims = Identifier(pack: pack).claims(for: normal)
        guard let claim = claims.first(where: { $0.isJudged && $0.rule.kind.isSystem }) else { return nil }
        let attributes = AttributeLookup(claim: claim, fact: normal, host: context)
        if let id = claim.entry.cycle { return (claim.rule, claim.rule.cycle(id)) }
        let selection = CycleSelection(rule: claim.rule, version: claim.version, attribute: attributes.value)
        if case .one(let cycle, _) = selection.select() { return (claim.rule, cycle) }
        return (claim.rule, nil)
    }

    private func byLabel(_ text: String) -> (rule: ProductRule, cycle: Cycle?)? {
        let given = Set(labelWords(text))
        let best = pack.systemLabels.best(for: given)
        return best.map { refined($0.rule, $0.cycle) }
    }

    /// A build that contradicts the label decides, as far as it can; else the cycle stays open.
    private func refined(_ rule: ProductRule, _ cycle: Cycle) -> (rule: ProductRule, cycle: Cycle?) {
        guard let build = context.build.flatMap(VersionTransform.windowsBuild).flatMap({ VersionNumber($0) }),
            let version = cycle.match.version, version.holds(for: build) == .no
        else { return (rule, cycle) }
        let selection = CycleSelection(rule: rule, version: build) { name in
            name == "edition" ? context.edition : name == "installationType" ? context.installationType : nil
        }
        if case .one(let better, _) = selection.select() { return (rule, better) }
        return (rule, nil)
    }

    /// `Debian 12`, `RHEL 8.6`: one of the rule's names, then a version.
    private func byName(_ text: String) -> (rule: ProductRule, cycle: Cycle?)? {
        let given = labelWords(text)
        var best: (rule: ProductRule, length: Int)?
        for rule in pack.products where rule.kind.isSystem {
            for name in rule.names + [rule.name] {
                let wanted = labelWords(name)
                guard !wanted.isEmpty, given.starts(with: wanted), wanted.count > best?.length ?? 0 else { continue }
                best = (rule, wanted.count)
            }
        }
        guard let best else { return nil }
        let rest = given.dropFirst(best.length)
        // `Alpine Linux v3.22`.
        let bare = rest.map { $0.hasPrefix("v") ? String($0.dropFirst()) : $0 }
        guard let version = bare.first(where: { $0.utf8.first.map(isDigit) ?? false }).flatMap({ VersionNumber($0) })
        else {
            return (best.rule, nil)
        }
        let selection = CycleSelection(rule: best.rule, version: version) { _ in nil }
        if case .one(let cycle, _) = selection.select() { return (best.rule, cycle) }
        return (best.rule, nil)
    }
}

extension ProductRule.Kind {
    /// Kinds that can be what a host runs.
    var isSystem: Bool {
        switch self {
        case .operatingSystem, .hypervisor, .appliance, .network, .storage: true
        default: false
        }
    }
}

/// Looks for an attribute of `match` where the format says: entry, groups and transform, fact, host.
struct AttributeLookup {
    let claim: Claim
    let fact: NormalFact
    let host: HostContext
    /// The host's operating system; nil when it is not known or is itself being looked for.
    var system: PreparedHost.System?

    func value(_ name: String) -> String? {
        if let value = claim.attributes[name] ?? fact[name] ?? ofHost(name) { return value }
        // The system's own rule must not take its product's usual form for what the fact leaves out.
        return claim.rule.kind.isSystem ? nil : system?.rule.hostAttributes[name]
    }

    private func ofHost(_ name: String) -> String? {
        switch name {
        case "hostProduct": return system?.rule.id
        case "hostRelease": return system?.id
        case "edition": return host.edition
        case "build": return host.build
        case "installationType": return host.installationType
        default: return nil
        }
    }
}
