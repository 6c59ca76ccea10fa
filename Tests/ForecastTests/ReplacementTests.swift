import EstateModel
import Forecast
import Risk
import Testing

struct ReplacementTests {
    private func replacements(end: String, named: [String]) throws -> [Replacement] {
        let asOf = Samples.day("2026-11-21")
        let finding = Samples.finding(1, "db", "1", until: end) { $0.replaceBy = named }
        let forecast = SupportForecast(findings: [finding], assets: [], asOf: asOf, years: 9)
        let ending = try #require((forecast.over + forecast.endings).first)
        return ReplacementFinder(pack: Samples.rules, asOf: asOf).replacements(of: ending)
    }

    @Test func thirtySixMonthsFromTheEndOfTheOldOneAreEnough() throws {
        let found = try replacements(end: "2026-12-31", named: ["2", "3"])
        #expect(found.map(\.release) == ["2", "3", "4"])
        // 30 June 2028 is 18 months on, for June has no 31st; 30 December 2029 is one day short of 36.
        #expect(found.map(\.monthsLeft) == [18, 35, 36])
        #expect(found.map(\.lastsLongEnough) == [false, false, true])
        #expect(found.map(\.isNamed) == [true, true, false])
    }

    @Test func whatIsOverIsReplacedToday() throws {
        let found = try replacements(end: "2020-01-01", named: ["db/3"])
        #expect(found[0].goLive == Samples.day("2026-11-21") && found[0].monthsLeft == 37)
        #expect(found.count == 1)
    }

    @Test func wordsStayWordsAndWhatIsNotOutYetIsNoCandidate() throws {
        let found = try replacements(end: "2026-12-31", named: ["the supplier's cloud"])
        #expect(found[0].label == "the supplier's cloud" && found[0].lastsLongEnough == nil)
        #expect(found.map(\.release) == [nil, "4"])
    }

    @Test func theSpreadCountsReleasesOfAFamily() throws {
        let findings = [
            Samples.finding(1, "db", "1", .unsupported), Samples.finding(2, "db", "1"), Samples.finding(2, "db", "2"),
            Samples.finding(3, "db", nil, .unknown), Samples.finding(1, "web", "9"),
            Samples.finding(4, "db", "3") { $0.role = .component },
        ]
        let spreads = ReleaseSpread.spreads(of: findings, pack: Samples.rules)
        let databases = try #require(spreads.first)
        #expect(databases.family == "databases" && databases.name == "DB" && databases.distinct == 2)
        #expect(databases.assets == 3 && databases.releases.map(\.assets) == [2, 1, 1])
        #expect(databases.releases[0].unsupported == 1)
        #expect(spreads.map(\.family) == ["databases", "web"])
    }
}
