import EstateFiles
import Planning

/// What services hold up, and which plans are about them or about what they hold up.
///
/// A service has changed when the applications on its machines have, or a machine of its own has been replaced or
/// retired. A newer system under the same application changes nothing that the service is tied to.
struct ServiceBlocks {
    private(set) var edges: [EstateGraph.Edge] = []
    private let services: [Int64: String]
    /// By service that holds something up: the names of the assets that it holds up itself.
    private let heldAssets: [String: Set<String>]
    /// Services that another holds up.
    private let heldServices: Set<String>
    private let assetNames: [Int64: String]

    init(_ services: [BusinessService], assets: [PlanGraph.Asset], names: [Int64: String]) {
        let known = Set(services.map(\.id))
        let blocking = services.filter { !$0.blockedServices.isEmpty || !$0.blockedTargets.isEmpty }
        heldAssets = Dictionary(blocking.map { ($0.id, Set($0.blockedTargets)) }) { first, _ in first }
        heldServices = Set(blocking.flatMap(\.blockedServices)).intersection(known)
        self.services = Dictionary(
            assets.compactMap { asset in asset.service.map { (asset.id, $0) } }
        ) { first, _ in first }
        assetNames = Dictionary(assets.map { ($0.id, $0.name) }) { first, _ in first }
        guard !blocking.isEmpty else { return }
        let assetsByName = Dictionary(grouping: assets, by: \.name)
        for service in blocking {
            let own = PlanGraph.node(ofService: service.id)
            let others = service.blockedServices.filter(known.contains).map(PlanGraph.node)
            let held = service.blockedTargets.flatMap { assetsByName[$0] ?? [] }.compactMap { names[$0.id] }
            edges += (others + held).map { EstateGraph.Edge(from: own, to: $0, kind: .blocksUpgradeOf) }
        }
    }

    /// Services that hold something up and have changed once a plan is done.
    func changed(by content: PlanContent, isMachine: Bool) -> [String] {
        guard !heldAssets.isEmpty, !isMachine || content.kind.switchesOff else { return [] }
        let changed = content.assets.filter { asset in
            guard let held = services[asset].flatMap({ heldAssets[$0] }) else { return false }
            // What the service itself holds up waits for the rest of it.
            return !isMachine || !held.contains(assetNames[asset] ?? "")
        }
        return nodes(Set(changed.compactMap { services[$0] }))
    }

    /// Services that another holds up and that a plan is about.
    func held(_ content: PlanContent) -> [String] {
        heldServices.isEmpty ? [] : nodes(Set(content.assets.compactMap { services[$0] }).intersection(heldServices))
    }

    private func nodes(_ services: Set<String>) -> [String] { services.sorted().map(PlanGraph.node) }
}
