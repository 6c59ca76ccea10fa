import EstateModel

/// A host with its operating system found among the rules, once for all of its facts.
struct PreparedHost {
    private(set) var context: HostContext
    let pack: RulePack
    let organisation: OrganisationRecord
    let asOf: CalendarDay
    private(set) var rule: ProductRule?
    private(set) var cycle: Cycle?
    /// The operating system's own calendar; nil when it is not known.
    private(set) var outcome: CalendarOutcome?
    /// The same for packages of archive areas, by the entitlement that the area needs.
    private var areaOutcomes: [String: CalendarOutcome] = [:]
    /// Packages of the operating system whose support ends apart from it.
    private(set) var exceptions = ExceptionTable()

    init(_ context: HostContext, pack: RulePack, organisation: OrganisationRecord, asOf: CalendarDay) {
        self.context = context
        self.pack = pack
        self.organisation = organisation
        self.asOf = asOf
        let resolver = SystemResolver(pack: pack, context: context)
        if let found = resolver.resolve() {
            rule = found.rule
            cycle = found.cycle
        }
        prepareCalendars()
    }

    private mutating func prepareCalendars() {
        guard let rule, let cycle else { return }
        outcome = calendar(of: cycle, rule: rule, version: nil, packageVersion: nil, isSystem: true)
        areaOutcomes = [:]
        for area in rule.packages?.areas ?? [] where areaOutcomes[area.needs] == nil {
            areaOutcomes[area.needs] = calendar(
                of: cycle,
                rule: rule,
                version: nil,
                packageVersion: nil,
                isSystem: true,
                areaNeeds: area.needs
            )
        }
        exceptions = ExceptionTable(rule: rule, cycle: cycle, lists: pack.packageLists)
    }

    /// The system's calendar for one of its packages; what the package's own version proves is taken into account.
    func calendar(ofPackage version: String?, areaNeeds: String?) -> CalendarOutcome? {
        guard let rule, let cycle else { return nil }
        let needs = cycle.phases.compactMap(\.needs) + (areaNeeds.map { [$0] } ?? [])
        let isTagged = version.map { text in
            needs.contains { pack.entitlements[$0]?.isProved(byVersion: text) ?? false }
        }
        guard isTagged ?? false else { return areaNeeds.map { areaOutcomes[$0] } ?? outcome }
        return calendar(
            of: cycle,
            rule: rule,
            version: nil,
            packageVersion: version,
            isSystem: true,
            areaNeeds: areaNeeds
        )
    }

    /// The same host with a system that a package's own tag told.
    func with(rule: ProductRule, cycle: Cycle) -> PreparedHost {
        var copy = self
        copy.rule = rule
        copy.cycle = cycle
        copy.prepareCalendars()
        return copy
    }

    /// The same host with the build that a fact about Windows itself tells.
    func completed(by fact: NormalFact) -> PreparedHost {
        guard fact.raw.kind == "windows-os" || fact.raw.kind == "registry-os" else { return self }
        var copy = self
        copy.context.build = context.build ?? fact["version"] ?? fact["build"] ?? fact["currentBuildNumber"]
        copy.context.updateRevision = context.updateRevision ?? fact["ubr"].flatMap { Int($0) }
        return copy
    }

    var systemName: String {
        guard let rule, let cycle else { return "the host's operating system" }
        return rule.label(of: cycle)
    }

    /// `debian/12`; nil when not known.
    var systemID: String? {
        guard let rule, let cycle else { return nil }
        return "\(rule.id)/\(cycle.id)"
    }

    func entitlements(packageVersion: String?) -> EntitlementBook {
        EntitlementBook(
            pack: pack,
            host: context,
            organisation: organisation,
            asOf: asOf,
            packageVersion: packageVersion
        )
    }

    /// A cycle's phases on this host: a locked minor release's own where there is one.
    func calendar(
        of cycle: Cycle,
        rule: ProductRule,
        version: VersionNumber?,
        packageVersion: String?,
        isSystem: Bool,
        areaNeeds: String? = nil
    ) -> CalendarOutcome {
        var phases = cycle.phases
        var lock: (text: String, isKnown: Bool)?
        if isSystem, let text = context.subscriptionRelease, let number = VersionNumber(text), number.fields.count > 1 {
            let minor = cycle.minors.first { $0.version == number }
            if let minor { phases = minor.phases }
            lock = (visible(text, limit: 20), minor != nil)
        }
        let timeline = PhaseTimeline(
            phases: phases,
            asOf: asOf,
            entitlements: entitlements(packageVersion: packageVersion),
            dataAgeLimit: rule.dataAgeLimit,
            system: isSystem ? nil : outcome,
            systemName: systemName,
            isOnBaseline: cycle.baseline.map { $0.holds(for: version) } ?? .yes,
            areaNeeds: areaNeeds
        )
        var result = timeline.outcome()
        if let lock {
            result.flags.insert(VerdictFlag.minorReleaseLocked)
            result.causes.insert(.minorRelease)
            let own =
                lock.isKnown ? "that minor release has its own calendar" : "the rule has no calendar of its own for it"
            result.reasons.insert("The host is locked to release \(lock.text): \(own).", at: 0)
            if !lock.isKnown { result.lower(to: .medium) }
        }
        return result
    }
}
