import EstateFiles
import EstateModel
import Planning

/// The estate as plans depend on it: services on their assets and on each other, guests on their hosts, what a plan
/// changes on the asset that carries it, and what holds up the upgrade of what.
struct PlanGraph {
    struct Asset {
        var id: Int64
        var name: String
        /// The business service's id; nil for an asset that serves none.
        var service: String?
        /// The asset of the virtualisation host; nil for a machine of its own.
        var host: Int64?
        /// What scans found on it; only what ``blocks`` ask for has to be here.
        var products: Set<ScannedAsset.Product> = []
    }

    /// A product that holds up others where it is there.
    struct Block {
        var product: String
        /// Nil means every release.
        var releases: Set<String>?
        /// Products on the same asset or on the host under it.
        var held: Set<String>
        /// Names of assets; nil means all.
        var assets: Set<String>?
        /// Who says so.
        var reference: String
    }

    private(set) var nodes: [EstateGraph.Node] = []
    var edges: [EstateGraph.Edge] = []
    private(set) var work: [PlannedWork] = []
    private let names: [Int64: String]
    private var products: Set<String> = []
    private let kind: (String) -> String?

    /// - Parameters:
    ///   - plans: those that are open.
    ///   - kind: the kind of a product by its id, as rules call it; nil for one that no rule knows.
    init(
        services: [BusinessService],
        assets: [Asset],
        blocks: [Block] = [],
        plans: [PlanRecord],
        kind: @escaping (String) -> String?
    ) {
        self.kind = kind
        names = Self.names(of: assets)
        add(services)
        add(assets, services: Set(services.map(\.id)))
        let holding = ServiceBlocks(services, assets: assets, names: names)
        edges += holding.edges
        for plan in plans { add(plan, holding) }
        add(blocks, assets, plans)
    }

    func schedule(asOf day: CalendarDay) throws(PlanFault) -> PlanSchedule {
        try PlanSchedule(EstateGraph(nodes: nodes, edges: edges), work: work, asOf: day)
    }

    /// One that was taken out of the estate may have left its name to another.
    private static func names(of assets: [Asset]) -> [Int64: String] {
        let counts = Dictionary(grouping: assets, by: \.name).mapValues(\.count)
        return Dictionary(
            assets.map { ($0.id, counts[$0.name] == 1 ? $0.name : "\($0.name) (number \($0.id))") }
        ) { first, _ in first }
    }

    private mutating func add(_ services: [BusinessService]) {
        let known = Set(services.map(\.id))
        for service in services {
            nodes.append(EstateGraph.Node(id: Self.node(ofService: service.id), kind: .service, label: service.name))
            for other in service.dependsOn where known.contains(other) {
                edges.append(
                    EstateGraph.Edge(
                        from: Self.node(ofService: service.id),
                        to: Self.node(ofService: other),
                        kind: .dependsOn
                    )
                )
            }
        }
    }

    private mutating func add(_ assets: [Asset], services: Set<String>) {
        let hosts = Set(assets.compactMap(\.host))
        for asset in assets {
            guard let name = names[asset.id] else { continue }
            let kind: EstateGraph.Node.Kind = hosts.contains(asset.id) ? .host : asset.host == nil ? .os : .guest
            nodes.append(EstateGraph.Node(id: name, kind: kind, label: name))
            if let service = asset.service, services.contains(service) {
                edges.append(EstateGraph.Edge(from: Self.node(ofService: service), to: name, kind: .dependsOn))
            }
            if let host = asset.host.flatMap({ names[$0] }), host != name {
                edges.append(EstateGraph.Edge(from: name, to: host, kind: .runsOn))
            }
        }
    }

    private mutating func add(_ plan: PlanRecord, _ holding: ServiceBlocks) {
        let content = plan.content
        let isMachine = isMachine(content.subject.product)
        var parts: [String] = []
        for id in content.assets {
            guard let asset = names[id] else { continue }
            let part = isMachine ? asset : Self.part(content.subject.product, on: asset)
            parts.append(part)
            guard !isMachine, products.insert(part).inserted else { continue }
            nodes.append(EstateGraph.Node(id: part, kind: .application, label: "\(content.subject.label) on \(asset)"))
            edges.append(EstateGraph.Edge(from: part, to: asset, kind: .runsOn))
        }
        var item = PlannedWork(plan, nodes: parts)
        item.changedServices = holding.changed(by: content, isMachine: isMachine)
        item.heldServices = holding.held(content)
        work.append(item)
    }

    /// What holds up a plan's product where the inventory shows it. A part without a plan stands on nothing here: it
    /// is named once, as what the plan waits for.
    private mutating func add(_ blocks: [Block], _ assets: [Asset], _ plans: [PlanRecord]) {
        var byHeld: [String: [Block]] = [:]
        for block in blocks { for product in block.held { byHeld[product, default: []].append(block) } }
        guard !byHeld.isEmpty else { return }
        let known = Dictionary(assets.map { ($0.id, $0) }) { first, _ in first }
        let guests = Dictionary(grouping: assets.filter { $0.host != nil }) { $0.host ?? 0 }
        for plan in plans {
            let product = plan.content.subject.product
            for block in byHeld[product] ?? [] {
                for asset in plan.content.assets.compactMap({ known[$0] }) {
                    guard let name = names[asset.id] else { continue }
                    let held = isMachine(product) ? name : Self.part(product, on: name)
                    for other in [asset] + (guests[asset.id] ?? []) where block.stands(on: other) {
                        add(block, on: other, holding: held)
                    }
                }
            }
        }
    }

    private mutating func add(_ block: Block, on asset: Asset, holding held: String) {
        guard let name = names[asset.id] else { return }
        let isMachine = isMachine(block.product)
        let part = isMachine ? name : Self.part(block.product, on: name)
        // Of a machine that is its own host both are changed at once.
        guard part != held else { return }
        if !isMachine, products.insert(part).inserted {
            nodes.append(EstateGraph.Node(id: part, kind: .application, label: part))
        }
        edges.append(EstateGraph.Edge(from: part, to: held, kind: .blocksUpgradeOf, reference: block.reference))
    }

    /// Whether a plan about it is about the machine as a whole.
    private func isMachine(_ product: String) -> Bool {
        guard let kind = kind(product) else { return product.contains(":") }
        return kind == "os" || kind == "hypervisor" || kind == "hardware"
    }

    static func node(ofService id: String) -> String { "service \(id)" }

    private static func part(_ product: String, on asset: String) -> String { "\(product) on \(asset)" }
}

extension PlanGraph.Block {
    /// A release that nobody can tell may be the one.
    fileprivate func stands(on asset: PlanGraph.Asset) -> Bool {
        guard assets?.contains(asset.name) ?? true else { return false }
        return asset.products.contains { found in
            guard found.product == product else { return false }
            guard let releases, let release = found.release else { return true }
            return releases.contains(release)
        }
    }
}
