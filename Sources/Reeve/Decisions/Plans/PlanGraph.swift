import EstateFiles
import EstateModel
import Planning
import Store

/// The estate as plans depend on it: services on their assets and on each other, guests on their hosts, and what a plan
/// changes on the asset that carries it.
struct PlanGraph {
    struct Asset {
        var id: Int64
        var name: String
        /// The business service's id; nil for an asset that serves none.
        var service: String?
        /// The asset of the virtualisation host; nil for a machine of its own.
        var host: Int64?
    }

    private(set) var nodes: [EstateGraph.Node] = []
    private(set) var edges: [EstateGraph.Edge] = []
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
        plans: [PlanRecord],
        kind: @escaping (String) -> String?
    ) {
        self.kind = kind
        names = Self.names(of: assets)
        add(services)
        add(assets, services: Set(services.map(\.id)))
        for plan in plans { add(plan) }
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

    private mutating func add(_ plan: PlanRecord) {
        let content = plan.content
        let assets = content.assets.compactMap { names[$0] }
        guard !isMachine(content.subject) else {
            work.append(PlannedWork(plan, nodes: assets))
            return
        }
        var parts: [String] = []
        for asset in assets {
            let part = "\(content.subject.product) on \(asset)"
            parts.append(part)
            guard products.insert(part).inserted else { continue }
            nodes.append(EstateGraph.Node(id: part, kind: .application, label: "\(content.subject.label) on \(asset)"))
            edges.append(EstateGraph.Edge(from: part, to: asset, kind: .runsOn))
        }
        work.append(PlannedWork(plan, nodes: parts))
    }

    /// Whether a plan about it is about the machine as a whole.
    private func isMachine(_ subject: PlanContent.Subject) -> Bool {
        guard let kind = kind(subject.product) else { return subject.product.contains(":") }
        return kind == "os" || kind == "hypervisor" || kind == "hardware"
    }

    private static func node(ofService id: String) -> String { "service \(id)" }
}

extension PlanWork {
    /// The estate with the plans that are open.
    func graph(_ plans: [PlanRecord], kind: @escaping (String) -> String?) async throws -> PlanGraph {
        let known = try await work.assets()
        let hosts = try await explainingErrors { try await work.store.hypervisorsByTarget() }
        let assets = known.values.sorted { $0.id < $1.id }.map { asset in
            PlanGraph.Asset(
                id: asset.id,
                name: asset.name,
                service: asset.service,
                host: hosts[asset.name]?.rawValue
            )
        }
        return PlanGraph(services: workspace.estate.services, assets: assets, plans: plans, kind: kind)
    }
}
