import EstateModel
import Planning
import Testing

struct PlanSlipTests {
    private let plan = reference(1)

    private func change(_ byWhen: String?, exception: String? = nil, days: [Rebaseline.Day] = []) -> Rebaseline {
        Rebaseline(
            approver: "SIRO",
            reason: "the supplier is late",
            days: days,
            byWhen: byWhen.map(day),
            exception: exception
        )
    }

    @Test func anApproverMovesTheByWhenAndTheSlipIsCounted() throws {
        var book = try Sample.book(.inProgress)
        let later = change("2028-02-25", exception: "E-0001", days: [Rebaseline.Day(.dispose, day("2028-02-25"))])
        try book.apply(.baselineAgain(plan: plan, change: later), by: manager, at: noon("2027-10-01"))
        let record = try #require(book[plan])
        #expect(record.currentByWhen == day("2028-02-25"))
        #expect(record.baselineByWhen == day("2027-11-19"), "the first by-when is always shown")
        #expect(record.slipCount == 1 && record.hasSlipped)
        #expect(record.exception == "E-0001")
        #expect(record.content.deadline.value == day("2027-11-19"), "the policy's own by-when never moves")
        let last = try #require(record.content.lastMilestone)
        #expect(last.baseline == day("2027-11-19") && last.agreed == day("2028-02-25"))
    }

    @Test func daysThatOnlyMoveEarlierAreNoSlip() throws {
        var book = try Sample.book(.inProgress)
        let milestone = try #require(book[plan]?.content.milestones.last)
        let earlier = change(nil, days: [Rebaseline.Day(milestone.code, milestone.due.adding(days: -1))])
        try book.apply(.baselineAgain(plan: plan, change: earlier), by: manager, at: noon("2027-02-01"))
        #expect(book[plan]?.slips.count == 1 && book[plan]?.slipCount == 0)
        let back = change(nil, days: [Rebaseline.Day(milestone.code, milestone.due)])
        try book.apply(.baselineAgain(plan: plan, change: back), by: manager, at: noon("2027-02-02"))
        #expect(book[plan]?.slipCount == 1)
    }

    @Test func everythingThatIsWrongWithANewBaselineIsListed() throws {
        let book = try Sample.book(.inProgress)
        let wrong = Rebaseline(
            approver: "",
            reason: "",
            days: [Rebaseline.Day(.dispose, day("2028-03-01")), Rebaseline.Day(.migrate, day("2027-01-04"))],
            byWhen: day("2028-02-25")
        )
        #expect(
            refusal(book, .baselineAgain(plan: plan, change: wrong), by: architect, at: "2027-10-01") == [
                "the post or body that agreed to new days is missing", "the reason for new days is missing",
                "amira wrote or proposed P-0001; somebody else must agree to new days",
                "25 February 2028 is 98 days later than the policy's by-when, 19 November 2027; "
                    + "name the exception that allows it",
                "M4 on 4 January 2027 would be over already; choose a later day",
                "M6 on 1 March 2028 would be later than the by-when, 25 February 2028; choose an earlier day",
                "M4 waits for M3, but their days would be 4 January 2027 and 10 September 2027; move both",
            ]
        )
    }

    @Test func aTargetThatWouldNotLastFromTheNewDayIsRefused() throws {
        var content = Sample.replacement()
        let goLive = content.goLive
        content.target?.ownEnd = goLive.adding(months: 36)
        let book = try Sample.book(.inProgress, content: content)
        let days = [Milestone.Code.migrate, .switchOff, .dispose].map { Rebaseline.Day($0, day("2027-11-19")) }
        let later = change(nil, days: days)
        let refused = refusal(book, .baselineAgain(plan: plan, change: later), by: manager, at: "2027-02-01")
        let short = "has 35 months of fixes left when it goes live on 19 November 2027"
        #expect(refused.count == 1 && refused[0].contains(short))
    }

    @Test func aDraftHasNoBaseline() throws {
        let refused = refusal(
            try Sample.book(.draft),
            .baselineAgain(plan: plan, change: change("2027-11-01")),
            by: manager,
            at: "2026-12-01"
        )
        #expect(refused == ["P-0001 is a draft; only an approved plan has a baseline"])
    }

    @Test func worseFactsMoveTheByWhenEarlierAndEndWhatWasAgreedBeyondIt() throws {
        var book = try Sample.book(.inProgress)
        let later = change("2028-02-25", exception: "E-0001")
        try book.apply(.baselineAgain(plan: plan, change: later), by: manager, at: noon("2027-01-05"))
        let worse = PlanAct.tighten(plan: plan, deadline: deadline("2027-05-19"))
        try book.apply(worse, by: program, at: noon("2027-01-06"))
        #expect(book[plan]?.currentByWhen == day("2027-05-19"))
        #expect(book[plan]?.exception == nil)
        #expect(book[plan]?.slipCount == 1)
        let better = PlanAct.tighten(plan: plan, deadline: deadline("2027-05-20"))
        #expect(
            refusal(book, better, by: program, at: "2027-01-07") == [
                "the by-when would move from 19 May 2027 to 20 May 2027; only an approver moves it later, "
                    + "by baselining P-0001 again"
            ]
        )
    }

    @Test func aDeadlineThatBreaksItsOwnRulesIsRefused() throws {
        let json = #"""
            {"value":"2027-11-22","rule":"no-fix-cap","explanation":"x","candidates":[
            {"rule":"no-fix-cap","day":"2027-11-19","explanation":"x","isBinding":true}]}
            """#
        var content = Sample.replacement()
        content.deadline = try decoded(PlanDeadline.self, json)
        #expect(
            refusal(PlanBook(), .draft(plan: plan, content: content), by: architect, at: "2026-11-20") == [
                "the by-when, 22 November 2027, is later than 19 November 2027, which 'no-fix-cap' asks for; "
                    + "work it out again"
            ]
        )
    }
}
