import DecisionSamples
import Decisions
import EstateModel
import Notices
import Testing

struct EndingNoticeTests {
    /// Evidence of 10 November counts until 8 February.
    @Test(
        arguments: [
            ("2027-01-24", nil), ("2027-01-25", "evidence-ageing|C-0001|14|2027-02-08"),
            ("2027-02-08", "evidence-ageing|C-0001|14|2027-02-08"),
            ("2027-02-09", "evidence-lost|C-0001|old|2027-02-09"),
            ("2028-01-01", "evidence-lost|C-0001|old|2027-02-09"),
        ] as [(String, String?)]
    )
    func evidenceIsToldBeforeAndAfterItIsTooOld(date: String, id: String?) throws {
        let notices = try Story.begun().due(date, .evidenceAgeing, .evidenceLost)
        #expect(notices.map(\.id) == [id].compactMap { $0 })
        #expect(notices.allSatisfy { $0.recipients == ["servers"] })
    }

    @Test func evidenceNamesTheExceptionsThatRestOnIt() throws {
        let notice = try #require(try Story.approved().due("2027-02-01", .evidenceAgeing).first)
        #expect(notice.text == "Endpoint agent on the file servers. E-0001 would be suspended without it.")
        #expect(notice.title == "The evidence for control C-0001 counts until 8 February 2027, in 7 days")
    }

    @Test func aFailedCheckIsToldUntilItPassesOrTheControlGoes() throws {
        var story = try Story.begun()
        let check = ControlCheck(.fail, on: day("2026-11-25"), evidence: "CHG-19", fact: "the agent is gone")
        try story.log(.control(.check(control: "C-0001", check: check)), on: "2026-11-25")
        #expect(story.due("2026-11-25", .evidenceLost).map(\.id) == ["evidence-lost|C-0001|failed|2026-11-25"])
        try story.log(.control(.retire(control: "C-0001")), on: "2026-11-26")
        #expect(story.due("2026-11-26", .evidenceLost, .evidenceAgeing).isEmpty)
    }

    private func ending(
        _ reference: String,
        on end: String,
        owners: [String] = ["Head of Planning"],
        of organisation: String? = "darlbrook",
        isPaid: Bool = false
    ) -> EndingSupport {
        EndingSupport(
            reference: reference,
            product: "windows-server",
            release: "2016",
            label: "Windows Server 2016",
            organisation: organisation,
            owners: owners,
            assetCount: 3,
            day: day(end),
            isPaidCover: isPaid
        )
    }

    private func due(_ endings: [EndingSupport], _ date: String) -> [Notice] {
        var question = NoticeQuestion(asOf: day(date), book: DecisionBook(), roles: People.roles)
        question.supportEndings = endings
        return question.due()
    }

    @Test(
        arguments: [
            ("2024-11-29", nil), ("2024-11-30", "24"), ("2025-11-29", "24"), ("2025-11-30", "12"), ("2026-05-29", "12"),
            ("2026-05-30", "6"), ("2026-08-29", "6"), ("2026-08-30", "3"), ("2026-11-30", "3"), ("2026-12-01", nil),
        ] as [(String, String?)]
    )
    func supportIsToldSoManyMonthsBeforeItEnds(date: String, stage: String?) {
        let notices = due([ending("R-0004", on: "2026-11-30")], date)
        let ids = notices.map(\.id)
        #expect(ids == (stage.map { ["support-ending|windows-server/2016/darlbrook|\($0)|2026-11-30"] } ?? []))
    }

    @Test func servicesThatUseTheSameAreToldTogether() throws {
        let rows = [
            ending("R-0009", on: "2027-01-12", owners: ["Head of Planning"]),
            ending("R-0004", on: "2027-01-12", owners: ["Server Team Lead"]),
        ]
        let notice = try #require(due(rows, "2026-11-20").first)
        #expect(due(rows, "2026-11-20").count == 1)
        #expect(due(rows.reversed(), "2026-11-20") == [notice])
        #expect(notice.subject == "R-0004")
        #expect(notice.recipients == ["head-of-ict", "planning", "servers"])
        #expect(notice.text == "That is in 53 days; it runs on 6 assets (R-0004, R-0009).")
        #expect(notice.title == "Support of Windows Server 2016 ends on 12 January 2027")
        let paid = try #require(due([ending("R-0004", on: "2027-01-12", isPaid: true)], "2026-11-20").first)
        #expect(paid.kind == .coverEnding && paid.title.hasPrefix("Paid cover of Windows Server 2016"))
    }

    private func contract(_ ends: String, noticeDays: Int = 100) -> EndingContract {
        EndingContract(
            id: "planning-support",
            kind: "support",
            about: "Planning system",
            reference: "C-2023-118",
            organisations: ["darlbrook"],
            ends: day(ends),
            noticeDays: noticeDays
        )
    }

    /// Ends on 31 March 2028; notice until 22 December 2027.
    @Test(
        arguments: [
            ("2027-09-22", nil), ("2027-09-23", "90"), ("2027-11-22", "30"), ("2027-12-15", "7"), ("2027-12-22", "7"),
            ("2027-12-23", "notice-passed"), ("2028-03-31", "notice-passed"), ("2028-04-01", "ended"),
            ("2028-06-29", "ended"), ("2028-06-30", nil),
        ] as [(String, String?)]
    )
    func contractsAreToldBeforeTheirNotice(date: String, stage: String?) {
        var question = NoticeQuestion(asOf: day(date), book: DecisionBook(), roles: People.roles)
        question.contracts = [contract("2028-03-31")]
        let notices = question.due()
        let kind = stage == "ended" ? "contract-ended" : "contract-ending"
        #expect(notices.map(\.id) == (stage.map { ["\(kind)|planning-support|\($0)|2028-03-31"] } ?? []))
        #expect(notices.allSatisfy { $0.recipients == ["head-of-ict"] })
    }
}
