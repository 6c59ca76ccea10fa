package import EstateModel

/// A plan whose money is there, as the framework asks for it.
package struct FundedPlan: Hashable, Sendable {
    /// The store's ids.
    package var assets: Set<Int64>
    package var product: String
    package var release: String?
    /// The day by which it is done.
    package var endsOn: CalendarDay

    package init(assets: Set<Int64>, product: String, release: String?, endsOn: CalendarDay) {
        self.assets = assets
        self.product = product
        self.release = release
        self.endsOn = endsOn
    }
}

/// Gathers the framework's facts of each service from an estate that was judged.
package struct LitrafBuilder: Sendable {
    let asOf: CalendarDay
    private let assets: [Int64: AssetContext]
    private let findings: [Int64: [Finding]]
    private let plans: [FundedPlan]
    private let facts: FactsBuilder
    /// The assets of each service; those that serve none under nil. Sorted by name.
    private let members: [String?: [AssetContext]]
    /// The assets that each runs on.
    private let hosts: [Int64: [AssetContext]]

    /// - Parameter assets: also those that no scan has read; they have no findings.
    package init(
        asOf: CalendarDay,
        findings: [Finding],
        assets: [AssetContext],
        plans: [FundedPlan],
        policies: RiskPolicies = RiskPolicies()
    ) {
        self.asOf = asOf
        self.plans = plans
        self.findings = Dictionary(grouping: findings, by: \.assetID)
        self.assets = Dictionary(assets.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        facts = FactsBuilder(policies: policies, asOf: asOf, assets: self.assets)
        let sorted = assets.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
        members = Dictionary(grouping: sorted) { $0.service?.id }
        var hosts: [Int64: [AssetContext]] = [:]
        for asset in sorted {
            for guest in Set(asset.guests) { hosts[guest, default: []].append(asset) }
        }
        self.hosts = hosts
    }

    /// Whether any asset serves none.
    package var hasAssetsWithoutService: Bool { members[nil]?.isEmpty == false }

    /// What scans know of a service; nil for the assets that serve none.
    package func facts(service: String?) -> LitrafFacts {
        var result = LitrafFacts()
        let own = members[service] ?? []
        var machines: [String: CalendarDay] = [:]
        for asset in own {
            let found = findings[asset.id] ?? []
            guard !found.isEmpty else {
                result.unread.append(asset.name)
                continue
            }
            result.products += products(found)
            let weaknesses = asset.weaknesses.map { $0.explanation + "." }
            result.hosts.append(LitrafFacts.Host(asset.name, patches: facts.patches(of: asset), weaknesses: weaknesses))
            for machine in [asset] + (hosts[asset.id] ?? []) {
                guard let due = ageDue(machine) else { continue }
                machines[machine.name] = min(machines[machine.name] ?? due, due)
            }
        }
        result.machines = machines.sorted { $0.key < $1.key }.map { LitrafFacts.Machine($0.key, ageDue: $0.value) }
        return result
    }

    private func ageDue(_ asset: AssetContext) -> CalendarDay? {
        (findings[asset.id] ?? []).compactMap(\.verdict.ageDue).min()
    }

    /// Products by themselves: what comes with a system or inside a program ends with it, and hardware counts when its
    /// maker's end is known.
    private func products(_ findings: [Finding]) -> [LitrafFacts.Product] {
        findings.compactMap { finding in
            let verdict = finding.verdict
            guard verdict.role == .product, verdict.status != .component, let product = verdict.product else {
                return nil
            }
            let clock = SupportClock(verdict)
            if verdict.productKind == "hardware", clock == .unknown || clock == .free(until: nil) { return nil }
            return LitrafFacts.Product(
                verdict.label(product: product, release: verdict.release),
                on: finding.assetName,
                clock: clock,
                fundedPlanEnd: planEnd(finding.assetID, product, verdict.release)
            )
        }
    }

    private func planEnd(_ asset: Int64, _ product: String, _ release: String?) -> CalendarDay? {
        plans.filter { $0.product == product && $0.release == release && $0.assets.contains(asset) }
            .map(\.endsOn).min()
    }
}
