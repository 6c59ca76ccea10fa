import DecisionSamples
import Decisions
import EstateModel
import Testing

struct DueActTests {
    @Test func whatBecameDueIsLoggedOnceAndThenNothingIsDue() throws {
        var story = try Sample.approved()
        #expect(story.book.dueActs(asOf: day("2026-11-20")).isEmpty)
        story.date = "2027-02-15"
        let due = story.book.dueActs(asOf: day(story.date))
        guard case .suspend("E-0001", let since, let causes)? = due.first, due.count == 1 else {
            Issue.record("stale evidence is not due: \(due)")
            return
        }
        #expect(since == day("2027-02-09"))
        #expect(causes.map(\.kind) == [.staleEvidence])
        for act in due { try story.log(act, by: .system) }
        #expect(story.book.dueActs(asOf: day(story.date)).isEmpty)
        story.date = "2027-05-21"
        #expect(story.book.dueActs(asOf: day(story.date)) == [.expire(exception: "E-0001")])
        try story.log(.expire(exception: "E-0001"), by: .system)
        #expect(story.book.dueActs(asOf: day("2028-01-01")).isEmpty)
    }

    @Test func closedRisksCloseTheException() throws {
        var story = try Sample.approved()
        let proof = Sighting(scan: 9, on: day("2026-11-20"))
        try story.log(.risk(.close(risk: "R-0001", proof: proof, wasComplete: true, retired: nil)), by: .system)
        #expect(story.book.dueActs(asOf: day("2026-11-20")) == [.closeRemediated(exception: "E-0001")])
    }

    @Test func factsThatAreWorseThanWhenItWasAskedForSuspend() throws {
        var story = try Sample.approved()
        let same = ExceptionFacts(internetFacing: false, bandRank: 1, bandLabel: "Medium", ownerIsThere: true)
        #expect(story.exception().worsened(same).isEmpty)
        #expect(story.exception().worsened(ExceptionFacts()).isEmpty, "what nobody could tell suspends nothing")
        #expect(story.exception().worsened(ExceptionFacts(bandRank: 0)).isEmpty)
        let worse = ExceptionFacts(
            internetFacing: true,
            bandRank: 3,
            bandLabel: "Very high",
            ownerIsThere: false,
            lacksFixes: true
        )
        let causes = story.exception().worsened(worse)
        #expect(causes.map(\.kind) == [.bandRose, .exposureRose, .ownerLeft], "it got no fixes before")
        let due = story.book.dueActs(asOf: day("2026-11-20"), facts: ["E-0001": worse])
        #expect(due == [.suspend(exception: "E-0001", since: day("2026-11-20"), causes: causes)])
        for act in due { try story.log(act, by: .system) }
        #expect(story.book.dueActs(asOf: day("2026-11-20"), facts: ["E-0001": worse]).isEmpty)
    }

    @Test func fixesThatEndAreWorseThanWhatWasAccepted() throws {
        var terms = Sample.terms()
        terms.lacksFixes = false
        var story = try Sample.approved(terms: terms)
        #expect(story.book.dueActs(asOf: day("2026-11-20"), facts: ["E-0001": ExceptionFacts()]).isEmpty)
        for act in story.book.dueActs(asOf: day("2026-11-20"), facts: ["E-0001": ExceptionFacts(lacksFixes: true)]) {
            try story.log(act, by: .system)
        }
        #expect(story.exception().suspension?.causes.map(\.kind) == [.fixesEnded])
    }

    @Test func aBandThatRoseForWantOfEvidenceIsNoCauseOfItsOwn() throws {
        var story = try Sample.approved()
        story.date = "2027-02-15"
        let worse = ["E-0001": ExceptionFacts(bandRank: 3, bandLabel: "Very high", ownerIsThere: false)]
        let due = story.book.dueActs(asOf: day(story.date), facts: worse)
        guard case .suspend("E-0001", _, let causes)? = due.first, due.count == 1 else {
            Issue.record("stale evidence is not due: \(due)")
            return
        }
        #expect(causes.map(\.kind) == [.ownerLeft, .staleEvidence])
    }

    @Test func aRequestUnderOtherFactsIsSubmittedAgain() throws {
        let story = try Sample.submitted()
        #expect(story.exception().gaps(under: Sample.terms()).isEmpty)
        var now = Sample.terms(organisations: ["darlbrook", "stockvale"], band: "high")
        now.bandRank = 2
        let gaps = story.exception().gaps(under: now)
        #expect(
            gaps.map(\.message) == [
                "since it was submitted: the band is high, and was medium",
                "since it was submitted: the assets belong to darlbrook, stockvale",
            ]
        )
        #expect(try Sample.approved().exception().gaps(under: now).isEmpty)
    }
}
