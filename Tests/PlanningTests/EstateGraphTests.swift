import EstateModel
import Planning
import TestSupport
import Testing

func node(_ id: String, _ kind: EstateGraph.Node.Kind = .host) -> EstateGraph.Node {
    EstateGraph.Node(id: id, kind: kind, label: id)
}

func edge(_ from: String, _ to: String, _ kind: EstateGraph.Edge.Kind = .runsOn) -> EstateGraph.Edge {
    EstateGraph.Edge(from: from, to: to, kind: kind)
}

func work(
    _ number: Int,
    _ kind: PlanKind = .replace,
    on nodes: [String],
    by date: String,
    days: Int? = 30,
    off: String? = nil
) -> PlannedWork {
    PlannedWork(
        plan: reference(number),
        kind: kind,
        nodes: nodes,
        byWhen: day(date),
        leadDays: days,
        switchOff: off.map(day)
    )
}

struct EstateGraphTests {
    /// service → application → database → os → guest → host → hardware
    static func chain(extra: [EstateGraph.Edge] = []) throws -> EstateGraph {
        let kinds = EstateGraph.Node.Kind.allCases
        let nodes = kinds.map { node($0.rawValue, $0) }
        let edges = zip(kinds, kinds.dropFirst()).map { edge($0.rawValue, $1.rawValue) }
        return try EstateGraph(nodes: nodes, edges: edges + extra)
    }

    static func graph() throws(PlanFault) -> EstateGraph {
        try EstateGraph(nodes: [node("host")], edges: [])
    }

    @Test func aCircleIsNamedWithItsPath() {
        let expected = PlanFault(
            .cycle,
            "these stand on each other in a circle: database → os → guest → host → database; remove one of the links"
        )
        #expect(throws: expected) { try Self.chain(extra: [edge("host", "database", .dependsOn)]) }
    }

    @Test func theSameCircleReadsTheSameInAnyOrder() {
        var messages: Set<String> = []
        for seed in UInt64(1)...50 {
            var random = SeededRandom(seed: seed)
            let edges = [edge("a", "b"), edge("b", "c"), edge("c", "a"), edge("d", "a"), edge("c", "e")]
            do throws(PlanFault) {
                _ = try EstateGraph(
                    nodes: ["a", "b", "c", "d", "e"].map { node($0) }.shuffled(using: &random),
                    edges: edges.shuffled(using: &random)
                )
            } catch {
                messages.insert(error.description)
            }
        }
        #expect(messages == ["these stand on each other in a circle: a → b → c → a; remove one of the links"])
    }

    @Test func everythingThatNamesNothingIsListed() {
        do throws(PlanFault) {
            _ = try EstateGraph(
                nodes: [node("a"), node("a"), node("b")],
                edges: [edge("a", "x"), edge("y", "b"), edge("b", "b")]
            )
            Issue.record("accepted")
        } catch {
            #expect(
                error.items.map(\.message) == [
                    "'a' is named twice; give each part of the estate its own id",
                    "'a' runs-on 'x': nothing has the id 'x'; add it or remove the link",
                    "'y' runs-on 'b': nothing has the id 'y'; add it or remove the link",
                    "'b' runs-on 'b': it cannot need itself; remove the link",
                ]
            )
        }
    }

    /// An application that is not certified for a newer system blocks what it stands on: no circle yet.
    @Test func aBlockAgainstTheDirectionOfTheEstateIsNoCircle() throws {
        let graph = try Self.chain(extra: [edge("host", "guest", .blocksUpgradeOf)])
        #expect(graph.nodes.count == 7)
        #expect(graph["guest"]?.kind == .guest)
        #expect(graph["nothing"] == nil)
    }

    @Test func aVeryDeepCircleIsFoundAndShownShort() {
        let ids = (0..<100_000).map { "n\(100_000 + $0)" }
        let edges = zip(ids, ids.dropFirst()).map { edge($0, $1) } + [edge(ids[99_999], ids[0])]
        do throws(PlanFault) {
            _ = try EstateGraph(nodes: ids.map { node($0) }, edges: edges)
            Issue.record("accepted")
        } catch {
            #expect(error.items.map(\.code) == [.cycle])
            #expect(error.description.contains("… 99961 more …"))
            #expect(error.description.utf8.count < 1000)
        }
    }
}
