import DecisionSamples
import Decisions
import EstateModel
import Notices
import Planning
import Risk
import Testing

struct ExceptionNoticeTests {
    /// In force until 20 May 2027, with evidence that lasts.
    private func story() throws -> Story {
        var story = try Story.approved()
        try story.check(on: "2027-02-01")
        try story.check(on: "2027-04-20")
        return story
    }

    @Test(
        arguments: [
            ("2027-02-18", nil), ("2027-02-19", "90"), ("2027-02-20", "90"), ("2027-04-19", "90"), ("2027-04-20", "30"),
            ("2027-05-12", "30"), ("2027-05-13", "7"), ("2027-05-20", "7"), ("2027-05-21", nil),
        ] as [(String, String?)]
    )
    func theEndIsToldAtEachStage(date: String, stage: String?) throws {
        let notices = try story().due(date, .exceptionExpiring)
        #expect(notices.map(\.id) == (stage.map { ["exception-expiring|E-0001|\($0)|2027-05-20"] } ?? []))
    }

    @Test func whoAsksAndWhoAnswersHearFirstAndTheSiroInTheEnd() throws {
        let first = try #require(try story().due("2027-02-19", .exceptionExpiring).first)
        #expect(first.recipients == ["architect", "planning"])
        #expect(first.urgency == .later)
        let last = try #require(try story().due("2027-05-13", .exceptionExpiring).first)
        #expect(last.recipients == ["architect", "planning", "siro-d"])
        #expect(last.urgency == .urgent)
    }

    @Test func theSentencesSayWhatEndsAndWhatToDo() throws {
        let first = try #require(try story().due("2027-02-19", .exceptionExpiring).first)
        #expect(first.title == "Exception E-0001 ends on 20 May 2027, in 90 days")
        #expect(
            first.text
                == "It allows Windows Server 2012 R2 on 2 assets until then. From the next day on the risk counts "
                + "as unmanaged unless the plan is carried out or the exception is renewed."
        )
        #expect(
            first.remedy == "Carry out P-0001, which ends on 29 October 2027. A renewal can be asked for from "
                + "21 March 2027 to 6 May 2027."
        )
        let late = try #require(try story().due("2027-05-07", .exceptionExpiring).first)
        #expect(late.remedy.hasSuffix("It is too late to ask for a renewal."))
        #expect(try story().due("2027-05-20", .exceptionExpiring).first?.title.hasSuffix(", today") == true)
    }

    /// E-0001 until 20 May 2027 on 11 and 12, renewed on 11 alone.
    private func renewedForLess(effective: String) throws -> Story {
        var story = try story()
        let done = PlanAct.finishMilestone(
            plan: Sample.plan1,
            milestone: .options,
            on: day("2026-12-18"),
            evidence: ["CHG-1"]
        )
        try story.log(.plan(done), on: "2027-04-20")
        var request = Sample.request
        request.scope = ExceptionScope(assets: [11], product: "windows-server", release: "2012-r2")
        request.renews = "E-0001"
        request.effectiveOn = day(effective)
        request.expiresOn = day("2027-10-01")
        try story.log(.draft(exception: "E-0002", request: request))
        try story.log(.submit(exception: "E-0002", terms: Sample.terms()))
        try story.log(.decide(exception: "E-0002", decision: Sample.decision(story, of: "E-0002")), by: People.board)
        return story
    }

    @Test func aRenewalForFewerAssetsDoesNotSilenceTheEndOfTheOthers() throws {
        let story = try renewedForLess(effective: "2027-05-21")
        #expect(story.due("2027-05-13", .exceptionExpiring).map(\.subject) == ["E-0001"])
        var question = story.question("2027-05-13")
        question.affected = ["E-0001": [11]]
        #expect(!question.due().contains { $0.kind == .exceptionExpiring }, "12 has it no more")
        question.affected = ["E-0001": [11, 12]]
        #expect(question.due().contains { $0.kind == .exceptionExpiring && $0.subject == "E-0001" })
    }

    @Test func whatARenewalLeavesOutIsToldOnceItTookOver() throws {
        var story = try renewedForLess(effective: "2027-04-20")
        try story.log(.supersede(exception: "E-0001", by: "E-0002"), by: .system)
        let notice = try #require(story.due("2027-04-21", .exceptionExpired).first)
        #expect(notice.id == "exception-expired|E-0001|dropped|2027-04-20")
        #expect(notice.title == "Exception E-0001 was renewed by E-0002 without 1 asset that it covered")
        var question = story.question("2027-04-21")
        question.affected = ["E-0001": [11], "E-0002": [11]]
        #expect(!question.due().contains { $0.kind == .exceptionExpired }, "what is gone needs no cover")
    }

    @Test func whatEndedIsToldUntilItsRisksAreClosed() throws {
        var story = try story()
        let notice = try #require(story.due("2027-05-21", .exceptionExpired).first)
        #expect(notice.id == "exception-expired|E-0001|expired|2027-05-20")
        #expect(notice.urgency == .overdue && notice.recipients.contains("siro-d"))
        try story.log(.expire(exception: "E-0001"), on: "2027-05-21")
        #expect(story.due("2027-06-30", .exceptionExpired).map(\.id) == [notice.id])
        let proof = Sighting(scan: 99, on: day("2027-07-01"))
        try story.log(.risk(.close(risk: "R-0001", proof: proof, wasComplete: true, retired: nil)), on: "2027-07-01")
        #expect(story.due("2027-07-01", .exceptionExpired).isEmpty)
    }

    /// Evidence of 10 November counts until 8 February.
    @Test(
        arguments: [
            ("2027-02-08", nil), ("2027-02-09", "14"), ("2027-02-19", "14"), ("2027-02-20", "3"), ("2027-02-23", "3"),
            ("2027-02-24", "unmanaged"), ("2027-04-01", "unmanaged"),
        ] as [(String, String?)]
    )
    func aSuspensionIsToldUntilItCountsAsUnmanaged(date: String, stage: String?) throws {
        let notices = try Story.approved().due(date, .exceptionSuspended)
        #expect(notices.map(\.id) == (stage.map { ["exception-suspended|E-0001|\($0)|2027-02-09"] } ?? []))
        // Whoever signed it hears of it at once.
        #expect(notices.allSatisfy { $0.recipients.contains("siro-d") })
    }

    @Test func theDayOnWhichASuspendedExceptionStopsCoveringIsTheRegisters() throws {
        let story = try Story.approved()
        for date in ["2027-02-22", "2027-02-23", "2027-02-24", "2027-02-25"] {
            let covers = story.book.exceptions["E-0001"]?.standing(in: story.book, asOf: day(date)).covers(
                on: day(date)
            )
            #expect(story.due(date, .exceptionSuspended).first?.urgency == (covers == true ? .urgent : .overdue))
        }
    }

    @Test func aSuspensionNamesWhatChanged() throws {
        let notice = try #require(try Story.approved().due("2027-02-09", .exceptionSuspended).first)
        #expect(notice.title == "Exception E-0001 is suspended since 9 February 2027")
        #expect(notice.text.contains("What changed: the evidence for C-0001 is older than 90 days"))
        #expect(notice.text.hasSuffix("From 24 February 2027 on its risk counts as unmanaged."))
    }

    @Test func loggingASuspensionDoesNotMakeItNews() throws {
        var story = try Story.approved()
        let before = story.due("2027-02-10", .exceptionSuspended)
        for act in story.book.dueActs(asOf: day("2027-02-10")) { try story.log(act, on: "2027-02-10") }
        #expect(story.book.exceptions["E-0001"]?.suspension != nil)
        #expect(story.due("2027-02-10", .exceptionSuspended).map(\.id) == before.map(\.id))
    }

    @Test func whatWaitsIsToldToWhoeverItWaitsFor() throws {
        var story = try Story.begun()
        try story.submit(organisations: ["darlbrook", "stockvale"])
        let notices = story.due("2026-11-20", .adviceWanted, .decisionWanted)
        #expect(
            Set(notices.map(\.id)) == ["advice-wanted|E-0001|0@5|2026-11-20", "decision-wanted|E-0001|0@5|2026-11-20"]
        )
        #expect(notices.first { $0.kind == .adviceWanted }?.recipients == ["adviser"])
        #expect(notices.first { $0.kind == .decisionWanted }?.recipients == ["siro-d", "siro-s"])
        #expect(story.due("2026-12-03", .decisionWanted).first?.urgency == .soon)
        let reminder = try #require(story.due("2026-12-04", .decisionWanted).first)
        #expect(reminder.id == "decision-wanted|E-0001|14@5|2026-11-20" && reminder.urgency == .urgent)

        try story.log(
            .recommend(exception: "E-0001", advice: .approveForLess, text: "three months"),
            by: People.adviser
        )
        try story.approve()
        #expect(story.due("2026-11-20", .adviceWanted).isEmpty)
        let other = try #require(story.due("2026-11-20", .decisionWanted).first)
        #expect(other.recipients == ["siro-s"])
        #expect(other.text.hasSuffix("The advice is to approve it for a shorter time."))
        try story.approve("stockvale", by: People.siroS)
        #expect(story.due("2026-11-20", .decisionWanted).isEmpty)
    }

    @Test func aRequestThatWasSentBackIsItsAuthorsAndAsksAnewOnceItIsBack() throws {
        var story = try Story.begun()
        try story.submit()
        let first = story.due("2026-11-20", .decisionWanted)
        try story.log(.requestChanges(exception: "E-0001"), by: People.siroD)
        #expect(story.due("2026-11-20", .changesWanted).first?.recipients == ["architect"])
        #expect(story.due("2026-11-20", .decisionWanted).isEmpty)
        var request = Sample.request
        request.justification = "The planning service stores its drawings there."
        try story.log(.amend(exception: "E-0001", request: request))
        let terms = try #require(story.book.exceptions["E-0001"]?.terms)
        try story.log(.submit(exception: "E-0001", terms: terms))
        let second = story.due("2026-11-20", .decisionWanted)
        #expect(second.count == 1 && second.map(\.id) != first.map(\.id))
    }

    @Test func whoHearsInTheDecidersPlaceIsToldThatNobodyMayDecide() throws {
        var story = try Story.begun()
        try story.submit()
        var question = story.question("2026-11-20")
        #expect(question.due().first { $0.kind == .decisionWanted }?.text.contains("No post") == false)
        let posts = People.posts.filter { $0.role != .siro }
        question.roles = RoleBook(people: People.people, posts: posts, delegations: [])
        let notice = try #require(question.due().first { $0.kind == .decisionWanted })
        #expect(notice.text.contains("No post in estate.yaml may decide it: the SIRO must. Add it"), "\(notice.text)")
    }
}
