import DecisionSamples
import Decisions
import EstateModel
import Planning
import Risk
import Testing

/// An exception rests on a plan that ends exactly what it allows, by the day that was signed.
struct ExceptionPlanTests {
    private static let changes: [(name: String, change: @Sendable (inout PlanContent) -> Void, message: String)] = [
        ("other assets", { $0.assets = [99] }, "P-0001 is about other assets"),
        ("fewer assets", { $0.assets = [11, 13] }, "P-0001 leaves out 1 of the 2 assets"),
        ("no removal", { $0.kind = .isolate }, "P-0001 only bridges time"),
        ("patches", { $0.kind = .patch }, "P-0001 installs fixes, and there are none any more"),
        (
            "another product",
            {
                $0.subject = PlanContent.Subject(product: "sql-server", release: "2012", label: "SQL Server 2012")
                $0.risks = ["R-0044"]
            }, "P-0001 is about SQL Server 2012, and ends none of the risks"
        ),
    ]

    @Test(arguments: 0..<changes.count)
    func aPlanForSomethingElseCarriesNoException(index: Int) throws {
        let (_, change, message) = Self.changes[index]
        var content = Sample.plan()
        change(&content)
        let book = try Sample.story(plan: content).book
        let gaps = Sample.request.gaps(in: book, terms: Sample.terms(), on: day("2026-11-20"))
        #expect(gaps.map(\.message) == [message])
    }

    @Test(arguments: 0..<changes.count)
    func aSignedPlanThatIsEmptiedSuspends(index: Int) throws {
        let (_, change, message) = Self.changes[index]
        var story = try Sample.approved()
        var content = Sample.plan()
        change(&content)
        try story.log(.plan(.revise(plan: Sample.plan1, content: content)))
        guard case .suspended(_, let causes) = story.condition(on: "2026-11-20") else {
            Issue.record("\(message) goes unnoticed")
            return
        }
        #expect(causes == [SuspensionCause(.planChanged, subject: "P-0001", message)])
        for act in story.book.dueActs(asOf: day("2026-11-20")) { try story.log(act, by: .system) }
        let how = [Resolution(.planChanged, subject: "P-0001", how: "it is fine")]
        let refused = story.refusal(.resume(exception: "E-0001", resolutions: how), by: People.siroD)
        #expect(refused?.gaps.first?.remedy == "make the plan end it again, or ask for a new exception")
        try story.log(.plan(.revise(plan: Sample.plan1, content: Sample.plan())))
        try story.log(.resume(exception: "E-0001", resolutions: []), by: People.architect)
        #expect(story.condition(on: "2026-11-20") == .live(until: day("2027-05-20")))
    }

    /// Changes that its author alone may make to a draft that was signed for: all leave its assets and its last day.
    private static let less: [(change: @Sendable (inout PlanContent) -> Void, message: String)] = [
        (
            { ($0.kind, $0.target) = (.consolidateRetire, nil) },
            "P-0001 is of the kind 'consolidate-retire' now, and 'replace' was accepted"
        ),
        ({ $0.target = nil }, "P-0001 no longer has the target Windows Server 2025"),
        ({ $0.milestones.removeAll { $0.code < .switchOff } }, "P-0001 leaves out M1, which was accepted"),
        (
            { $0.target = target("Windows Server 2022", until: "2031-10-14") },
            "P-0001 has the target Windows Server 2022 now, and Windows Server 2025 was accepted"
        ),
        (
            { $0.target = target("The same, but later", until: "2099-01-01") },
            "P-0001 has the target The same, but later now, and Windows Server 2025 was accepted"
        ),
        (
            { $0.title = "Put a sticker on it" },
            "P-0001 is called 'Put a sticker on it' now, and 'Replace unsupported servers - FS1' was accepted"
        ),
        (
            { $0.milestones[1].title = "Have a cup of tea" },
            "P-0001 calls M5 'Have a cup of tea' now, and 'Switch off and verify by scan' was accepted"
        ),
        (
            { $0.milestones[0].current = day("2027-10-29") },
            "P-0001 does M1 on 29 October 2027, and 26 February 2027 was accepted"
        ),
        ({ $0.risks = [] }, "P-0001 no longer ends R-0001"),
        (
            {
                $0.target = PlanTarget(
                    product: "windows-server",
                    release: "2012-r2",
                    label: "it",
                    ownEnd: nil,
                    source: "us"
                )
            },
            "P-0001 puts the product in its own place"
        ),
    ]

    private static func target(_ label: String, until end: String?) -> PlanTarget {
        PlanTarget(product: nil, release: nil, label: label, ownEnd: end.map(day), source: "the vendor")
    }

    /// With a target and a step before its end.
    private func draft() -> PlanContent {
        var content = Sample.plan(days: [(.options, "2027-02-26"), (.switchOff, "2027-10-29")])
        content.kind = .replace
        content.target = Self.target("Windows Server 2025", until: "2034-10-10")
        return content
    }

    @Test(arguments: 0..<less.count)
    func aSignedDraftDoesWhatWasSignedFor(index: Int) throws {
        var story = try Sample.story(plan: draft())
        try story.log(.draft(exception: "E-0001", request: Sample.request))
        try story.log(.submit(exception: "E-0001", terms: Sample.terms()))
        try story.log(.decide(exception: "E-0001", decision: Sample.decision(story)), by: People.siroD)
        #expect(story.condition(on: "2026-11-20") == .live(until: day("2027-05-20")))
        var content = draft()
        Self.less[index].change(&content)
        try story.log(.plan(.revise(plan: Sample.plan1, content: content)))
        guard case .suspended(_, let causes) = story.condition(on: "2026-11-20") else {
            Issue.record("\(Self.less[index].message) goes unnoticed")
            return
        }
        #expect(causes == [SuspensionCause(.planChanged, subject: "P-0001", Self.less[index].message)])
        // Back as it was, and earlier days and further steps are no less.
        content = draft()
        content.milestones =
            Sample.plan(days: [(.options, "2027-02-19"), (.build, "2027-06-01"), (.switchOff, "2027-10-01")]).milestones
        try story.log(.plan(.revise(plan: Sample.plan1, content: content)))
        #expect(story.condition(on: "2026-11-20") == .live(until: day("2027-05-20")))
    }

    @Test func aPlanThatEndsMoreThanIsAskedForWillDo() throws {
        var content = Sample.plan()
        content.assets = [7, 11, 12, 14]
        content.risks = ["R-0044"]
        let book = try Sample.story(plan: content).book
        #expect(Sample.request.gaps(in: book, terms: Sample.terms(), on: day("2026-11-20")).isEmpty)
        // Fixes do end a risk that consists in their lack.
        content.kind = .patch
        let patch = try Sample.story(plan: content).book
        var terms = Sample.terms()
        terms.lacksFixes = false
        #expect(Sample.request.gaps(in: patch, terms: terms, on: day("2026-11-20")).isEmpty)
    }

    /// The plan's by-when is a year off; what was signed is 4 December.
    private func short() throws -> Story {
        var story = try carriedOut(Sample.plan(days: [(.options, "2026-11-27"), (.switchOff, "2026-12-04")]))
        try story.log(.draft(exception: "E-0001", request: Sample.request))
        try story.log(.submit(exception: "E-0001", terms: Sample.terms()))
        try story.log(.decide(exception: "E-0001", decision: Sample.decision(story)), by: People.siroD)
        return story
    }

    /// With the plan approved and begun.
    private func carriedOut(_ plan: PlanContent) throws -> Story {
        var content = plan
        content.cost = Sample.cost
        content.kind = .consolidateRetire
        var story = try Sample.story(plan: content)
        try story.log(.plan(.propose(plan: Sample.plan1)))
        let route = SpendRoute(Sample.cost, owners: ["darlbrook"], policy: ApprovalPolicy())
        let decision = PlanApproval(approver: route.approver ?? "ICT manager", reference: "M-1", route: route)
        try story.log(.plan(.approve(plan: Sample.plan1, decision: decision)), by: People.manager)
        try story.log(.plan(.start(plan: Sample.plan1)))
        return story
    }

    @Test func aSignedRemovalDayThatIsMissedSuspendsTheNextDay() throws {
        let story = try short()
        #expect(story.condition(on: "2026-12-04") == .live(until: day("2027-05-20")))
        guard case .suspended(let since, let causes) = story.condition(on: "2026-12-05") else {
            Issue.record("the day passed and nobody noticed")
            return
        }
        #expect(since == day("2026-12-05"))
        #expect(causes == [SuspensionCause(.planBreached, subject: "P-0001", "P-0001 was not done by its final day")])
    }

    @Test func whatWasRemovedInTimeNeedsOnlyTheScansProof() throws {
        var story = try short()
        story.date = "2026-12-03"
        for code in [Milestone.Code.options, .switchOff] {
            let done = PlanAct.finishMilestone(
                plan: Sample.plan1,
                milestone: code,
                on: day("2026-12-03"),
                evidence: ["CHG-2"]
            )
            try story.log(.plan(done))
        }
        #expect(story.condition(on: "2026-12-05") == .live(until: day("2027-05-20")))
        #expect(story.condition(on: "2026-12-18") == .live(until: day("2027-05-20")))
        guard case .suspended(let since, _) = story.condition(on: "2026-12-19") else {
            Issue.record("nobody proved it")
            return
        }
        #expect(since == day("2026-12-19"))
        let gaps = Sample.request.gaps(in: story.book, terms: Sample.terms(), on: day("2026-12-19"))
        #expect(gaps.contains { $0.message == "the day on which P-0001 ends, 4 December 2026, is over" })
    }

    /// Whoever removes it on the last day of all has fourteen days for the proof as well.
    @Test func theProofMayComeAfterTheByWhen() throws {
        var story = try carriedOut(Sample.plan(days: [(.options, "2027-11-01"), (.switchOff, "2027-11-19")]))
        let removal = day("2027-11-19")
        #expect(story.book.plan("P-0001")?.breach(of: removal, asOf: removal) == nil)
        #expect(story.book.plan("P-0001")?.breach(of: removal, asOf: day("2027-11-20")) == day("2027-11-20"))
        story.date = "2027-11-19"
        for code in [Milestone.Code.options, .switchOff] {
            let done = PlanAct.finishMilestone(plan: Sample.plan1, milestone: code, on: removal, evidence: ["CHG-2"])
            try story.log(.plan(done))
        }
        #expect(story.book.plan("P-0001")?.breach(of: removal, asOf: day("2027-12-03")) == nil)
        #expect(story.book.plan("P-0001")?.breach(of: removal, asOf: day("2027-12-04")) == day("2027-12-04"))
    }

    @Test func aRemovalDayThatIsOverIsNotSigned() throws {
        var story = try short()
        story.date = "2026-12-21"
        try story.log(.revoke(exception: "E-0001"), by: People.siroD)
        let gaps = Sample.request.gaps(in: story.book, terms: Sample.terms(), on: day("2026-12-21"))
        #expect(gaps.contains { $0.message == "the day on which P-0001 ends, 4 December 2026, is over" })
    }

    // MARK: A plan that ends later under an exception

    /// Allowed to end on 30 June 2028 by E-0001, which holds until 20 May 2027; the policy's day is 19 November 2027.
    private func later() throws -> Story {
        var story = try carriedOut(Sample.plan())
        try story.log(.draft(exception: "E-0001", request: Sample.request))
        try story.log(.submit(exception: "E-0001", terms: Sample.terms()))
        try story.log(.decide(exception: "E-0001", decision: Sample.decision(story)), by: People.siroD)
        let change = Rebaseline(
            approver: "Head of ICT",
            reason: "the supplier is late",
            days: [],
            byWhen: day("2028-06-30"),
            exception: "E-0001"
        )
        try story.log(.plan(.baselineAgain(plan: Sample.plan1, change: change)), by: People.manager)
        return story
    }

    private let key = RiskKey(
        organisation: "darlbrook",
        product: "windows-server",
        release: "2012-r2",
        service: "files"
    )

    private func row(_ story: Story, on date: String) throws -> RowPlan {
        let outlook = DecisionOutlook(story.book, references: [key: "R-0001"], asOf: day(date))
        return try #require(outlook.decision(on: key, assets: [11, 12]).plan)
    }

    /// The later day is promised for what the exception covers, and to those that accepted it.
    @Test func aLaterEndIsNobodyElses() throws {
        let story = try later()
        func plan(_ organisation: String, _ assets: [Int64]) throws -> RowPlan {
            var key = key
            key.organisation = organisation
            let outlook = DecisionOutlook(story.book, references: [key: "R-0001"], asOf: day("2026-11-20"))
            return try #require(outlook.decision(on: key, assets: assets).plan)
        }
        #expect(try plan("darlbrook", [11, 12]).mayEndLater)
        #expect(try !plan("stockvale", [11, 12]).mayEndLater, "it has accepted nothing")
        let wider = try plan("darlbrook", [11, 12, 13])
        #expect(!wider.mayEndLater && wider.byWhen == day("2027-11-19"), "13 is in the plan and not in the exception")
    }

    @Test func aLaterEndGoesOnWithTheRenewalOfItsException() throws {
        var story = try later()
        story.date = "2027-04-01"
        let done = PlanAct.finishMilestone(
            plan: Sample.plan1,
            milestone: .options,
            on: day("2027-03-30"),
            evidence: ["CHG-3"]
        )
        try story.log(.plan(done))
        try story.log(.control(.check(control: "C-0001", check: Sample.check(on: "2027-03-30"))))
        var request = Sample.request
        (request.renews, request.effectiveOn, request.expiresOn) = ("E-0001", day("2027-05-21"), day("2027-10-20"))
        try story.log(.draft(exception: "E-0002", request: request))
        try story.log(.submit(exception: "E-0002", terms: Sample.terms()))
        try story.log(.decide(exception: "E-0002", decision: Sample.decision(story, of: "E-0002")), by: People.board)
        let plan = try #require(story.book.plans[Sample.plan1])
        #expect(story.book.laterEndAllowed(of: plan, asOf: day("2027-05-20")) == day("2027-05-20"))
        #expect(story.book.laterEndAllowed(of: plan, asOf: day("2027-05-21")) == day("2027-10-20"))
        #expect(story.book.laterEndAllowed(of: plan, asOf: day("2027-10-21")) == nil)
    }

    @Test func aLaterEndHoldsAsLongAsItsException() throws {
        var story = try later()
        let plan = try #require(story.book.plans[Sample.plan1])
        #expect(story.book.latestDay(of: plan, asOf: day("2026-11-20")) == day("2028-06-30"))
        #expect(try row(story, on: "2026-11-20").mayEndLater)
        // Its last day passes, or somebody revokes it: the policy's day counts again.
        #expect(story.book.latestDay(of: plan, asOf: day("2027-05-21")) == day("2027-11-19"))
        story.date = "2026-11-21"
        try story.log(.revoke(exception: "E-0001"), by: People.siroD)
        let after = try row(story, on: "2026-11-21")
        #expect(!after.mayEndLater && after.byWhen == day("2027-11-19"))
        #expect(after.reasons.contains { $0.hasPrefix("E-0001, under which it might end later, holds no more") })
        #expect(try row(story, on: "2027-11-22").rating == "black")
    }
}
