/// What the estate is made of and what stands on what: services, applications, databases, systems, guests, hosts and
/// hardware.
package struct EstateGraph: Sendable {
    package struct Node: Hashable, Sendable {
        package enum Kind: String, Sendable, Codable, CaseIterable {
            case service
            case application
            case database
            case os
            case guest
            case host
            case hardware
        }

        package let id: String
        package let kind: Kind
        /// For people.
        package let label: String

        package init(id: String, kind: Kind, label: String) {
            self.id = id
            self.kind = kind
            self.label = label
        }
    }

    /// `from` needs `to`, or holds it back.
    package struct Edge: Hashable, Sendable {
        package enum Kind: String, Sendable, Codable, CaseIterable {
            /// `to` carries `from`: it cannot be switched off before.
            case runsOn = "runs-on"
            /// `from` uses `to`: it cannot be switched off before.
            case dependsOn = "depends-on"
            /// `to` cannot be changed before `from` is: an application that is not certified for a new system.
            case blocksUpgradeOf = "blocks-upgrade-of"
        }

        package let from: String
        package let to: String
        package let kind: Kind
        /// Who says so, for people; nil when nobody wrote it down.
        package let reference: String?

        package init(from: String, to: String, kind: Kind, reference: String? = nil) {
            self.from = from
            self.to = to
            self.kind = kind
            self.reference = reference
        }
    }

    /// Sorted by id.
    package let nodes: [Node]
    /// Sorted; each once. Numbers are places in ``nodes``.
    let edges: [IndexedEdge]
    private let places: [String: Int32]

    struct IndexedEdge: Hashable, Sendable {
        let from: Int32
        let to: Int32
        let kind: Edge.Kind
        let reference: String?
    }

    /// - Throws: ``PlanFault``: nodes named twice, edges to nothing, and what stands on itself, with the whole path.
    package init(nodes: [Node], edges: [Edge]) throws(PlanFault) {
        let nodes = nodes.sorted { $0.id < $1.id }
        var faults = FaultList()
        var places: [String: Int32] = [:]
        places.reserveCapacity(nodes.count)
        for (place, node) in nodes.enumerated() {
            let isNew = places.updateValue(Int32(clamping: place), forKey: node.id) == nil
            faults.require(isNew, .invalid, "'\(node.id)' is named twice; give each part of the estate its own id")
        }
        let indexed = Self.index(edges, places, &faults)
        try faults.throwIfAny()
        self.nodes = nodes
        self.edges = indexed
        self.places = places
        try checkStructure()
    }

    package subscript(id: String) -> Node? { places[id].map { nodes[Int($0)] } }

    func place(of id: String) -> Int32? { places[id] }

    /// What stands on what has no circle. An application that blocks its own host's upgrade is none: only plans can
    /// turn that into one.
    private func checkStructure() throws(PlanFault) {
        let arcs = edges.filter { $0.kind != .blocksUpgradeOf }.map { Arc(from: $0.from, to: $0.to) }
        if let cycle = Order(count: nodes.count, arcs: arcs).cycle {
            let path = cycle.map { nodes[Int($0)].id }
            throw PlanFault(
                .cycle,
                "these stand on each other in a circle: \(shownPath(path)); remove one of the links"
            )
        }
    }

    private static func index(
        _ edges: [Edge],
        _ places: [String: Int32],
        _ faults: inout FaultList
    ) -> [IndexedEdge] {
        var indexed: Set<IndexedEdge> = []
        indexed.reserveCapacity(edges.count)
        for edge in edges {
            let link = "'\(edge.from)' \(edge.kind.rawValue) '\(edge.to)'"
            guard let from = places[edge.from], let to = places[edge.to] else {
                let unknown = places[edge.from] == nil ? edge.from : edge.to
                faults.add(.invalid, "\(link): nothing has the id '\(unknown)'; add it or remove the link")
                continue
            }
            if from == to {
                faults.add(.cycle, "\(link): it cannot need itself; remove the link")
                continue
            }
            indexed.insert(IndexedEdge(from: from, to: to, kind: edge.kind, reference: edge.reference))
        }
        return indexed.sorted {
            ($0.from, $0.to, $0.kind.rawValue, $0.reference ?? "") < (
                $1.from, $1.to, $1.kind.rawValue, $1.reference ?? ""
            )
        }
    }
}

/// `a → b → a`; a long path is cut in its middle.
package func shownPath(_ path: [String]) -> String {
    guard path.count > 40 else { return path.joined(separator: " → ") }
    let left = "… \(path.count - 40) more …"
    return (path.prefix(20) + [left] + path.suffix(20)).joined(separator: " → ")
}
