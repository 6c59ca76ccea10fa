import EstateModel

/// A host with its operating system found among the rules, once for all of its facts.
///
/// A class because every fact's judge holds it; it does not change once it is made.
final class PreparedHost {
    /// A release with the rule that describes it: passed on by reference, for every package asks for it.
    final class System {
        let rule: ProductRule
        let cycle: Cycle
        /// `debian/12`.
        let id: String
        let label: String
        let ecosystem: String?
        let areas: [PackageCalendar.Area]

        init(rule: ProductRule, cycle: Cycle) {
            self.rule = rule
            self.cycle = cycle
            id = "\(rule.id)/\(cycle.id)"
            label = rule.label(of: cycle)
            ecosystem = rule.packages?.ecosystem
            areas = rule.packages?.areas ?? []
        }
    }

    private(set) var context: HostContext
    let pack: RulePack
    let organisation: OrganisationRecord
    let asOf: CalendarDay
    private(set) var rule: ProductRule?
    private(set) var cycle: Cycle?
    /// With its minor release or service pack, which may decide what cover there is; nil when not known.
    private var systemVersion: VersionNumber?
    /// Nil while the release is not known.
    private(set) var system: System?
    /// Owners whose packages are the system's own.
    private(set) var owners: Set<String> = []
    private(set) var systemProduct: String?
    /// The operating system's own calendar; nil when it is not known.
    private(set) var outcome: CalendarOutcome?
    /// The same for packages of archive areas.
    private var areaOutcomes: [PackageCalendar.Area: CalendarOutcome] = [:]
    /// Packages of the operating system whose support ends apart from it.
    private(set) var exceptions = ExceptionTable()
    /// Entitlements of the system's phases that a package's version can prove.
    private var phaseNeeds: [EntitlementDefinition] = []

    init(_ context: HostContext, pack: RulePack, organisation: OrganisationRecord, asOf: CalendarDay) {
        self.context = context
        self.pack = pack
        self.organisation = organisation
        self.asOf = asOf
        let resolver = SystemResolver(pack: pack, context: context)
        if let found = resolver.resolve() {
            rule = found.rule
            cycle = found.cycle
            systemVersion = resolver.version(of: found.rule)
        }
        prepareCalendars()
    }

    private init(_ other: PreparedHost) {
        context = other.context
        pack = other.pack
        organisation = other.organisation
        asOf = other.asOf
        rule = other.rule
        cycle = other.cycle
        systemVersion = other.systemVersion
        system = other.system
        owners = other.owners
        systemProduct = other.systemProduct
        outcome = other.outcome
        areaOutcomes = other.areaOutcomes
        exceptions = other.exceptions
        phaseNeeds = other.phaseNeeds
    }

    private func prepareCalendars() {
        systemProduct = rule?.id
        owners = Set(rule?.packages?.owners ?? [])
        guard let rule, let cycle else { return }
        system = System(rule: rule, cycle: cycle)
        outcome = calendar(of: cycle, rule: rule, version: systemVersion, packageVersion: nil, isSystem: true)
        areaOutcomes = [:]
        for area in rule.packages?.areas ?? [] where areaOutcomes[area] == nil {
            areaOutcomes[area] = calendar(
                of: cycle,
                rule: rule,
                version: systemVersion,
                packageVersion: nil,
                isSystem: true,
                area: area
            )
        }
        phaseNeeds = cycle.phases.compactMap(\.needs).compactMap { pack.entitlements[$0] }.filter(\.hasVersionTag)
        exceptions = ExceptionTable(rule: rule, cycle: cycle, lists: pack.packageLists)
    }

    /// The system's calendar for one of its packages; what the package's own version proves is taken into account.
    func calendar(ofPackage version: String?, area: PackageCalendar.Area?) -> CalendarOutcome? {
        guard let system else { return nil }
        let areaNeed = area.flatMap { pack.entitlements[$0.needs] }
        let isTagged = version.map { text in
            phaseNeeds.contains { $0.isProved(byVersion: text) } || areaNeed?.isProved(byVersion: text) ?? false
        }
        guard isTagged ?? false else { return area.map { areaOutcomes[$0] } ?? outcome }
        return calendar(
            of: system.cycle,
            rule: system.rule,
            version: systemVersion,
            packageVersion: version,
            isSystem: true,
            area: area
        )
    }

    /// The same host with a system that a package's own tag told.
    func with(rule: ProductRule, cycle: Cycle) -> PreparedHost {
        let copy = PreparedHost(self)
        copy.rule = rule
        copy.cycle = cycle
        copy.systemVersion = nil
        copy.prepareCalendars()
        return copy
    }

    /// The same host with the build that a fact about Windows itself tells.
    func completed(by fact: NormalFact) -> PreparedHost {
        guard fact.raw.kind == "windows-os" || fact.raw.kind == "registry-os" else { return self }
        let copy = PreparedHost(self)
        copy.context.build = context.build ?? fact["version"] ?? fact["build"] ?? fact["currentBuildNumber"]
        copy.context.updateRevision = context.updateRevision ?? fact["ubr"].flatMap { Int($0) }
        return copy
    }

    var systemName: String {
        system?.label ?? "the host's operating system"
    }

    /// `debian/12`; nil when not known.
    var systemID: String? {
        system?.id
    }

    func entitlements(packageVersion: String?, service: String? = nil) -> EntitlementBook {
        var host = context
        // What is attached without the area's own service draws nothing for it.
        if let service, let pro = host.pro, !pro.services.isEmpty, !pro.services.contains(service) {
            host.pro = HostContext.Pro(attached: false)
        }
        return EntitlementBook(
            pack: pack,
            host: host,
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
        area: PackageCalendar.Area? = nil
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
            entitlements: entitlements(packageVersion: packageVersion, service: area?.service),
            dataAgeLimit: rule.dataAgeLimit,
            system: isSystem ? nil : outcome,
            systemName: systemName,
            isOnBaseline: cycle.baseline.map { $0.holds(for: version) } ?? .yes,
            areaNeeds: area?.needs
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
