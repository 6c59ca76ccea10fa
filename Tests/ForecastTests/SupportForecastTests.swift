import EstateModel
import Forecast
import Risk
import TestSupport
import Testing

struct SupportForecastTests {
    private let asOf = Samples.day("2026-11-21")

    private func forecast(_ findings: [Finding], _ assets: [AssetContext] = [], years: Int = 5) -> SupportForecast {
        SupportForecast(findings: findings, assets: assets, asOf: asOf, years: years)
    }

    @Test(
        arguments: [
            ("2026-11-20", "over", ""), ("2026-11-21", "ends", "Q3 2026/27"), ("2026-12-31", "ends", "Q3 2026/27"),
            ("2027-01-01", "ends", "Q4 2026/27"), ("2027-03-31", "ends", "Q4 2026/27"),
            ("2027-04-01", "ends", "Q1 2027/28"), ("2031-11-21", "ends", "Q3 2031/32"), ("2031-11-22", "later", ""),
        ]
    )
    func anEndFallsIntoItsQuarterOfTheFinancialYear(end: String, place: String, quarter: String) {
        let forecast = forecast([Samples.finding(1, "db", "1", until: end)])
        #expect(forecast.over.count == (place == "over" ? 1 : 0))
        #expect(forecast.laterCount == (place == "later" ? 1 : 0))
        let found = forecast.endings.first?.quarter.map { "Q\($0.number) \($0.financialYear)" }
        #expect((found ?? "") == quarter)
    }

    @Test func bothDatesStandSideBySide() throws {
        let bare = Samples.finding(1, "db", "1", .unsupported, until: "2026-07-14") { verdict in
            verdict.entitlement = "db-cover"
            verdict.endWithEntitlement = Samples.day("2029-07-17")
        }
        let covered = Samples.finding(2, "db", "1", .extendedPaid, until: "2029-07-17") { verdict in
            verdict.entitlement = "db-cover"
            verdict.securityEnd = Samples.day("2026-07-14")
        }
        let forecast = forecast([bare, covered])
        let over = try #require(forecast.over.first)
        #expect(over.day == Samples.day("2026-07-14") && over.withCover == Samples.day("2029-07-17") && !over.isCovered)
        let ending = try #require(forecast.endings.first)
        #expect(ending.ending == .paidCover && ending.day == Samples.day("2029-07-17") && ending.isCovered)
        #expect(ending.withoutCover == Samples.day("2026-07-14") && ending.withCover == Samples.day("2029-07-17"))
    }

    @Test func coverThatTheHostContradictsIsNoCover() {
        let claimed = Samples.finding(1, "db", "1", .extendedPaid, until: "2029-07-17") { verdict in
            verdict.flags = ["entitlement-contradicted"]
            verdict.securityEnd = Samples.day("2026-07-14")
        }
        #expect(forecast([claimed]).over.map(\.day) == [Samples.day("2026-07-14")])
    }

    @Test func whatEndsWithItsSystemIsNotListedBesideIt() {
        let system = Samples.finding(1, "debian", "12", until: "2028-06-30") { $0.productKind = "os" }
        let package = Samples.finding(1, "debian", "12", until: "2028-06-30") { $0.role = .distributionPackage }
        let follower = Samples.finding(1, "nginx", "1.22", until: "2028-06-30") { $0.clock = "debian/12" }
        let earlier = Samples.finding(1, "debian", "12", .unsupported, until: "2026-04-30") {
            $0.role = .distributionPackage
        }
        let forecast = forecast([system, package, follower, earlier])
        #expect(forecast.endings.map(\.product) == ["debian"])
        #expect(forecast.over.map(\.label) == ["packages of DEBIAN 12"])
    }

    @Test func unknownIsCountedAndNeverEnds() {
        let forecast = forecast([
            Samples.finding(1, "a", nil, .unknown), Samples.finding(2, "b", "1"),
            Samples.finding(3, "c", "1", .unknownNewer), Samples.finding(4, "d", "1", .component),
            Samples.finding(5, "e", "1", .unsupported),
        ])
        #expect(forecast.unknownCount == 2 && forecast.undatedCount == 1)
        #expect(forecast.endings.isEmpty && forecast.over.map(\.product) == ["e"] && forecast.over[0].day == nil)
    }

    @Test func aDeviceEndsWithItsLifeSpan() {
        let device = Samples.finding(1, "server", nil, .unknown) { verdict in
            verdict.productKind = "hardware"
            verdict.ageDue = Samples.day("2027-05-01")
        }
        let forecast = forecast([device])
        #expect(forecast.endings.map(\.ending) == [.hardwareLife] && forecast.unknownCount == 0)
    }

    @Test func costsAreSharedToThePenny() {
        let findings = (1...3).map { Samples.finding(Int64($0), "db", "1", until: "2027-01-31") }
        let assets = [
            Samples.asset(1, ["north": 33, "south": 67]), Samples.asset(2, ["north": 100]), Samples.asset(3, [:]),
        ]
        let forecast = forecast(findings, assets)
        let costs = CostTable(replacementPounds: ["db": 1001], coverPoundsPerYear: [:])
        let totals = YearTotal.totals(of: forecast, costs: costs, organisations: ["north", "south"])
        let year = totals[0]
        #expect(totals.map { $0.financialYear ?? "over" }.first == "2026/27" && totals.count == 6)
        #expect(year.replacementPence == 300_300 && year.installations == 3)
        #expect(year.parts["north"]?.replacementPence == 133_133 && year.parts["south"]?.replacementPence == 67_067)
        #expect(pounds(pence: 133_133) == "£1,331.33" && pounds(pence: 120_000) == "£1,200")
    }

    @Test func aPriceOfTheReleaseBeatsThatOfTheProduct() {
        let ending = forecast([Samples.finding(1, "db", "1", until: "2027-01-31")]).endings[0]
        #expect(CostTable(replacementPounds: ["db": 5, "db/1": 7]).replacementPence(ending) == 700)
        #expect(CostTable(replacementPounds: ["db/2": 7]).replacementPence(ending) == nil)
    }

    @Test(arguments: [UInt64(1), 7, 42, 99])
    func theOrderOfFindingsAndAssetsDoesNotMatter(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let findings = (1...60).map { number in
            let month = 1 + number * 7 % 12
            return Samples.finding(
                Int64(1 + number % 9),
                "p\(number % 5)",
                "\(number % 3)",
                until: "20\(25 + number % 8)-\(month < 10 ? "0" : "")\(month)-15"
            )
        }
        let assets = (1...9).map { Samples.asset(Int64($0), ["north": 100], service: "s\($0 % 3)") }
        let first = forecast(findings, assets)
        let second = forecast(findings.shuffled(using: &random), assets.shuffled(using: &random))
        #expect(first.over == second.over && first.endings == second.endings)
        let stamp = Instant(secondsSinceEpoch: 0)
        let texts = [first, second].map { CalendarFile($0, scope: "x", name: "x", stamp: stamp).text }
        #expect(texts[0] == texts[1])
    }
}
