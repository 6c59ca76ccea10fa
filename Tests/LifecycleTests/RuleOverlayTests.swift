import EstateModel
import Lifecycle
import StrictYAML
import Testing

@Suite struct RuleOverlayTests {
    private static let shipped = FixturePack.rule(
        """
        cycles:
          - {cycle: "1", phases: [{phase: full, until: 2025-01-01}]}
          - {cycle: "2", phases: [{phase: full, until: 2027-01-01}]}
        """
    )

    private func load(_ local: String) -> RulePack {
        RulePack(files: [
            RuleFile(path: "shipped.yaml", text: Self.shipped),
            RuleFile(path: "local.yaml", text: local, layer: .local),
        ])
    }

    private static let change = """
        rule: 1
        product: thing
        reason: the supplier wrote to us
        sources: {letter: {ref: letter, verified: 2026-09-01}}
        source: letter
        cycles:
          - {cycle: "1", phases: [{phase: full, until: 2028-01-01}]}
          - {cycle: "3", phases: [{phase: full, until: 2029-01-01}]}
        """

    @Test func aStrongerLayerReplacesWholeCyclesAndAddsOthers() throws {
        let rule = try #require(load(Self.change).product("thing"))
        #expect(rule.cycles.map(\.id) == ["1", "2", "3"])
        #expect(rule.cycle("1")?.phases.first?.until.day == CalendarDay("2028-01-01"))
        #expect(rule.name == "Thing")
        #expect(rule.layer == .local)
        #expect(rule.reason == "the supplier wrote to us")
    }

    @Test func replacingWithoutAReasonIsRefused() throws {
        let pack = load(Self.change.replacing("reason: the supplier wrote to us\n", with: ""))
        #expect(!pack.isComplete)
        #expect(pack.diagnostics.contains { $0.message.contains("say why with 'reason:'") })
        #expect(pack.product("thing")?.cycle("1")?.phases.first?.until.day == CalendarDay("2025-01-01"))
    }

    @Test func aWholeProductCanBeReplaced() throws {
        let text = Self.shipped.replacing("kind: runtime", with: "kind: runtime\nreplaces: product\nreason: ours")
            .replacing("2027-01-01", with: "2040-01-01")
        #expect(load(text).product("thing")?.cycles.count == 2)
        #expect(load(text).product("thing")?.cycle("2")?.phases.first?.until.day == CalendarDay("2040-01-01"))
    }

    @Test func theSameProductTwiceInOneLayerIsAnError() {
        let files = [RuleFile(path: "a.yaml", text: Self.shipped), RuleFile(path: "b.yaml", text: Self.shipped)]
        let pack = RulePack(files: files)
        #expect(!pack.isComplete)
        #expect(pack.diagnostics.contains { $0.message.contains("already described at a.yaml:1:1") })
    }

    @Test func aChangeOfWhatDoesNotExistNeedsTheWholeRule() {
        let pack = RulePack(files: [RuleFile(path: "local.yaml", text: Self.change, layer: .local)])
        #expect(pack.products.isEmpty)
        #expect(pack.diagnostics.contains { $0.message.contains("needs 'name'") })
    }
}
