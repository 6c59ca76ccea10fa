import DecisionSamples
import Decisions
import EstateModel
import Risk
import Testing

/// One risk through a year: found on 20 November with 8 points, worse in January, gone in March, back in May.
struct RiskChangeTests {
    private func story() throws -> Story {
        var story = try Sample.story()
        try score(&story, "2027-01-10", scan: 8, points: 12)
        try score(&story, "2027-01-20", scan: 9, points: 12, method: "another policy")
        story.date = "2027-03-01"
        let proof = Sighting(scan: 10, on: day("2027-03-01"))
        try story.log(.risk(.close(risk: "R-0001", proof: proof, wasComplete: true, retired: nil)), by: .system)
        story.date = "2027-05-01"
        let again = Sample.score(scan: 11, points: 12, on: "2027-05-01")
        try story.log(.risk(.reopen(risk: "R-0001", assets: [11], score: again, note: "It is back.")), by: .system)
        try score(&story, "2027-06-01", scan: 12, points: 16)
        return story
    }

    private func score(_ story: inout Story, _ date: String, scan: Int64, points: Int, method: String? = nil) throws {
        story.date = date
        var score = Sample.score(scan: scan, points: points, on: date)
        score.method = method
        try story.log(.risk(.score(risk: "R-0001", score: score, joined: [], left: [])), by: .system)
    }

    private func sentence(since: String?, asOf: String) throws -> String? {
        try story().book.risks["R-0001"]?.change(since: since.map(day), asOf: day(asOf))?.sentence
    }

    @Test(arguments: [
        ("2026-11-19", "2026-12-01", "New since 19 November 2026: first seen on 20 November 2026."),
        ("2026-11-20", "2026-12-01", "No change since 20 November 2026."),
        ("2026-12-01", "2027-01-31", "Residual 8 → 12 on 10 January 2027: other controls count."),
        ("2026-12-01", "2027-01-15", "Residual 8 → 12 on 10 January 2027: other controls count."),
        ("2027-01-10", "2027-01-31", "No change since 10 January 2027."),
        ("2027-02-01", "2027-05-02", "Back after having been gone since 1 March 2027: seen again on 1 May 2027."),
        ("2027-05-01", "2027-05-31", "No change since 1 May 2027."),
        ("2027-05-01", "2027-06-02", "Residual 12 → 16 on 1 June 2027: other controls count."),
    ])
    func whatChangedIsToldSinceADay(since: String, asOf: String, expected: String) throws {
        #expect(try sentence(since: since, asOf: asOf) == expected)
    }

    @Test(arguments: [
        ("2026-12-01", "First seen on 20 November 2026; no change since."),
        ("2027-01-31", "Residual 8 → 12 on 10 January 2027: other controls count."),
        ("2027-05-31", "Back after having been gone since 1 March 2027: seen again on 1 May 2027."),
        ("2027-06-30", "Residual 12 → 16 on 1 June 2027: other controls count."),
    ])
    func theLastChangeIsToldWhereNobodySaidSinceWhen(asOf: String, expected: String) throws {
        #expect(try sentence(since: nil, asOf: asOf) == expected)
    }

    @Test func aRiskThatWasNotKnownOnTheDayHasNoChange() throws {
        #expect(try sentence(since: nil, asOf: "2026-11-19") == nil)
    }

    /// Lists read short forms of risks: whatever these tell must be what the record tells.
    @Test func theShortFormTellsTheSameAsTheRecordOrNothing() throws {
        let days = ["2026-11-01", "2026-11-20", "2026-12-01", "2027-01-10", "2027-02-01", "2027-05-01", "2027-06-01"]
        var story = try Sample.story()
        var told = 0
        func compare() throws {
            let record = try #require(story.book.risks["R-0001"])
            let outline = try #require(RiskOutline(id: record.id, text: RiskOutline(record).text))
            for since in [nil] + days.map(Optional.some) {
                for asOf in days {
                    guard var short = outline.change(since: since.map(day), asOf: day(asOf)) else { continue }
                    let whole = record.change(since: since.map(day), asOf: day(asOf))
                    short.inherent = whole?.inherent
                    #expect(short == whole, "since \(since ?? "ever") as of \(asOf)")
                    told += 1
                }
            }
        }
        try compare()
        try score(&story, "2027-01-10", scan: 8, points: 12)
        try compare()
        #expect(told > 20)
    }
}
