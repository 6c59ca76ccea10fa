import EstateModel
import Lifecycle
import Testing

@testable import RuleExchange

struct StaleSourceTests {
    private let pack = RulePack(files: [SmallPack.file()])

    @Test func theLastDayOfTheDataAgeIsNotStale() throws {
        #expect(StaleSource.all(in: pack, asOf: try SmallPack.day("2027-01-01")).isEmpty)
        let stale = StaleSource.all(in: pack, asOf: try SmallPack.day("2027-01-02"))
        #expect(stale.map(\.source.id) == ["page"])
        #expect(stale.first?.staleSince.description == "2027-01-02")
        #expect(stale.first?.openReleases == ["3.0"])
    }

    @Test func theOldestComesFirstAndWhatIsOverDoesNotMatter() throws {
        let stale = StaleSource.all(in: pack, asOf: try SmallPack.day("2029-01-01"))
        #expect(stale.map(\.source.id) == ["page", "vendor"])
        #expect(stale.map(\.matters) == [false, false])
    }
}
