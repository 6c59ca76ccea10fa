import EstateModel

/// Makes the register from what was judged and what the council knows. Pure: the same input gives the same register.
package struct RegisterBuilder: Sendable {
    package let policies: RiskPolicies
    let calendar: WorkingCalendar

    package init(policies: RiskPolicies = RiskPolicies()) {
        self.policies = policies
        calendar = policies.calendar.calendar
    }

    /// One row for each organisation, product release and service; a shared asset stands in each of its organisations'.
    package func register(_ input: RegisterInput) -> Register {
        let build = RegisterBuild(builder: self, input: input)
        return Register(asOf: input.asOf, rows: build.rows())
    }
}

/// One run of the builder.
struct RegisterBuild {
    /// What a row is made of, before it is scored.
    struct Group: Hashable {
        var kind: RegisterRow.Kind
        var key: RiskKey
    }

    struct Member {
        var asset: AssetContext
        var verdict: Verdict?
        var subject: Fact?
    }

    let policies: RiskPolicies
    let calendar: WorkingCalendar
    let input: RegisterInput
    let assets: [Int64: AssetContext]
    let classifier: FindingClassifier
    let facts: FactsBuilder
    let organisations: [String: OrganisationContext]

    init(builder: RegisterBuilder, input: RegisterInput) {
        policies = builder.policies
        calendar = builder.calendar
        self.input = input
        assets = Dictionary(input.assets.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        classifier = FindingClassifier(
            asOf: input.asOf,
            horizonMonths: policies.plan.horizonMonths,
            findings: input.findings
        )
        facts = FactsBuilder(policies: policies, asOf: input.asOf, assets: assets)
        organisations = Dictionary(input.organisations.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func rows() -> [RegisterRow] {
        let groups = grouped()
        let atRisk = Set(groups.filter { $0.key.kind.isRisk }.flatMap { $0.value.map(\.asset.id) })
        let parts = endedWithSystem()
        // No row needs another.
        return Array(groups).concurrentMap(inBatchesOf: 500) { group, members in
            RowBuild(build: self, group: group, members: members, atRisk: atRisk, parts: parts).row()
        }.compactMap(\.self)
    }

    /// Products that lost their fixes with their asset's system.
    private func endedWithSystem() -> [Int64: Set<String>] {
        input.findings.reduce(into: [:]) { parts, finding in
            if let label = classifier.endedWithSystem(finding) { parts[finding.assetID, default: []].insert(label) }
        }
    }

    /// Members by what their row is about, each asset once, sorted by name.
    private func grouped() -> [Group: [Member]] {
        var groups: [Group: [Int64: Member]] = [:]
        for finding in input.findings {
            guard let asset = assets[finding.assetID] else { continue }
            let member = Member(asset: asset, verdict: finding.verdict, subject: finding.subject)
            for subject in classifier.subjects(of: finding) {
                add(member, to: subject, in: &groups)
            }
        }
        for asset in input.assets {
            guard let subject = unpatchedSubject(asset) else { continue }
            add(Member(asset: asset, verdict: classifier.systems[asset.id]?.first), to: subject, in: &groups)
        }
        return groups.mapValues { members in
            members.values.sorted { ($0.asset.name, $0.asset.id) < ($1.asset.name, $1.asset.id) }
        }
    }

    private func add(
        _ member: Member,
        to subject: FindingClassifier.Subject,
        in groups: inout [Group: [Int64: Member]]
    ) {
        let asset = member.asset
        let organisations: [String?] = asset.organisations.isEmpty ? [nil] : asset.organisations.keys.map { $0 }
        for organisation in organisations {
            let key = RiskKey(
                organisation: organisation,
                product: subject.product,
                release: subject.release,
                service: asset.service?.id
            )
            let group = Group(kind: subject.kind, key: key)
            // One installation often writes several entries: the one that is worst off stands for them.
            if let known = groups[group]?[asset.id], !Self.isWorse(member, than: known) { continue }
            groups[group, default: [:]][asset.id] = member
        }
    }

    /// Orders two findings of one product release on one asset, the same way whatever their order in the input.
    private static func isWorse(_ left: Member, than right: Member) -> Bool {
        let ends = [left, right].map { $0.verdict?.supportEnd?.daysSinceEpoch ?? .max }
        if ends[0] != ends[1] { return ends[0] < ends[1] }
        let texts = [left, right].map { member in
            (member.subject?.fields ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        }
        return texts[0].lexicographicallyPrecedes(texts[1])
    }

    /// Fixes that are missing for longer than the policy's first step, where the system still gets any.
    private func unpatchedSubject(_ asset: AssetContext) -> FindingClassifier.Subject? {
        guard case .missing(let fixes) = facts.patches(of: asset) else { return nil }
        if let oldest = fixes.oldest, oldest.days(until: input.asOf) <= policies.scoring.patchDays[0] { return nil }
        if classifier.systemLacksFixes(asset.id) { return nil }
        let system = classifier.systems[asset.id]?.first
        let product = FindingClassifier.updatesPrefix + (system?.product ?? "unknown-system")
        return FindingClassifier.Subject(kind: .unpatched, product: product, release: system?.release)
    }
}
