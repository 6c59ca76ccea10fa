package import EstateModel

/// In which order plans can be done, which of them cannot meet their by-when, and which contradict each other.
///
/// No by-when is ever moved: what cannot be met is marked with the days that are missing.
package struct PlanSchedule: Sendable {
    package struct Entry: Hashable, Sendable {
        package let plan: PlanReference
        package let byWhen: CalendarDay
        /// When it could be done if the longest chain of plans before it began on the day of the schedule.
        package let earliest: CalendarDay
        /// The plan before it on that chain; nil when it waits for none.
        package let lastPredecessor: PlanReference?
        /// Nobody said how long it takes; its time counts as none.
        package let lacksLeadTime: Bool

        /// Days by which it misses its by-when at best; nil when it can be met.
        package var gapDays: Int? { earliest > byWhen ? byWhen.days(until: earliest) : nil }

        /// `cannot meet policy: 12 days after 2027-05-19 at best`; nil when it can.
        package var verdict: String? {
            gapDays.map { "cannot meet policy: \(counted($0, "day", "days")) after \(byWhen.longDescription) at best" }
        }
    }

    /// Sorted by reference.
    package let entries: [Entry]
    /// Every plan after all that come before it.
    package let order: [PlanReference]
    /// Sorted by kind, parent and child.
    package let conflicts: [PlanConflict]
    /// The chain of plans that ends last, in its order.
    package let criticalPath: [PlanReference]
    private let precedence: PrecedenceGraph
    private let things: [PlanReference: Int32]
    private let backwards: Adjacency
    /// By thing: whether a plan comes before it. A deep estate has long ways on which there is none.
    private let hasPlanBefore: [Bool]

    /// - Throws: ``PlanFault`` when plans wait for each other in a circle, or are about what the estate does not have.
    package init(_ graph: EstateGraph, work: [PlannedWork], asOf: CalendarDay) throws(PlanFault) {
        let precedence = try PrecedenceGraph(graph, work: work)
        var sweep = ScheduleSweep(precedence, asOf: asOf)
        sweep.run()
        entries = sweep.entries
        order = precedence.order.sequence.compactMap { precedence.plan($0)?.plan }
        conflicts = (precedence.conflicts + sweep.conflicts).sorted {
            ($0.kind, $0.parent, $0.child) < ($1.kind, $1.parent, $1.child)
        }
        criticalPath = sweep.criticalPath
        self.precedence = precedence
        var hasPlanBefore = [Bool](repeating: false, count: precedence.thingCount)
        for thing in precedence.order.sequence where hasPlanBefore[Int(thing)] || precedence.plan(thing) != nil {
            for follower in precedence.order.successors[thing] { hasPlanBefore[Int(follower)] = true }
        }
        self.hasPlanBefore = hasPlanBefore
        things = Dictionary(
            precedence.work.enumerated().map { ($1.plan, Int32(clamping: graph.nodes.count + $0)) },
            uniquingKeysWith: { first, _ in first }
        )
        backwards = Adjacency(count: precedence.thingCount, arcs: precedence.arcs.map { Arc(from: $0.to, to: $0.from) })
    }

    /// The plans that must end before a plan can, each once, sorted; those before them are theirs.
    package func predecessors(of reference: PlanReference) -> [PlanReference] {
        guard let own = things[reference] else { return [] }
        var open = [own]
        var seen = Set(open)
        var found: [PlanReference] = []
        while let thing = open.popLast() {
            for earlier in backwards[thing] where seen.insert(earlier).inserted {
                if let plan = precedence.plan(earlier) {
                    found.append(plan.plan)
                } else if hasPlanBefore[Int(earlier)] {
                    open.append(earlier)
                }
            }
        }
        return found.sorted()
    }
}
