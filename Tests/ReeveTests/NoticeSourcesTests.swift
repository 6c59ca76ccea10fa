import EstateModel
import Notices
import Risk
import Testing

@testable import Reeve

/// What of the register's list of endings becomes a notice.
struct NoticeSourcesTests {
    private static let today = CalendarDay("2026-11-20")!

    /// A row of the list of what approaches, or nil when the verdict makes none.
    private func row(
        _ status: SupportStatus,
        supportEnd: String?,
        securityEnd: String? = nil,
        flags: [String] = []
    ) -> RegisterRow? {
        var verdict = Verdict(status: status, confidence: .high)
        verdict.product = "windows-server"
        verdict.productName = "Windows Server"
        verdict.release = "2016"
        verdict.releaseLabel = "Windows Server 2016"
        verdict.supportEnd = supportEnd.flatMap { CalendarDay($0) }
        verdict.securityEnd = securityEnd.flatMap { CalendarDay($0) }
        verdict.flags = flags
        let finding = Finding(
            assetID: 1,
            assetName: "fs1",
            subject: Fact(kind: "os", fields: ["name": "Windows"]),
            verdict: verdict
        )
        var asset = AssetContext(id: 1, name: "fs1", organisations: ["darlbrook": 100])
        asset.owner = "servers"
        let input = RegisterInput(asOf: Self.today, findings: [finding], assets: [asset])
        return RegisterBuilder().register(input).approaching.first
    }

    private func ending(_ row: RegisterRow?, reference: String? = "R-0007") throws -> [String] {
        let row = try #require(row)
        guard let ending = NoticeSources.ending(row, reference: reference, asOf: Self.today) else { return [] }
        #expect(ending.product == "windows-server" && ending.release == "2016" && ending.owners == ["servers"])
        #expect(ending.organisation == "darlbrook" && ending.assetCount == 1 && ending.label == "Windows Server 2016")
        return [ending.reference, ending.day.description, ending.isPaidCover ? "paid" : "free"]
    }

    @Test func theLastDayOfSecurityFixesCountsAndNotTheMainstreams() throws {
        let row = row(.supported, supportEnd: "2027-01-12", securityEnd: "2027-10-12")
        #expect(try ending(row) == ["R-0007", "2027-10-12", "free"])
    }

    @Test func paidCoverEndsOnItsOwnDay() throws {
        let row = row(.extendedPaid, supportEnd: "2027-10-12", securityEnd: "2025-10-14")
        #expect(try ending(row) == ["R-0007", "2027-10-12", "paid"])
    }

    @Test func withoutAReferenceItIsCalledByItsName() throws {
        let row = row(.securityOnly, supportEnd: "2027-01-12")
        #expect(try ending(row, reference: nil) == ["Windows Server 2016", "2027-01-12", "free"])
    }

    @Test func itsLastDayIsStillOneAndTheNextIsNot() throws {
        let last = row(.supported, supportEnd: Self.today.description)
        #expect(try ending(last) == ["R-0007", "2026-11-20", "free"])
        #expect(row(.supported, supportEnd: "2026-11-19") == nil, "that is a risk and no ending")
        let later = try #require(last)
        #expect(NoticeSources.ending(later, reference: nil, asOf: Self.today.adding(days: 1)) == nil)
    }

    @Test func whatHasNoEndOrNoFixesIsNoEnding() {
        #expect(row(.supported, supportEnd: nil) == nil)
        #expect(row(.unsupported, supportEnd: "2020-01-14") == nil)
        #expect(row(.extendedPaid, supportEnd: "2027-10-12", flags: [SupportClock.coverUnprovenFlag]) == nil)
        #expect(row(.supported, supportEnd: "2034-11-14") == nil, "beyond the horizon")
    }
}
