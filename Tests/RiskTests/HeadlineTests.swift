import EstateModel
import Risk
import Testing

struct HeadlineTests {
    private func estate() -> SampleEstate {
        var estate = SampleEstate()
        let old = estate.add("web01", service: portal)
        estate.judge(old, debian11)
        estate.judge(old, verdict("mysql", "8.0", .unknown, kind: "database"))
        let free = estate.add("web02", service: portal, organisations: ["stockton": 100])
        estate.judge(free, debian12)
        estate.judge(free, Verdict(status: .unknown), fields: ["name": "local-tool"])
        let paid = estate.add("pc1")
        estate.judge(paid, verdict("windows-10", "22h2", .extendedPaid, until: "2027-10-12"))
        var security = verdict("rocky", "9", .supported, until: "2027-05-31")
        security.mainstreamEnd = day("2027-05-31")
        security.securityEnd = day("2032-05-31")
        estate.judge(paid, security)
        estate.add("silent")
        return estate
    }

    @Test func theFiguresOfTheWholeEstate() {
        let headline = estate().headline()
        #expect(headline.unmanaged == 1 && headline.risks == 1)
        #expect(headline.assetsJudged == 3 && headline.assetsNotJudged == ["silent"])
        #expect(headline.identified == 5 && headline.seen == 6 && headline.identifiedShare == "83.3 %")
        let counts = headline.statuses.map { "\($0.status.rawValue) \($0.pieces)/\($0.assets)" }
        #expect(
            counts == [
                "supported 1/1", "security-only 0/0", "extended-free 1/1", "extended-paid 1/1", "unsupported 1/1",
                "unknown 2/2", "unknown-newer 0/0", "component 0/0",
            ]
        )
        #expect(headline.bands.map { "\($0.band.id) \($0.risks)" }.contains("high 1"))
        #expect(headline.bands.map(\.band.id) == ["critical", "very-high", "high", "medium", "low"])
    }

    /// Six hundred packages of a distribution are one finding.
    @Test func piecesCountAsTheyWereFound() {
        var input = estate().input
        for asset in input.assets { input.identifiedSoftware[asset.id] = 300 }
        input.unidentifiedSoftware = [1: 100]
        let builder = RegisterBuilder()
        let headline = builder.headline(input, builder.register(input))
        let known = 300 * input.assets.count
        #expect(headline.identified == known && headline.seen == known + 100)
    }

    @Test func unidentifiedSoftwareLowersTheShare() {
        var input = estate().input
        input.unidentifiedSoftware = [1: 90, 3: 4, 2: 0]
        let builder = RegisterBuilder()
        let headline = builder.headline(input, builder.register(input))
        #expect(headline.identifiedShare == "5.0 %")
        let unknown = headline.statuses.first { $0.status == .unknown }
        #expect(unknown?.pieces == 96)
        #expect(unknown?.assets == 3)
    }

    @Test func unidentifiedSoftwareLowersTheShareOfTheOrganisationWhoseAssetHasIt() {
        var input = estate().input
        input.unidentifiedSoftware = [2: 2, 3: 90]
        let builder = RegisterBuilder()
        let headline = builder.headline(input, builder.register(input), organisation: "stockton")
        #expect(headline.seen == 4 && headline.identified == 1)
        #expect(headline.statuses.first { $0.status == .unknown }?.pieces == 3)
    }

    @Test func theFiguresOfOneOrganisation() {
        let headline = estate().headline(organisation: "stockton")
        #expect(headline.unmanaged == 0 && headline.assetsJudged == 1 && headline.assetsNotJudged.isEmpty)
        #expect(headline.seen == 2)
    }

    @Test func nothingSeenHasNoShare() {
        #expect(SampleEstate().headline().identifiedShare == nil)
    }

    @Test func theTimelineListsEveryQuarterOfTheNextTwoYears() {
        let timeline = estate().headline().timeline
        #expect(
            timeline.map { "\($0.quarter.financialYear) \($0.quarter.label)" } == [
                "2026/27 October to December 2026", "2026/27 January to March 2027", "2027/28 April to June 2027",
                "2027/28 July to September 2027", "2027/28 October to December 2027", "2027/28 January to March 2028",
                "2028/29 April to June 2028", "2028/29 July to September 2028", "2028/29 October to December 2028",
            ]
        )
        let entries = timeline.flatMap(\.entries).map { "\($0.day) \($0.ending.rawValue) \($0.label) \($0.assets)" }
        #expect(
            entries == [
                "2027-05-31 mainstream rocky 9 1", "2027-10-12 paid-cover windows-10 22h2 1",
                "2028-06-30 security-fixes Debian 12 1",
            ]
        )
        #expect(timeline.flatMap(\.entries).map(\.organisations) == [["darlington"], ["darlington"], ["stockton"]])
    }

    @Test(arguments: [
        ("2026-03-31", "2025/26", "January to March 2026"), ("2026-04-01", "2026/27", "April to June 2026"),
        ("2026-12-31", "2026/27", "October to December 2026"), ("2100-01-01", "2099/00", "January to March 2100"),
    ])
    func aFinancialYearRunsFromAprilToMarch(text: String, year: String, label: String) {
        let quarter = FinancialQuarter(of: day(text))
        #expect(quarter.financialYear == year && quarter.label == label)
    }
}
