import EstateModel

/// What holds up the upgrade of what.
extension PrecedenceBuild {
    /// Puts what holds something up before what is held up. A plan that does both at once waits for the others.
    mutating func addBlocks() {
        for edge in graph.edges where edge.kind == .blocksUpgradeOf {
            guard let held = held[edge.to] else { continue }
            guard let blockers = blockers[edge.from] else {
                conflicts += held.map { blockerUnplanned(edge, plan($0).plan) }
                continue
            }
            if mayCarry(edge.from, edge.to) { waiting.formUnion(held) }
            let both = overlap(blockers, held)
            if both.isEmpty {
                connect(edge, blockers, held)
            } else {
                connectOnce(blockers.filter { !both.contains($0) }, held)
                connectOnce(blockers.filter(both.contains), held.filter { !both.contains($0) })
            }
        }
    }

    /// A host that holds up its guest, which may then be upgraded after the host has gone. Of what a service is made
    /// nobody knows here: its parts may carry the other.
    private func mayCarry(_ node: Int32, _ other: Int32) -> Bool {
        let (kind, otherKind) = (graph.nodes[Int(node)].kind, graph.nodes[Int(other)].kind)
        let kinds = EstateGraph.Node.Kind.allCases
        return kind == .service || kinds.firstIndex(of: kind) ?? 0 > kinds.firstIndex(of: otherKind) ?? 0
    }

    private func overlap(_ blockers: [Int32], _ held: [Int32]) -> Set<Int32> {
        let (few, many) = blockers.count < held.count ? (blockers, held) : (held, blockers)
        // Both are sorted, as plans were attached in their order.
        return Set(few.filter { many.containsSorted($0) })
    }

    /// By joints that all edges of a node share, so that a thousand plans that hold up a thousand are no million arcs.
    private mutating func connect(_ edge: EstateGraph.IndexedEdge, _ blockers: [Int32], _ held: [Int32]) {
        let sources = blockers.count == 1 ? blockers : [jointAfter(edge.from, blockers)]
        let followers = held.count == 1 ? held : [jointBefore(edge.to, held)]
        for source in sources { for follower in followers { arcs.insert(Arc(from: source, to: follower)) } }
    }

    private mutating func connectOnce(_ blockers: [Int32], _ held: [Int32]) {
        guard !blockers.isEmpty, !held.isEmpty else { return }
        if blockers.count == 1 || held.count == 1 {
            for blocker in blockers { for follower in held { arcs.insert(Arc(from: blocker, to: follower)) } }
            return
        }
        let joint = newJoint()
        for blocker in blockers { arcs.insert(Arc(from: blocker, to: joint)) }
        for follower in held { arcs.insert(Arc(from: joint, to: follower)) }
    }

    private mutating func jointAfter(_ node: Int32, _ blockers: [Int32]) -> Int32 {
        if let joint = jointsAfter[node] { return joint }
        let joint = newJoint()
        jointsAfter[node] = joint
        for blocker in blockers { arcs.insert(Arc(from: blocker, to: joint)) }
        return joint
    }

    private mutating func jointBefore(_ node: Int32, _ held: [Int32]) -> Int32 {
        if let joint = jointsBefore[node] { return joint }
        let joint = newJoint()
        jointsBefore[node] = joint
        for follower in held { arcs.insert(Arc(from: joint, to: follower)) }
        return joint
    }

    private func blockerUnplanned(_ edge: EstateGraph.IndexedEdge, _ held: PlanReference) -> PlanConflict {
        let id = graph.nodes[Int(edge.from)].id
        let source = edge.reference.map { " (\(visible($0, limit: 200)))" } ?? ""
        let message =
            "\(held) waits for '\(id)'\(source), for which nothing is planned; plan that first, or remove the link if "
            + "it holds nothing up any more"
        return PlanConflict(kind: .blockerUnplanned, child: id, parent: held, message: message)
    }
}

extension [Int32] {
    /// Whether a sorted list has it.
    fileprivate func containsSorted(_ element: Int32) -> Bool {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < element { low = middle + 1 } else { high = middle }
        }
        return low < count && self[low] == element
    }
}
