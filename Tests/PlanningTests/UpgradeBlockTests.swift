import EstateModel
import TestSupport
import Testing

@testable import Planning

/// What holds up the upgrade of what, as it decides the order of plans.
struct UpgradeBlockTests {
    /// Two services, each with two machines and an application on the first of each.
    private static func estate(_ blocks: [EstateGraph.Edge]) throws(PlanFault) -> EstateGraph {
        try EstateGraph(
            nodes: [
                node("service a", .service), node("service b", .service), node("a1", .os), node("a2", .os),
                node("b1", .os), node("b2", .os), node("app on a1", .application), node("app on b1", .application),
            ],
            edges: [
                edge("service a", "a1", .dependsOn), edge("service a", "a2", .dependsOn),
                edge("service b", "b1", .dependsOn), edge("service b", "b2", .dependsOn), edge("app on a1", "a1"),
                edge("app on b1", "b1"),
            ] + blocks
        )
    }

    private static func plan(
        _ number: Int,
        _ kind: PlanKind,
        on node: String,
        changes: [String] = [],
        with held: [String] = [],
        days: Int = 30
    ) -> PlannedWork {
        var plan = work(number, kind, on: [node], by: "2027-05-19", days: days)
        plan.changedServices = changes
        plan.heldServices = held
        return plan
    }

    private func schedule(_ plans: [PlannedWork], _ blocks: [EstateGraph.Edge]) throws(PlanFault) -> PlanSchedule {
        try PlanSchedule(try Self.estate(blocks), work: plans, asOf: today)
    }

    @Test func whoSaysThatSomethingHoldsItUpIsNamed() throws {
        let block = EstateGraph.Edge(from: "app on a1", to: "a1", kind: .blocksUpgradeOf, reference: "letter SUP-12")
        let found = try schedule([Self.plan(1, .upgrade, on: "a1")], [block])
        #expect(
            found.conflicts.map(\.message) == [
                "P-0001 waits for 'app on a1' (letter SUP-12), for which nothing is planned; plan that first, or remove "
                    + "the link if it holds nothing up any more"
            ]
        )
    }

    @Test func allThatChangesAServiceComesBeforeAllThatItHoldsUp() throws {
        let plans = [
            Self.plan(1, .upgrade, on: "b1", with: ["service b"]),
            Self.plan(2, .replace, on: "b2", with: ["service b"], days: 10),
            Self.plan(3, .upgrade, on: "app on a1", changes: ["service a"], days: 40),
            Self.plan(4, .replace, on: "a2", changes: ["service a"], days: 50),
        ]
        let found = try schedule(plans, [edge("service a", "service b", .blocksUpgradeOf)])
        for held in [1, 2] {
            #expect(found.predecessors(of: reference(held)) == [reference(3), reference(4)])
            #expect(found.entries[held - 1].lastPredecessor == reference(4))
        }
        #expect(found.entries.map(\.earliest) == [80, 60, 40, 50].map { today.adding(days: $0) })
        #expect(found.conflicts.isEmpty)
    }

    @Test func aServiceWithoutAPlanIsAskedForByEachThatWaits() throws {
        let plans = [
            Self.plan(1, .upgrade, on: "b1", with: ["service b"]), Self.plan(2, .upgrade, on: "a1"),
            Self.plan(3, .replace, on: "b2", with: ["service b"]),
        ]
        let found = try schedule(plans, [edge("service a", "service b", .blocksUpgradeOf)])
        #expect(
            found.conflicts.map { "\($0.kind.rawValue) \($0.child) \($0.parent)" } == [
                "blocker-unplanned service a P-0001", "blocker-unplanned service a P-0003",
            ]
        )
    }

    /// One plan for machines of both services ends both sides: it waits for the rest and for nothing of itself.
    @Test func aPlanOnBothSidesDoesNotWaitForItself() throws {
        let both = Self.plan(1, .upgrade, on: "app on b1", changes: ["service a"], with: ["service b"])
        let other = Self.plan(2, .upgrade, on: "app on a1", changes: ["service a"], with: ["service b"])
        let plans = [
            both, other, Self.plan(3, .upgrade, on: "b2", with: ["service b"]),
            Self.plan(4, .replace, on: "a2", changes: ["service a"]),
        ]
        let found = try schedule(plans, [edge("service a", "service b", .blocksUpgradeOf)])
        #expect(found.predecessors(of: reference(1)) == [reference(4)])
        #expect(found.predecessors(of: reference(2)) == [reference(4)])
        #expect(found.predecessors(of: reference(3)) == [reference(1), reference(2), reference(4)])
        #expect(found.conflicts.isEmpty)
    }

    @Test func fixesAndInterimPlansNeitherWaitNorFree() throws {
        let block = edge("app on a1", "a1", .blocksUpgradeOf)
        let fixes = [Self.plan(1, .patch, on: "a1"), Self.plan(2, .isolate, on: "a1")]
        #expect(try schedule(fixes, [block]).conflicts.isEmpty)
        let waiting = [Self.plan(1, .upgrade, on: "a1"), Self.plan(2, .patch, on: "app on a1")]
        #expect(try schedule(waiting, [block]).conflicts.map(\.kind) == [.blockerUnplanned])
    }

    @Test func servicesThatHoldUpEachOtherAreNamedByTheirPlans() {
        let plans = [
            Self.plan(1, .upgrade, on: "app on a1", changes: ["service a"], with: ["service a"]),
            Self.plan(2, .upgrade, on: "app on b1", changes: ["service b"], with: ["service b"]),
        ]
        let blocks = [
            edge("service a", "service b", .blocksUpgradeOf), edge("service b", "service a", .blocksUpgradeOf),
        ]
        let expected = PlanFault(
            .cycle,
            "these plans wait for each other: P-0001 → P-0002 → P-0001; change one, or remove one of the links"
        )
        #expect(throws: expected) { try schedule(plans, blocks) }
    }

    /// A machine that was upgraded in place is still switched off with its host, whatever held it up.
    @Test func whatWaitedForAnApplicationStillComesBeforeItsHost() throws {
        let graph = try EstateGraphTests.chain(extra: [edge("application", "guest", .blocksUpgradeOf)])
        let plans = [
            work(1, .replace, on: ["host"], by: "2027-05-19"), work(2, .upgrade, on: ["guest"], by: "2027-05-19"),
            work(3, .upgrade, on: ["application"], by: "2027-05-19"),
        ]
        let found = try PlanSchedule(graph, work: plans, asOf: today)
        #expect(found.order == [reference(3), reference(2), reference(1)])
    }

    /// Against the plainest way: every pair of plans that an edge names.
    @Test(arguments: Array<UInt64>(1...200))
    func everyPairThatAnEdgeNamesIsInOrder(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let services = (0..<6).map { "service \($0)" }
        let parts = (0..<12).map { "part \(10 + $0)" }
        // Only from lower to higher numbers, so that there is no circle.
        let blocks = (0..<8).compactMap { _ -> EstateGraph.Edge? in
            let (from, to) = (random.number(0...5), random.number(0...5))
            return from < to ? edge(services[from], services[to], .blocksUpgradeOf) : nil
        }
        let plans = (0..<12).map { index in
            let service = [services[index / 2]]
            var plan = work(index + 1, .upgrade, on: [parts[index]], by: "2027-05-19", days: random.number(0...90))
            plan.changedServices = random.chance(70) ? service : []
            plan.heldServices = random.chance(70) ? service : []
            return plan
        }
        let nodes = services.map { node($0, .service) } + parts.map { node($0, .application) }
        let found = try PlanSchedule(
            EstateGraph(nodes: nodes, edges: blocks),
            work: plans.shuffled(using: &random),
            asOf: today
        )
        for plan in plans {
            let before = plans.filter { other in
                blocks.contains { other.changedServices.contains($0.from) && plan.heldServices.contains($0.to) }
            }
            #expect(found.predecessors(of: plan.plan) == before.map(\.plan).sorted())
            let place = try #require(found.order.firstIndex(of: plan.plan))
            #expect(before.allSatisfy { found.order.firstIndex(of: $0.plan) ?? .max < place })
            let last = before.compactMap { other in found.entries.first { $0.plan == other.plan }?.earliest }.max()
            let entry = try #require(found.entries.first { $0.plan == plan.plan })
            #expect(entry.earliest == (last ?? today).adding(days: plan.leadDays ?? 0))
        }
    }

    /// Three thousand plans that hold up three thousand: nine million pairs, and far fewer arcs.
    @Test func manyThatHoldUpManyAreNoSquare() throws {
        let count = 3000
        let parts = (0..<2 * count).map { "part \(10_000 + $0)" }
        let nodes = [node("service a", .service), node("service b", .service)] + parts.map { node($0, .application) }
        let graph = try EstateGraph(nodes: nodes, edges: [edge("service a", "service b", .blocksUpgradeOf)])
        let plans = parts.indices.map { index in
            let isFirst = index < count
            return Self.plan(
                index + 1,
                .upgrade,
                on: parts[index],
                changes: isFirst ? ["service a"] : [],
                with: isFirst ? [] : ["service b"],
                days: 1
            )
        }
        let precedence = try PrecedenceGraph(graph, work: plans)
        #expect(precedence.arcs.count < 4 * count)
        let found = try PlanSchedule(graph, work: plans, asOf: today)
        #expect(found.entries.last?.earliest == today.adding(days: 2))
        #expect(found.predecessors(of: reference(2 * count)).count == count)
    }
}
