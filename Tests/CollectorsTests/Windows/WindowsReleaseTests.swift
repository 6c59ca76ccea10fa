import EstateModel
import Testing

@testable import Collectors

struct WindowsReleaseTests {
    private func release(_ registry: [String: String], _ management: [String: String] = [:]) -> WindowsRelease? {
        WindowsRelease(registry: registry, management: management)
    }

    @Test(arguments: [
        ("19045", "Client", "Windows 10 Pro", "Microsoft Windows 10 Pro"),
        ("21999", "Client", "Windows 10 Pro", "Microsoft Windows 10 Pro"),
        ("22000", "Client", "Windows 10 Pro", "Microsoft Windows 11 Pro"),
        ("26100", "Client", "Windows 10 Enterprise LTSC", "Microsoft Windows 11 Enterprise LTSC"),
        ("26100", "Server", "Windows Server 2025 Datacenter", "Microsoft Windows Server 2025 Datacenter"),
    ])
    func theBuildDecidesBetweenTenAndEleven(build: String, type: String, product: String, caption: String) {
        let release = release([
            "currentmajorversionnumber": "10", "currentminorversionnumber": "0", "currentversion": "6.3",
            "currentbuildnumber": build, "productname": product, "installationtype": type,
        ])
        #expect(release?.caption == caption)
        #expect(release?.productName == product, "what the registry says stays as it is")
        #expect(release?.version == "10.0.\(build)")
    }

    @Test func windows81HasNoMajorNumber() {
        let release = release(["currentversion": "6.3", "currentbuildnumber": "9600", "productname": "Windows 8.1 Pro"])
        #expect(release?.version == "6.3.9600")
    }

    @Test(arguments: [("WinNT", "1"), ("LanmanNT", "2"), ("ServerNT", "3")])
    func theRegistryKnowsTheProductType(word: String, type: String) {
        let release = release([
            "currentbuildnumber": "17763", "productname": "x", "producttype": word, "currentversion": "6.3",
            "currentmajorversionnumber": "10",
        ])
        #expect(release?.productType == type)
    }

    @Test func aServerWithoutAWordIsNoDomainControllerAndNoMemberServer() {
        let release = release([
            "currentbuildnumber": "17763", "productname": "x", "installationtype": "Server",
            "currentmajorversionnumber": "10",
        ])
        #expect(release?.productType == nil)
    }

    @Test(
        arguments: [
            [:], ["productname": "Windows 10 Pro"], ["currentbuildnumber": "19045"],
            ["currentbuildnumber": "9600", "productname": "x"],
            ["currentbuildnumber": "x", "currentversion": "6.1", "productname": "x"],
            ["currentbuildnumber": "99999999", "currentversion": "6.1", "productname": "x"],
        ] as [[String: String]]
    )
    func withoutAVersionThereIsNoRelease(row: [String: String]) {
        #expect(release(row) == nil)
    }

    @Test(
        arguments: [
            ("20190908011749.580533-420", "2019-09-08T08:17:49Z"),
            ("20261001030405.125599+060", "2026-10-01T02:04:05Z"),
            ("2019-09-08T01:17:49Z", "2019-09-08T01:17:49Z"), ("/Date(1599609600000)/", "2020-09-09T00:00:00Z"),
            ("20191308011749.580533-420", nil), ("9/9/2020 12:00:00 AM", nil), ("", nil), ("/Date(x)/", nil),
        ] as [(String, String?)]
    )
    func momentsAreReadInEveryForm(text: String, instant: String?) {
        #expect(WindowsTime.instant(text) == instant.flatMap { Instant($0) })
    }

    @Test(
        arguments: [
            ("20170502", "2017-05-02"), ("2019/2/14 0:00:00", "2019-02-14"), ("2020-09-09", "2020-09-09"),
            ("/Date(1599609600000)/", "2020-09-09"), ("10/02/2020", nil), ("6/5/2017", nil), ("00000000", nil),
        ] as [(String, String?)]
    )
    func daysAreReadUnlessTheirOrderDependsOnTheCountry(text: String, day: String?) {
        #expect(WindowsTime.day(text) == day.flatMap { CalendarDay($0) })
    }
}
