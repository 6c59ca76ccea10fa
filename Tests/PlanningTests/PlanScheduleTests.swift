import EstateModel
import Planning
import TestSupport
import Testing

struct PlanScheduleTests {
    private func messages(_ schedule: PlanSchedule) -> [String] {
        schedule.conflicts.map { "\($0.kind.rawValue) \($0.child) \($0.parent)" }
    }

    @Test func whatStandsOnAHostGoesFirst() throws {
        let plans = [
            work(1, on: ["hardware"], by: "2027-12-01"), work(2, .migrate, on: ["application"], by: "2027-06-01"),
            work(3, .upgrade, on: ["os"], by: "2027-09-01"),
        ]
        let schedule = try PlanSchedule(EstateGraphTests.chain(), work: plans, asOf: today)
        #expect(schedule.conflicts.isEmpty)
        #expect(schedule.predecessors(of: reference(1)) == [reference(2), reference(3)])
        #expect(schedule.predecessors(of: reference(2)) == [])
        #expect(schedule.order.last == reference(1))
        #expect(schedule.entries.map(\.earliest) == [60, 30, 30].map { today.adding(days: $0) })
    }

    @Test func aLaterChildAndAnEarlierSwitchOffAreConflicts() throws {
        let plans = [
            work(1, on: ["host"], by: "2027-05-19", off: "2027-05-05"),
            work(2, .migrate, on: ["application"], by: "2027-06-01", off: "2027-05-20"),
        ]
        let schedule = try PlanSchedule(EstateGraphTests.chain(), work: plans, asOf: today)
        #expect(messages(schedule) == ["child-later P-0002 P-0001", "parent-off-first P-0002 P-0001"])
        #expect(
            schedule.conflicts.map(\.message) == [
                "P-0002 must end before P-0001, but is due by 1 June 2027, and P-0001 by 19 May 2027; bring it forward",
                "P-0001 switches off on 5 May 2027, before P-0002 on 20 May 2027, which stands on it; change the order",
            ]
        )
        let sameDay = [work(1, on: ["host"], by: "2027-05-19"), work(2, on: ["guest"], by: "2027-05-19")]
        #expect(try PlanSchedule(EstateGraphTests.chain(), work: sameDay, asOf: today).conflicts.isEmpty)
    }

    @Test func whatIsLeftOnARetiredHostIsAConflict() throws {
        let schedule = try PlanSchedule(
            EstateGraphTests.chain(),
            work: [work(1, .consolidateRetire, on: ["host"], by: "2027-05-19")],
            asOf: today
        )
        #expect(messages(schedule) == ["child-stays guest P-0001"])
        let replaced = try PlanSchedule(
            EstateGraphTests.chain(),
            work: [work(1, .replace, on: ["host"], by: "2027-05-19")],
            asOf: today
        )
        #expect(replaced.conflicts.isEmpty, "what replaces it takes over")
    }

    @Test func aBlockerWithoutAPlanIsNamed() throws {
        let graph = try EstateGraphTests.chain(extra: [edge("application", "os", .blocksUpgradeOf)])
        let upgrade = work(1, .upgrade, on: ["os"], by: "2027-05-19")
        let alone = try PlanSchedule(graph, work: [upgrade], asOf: today)
        #expect(messages(alone) == ["blocker-unplanned application P-0001"])
        let both = try PlanSchedule(
            graph,
            work: [upgrade, work(2, .upgrade, on: ["application"], by: "2027-09-01", days: 400)],
            asOf: today
        )
        #expect(messages(both) == ["child-later P-0002 P-0001"])
        #expect(both.entries[0].earliest == today.adding(days: 430))
    }

    @Test func twoPlansThatSwitchOffTheSameAreAConflict() throws {
        let plans = [work(1, on: ["host"], by: "2027-05-19"), work(2, .migrate, on: ["host"], by: "2027-05-19")]
        let schedule = try PlanSchedule(EstateGraphTests.chain(), work: plans, asOf: today)
        #expect(messages(schedule) == ["two-plans P-0001 P-0002"])
        let interim = [work(1, .buyCover, on: ["host"], by: "2027-05-19"), work(2, on: ["host"], by: "2027-05-19")]
        #expect(try PlanSchedule(EstateGraphTests.chain(), work: interim, asOf: today).conflicts.isEmpty)
    }

    /// A guest is upgraded after its host was replaced: legitimate, and no circle.
    @Test func anUpgradeMayWaitForItsHost() throws {
        let graph = try EstateGraphTests.chain(extra: [edge("host", "guest", .blocksUpgradeOf)])
        let plans = [
            work(1, .replace, on: ["host"], by: "2027-05-19"), work(2, .upgrade, on: ["guest"], by: "2027-09-01"),
        ]
        let schedule = try PlanSchedule(graph, work: plans, asOf: today)
        #expect(schedule.conflicts.isEmpty)
        #expect(schedule.order == [reference(1), reference(2)])
    }

    @Test func plansThatWaitForEachOtherAreNamedWithTheirPath() throws {
        let graph = try EstateGraphTests.chain(extra: [edge("host", "guest", .blocksUpgradeOf)])
        let plans = [
            work(1, .replace, on: ["host"], by: "2027-05-19"), work(2, .replace, on: ["guest"], by: "2027-09-01"),
        ]
        let expected = PlanFault(
            .cycle,
            "these plans wait for each other: P-0001 → P-0002 → P-0001; change one, or remove one of the links"
        )
        #expect(throws: expected) { try PlanSchedule(graph, work: plans, asOf: today) }
    }

    @Test func whatCannotBeMetIsMarkedAndNotMoved() throws {
        let plans = [
            work(1, on: ["hardware"], by: "2027-05-19", days: 120), work(2, on: ["guest"], by: "2027-03-01", days: 90),
            work(3, on: ["application"], by: "2027-02-18", days: nil),
        ]
        let schedule = try PlanSchedule(EstateGraphTests.chain(), work: plans, asOf: today)
        #expect(schedule.entries.map(\.byWhen) == [day("2027-05-19"), day("2027-03-01"), day("2027-02-18")])
        #expect(schedule.entries.map(\.gapDays) == [30, nil, nil])
        #expect(schedule.entries[0].verdict == "cannot meet policy: 30 days after 19 May 2027 at best")
        #expect(schedule.entries.map(\.lacksLeadTime) == [false, false, true])
        #expect(schedule.criticalPath == [reference(3), reference(2), reference(1)])
    }

    @Test func everyPlanForNothingIsNamed() throws {
        let plans = [work(1, on: ["x", "y"], by: "2027-05-19"), work(1, on: ["host"], by: "2027-05-19")]
        do throws(PlanFault) {
            _ = try PlanSchedule(try EstateGraphTests.graph(), work: plans, asOf: today)
            Issue.record("accepted")
        } catch {
            #expect(error.items.count == 3)
        }
    }

    /// Against the plainest way: every pair of plans and every path, on small random estates.
    @Test(arguments: Array<UInt64>(1...300))
    func theOrderHoldsForEveryPair(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let ids = (0..<12).map { "n\(10 + $0)" }
        var edges: [EstateGraph.Edge] = []
        for _ in 0..<16 {
            let (from, to) = (Int.random(in: 0..<12, using: &random), Int.random(in: 0..<12, using: &random))
            if from < to { edges.append(edge(ids[from], ids[to])) }
        }
        let plans = (1...5).map { number in
            PlannedWork(
                plan: reference(number),
                kind: .replace,
                nodes: [ids[number * 2]],
                byWhen: today.adding(days: Int.random(in: 100...400, using: &random)),
                leadDays: Int.random(in: 0...90, using: &random)
            )
        }
        let graph = try EstateGraph(nodes: ids.map { node($0) }.shuffled(using: &random), edges: edges)
        let schedule = try PlanSchedule(graph, work: plans.shuffled(using: &random), asOf: today)
        let again = try PlanSchedule(
            EstateGraph(nodes: ids.map { node($0) }, edges: edges.shuffled(using: &random)),
            work: plans,
            asOf: today
        )
        #expect(again.entries == schedule.entries && again.order == schedule.order)
        #expect(again.conflicts == schedule.conflicts && again.criticalPath == schedule.criticalPath)
        for (index, plan) in plans.enumerated() {
            let before = plainPredecessors(plan, plans, edges)
            #expect(schedule.predecessors(of: plan.plan) == before.map(\.plan).sorted())
            let last = before.map { other in schedule.entries.first { $0.plan == other.plan }!.earliest }.max() ?? today
            #expect(schedule.entries[index].earliest == last.adding(days: plan.leadDays ?? 0))
            let isConflict = before.contains { $0.byWhen > plan.byWhen }
            #expect(schedule.conflicts.contains { $0.parent == plan.plan } == isConflict)
            let place = schedule.order.firstIndex(of: plan.plan)!
            #expect(before.allSatisfy { schedule.order.firstIndex(of: $0.plan)! < place })
        }
    }

    private func plainPredecessors(
        _ plan: PlannedWork,
        _ plans: [PlannedWork],
        _ edges: [EstateGraph.Edge]
    ) -> [PlannedWork] {
        var open = Set(plan.nodes)
        var found: Set<PlannedWork> = []
        var seen: Set<String> = []
        while let id = open.popFirst() {
            for edge in edges where edge.to == id && seen.insert(edge.from).inserted {
                if let other = plans.first(where: { $0.nodes.contains(edge.from) }) {
                    found.insert(other)
                } else {
                    open.insert(edge.from)
                }
            }
        }
        return Array(found)
    }

    /// A thousand guests on each of a hundred hosts, all retired together, and nothing planned for the guests.
    @Test(.timeLimit(.minutes(1))) func aHundredThousandGuestsAreSeen() throws {
        let hosts = (0..<100).map { "h\(100 + $0)" }
        let guests = (0..<100_000).map { "g\(100_000 + $0)" }
        let links = guests.enumerated().map { edge($1, hosts[$0 / 1000]) }
        let graph = try EstateGraph(nodes: (hosts + guests).map { node($0) }, edges: links)
        let retire = work(1, .consolidateRetire, on: hosts, by: "2027-05-19")
        let schedule = try PlanSchedule(graph, work: [retire], asOf: today)
        #expect(schedule.conflicts.count == 100_000)
        #expect(schedule.conflicts.allSatisfy { $0.kind == .childStays })
    }

    /// One chain of 100,000 parts with a plan on every tenth: deep enough to break any recursion.
    @Test(.timeLimit(.minutes(1))) func aHundredThousandPartsInOneChainAreOrdered() throws {
        let ids = (0..<100_000).map { "n\(100_000 + $0)" }
        let graph = try EstateGraph(nodes: ids.map { node($0) }, edges: zip(ids, ids.dropFirst()).map { edge($0, $1) })
        let plans = (1...10_000).map { number in
            PlannedWork(
                plan: reference(number),
                kind: .replace,
                nodes: [ids[number * 10 - 1]],
                byWhen: today.adding(days: number),
                leadDays: 1
            )
        }
        let schedule = try PlanSchedule(graph, work: plans, asOf: today)
        #expect(schedule.criticalPath.count == 10_000)
        #expect(schedule.conflicts.isEmpty && schedule.entries.allSatisfy { $0.gapDays == nil })
        #expect(schedule.predecessors(of: reference(10_000)) == [reference(9_999)])
    }
}
