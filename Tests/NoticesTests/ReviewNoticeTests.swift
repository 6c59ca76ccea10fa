import DecisionSamples
import EstateModel
import Notices
import Testing

struct ReviewNoticeTests {
    private func due(_ date: String, review: String = "2027-03-01", owners: [String] = ["planning"]) throws -> [Notice]
    {
        var question = try Story.begun().question(date)
        question.treatments = [
            ReviewedTreatment(
                reference: "R-0001",
                label: "Windows Server 2012 R2",
                organisation: "darlbrook",
                choice: "tolerate",
                reviewOn: day(review),
                owners: owners
            )
        ]
        return question.due().filter { $0.kind == .treatmentReview }
    }

    @Test(
        arguments: [
            ("2027-02-14", nil), ("2027-02-15", "14"), ("2027-03-01", "14"), ("2027-03-02", "overdue"),
            ("2028-03-02", "overdue"),
        ] as [(String, String?)]
    )
    func aReviewIsToldBeforeItsDayAndOnceItIsOver(date: String, stage: String?) throws {
        #expect(try due(date).map(\.id) == (stage.map { ["treatment-review|R-0001|\($0)|2027-03-01"] } ?? []))
    }

    @Test func theSiroHearsOfWhatNobodyLookedAt() throws {
        #expect(try due("2027-02-20").first?.recipients.contains("siro-d") == false)
        let overdue = try #require(try due("2027-06-01").first)
        #expect(overdue.recipients == ["planning", "siro-d"] && overdue.urgency == .overdue)
        #expect(overdue.title == "The review of what was decided about R-0001 is overdue since 1 March 2027")
        #expect(overdue.text == "It was decided to tolerate Windows Server 2012 R2.")
        #expect(try due("2027-06-01", owners: []).first?.recipients == ["siro-d"])
    }
}
