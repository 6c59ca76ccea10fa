import EstateModel
import Testing

@testable import Risk

struct FirstSightTests {
    private let today = CalendarDay("2026-11-20")!

    private func row(seen: String?, supportEnd: String) throws -> RegisterRow {
        var verdict = Verdict(status: .unsupported, confidence: .high)
        verdict.product = "windows-server"
        verdict.release = "2012-r2"
        verdict.supportEnd = CalendarDay(supportEnd)
        let subject = Fact(kind: "os", fields: ["name": "Windows"])
        let finding = Finding(assetID: 1, assetName: "fs1", subject: subject, verdict: verdict)
        var asset = AssetContext(id: 1, name: "fs1")
        asset.firstSeen = seen.flatMap { CalendarDay($0) }
        let input = RegisterInput(asOf: today, findings: [finding], assets: [asset])
        return try #require(RegisterBuilder().register(input).risks.first)
    }

    @Test(
        arguments: [
            ("2026-03-02", "2023-10-10", "2026-03-02"), (nil, "2023-10-10", "2026-11-20"),
            // Nothing of it stood in a register before its end was two years away.
            ("2020-01-06", "2023-10-10", "2021-10-10"), ("2027-01-01", "2023-10-10", "2026-11-20"),
        ] as [(String?, String, String)]
    )
    func theFirstSightIsTheScansAndNotTheRegisters(seen: String?, supportEnd: String, day: String) throws {
        #expect(
            try row(seen: seen, supportEnd: supportEnd).earliestSight(horizonMonths: 24, asOf: today).description == day
        )
    }
}
