import EstateModel
import Lifecycle
import StrictYAML
import Testing

/// The rules that the project ships must hold what they promise.
@Suite struct ShippedRulesTests {
    private static func load() throws -> RulePack {
        try RulePack.load(directories: [.init(path: FixturePack.root + "/rules")])
    }

    @Test func everyFileIsReadAndPassesTheCheck() throws {
        let pack = try Self.load()
        #expect(pack.isComplete)
        // Dates that grew old are no fault of the code; the check tells them to whoever keeps the rules.
        let options = RuleChecker.Options(coverage: .warning, stale: nil)
        let found = RuleChecker(pack: pack, asOf: try day("2026-11-20"), options: options).check()
        #expect(found.filter { $0.severity == .error }.map(\.description) == [])
    }

    @Test func everyTestInsideTheFilesPasses() throws {
        let results = RuleTester(pack: try Self.load()).run()
        #expect(!results.isEmpty)
        for result in results {
            #expect(result.differences == [], "\(result.location) \(result.title)")
        }
    }

    /// Supported for ever would hide an end that nobody looked up.
    @Test func nothingTurnsSupportedAgain() throws {
        let pack = try Self.load()
        let judge = Judge(pack: pack)
        let days = try ["2010-01-01", "2020-02-01", "2024-08-01", "2026-11-20", "2030-07-01", "2060-01-01"].map(day)
        for test in pack.products.flatMap(\.tests) {
            var isOver = false
            for asOf in days {
                let verdict = judge.judge(test.given, host: test.host, organisation: OrganisationRecord(), asOf: asOf)
                if isOver { #expect(!verdict.status.receivesFixes, "\(test.location) on \(asOf)") }
                if verdict.status == .unsupported { isOver = true }
            }
        }
    }
}
