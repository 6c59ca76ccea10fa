import EstateModel
import Lifecycle
import StrictYAML
import Testing

@Suite struct RuleCheckerTests {
    private func check(_ more: String, asOf: String = "2026-11-20", options: RuleChecker.Options = .init(coverage: nil))
        throws
        -> [Diagnostic]
    {
        RuleChecker(pack: FixturePack.pack(FixturePack.rule(more)), asOf: try day(asOf), options: options).check()
    }

    @Test func theFixturePackHasNoErrors() throws {
        let pack = try FixturePack.load()
        let found = RuleChecker(pack: pack, asOf: try day("2026-08-25")).check()
        #expect(found.filter { $0.severity == .error }.map(\.description) == [])
    }

    @Test(arguments: [
        (
            "cycles: [{cycle: '1', released: 2026-01-01, phases: [{phase: full, until: 2025-01-01}]}]",
            "before the release"
        ),
        (
            "cycles: [{cycle: '1', phases: [{phase: full, until: 2026-01-01}, {phase: security, until: 2025-01-01}]}]",
            "before an earlier one"
        ),
        (
            "cycles: [{cycle: '1', phases: [{phase: full, until: none}, {phase: security, until: 2025-01-01}]}]",
            "can never begin"
        ),
        ("cycles: [{cycle: '1', phases: []}, {cycle: '1', match: {version: '2'}, phases: []}]", "stands twice"),
        ("cycles: [{cycle: '1', phases: []}, {cycle: '1.5', phases: []}]", "fit the same version"),
        (
            "cycles: [{cycle: '1', generation: 2, released: 2020-01-01, phases: []},"
                + " {cycle: '2', generation: 1, released: 2021-01-01, phases: []}]",
            "released before generation"
        ),
        (
            "cycles: [{cycle: '1', phases: [{phase: extended, until: 2026-01-01, needs: nothing}]}]",
            "no entitlement 'nothing'"
        ),
        ("cycles: [{cycle: '1', supersedes: '9', phases: []}]", "no cycle '9' to supersede"),
        ("cycles: []\nstreams-from: elsewhere", "no product 'elsewhere'"),
        ("cycles: []\nrequires: {'9': {other: '1'}}", "names no cycle"),
        ("cycles: []\npackages: {ecosystem: dpkg, owners: [nobody]}", "no owner 'nobody'"),
    ])
    func eachMistakeIsFound(_ more: String, _ message: String) throws {
        let found = try check(more)
        #expect(found.contains { $0.severity == .error && $0.message.contains(message) }, "\(found)")
    }

    @Test(arguments: [
        "cycles: [{cycle: '1', match: {version: '1', edition: a}, phases: []}, {cycle: b, match: {version: '1', edition: b}, phases: []}]",
        "cycles: [{cycle: '1', match: {version: '1', edition: /^a/}, phases: []}, {cycle: b, match: {version: '1', not: {edition: /^a/}}, phases: []}]",
        "cycles: [{cycle: '3.2', phases: []}, {cycle: '3.21', phases: []}]",
    ])
    func cyclesThatExcludeEachOtherMayShareAVersion(_ more: String) throws {
        #expect(try check(more).filter { $0.severity == .error } == [])
    }

    @Test func missingTestsAreToldAtTheLevelThatIsAsked() throws {
        let more = "cycles: [{cycle: '1', phases: [{phase: full, until: 2026-01-01}]}]"
        #expect(
            try check(more, options: .init(coverage: .error)).contains {
                $0.severity == .error && $0.message.contains("has no tests")
            }
        )
        let tested =
            more
            + "\ntests: [{on: 2026-01-01, given: {from: dpkg, name: thing, version: '1'}, expect: {status: supported}}]"
        let found = try check(tested, options: .init(coverage: .warning))
        #expect(found.map(\.message) == ["'thing' lacks a look-alike"])
    }

    @Test func sourcesThatNobodyLookedAtAreTold() throws {
        #expect(try check("cycles: []", asOf: "2027-02-18").map(\.message) == [])
        #expect(try check("cycles: []", asOf: "2027-02-19").count == 1)
    }

    @Test func anExpressionWithoutAnAnchorIsTold() throws {
        let text = FixturePack.rule("cycles: []", identify: "{from: dpkg, where: {name: thing}}")
        let checker = RuleChecker(
            pack: FixturePack.pack(text),
            asOf: try day("2026-11-20"),
            options: .init(coverage: nil)
        )
        #expect(
            checker.check().map(\.message) == ["no expression of this entry is anchored; 'thing' is found anywhere"]
        )
    }

    @Test func aRuleThatOnlyNamesComponentsIsTestedByNamingOne() throws {
        func lacks(_ expect: String) throws -> Bool {
            let rule = FixturePack.rule(
                """
                cycles: []
                tests:
                  - {on: 2026-11-20, given: {from: dpkg, name: thing, version: "1"}, expect: {\(expect)}}
                """,
                identify: "{from: dpkg, where: {name: '^thing$'}, version: version, role: component}"
            )
            let found = RuleChecker(pack: FixturePack.pack(rule), asOf: try day("2026-11-20")).check()
            return found.contains { $0.message.contains("a positive test") }
        }
        #expect(try !lacks("product: thing, role: component"))
        #expect(try lacks("role: component"))
        #expect(try lacks("product: thing, role: client"))
    }

    @Test func aSourceThatWasCheckedInTheFutureIsTold() throws {
        let found = try check("cycles: []", asOf: "2026-08-20")
        #expect(found.contains { $0.severity == .warning && $0.message.contains("2026-08-22, which is yet to come") })
        // Somewhere it is tomorrow already.
        #expect(try check("cycles: []", asOf: "2026-08-21").isEmpty)
    }

    @Test func aReplacementThatNoRuleHasIsTold() throws {
        func warnings(_ replacements: String) throws -> [String] {
            try check("cycles: [{cycle: '1', phases: [], replace-by: [\(replacements)]}]").map(\.message)
        }
        #expect(try warnings("thing/9") == ["'replace-by' names no release of this pack: 'thing/9'"])
        #expect(try warnings("thing/1, buy it as a service, 'Unix/Linux of any maker'") == [])
    }

    @Test func aMistakeIsToldOnceAndNotOfEachPartThatRestsOnIt() throws {
        let twice = "cycles: [{cycle: '1', phases: []}, {cycle: '1', phases: []}]"
        #expect(try check(twice).filter { $0.severity == .error }.count == 1)
        let rule = FixturePack.rule(
            "cycles: [{cycle: '1', phases: [{phase: full, until: 2027-01-01}, {phase: security, until: 2028-01-01}]}]"
        )
        let found = FixturePack.pack(rule.replacing("source: page", with: "source: nowhere")).diagnostics.map(\.message)
        #expect(found.count == 1 && found[0].hasPrefix("no source 'nowhere'"), "\(found)")
    }

    @Test func aDayThatTheCalendarLacksIsToldAsOne() throws {
        let rule = "cycles: [{cycle: '1', phases: [{phase: full, until: 2027-02-30}]}]"
        let found = FixturePack.pack(FixturePack.rule(rule)).diagnostics.map(\.message)
        #expect(found.contains("'until' must be a day that the calendar has, not '2027-02-30'"), "\(found)")
    }

    @Test func aBrokenExpressionIsToldOnce() throws {
        let rule = FixturePack.rule("cycles: []", identify: "{from: dpkg, where: {name: '(unclosed'}}")
        #expect(FixturePack.pack(rule).diagnostics.map(\.message).filter { $0.contains("needs 'where'") } == [])
        let empty = FixturePack.rule("cycles: []", identify: "{from: dpkg, where: {}}")
        #expect(FixturePack.pack(empty).diagnostics.contains { $0.message.contains("needs 'where'") })
    }
}
