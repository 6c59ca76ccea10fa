import DecisionSamples
import Decisions
import EstateModel
import Notices
import Planning
import Testing

struct PlanNoticeTests {
    private func story() throws -> Story {
        var story = try Story.begun()
        try story.approvePlan()
        return story
    }

    @Test(
        arguments: [
            ("2026-12-03", nil), ("2026-12-04", "in 14 days"), ("2026-12-05", "in 13 days"), ("2026-12-17", "tomorrow"),
            ("2026-12-18", "today"), ("2026-12-19", nil),
        ] as [(String, String?)]
    )
    func aMilestoneIsToldBeforeItIsDue(date: String, left: String?) throws {
        let notices = try story().due(date, .milestoneDue)
        #expect(notices.map(\.id) == (left == nil ? [] : ["milestone-due|P-0001 M1|14|2026-12-18"]))
        #expect(notices.first?.title == left.map { "Plan P-0001: M1 is due on 18 December 2026, \($0)" })
        #expect(notices.allSatisfy { $0.recipients == ["servers"] })
    }

    @Test func whatIsDoneIsNotDue() throws {
        var story = try story()
        try story.log(
            .plan(.finishMilestone(plan: Story.plan, milestone: .options, on: day("2026-12-01"), evidence: ["X"])),
            on: "2026-12-01"
        )
        #expect(story.due("2026-12-10", .milestoneDue).isEmpty)
        #expect(story.due("2026-12-30", .planLate).isEmpty)
    }

    /// Who hears at each step of the ladder: the owner after 1 day, the Head of ICT and the architects after 14, the
    /// SIRO after 30, the board after 60.
    @Test(
        arguments: [
            ("2026-12-18", [:]), ("2026-12-19", ["1": ["servers"]]), ("2026-12-31", ["1": ["servers"]]),
            ("2027-01-01", ["14": ["architect", "head-of-ict", "servers"]]),
            ("2027-01-17", ["14": ["architect", "head-of-ict", "servers"], "30": ["siro-d"]]),
            ("2027-02-16", ["14": ["architect", "head-of-ict", "servers"], "30": ["siro-d"], "60": ["board"]]),
        ] as [(String, [String: [String]])]
    )
    func latenessClimbsTheLadder(date: String, told: [String: [String]]) throws {
        let notices = try story().due(date, .planLate)
        let stages = Dictionary(uniqueKeysWithValues: notices.map { ($0.id.split(separator: "|")[2], $0.recipients) })
        #expect(stages == Dictionary(uniqueKeysWithValues: told.map { (Substring($0.key), $0.value) }))
        #expect(notices.allSatisfy { $0.urgency == .overdue })
    }

    @Test func latenessSaysWhatIsLateAndWhoAnswersForIt() throws {
        let notice = try #require(try story().due("2026-12-20", .planLate).first)
        #expect(notice.title == "Plan P-0001: M1 is 2 days late")
        #expect(
            notice.text
                == "Retire Windows Server 2012 R2 - FS1. M1 was due on 18 December 2026, 2 days ago; Server Team Lead "
                + "answers for it."
        )
        #expect(notice.id == "plan-late|P-0001|1|2026-12-19")
    }

    @Test func aPlanWhoseTimeIsOverSaysWhatFollows() throws {
        let notices = try story().due("2028-02-01", .planLate)
        #expect(notices.count == 3)
        #expect(notices.allSatisfy { $0.text.contains("Exceptions that rest on it are suspended") })
        #expect(
            notices.filter { $0.text.contains("The next report to the committee") }.map(\.recipients) == [["board"]]
        )
    }

    @Test func theByWhenIsToldToThePlansOwner() throws {
        let notices = try story().due("2027-11-05", .planDue)
        #expect(notices.map(\.id) == ["plan-due|P-0001|14|2027-11-19"])
        #expect(notices.first?.recipients == ["head-of-ict"])
        #expect(try story().due("2027-11-04", .planDue).isEmpty)
        #expect(try story().due("2027-11-20", .planDue).isEmpty)
    }

    @Test func aDraftBindsNobodyAndAProposalWaitsForItsApprover() throws {
        var story = try Story.begun()
        #expect(story.due("2026-12-18", .milestoneDue, .planLate, .planDecisionWanted).isEmpty)
        try story.log(.plan(.propose(plan: Story.plan)))
        let notice = try #require(story.due("2026-11-20", .planDecisionWanted).first)
        #expect(notice.recipients == ["head-of-ict"])
        #expect(notice.title == "Plan P-0001 waits for approval")
        try story.log(.plan(.sendBack(plan: Story.plan, reason: "too late")))
        try story.log(.plan(.revise(plan: Story.plan, content: Story.content("Retire it sooner"))))
        try story.log(.plan(.propose(plan: Story.plan)))
        #expect(story.due("2026-11-20", .planDecisionWanted).first.map(\.id) != notice.id)
    }

    @Test func aPlanThatCostsMoreThanAManagerMayApproveIsToldToWhoMay() throws {
        var story = try Story.begun()
        try story.log(.plan(.propose(plan: Story.plan)))
        var question = story.question("2026-11-20")
        question.planApprovers = [Story.plan.description: ["board", "siro-s"]]
        let notice = try #require(question.due().first { $0.kind == .planDecisionWanted })
        #expect(notice.recipients == ["board"], "Stockvale's post has no say in Darlbrook's assets")
        #expect(!notice.text.contains("No post"))
        question.planApprovers = [Story.plan.description: []]
        let nobody = try #require(question.due().first { $0.kind == .planDecisionWanted })
        #expect(nobody.text.contains("No post in estate.yaml may approve a plan of its cost."), "\(nobody.text)")
    }
}
