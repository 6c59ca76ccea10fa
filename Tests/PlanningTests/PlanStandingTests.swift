import EstateModel
import Planning
import Testing

struct PlanStandingTests {
    private let plan = reference(1)

    private func standing(_ book: PlanBook, _ date: String) throws -> PlanStanding {
        try #require(book[plan]?.standing(asOf: day(date), mayEndLater: true))
    }

    /// All but the last step done in time: what is left is M6, due on the by-when.
    private func nearlyDone() throws -> PlanBook {
        var book = try Sample.book(.inProgress)
        for milestone in book[plan]!.content.milestones.dropLast() {
            try book.apply(
                .finishMilestone(plan: plan, milestone: milestone.code, on: day("2027-02-01"), evidence: ["CHG-2"]),
                by: architect,
                at: noon("2027-02-01")
            )
        }
        return book
    }

    @Test(arguments: [
        ("2027-11-04", PlanRating.green), ("2027-11-05", .amber), ("2027-11-19", .amber), ("2027-11-20", .black),
    ])
    func aRatingFollowsTheDay(date: String, rating: PlanRating) throws {
        #expect(try standing(nearlyDone(), date).rating == rating)
    }

    @Test func workThatHasBegunIsNotAmber() throws {
        var book = try nearlyDone()
        let begin = PlanAct.beginMilestone(plan: plan, milestone: .dispose, on: day("2027-11-01"))
        try book.apply(begin, by: architect, at: noon("2027-11-01"))
        #expect(try standing(book, "2027-11-19").rating == .green)
    }

    @Test func aForecastBeyondWhatWasAgreedIsAmber() throws {
        var book = try nearlyDone()
        let later = PlanAct.forecast(plan: plan, milestone: .dispose, day: day("2027-11-22"), reason: "skip hire")
        try book.apply(later, by: architect, at: noon("2027-03-01"))
        let standing = try standing(book, "2027-03-01")
        #expect(standing.rating == .amber)
        #expect(standing.reasons == ["M6 is expected on 22 November 2027, after 19 November 2027 as agreed."])
    }

    @Test func aForecastDoesNotHideThatAStepIsLate() throws {
        var book = try Sample.book(.inProgress)
        let later = PlanAct.forecast(plan: plan, milestone: .contain, day: day("2027-12-01"), reason: "busy")
        try book.apply(later, by: architect, at: noon("2027-02-10"))
        let standing = try standing(book, "2027-02-19")
        #expect(standing.rating == .red)
        #expect(standing.reasons == ["M0 was due on 18 February 2027, 1 day ago; Server Team Lead answers for it."])
        #expect(standing.consequences.isEmpty)
    }

    @Test func aNewBaselineEndsTheRed() throws {
        var book = try Sample.book(.inProgress)
        let change = Rebaseline(approver: "SIRO", reason: "late", days: [Rebaseline.Day(.contain, day("2027-03-31"))])
        try book.apply(.baselineAgain(plan: plan, change: change), by: manager, at: noon("2027-02-20"))
        #expect(try standing(book, "2027-02-21").rating == .green)
        #expect(book[plan]?.slipCount == 1)
    }

    @Test func aClaimDoesNotStopTheClock() throws {
        let claimed = try Sample.book(.claimedDone)
        #expect(try standing(claimed, "2027-11-19").rating == .green)
        let black = try standing(claimed, "2027-11-20")
        #expect(black.rating == .black)
        #expect(black.consequences == BreachConsequence.allCases)
        let reason = "The by-when, 19 November 2027, is over, 1 day ago; Server Team Lead answers for it."
        #expect(black.reasons == [reason])
    }

    @Test(arguments: [PlanState.verifiedDone, .cancelled])
    func aClosedPlanHasNoRating(state: PlanState) throws {
        #expect(try Sample.book(state)[plan]?.standing(asOf: day("2030-01-01"), mayEndLater: true) == nil)
    }

    @Test(arguments: [
        ("2027-11-19", []), ("2027-11-20", [1]), ("2027-12-02", [1]), ("2027-12-03", [1, 14]), ("2027-12-18", [1, 14]),
        ("2027-12-19", [1, 14, 30]), ("2028-01-17", [1, 14, 30]), ("2028-01-18", [1, 14, 30, 60]),
        ("2029-12-31", [1, 14, 30, 60]),
    ])
    func escalationClimbsDayByDay(date: String, steps: [Int]) {
        let notices = EscalationLadder.standard.notices(
            due: day("2027-11-19"),
            owner: "Server Team Lead",
            asOf: day(date)
        )
        #expect(notices.map(\.daysOverdue) == steps)
        #expect(notices.map(\.dueOn) == steps.map { day("2027-11-19").adding(days: $0) })
        #expect(notices.map(\.wantsCommitteeLine) == steps.map { $0 == 60 })
        let posts = [
            ["Server Team Lead"], ["Head of ICT", "Architecture Group"], ["SIRO"],
            ["Management team or Executive Board"],
        ]
        #expect(notices.map(\.posts) == Array(posts.prefix(steps.count)))
    }

    @Test func whatIsLateLongestEscalates() throws {
        let standing = try standing(try Sample.book(.inProgress), "2027-11-22")
        #expect(standing.rating == .black)
        #expect(standing.late.first?.milestone == nil && standing.late.first?.daysOverdue == 3)
        #expect(standing.late[1].milestone == .contain)
        #expect(standing.notices.map(\.daysOverdue) == [1, 14, 30, 60])
    }
}
