import EstateModel

/// Goes once through all things in their order and carries along what those before them need.
struct ScheduleSweep {
    private let graph: PrecedenceGraph
    private let asOf: CalendarDay
    /// By thing: the day by which it can be done, and the last plan on the longest way to it, itself excluded.
    private var earliest: [CalendarDay]
    private var via: [Int32]
    /// By thing: the plan among those before it that ends last by its by-when or its switch-off; -1 for none.
    private var latest: [Int32]
    private var lastOff: [Int32]
    private var found: Set<PlanConflict> = []

    init(_ graph: PrecedenceGraph, asOf: CalendarDay) {
        self.graph = graph
        self.asOf = asOf
        let count = graph.thingCount
        earliest = [CalendarDay](repeating: asOf, count: count)
        via = [Int32](repeating: -1, count: count)
        latest = via
        lastOff = via
    }

    mutating func run() {
        for thing in graph.order.sequence {
            let plan = graph.plan(thing)
            let days = plan?.leadDays ?? 0
            earliest[Int(thing)] = earliest[Int(thing)].adding(days: max(0, days))
            for follower in graph.order.successors[thing] {
                carryEarliest(thing, to: follower)
                if plan != nil {
                    carry(thing, thing, to: follower)
                } else {
                    carry(latest[Int(thing)], lastOff[Int(thing)], to: follower)
                }
            }
        }
    }

    var conflicts: [PlanConflict] { Array(found) }

    var entries: [PlanSchedule.Entry] {
        graph.work.enumerated().map { index, work in
            let thing = graph.nodeCount + index
            return PlanSchedule.Entry(
                plan: work.plan,
                byWhen: work.byWhen,
                earliest: earliest[thing],
                lastPredecessor: via[thing] >= 0 ? graph.plan(via[thing])?.plan : nil,
                lacksLeadTime: work.leadDays == nil
            )
        }
    }

    /// Back from the plan that ends last, the first by reference among equals.
    var criticalPath: [PlanReference] {
        let things = (graph.nodeCount..<graph.nodeCount + graph.work.count)
        guard let last = things.min(by: { (earliest[$1], $0) < (earliest[$0], $1) }) else { return [] }
        var path: [PlanReference] = []
        var thing = Int32(clamping: last)
        while thing >= 0, let plan = graph.plan(thing) {
            path.append(plan.plan)
            thing = via[Int(thing)]
        }
        return path.reversed()
    }

    private mutating func carryEarliest(_ thing: Int32, to follower: Int32) {
        let way = graph.plan(thing) == nil ? via[Int(thing)] : thing
        let (day, known) = (earliest[Int(thing)], earliest[Int(follower)])
        guard day > known || (day == known && via[Int(follower)] < 0) else { return }
        earliest[Int(follower)] = day
        via[Int(follower)] = way
    }

    private mutating func carry(_ late: Int32, _ off: Int32, to follower: Int32) {
        if let parent = graph.plan(follower) {
            if let child = plan(late) { compare(child, parent) }
            if let child = plan(off) { compareSwitchOff(child, parent) }
            return
        }
        if let new = plan(late)?.byWhen, plan(latest[Int(follower)]).map({ $0.byWhen < new }) ?? true {
            latest[Int(follower)] = late
        }
        if let new = plan(off)?.switchOff, plan(lastOff[Int(follower)])?.switchOff.map({ $0 < new }) ?? true {
            lastOff[Int(follower)] = off
        }
    }

    private func plan(_ thing: Int32) -> PlannedWork? { thing >= 0 ? graph.plan(thing) : nil }

    private mutating func compare(_ child: PlannedWork, _ parent: PlannedWork) {
        guard child.byWhen > parent.byWhen else { return }
        let days = "\(child.byWhen.longDescription), and \(parent.plan) by \(parent.byWhen.longDescription)"
        let message = "\(child.plan) must end before \(parent.plan), but is due by \(days); bring it forward"
        found.insert(
            PlanConflict(kind: .childLater, child: child.plan.description, parent: parent.plan, message: message)
        )
    }

    private mutating func compareSwitchOff(_ child: PlannedWork, _ parent: PlannedWork) {
        guard let first = parent.switchOff, let second = child.switchOff, first < second else { return }
        let days = "\(first.longDescription), before \(child.plan) on \(second.longDescription)"
        let message = "\(parent.plan) switches off on \(days), which stands on it; change the order"
        found.insert(
            PlanConflict(kind: .parentOffFirst, child: child.plan.description, parent: parent.plan, message: message)
        )
    }
}
