import EstateModel
import Lifecycle
import StrictYAML
import Testing

@Suite struct RulePackParserTests {
    @Test func theFixturePackIsCompleteAndPassesItsOwnTests() throws {
        let pack = try FixturePack.load()
        #expect(pack.diagnostics.map(\.description) == [])
        #expect(pack.isComplete)
        let results = RuleTester(pack: pack).run()
        #expect(results.count >= 60)
        for result in results {
            #expect(result.differences == [], "\(result.location) \(result.title)")
        }
    }

    @Test(arguments: [
        (
            "cycles: [{cycle: '1', phases: [{phase: full, untill: 2026-01-01}]}]",
            "a phase has no key 'untill'; did you mean 'until'?"
        ),
        (
            "cycles: [{cycle: '1', phases: [{phase: ful, until: 2026-01-01}]}]",
            "'phase' cannot be 'ful'; did you mean 'full'?"
        ),
        ("cycles: [{cycle: '1', phases: [{phase: full, until: 2026-02-30}]}]", "'until' must be a day"),
        (
            "cycles: [{cycle: '1', phases: [{phase: full, until: 2026-01-01, source: pag}]}]",
            "no source 'pag' in 'sources'; did you mean 'page'?"
        ),
        (
            "cycles: [{cycle: '1', phases: [{phase: extended, until: 2026-01-01, paid: true}]}]",
            "a paid phase needs 'needs'"
        ),
        ("cycles: [{cycle: '1', match: {version: '>=3 <2'}, phases: []}]", "no version can be"),
        ("cycles: [{cycle: '1'}]", "a cycle needs 'phases'"),
        ("cycles: []\nclok: vendor", "a rule document has no key 'clok'; did you mean 'clock'?"),
        ("cycles: []\ntests: [{on: 2026-01-01, given: {from: dpkg, name: x}, expect: {}}]", "'expect' is empty"),
        (
            "cycles: []\ntests: [{on: 2026-01-01, given: {from: dpkg, nam: x}, expect: {status: unknown}}]",
            "has no field 'nam'; did you mean 'name'?"
        ),
    ])
    func aMistakeIsToldWithItsPlace(_ more: String, _ message: String) throws {
        let pack = FixturePack.pack(FixturePack.rule(more))
        #expect(!pack.isComplete)
        #expect(pack.products.isEmpty)
        let found = try #require(pack.diagnostics.first { $0.message.contains(message) }, "\(pack.diagnostics)")
        #expect(found.location.file == "test.yaml")
        #expect(found.location.line >= 10)
    }

    @Test(arguments: [
        ("{from: dpgk, where: {name: x}}", "no kind of fact is called 'dpgk'; did you mean 'dpkg'?"),
        ("{from: dpkg, where: {nane: x}}", "has no field 'nane'; did you mean 'name'?"),
        ("{from: dpkg, where: {name: 'a(?!b)'}}", "use 'not:'"),
        ("{from: dpkg, where: {name: '['}}", "not a regular expression"),
        ("{from: dpkg, where: {name: x}, version: {take: version, transform: jav}}", "did you mean 'java'?"),
        ("{from: dpkg, where: {name: x}, version: verison}", "neither a named group nor a field is called 'verison'"),
        ("{from: dpkg}", "needs 'where'"),
    ])
    func aMistakeInAnEntryIsTold(_ entry: String, _ message: String) {
        let pack = FixturePack.pack(FixturePack.rule("cycles: []", identify: entry))
        #expect(pack.diagnostics.contains { $0.message.contains(message) }, "\(pack.diagnostics)")
    }

    @Test func aBrokenDocumentLeavesTheOthersWorking() {
        let good = FixturePack.rule("cycles: []")
        let bad = good.replacing("product: thing", with: "product: Thing!")
        let pack = FixturePack.pack(bad + "\n---\n" + good)
        #expect(pack.products.map(\.id) == ["thing"])
        #expect(!pack.isComplete)
        let files = [RuleFile(path: "a.yaml", text: "rule: [1"), RuleFile(path: "b.yaml", text: good)]
        #expect(RulePack(files: files).products.map(\.id) == ["thing"])
        #expect(!RulePack(files: files).isComplete)
    }

    @Test(arguments: [
        "", "---\n", "# nothing\n", "rule: 2\nproduct: x", "- a\n- b", "rul: 1\nproduct: x", "\u{0}\u{1}", "just text",
    ])
    func nothingAndGarbageAreNoRules(_ text: String) {
        #expect(FixturePack.pack(text).products.isEmpty)
    }

    @Test func aTruncatedFixtureNeverTraps() throws {
        let text = FixturePack.rule("cycles:\n  - {cycle: '1', phases: [{phase: full, until: 2026-01-01}]}\ntests: []")
        let bytes = Array(text.utf8)
        for length in stride(from: 0, to: bytes.count, by: 3) {
            _ = FixturePack.pack(String(decoding: bytes[..<length], as: UTF8.self))
        }
    }

    @Test func theHashDependsOnContentAndPathsNotOnOrder() {
        let one = RuleFile(path: "a.yaml", text: "rule: 1")
        let other = RuleFile(path: "b.yaml", text: "rule: 1 ")
        #expect(RulePack(files: [one, other]).sha256 == RulePack(files: [other, one]).sha256)
        #expect(RulePack(files: [one]).sha256 != RulePack(files: [other]).sha256)
        #expect(RulePack(files: []).sha256 == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }
}
