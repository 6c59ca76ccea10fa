import DecisionSamples
import Decisions
import EstateModel
import Risk
import Testing

struct RiskRecordTests {
    private func risk(_ story: Story) -> RiskRecord { story.book.risks["R-0001"]! }

    @Test func onlyAScoreThatChangedIsKept() throws {
        var story = try Sample.story()
        #expect(
            story.refusal(.risk(.score(risk: "R-0001", score: Sample.score(scan: 8), joined: [], left: [])))?.codes == [
                .noChange
            ]
        )
        try story.log(.risk(.score(risk: "R-0001", score: Sample.score(scan: 8, points: 12), joined: [], left: [])))
        #expect(risk(story).scores.map(\.residual.points) == [8, 12])
        #expect(
            story.refusal(
                .risk(.score(risk: "R-0001", score: Sample.score(scan: 7, points: 16), joined: [], left: []))
            )?.codes == [.changed]
        )
        var method = Sample.score(scan: 9, points: 12)
        method.method = "another policy"
        try story.log(.risk(.score(risk: "R-0001", score: method, joined: [], left: [])))
        #expect(risk(story).scores.count == 3, "a change of method is a line of its own")
    }

    @Test func whetherARiskWasThereOnADayIsInItsHistory() throws {
        var story = try Sample.story()
        func days(_ texts: String...) -> [Bool] { texts.map { risk(story).wasOpen(on: day($0)) } }
        #expect(days("2026-11-19", "2026-11-20", "2030-01-01") == [false, true, true])
        let proof = Sighting(scan: 8, on: day("2026-12-01"))
        story.date = "2026-12-01"
        try story.log(.risk(.close(risk: "R-0001", proof: proof, wasComplete: true, retired: nil)), by: .system)
        #expect(days("2026-11-30", "2026-12-01", "2027-06-01") == [true, false, false])
        story.date = "2027-02-01"
        let score = Sample.score(scan: 9, on: "2027-02-01")
        try story.log(.risk(.reopen(risk: "R-0001", assets: [11], score: score, note: "It is back.")), by: .system)
        #expect(days("2026-11-30", "2027-01-31", "2027-02-01", "2027-06-01") == [true, false, true, true])
    }

    @Test func whatIsBackIsDecidedAnew() throws {
        var story = try Sample.story()
        let treatment = Treatment(.tolerate, statement: "until spring", reviewOn: day("2027-03-01"))
        try story.log(.risk(.treat(risk: "R-0001", treatment: treatment)), by: People.siroD)
        #expect(
            RiskOutline(risk(story)).treatment == "tolerate" && RiskOutline(risk(story)).reviewOn == day("2027-03-01")
        )
        story.date = "2026-12-01"
        let proof = Sighting(scan: 8, on: day("2026-12-01"))
        try story.log(.risk(.close(risk: "R-0001", proof: proof, wasComplete: true, retired: nil)), by: .system)
        #expect(risk(story).treatment?.choice == .tolerate)
        story.date = "2027-02-01"
        let score = Sample.score(scan: 9, on: "2027-02-01")
        try story.log(.risk(.reopen(risk: "R-0001", assets: [11], score: score, note: "It is back.")), by: .system)
        #expect(risk(story).treatment == nil && risk(story).formerTreatments?.map(\.statement) == ["until spring"])
        let outline = RiskOutline(risk(story))
        #expect(outline.treatment == nil && outline.reviewOn == nil)
        try story.log(.risk(.treat(risk: "R-0001", treatment: Treatment(.treat, statement: "x"))), by: People.siroD)
        #expect(risk(story).treatment?.choice == .treat && risk(story).formerTreatments?.count == 1)
    }

    @Test(arguments: [("2027-03-01", false), ("2027-03-02", true)])
    func aReviewIsOverdueFromTheDayAfter(date: String, isOverdue: Bool) {
        let treatment = Treatment(.tolerate, statement: "x", reviewOn: day("2027-03-01"))
        #expect(treatment.reviewOverdue(asOf: day(date)) == (isOverdue ? day("2027-03-01") : nil))
        #expect(Treatment(.treat, statement: "x").reviewOverdue(asOf: day("9999-01-01")) == nil)
    }

    @Test func theShortFormKeepsTheDayOfReview() throws {
        var story = try Sample.story()
        let treatment = Treatment(.tolerate, statement: "x", reviewOn: day("2027-03-01"))
        try story.log(.risk(.treat(risk: "R-0001", treatment: treatment)), by: People.siroD)
        let outline = RiskOutline(risk(story))
        #expect(RiskOutline(id: "R-0001", text: outline.text) == outline)
    }

    @Test func aRiskClosesOnlyByALaterCompleteScan() throws {
        var story = try Sample.story()
        func close(_ scan: Int64, _ complete: Bool) -> Act {
            .risk(
                .close(
                    risk: "R-0001",
                    proof: Sighting(scan: scan, on: day("2026-11-20")),
                    wasComplete: complete,
                    retired: nil
                )
            )
        }
        #expect(story.refusal(close(7, true))?.codes == [.evidence])
        #expect(story.refusal(close(8, false))?.codes == [.evidence])
        #expect(story.refusal(close(6, false))?.gaps.count == 2)
        try story.log(close(8, true), by: .system)
        #expect(!risk(story).isOpen)
        #expect(story.refusal(close(9, true))?.codes == [.state])
        #expect(
            story.refusal(
                .risk(.score(risk: "R-0001", score: Sample.score(scan: 9, points: 12), joined: [], left: []))
            )?.codes == [.state]
        )
    }

    @Test func whatComesBackReopensUnderTheSameReference() throws {
        var story = try Sample.story()
        let proof = Sighting(scan: 8, on: day("2026-11-20"))
        try story.log(.risk(.close(risk: "R-0001", proof: proof, wasComplete: true, retired: nil)), by: .system)
        let again = RiskAct.open(
            risk: "R-0001",
            key: "a|b|c|d",
            label: "b c",
            assets: [1],
            score: Sample.score(scan: 9)
        )
        #expect(story.refusal(.risk(again))?.codes == [.number])
        let silent = RiskAct.reopen(risk: "R-0001", assets: [1], score: Sample.score(scan: 9), note: "")
        #expect(story.refusal(.risk(silent))?.codes == [.missing])
        let early = RiskAct.reopen(risk: "R-0001", assets: [1], score: Sample.score(scan: 8), note: "back on fs1")
        #expect(story.refusal(.risk(early))?.codes == [.evidence])
        try story.log(
            .risk(.reopen(risk: "R-0001", assets: [1], score: Sample.score(scan: 9), note: "back on fs1")),
            by: .system
        )
        #expect(risk(story).isOpen)
        #expect(risk(story).regressions == 1)
        #expect(risk(story).firstSeen.scan == 7, "its clock never starts again")
        #expect(risk(story).closures.first?.note == "back on fs1")
        #expect(
            story.refusal(.risk(.reopen(risk: "R-0001", assets: [1], score: Sample.score(scan: 9), note: "x")))?.codes
                == [.state]
        )
    }

    @Test func aTreatmentIsDecidedByWhoDecides() throws {
        var story = try Sample.story()
        let treat = Act.risk(.treat(risk: "R-0001", treatment: Treatment(.treat, statement: "Replace it by autumn.")))
        for actor in [People.architect, People.adviser, People.actor("eve"), .system] {
            #expect(story.refusal(treat, by: actor)?.codes == [.authority])
        }
        try story.log(treat, by: People.siroD)
        #expect(risk(story).treatment?.by == People.siroD)
        #expect(risk(story).treatment?.on == day("2026-11-20"))
        let empty = Treatment(.tolerate, statement: " ", reviewOn: day("2026-11-20"))
        #expect(
            story.refusal(.risk(.treat(risk: "R-0001", treatment: empty)), by: People.siroD)?.codes == [
                .missing, .period,
            ]
        )
        #expect(story.refusal(.risk(.treat(risk: "R-0404", treatment: empty)))?.codes == [.unknown])
    }
}
