/// Which plan comes before which, derived from what stands on what.
///
/// A thing is a part of the estate, which stands for "it is gone", or, after all of those, a plan. A plan that switches
/// parts off takes their place. One that changes parts in place comes before whatever carries them is switched off,
/// unless it waits for another plan itself: a guest may well be upgraded after its host was replaced.
struct PrecedenceGraph: Sendable {
    let graph: EstateGraph
    /// Sorted by reference.
    let work: [PlannedWork]
    let arcs: [Arc]
    let order: Order
    /// What was found on the way.
    let conflicts: [PlanConflict]

    var nodeCount: Int { graph.nodes.count }

    /// The plan that a thing is; nil for a part of the estate.
    func plan(_ thing: Int32) -> PlannedWork? {
        Int(thing) >= nodeCount ? work[Int(thing) - nodeCount] : nil
    }

    func name(_ thing: Int32) -> String {
        plan(thing)?.plan.description ?? graph.nodes[Int(thing)].id
    }

    /// - Throws: ``PlanFault``: plans named twice, plans for nothing, and plans that wait for each other in a circle.
    init(_ graph: EstateGraph, work: [PlannedWork]) throws(PlanFault) {
        var build = PrecedenceBuild(graph, work.sorted { $0.plan < $1.plan })
        build.attach()
        try build.faults.throwIfAny()
        build.addBlocks()
        build.addStructure()
        self.graph = graph
        self.work = build.work
        arcs = build.arcs.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
        conflicts = build.conflicts
        order = Order(count: graph.nodes.count + work.count, arcs: arcs)
        if let cycle = order.cycle {
            let path = shownPath(cycle.map(name))
            throw PlanFault(.cycle, "these plans wait for each other: \(path); change one, or remove one of the links")
        }
    }
}

private struct PrecedenceBuild {
    let graph: EstateGraph
    let work: [PlannedWork]
    var faults = FaultList()
    var arcs: Set<Arc> = []
    var conflicts: [PlanConflict] = []
    /// By node: the thing that stands for its being gone.
    private var gone: [Int32]
    /// By node: the plans that end something or change it, as things.
    private var plans: [Int32: [Int32]] = [:]
    /// Plans that wait for another by an explicit link.
    private var waiting: Set<Int32> = []

    init(_ graph: EstateGraph, _ work: [PlannedWork]) {
        self.graph = graph
        self.work = work
        gone = Array(0..<Int32(clamping: graph.nodes.count))
    }

    private func thing(ofPlan index: Int) -> Int32 { Int32(clamping: graph.nodes.count + index) }

    private func plan(_ thing: Int32) -> PlannedWork { work[Int(thing) - graph.nodes.count] }

    mutating func attach() {
        for (index, item) in work.enumerated() {
            if index > 0, work[index - 1].plan == item.plan {
                faults.add(.invalid, "\(item.plan) is given twice; give each plan once")
            }
            for id in Set(item.nodes).sorted() {
                guard let node = graph.place(of: id) else {
                    faults.add(
                        .invalid,
                        "\(item.plan) is about '\(id)', which the estate does not have; correct its scope"
                    )
                    continue
                }
                if !item.kind.isInterim { attach(index, to: node) }
            }
        }
    }

    private mutating func attach(_ index: Int, to node: Int32) {
        plans[node, default: []].append(thing(ofPlan: index))
        guard work[index].kind.switchesOff else { return }
        guard gone[Int(node)] == node else {
            let first = plan(gone[Int(node)]).plan
            let id = graph.nodes[Int(node)].id
            let message = "\(first) and \(work[index].plan) both switch off '\(id)'; cancel one or change its scope"
            conflicts.append(
                PlanConflict(kind: .twoPlans, child: first.description, parent: work[index].plan, message: message)
            )
            return
        }
        gone[Int(node)] = thing(ofPlan: index)
    }

    mutating func addBlocks() {
        for edge in graph.edges where edge.kind == .blocksUpgradeOf {
            guard let held = plans[edge.to] else { continue }
            guard let blockers = plans[edge.from] else {
                conflicts += held.map { blockerUnplanned(edge.from, plan($0).plan) }
                continue
            }
            for blocker in blockers {
                for follower in held where follower != blocker {
                    arcs.insert(Arc(from: blocker, to: follower))
                    waiting.insert(follower)
                }
            }
        }
    }

    mutating func addStructure() {
        for (node, own) in plans where gone[Int(node)] == node {
            for plan in own where !waiting.contains(plan) { arcs.insert(Arc(from: plan, to: node)) }
        }
        for edge in graph.edges where edge.kind != .blocksUpgradeOf {
            let (child, parent) = (gone[Int(edge.from)], gone[Int(edge.to)])
            if child != parent { arcs.insert(Arc(from: child, to: parent)) }
            if child == edge.from, plans[edge.from] == nil, parent != edge.to, plan(parent).kind == .consolidateRetire {
                conflicts.append(childStays(edge.from, plan(parent).plan))
            }
        }
    }

    private func childStays(_ node: Int32, _ parent: PlanReference) -> PlanConflict {
        let id = graph.nodes[Int(node)].id
        let message = "\(parent) retires what '\(id)' stands on, and nothing is planned for '\(id)'; plan where it goes"
        return PlanConflict(kind: .childStays, child: id, parent: parent, message: message)
    }

    private func blockerUnplanned(_ node: Int32, _ held: PlanReference) -> PlanConflict {
        let id = graph.nodes[Int(node)].id
        let message = "\(held) waits for '\(id)', for which nothing is planned; plan that first"
        return PlanConflict(kind: .blockerUnplanned, child: id, parent: held, message: message)
    }
}
