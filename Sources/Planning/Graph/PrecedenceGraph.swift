/// Which plan comes before which, derived from what stands on what.
///
/// A thing is a part of the estate, which stands for "it is gone", or, after all of those, a plan, or, after those, a
/// joint. A plan that switches parts off takes their place. One that changes parts in place comes before whatever
/// carries them is switched off, unless it waits for what carries them: a guest may well be upgraded after its host was
/// replaced. A joint stands between all plans that hold something up and all that they hold up.
struct PrecedenceGraph: Sendable {
    let graph: EstateGraph
    /// Sorted by reference.
    let work: [PlannedWork]
    let arcs: [Arc]
    let order: Order
    /// What was found on the way.
    let conflicts: [PlanConflict]
    /// Parts, plans and joints.
    let thingCount: Int

    var nodeCount: Int { graph.nodes.count }

    /// The plan that a thing is; nil for a part of the estate and for a joint.
    func plan(_ thing: Int32) -> PlannedWork? {
        let index = Int(thing) - nodeCount
        return work.indices.contains(index) ? work[index] : nil
    }

    /// Nil for a joint, which nobody has to know of.
    private func name(_ thing: Int32) -> String? {
        Int(thing) < nodeCount ? graph.nodes[Int(thing)].id : plan(thing)?.plan.description
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
        thingCount = build.thingCount
        order = Order(count: build.thingCount, arcs: arcs)
        if let cycle = order.cycle {
            let path = shownPath(cycle.compactMap(name))
            throw PlanFault(.cycle, "these plans wait for each other: \(path); change one, or remove one of the links")
        }
    }
}

struct PrecedenceBuild {
    let graph: EstateGraph
    let work: [PlannedWork]
    var faults = FaultList()
    var arcs: Set<Arc> = []
    var conflicts: [PlanConflict] = []
    private(set) var thingCount: Int
    /// By node: the thing that stands for its being gone.
    private var gone: [Int32]
    /// By node: the plans that end something or change it, as things.
    private var plans: [Int32: [Int32]] = [:]
    /// By node: the plans that it must wait for to let go of what it holds up, and those that are held up with it.
    private(set) var blockers: [Int32: [Int32]] = [:]
    private(set) var held: [Int32: [Int32]] = [:]
    /// By node: the joint after all its blockers, and the one before all that is held up with it.
    var jointsAfter: [Int32: Int32] = [:]
    var jointsBefore: [Int32: Int32] = [:]
    /// Plans that wait for what stands no higher than what they are about.
    var waiting: Set<Int32> = []

    init(_ graph: EstateGraph, _ work: [PlannedWork]) {
        self.graph = graph
        self.work = work
        gone = Array(0..<Int32(clamping: graph.nodes.count))
        thingCount = graph.nodes.count + work.count
    }

    mutating func newJoint() -> Int32 {
        thingCount += 1
        return Int32(clamping: thingCount - 1)
    }

    private func thing(ofPlan index: Int) -> Int32 { Int32(clamping: graph.nodes.count + index) }

    func plan(_ thing: Int32) -> PlannedWork { work[Int(thing) - graph.nodes.count] }

    mutating func attach() {
        for (index, item) in work.enumerated() {
            if index > 0, work[index - 1].plan == item.plan {
                faults.add(.invalid, "\(item.plan) is given twice; give each plan once")
            }
            let nodes = places(of: item.nodes, item)
            let (changed, heldWith) = (places(of: item.changedServices, item), places(of: item.heldServices, item))
            if item.kind.isInterim { continue }
            for node in nodes { attach(index, to: node) }
            // Fixes within a release need nobody's leave, and give none.
            if item.kind == .patch { continue }
            for node in Set(nodes + changed).sorted() { blockers[node, default: []].append(thing(ofPlan: index)) }
            for node in Set(nodes + heldWith).sorted() { held[node, default: []].append(thing(ofPlan: index)) }
        }
    }

    /// Each once, sorted by id.
    private mutating func places(of ids: [String], _ item: PlannedWork) -> [Int32] {
        Set(ids).sorted().compactMap { id in
            let place = graph.place(of: id)
            let message = "\(item.plan) is about '\(id)', which the estate does not have; correct its scope"
            faults.require(place != nil, .invalid, message)
            return place
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
}
