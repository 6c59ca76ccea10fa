import EstateFiles
import EstateModel
import Lifecycle
import Planning
import Store

extension PlanWork {
    /// In which order open plans can be done. The inventory is judged only when estate.yaml says that products hold up
    /// others.
    ///
    /// - Throws: ``Planning/PlanFault`` when there is no order, with the reason.
    func schedule(_ plans: [PlanRecord], _ rules: RulesOption, asOf day: CalendarDay?) async throws -> PlanSchedule {
        guard !workspace.estate.upgradeBlocks.isEmpty, !plans.isEmpty else {
            return try await schedule(plans, pack: try workspace.loadRules(rules), asOf: day) { _ in [:] }
        }
        let loaded = try await LoadedAssessment(workspace, rules, asOf: day)
        return try await schedule(plans, loaded, asOf: day)
    }

    func schedule(_ plans: [PlanRecord], _ loaded: LoadedAssessment, asOf day: CalendarDay?) async throws
        -> PlanSchedule
    {
        try await schedule(plans, pack: loaded.pack, asOf: day) { loaded.products(on: $0) }
    }

    private func schedule(
        _ plans: [PlanRecord],
        pack: RulePack,
        asOf day: CalendarDay?,
        _ products: (Set<Int64>) -> [Int64: Set<ScannedAsset.Product>]
    ) async throws -> PlanSchedule {
        let known = try await work.assets()
        let hosts = try await explainingErrors { try await work.store.hypervisorsByTarget() }
        let blocks = workspace.estate.blocks
        let found = blocks.isEmpty ? [:] : products(Set(known.keys))
        let assets = known.values.sorted { $0.id < $1.id }.map { asset in
            PlanGraph.Asset(
                id: asset.id,
                name: asset.name,
                service: asset.service,
                host: hosts[asset.name]?.rawValue,
                products: found[asset.id] ?? []
            )
        }
        let services = workspace.estate.services
        let graph = PlanGraph(services: services, assets: assets, blocks: blocks, plans: plans) { id in
            pack.product(id)?.kind.rawValue
        }
        return try graph.schedule(asOf: day ?? SystemClock.now.londonDay)
    }
}

extension Estate {
    /// Its records about products that hold up others, with the hosts that each is about.
    fileprivate var blocks: [PlanGraph.Block] {
        guard !upgradeBlocks.isEmpty else { return [] }
        let tags = Dictionary(services.map { ($0.id, $0.tags) }) { first, _ in first }
        return upgradeBlocks.map { record in
            let targets = record.scope.named(among: targets, serviceTags: tags)
            return PlanGraph.Block(
                product: record.product.text,
                releases: record.releases.map { Set($0.map(\.text)) },
                held: Set(record.held.map(\.text)),
                assets: record.scope == .all ? nil : Set(targets.map(\.name)),
                reference: record.reference
            )
        }
    }
}
