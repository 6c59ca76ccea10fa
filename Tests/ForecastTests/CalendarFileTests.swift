import EstateModel
import Forecast
import Risk
import Testing

struct CalendarFileTests {
    private let stamp = Instant(secondsSinceEpoch: 1_795_219_200)

    private func text(_ findings: [Finding], _ assets: [AssetContext] = []) -> String {
        let forecast = SupportForecast(findings: findings, assets: assets, asOf: Samples.day("2026-11-21"), years: 5)
        return CalendarFile(forecast, scope: "Estate of Ælfgifu", name: "Ends; all, of us", stamp: stamp).text
    }

    private func hostile() -> [Finding] {
        [
            Samples.finding(1, "db", "1", until: "2027-01-31") { verdict in
                verdict.releaseLabel =
                    "A, B; C\\D\nEND:VEVENT\r\n" + String(repeating: "Überlänge 名前 ", count: 12) + "\u{202E}"
                verdict.replaceBy = ["2, or 3"]
            },
            Samples.finding(2, "db", "2", until: "2027-02-28") { $0.endIsApproximate = true },
        ]
    }

    @Test func everyLineEndsWithCRLFAndHasAtMost75Octets() {
        let text = text(hostile(), [Samples.asset(1, ["north": 100], service: "Planning, and\nmore")])
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        #expect(lines.last?.isEmpty == true)
        for line in lines.dropLast() {
            #expect(line.last == UInt8(ascii: "\r") && line.count <= 76)
            #expect(String(validating: line, as: UTF8.self) != nil)
        }
    }

    @Test func aHostileNameEndsNoLineAndStartsNoProperty() {
        let lines = unfolded(text(hostile()))
        #expect(lines.count { $0 == "END:VEVENT" } == 2)
        let summary = lines.first { $0.hasPrefix("SUMMARY:") } ?? ""
        #expect(summary.contains(#"A\, B\; C\\D\\u{a}END:VEVENT"#), "\(summary)")
    }

    @Test func anEventIsADayWithAStableIdentity() {
        let first = unfolded(text([Samples.finding(1, "db", "1", until: "2027-01-31")]))
        let second = unfolded(text([Samples.finding(1, "db", "1", until: "2027-02-28")]))
        let identity = "UID:security-fixes.db.1@estate-of--lfgifu.reeve"
        #expect(first.contains(identity) && second.contains(identity))
        #expect(first.contains("DTSTART;VALUE=DATE:20270131") && first.contains("DTEND;VALUE=DATE:20270201"))
        #expect(second.contains("DTEND;VALUE=DATE:20270301"))
        #expect(first.contains("DTSTAMP:20261121T000000Z"))
    }

    @Test func identitiesAreUniqueInAFile() {
        let findings = [
            Samples.finding(1, "db", "1", until: "2027-01-31"),
            Samples.finding(2, "db", "1", until: "2027-03-31") { $0.endIsApproximate = true },
            Samples.finding(3, "db", "1", until: "2027-01-31") { $0.clock = "debian/12" },
        ]
        let identities = unfolded(text(findings)).filter { $0.hasPrefix("UID:") }
        #expect(identities.count == 3 && Set(identities).count == 3)
    }

    @Test func itNamesNoHost() {
        #expect(!text([Samples.finding(1, "db", "1", until: "2027-01-31")]).contains("host1"))
    }

    /// As RFC 5545 joins folded lines.
    private func unfolded(_ text: String) -> [String] {
        text.replacing("\r\n ", with: "").split(separator: "\r\n").map(String.init)
    }
}
