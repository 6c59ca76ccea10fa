import EstateModel
import Lifecycle
import Testing

@Suite struct RuleTesterTests {
    @Test(arguments: [
        ("status: unknown", "status"), ("product: other", "product"), ("product: none", "product"),
        ("cycle: none", "cycle"),
        ("until: none", "until"), ("until: 2026-01-02", "until"), ("clock: debian/12", "clock"),
        ("flags: old-baseline", "flags"),
        ("no-flags: ends-within-90-days", "no-flags"), ("candidates: [a]", "candidates"),
        ("because: entitlement", "because"),
        ("confidence: low", "confidence"), ("role: client", "role"), ("behind: 3", "behind"), ("label: ESU", "label"),
        ("would-cover: x", "would-cover"), ("age-due: 2026-01-01", "age-due"),
        ("mainstream-end: none", "mainstream-end"),
        ("extended-end: none", "extended-end"),
    ])
    func anExpectationThatIsNotMetIsTold(_ expectation: String, _ key: String) throws {
        let rule = FixturePack.rule(
            """
            cycles: [{cycle: "1", phases: [{phase: full, until: 2027-01-01}]}]
            tests:
              - {on: 2026-11-20, given: {from: dpkg, name: thing, version: "1.0"}, expect: {\(expectation)}}
              - {on: 2026-11-20, given: {from: dpkg, name: thing, version: "1.0"}, expect: {status: supported, clock: thing}}
            """
        )
        let pack = FixturePack.pack(rule)
        #expect(pack.diagnostics == [])
        let results = RuleTester(pack: pack).run()
        #expect(results.map { $0.differences.map(\.key) } == [[key], []])
    }

    /// A council that dates a template must not see the template's own test fail.
    @Test func aTestRunsAgainstTheRulesOfItsOwnLayerAndBelow() {
        func rule(_ cycles: String, _ status: String, _ more: String = "") -> String {
            FixturePack.rule(
                """
                cycles: \(cycles)
                \(more)
                tests:
                  - {on: 2026-11-20, given: {from: dpkg, name: thing, version: "1.0"}, expect: {status: \(status)}}
                """
            )
        }
        let dated = "[{cycle: \"1\", phases: [{phase: full, until: 2027-01-01}]}]"
        let pack = RulePack(files: [
            RuleFile(path: "a.yaml", text: rule("[]", "unknown")),
            RuleFile(path: "b.yaml", text: rule(dated, "supported", "reason: letter"), layer: .local),
        ])
        #expect(pack.diagnostics == [])
        let results = RuleTester(pack: pack).run()
        #expect(results.map(\.passed) == [true, true])
    }
}
