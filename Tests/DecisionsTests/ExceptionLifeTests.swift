import DecisionSamples
import Decisions
import EstateModel
import Planning
import Risk
import Testing

struct ExceptionLifeTests {
    private static let both = Sample.terms(organisations: ["darlbrook", "stockvale"])

    @Test func anApprovedExceptionHoldsFromItsApprovalToTheEndOfItsLastDay() throws {
        let story = try Sample.approved()
        #expect(story.exception().state == .approved)
        let approval = try #require(story.exception().approval)
        #expect(approval.effectiveOn == day("2026-11-20"))
        #expect(approval.removalBy == day("2027-10-29"))
        #expect(story.condition(on: "2027-01-15") == .live(until: day("2027-05-20")))
        #expect(story.exception().standing(in: story.book, asOf: day("2027-01-15")).covers(on: day("2027-01-15")))
    }

    @Test func oneThatBeginsLaterCoversNothingBefore() throws {
        var request = Sample.request
        request.effectiveOn = day("2026-12-24")
        let story = try Sample.approved(request)
        #expect(story.condition(on: "2026-12-23") == .scheduled(from: day("2026-12-24")))
        #expect(story.exception().standing(in: story.book, asOf: day("2026-12-23")) == .none)
        #expect(story.condition(on: "2026-12-24") == .live(until: day("2027-05-20")))
    }

    @Test func nobodyDecidesAboutTheirOwnRequest() throws {
        var story = try Sample.story()
        try story.log(.draft(exception: "E-0001", request: Sample.request), by: People.siroD)
        try story.log(.submit(exception: "E-0001", terms: Sample.terms()), by: People.siroD)
        let decide = ExceptionAct.decide(exception: "E-0001", decision: try Sample.decision(story))
        #expect(story.refusal(decide, by: People.siroD)?.codes == [.authority])
        // Not through a delegate either.
        let deputy = People.actor("max", on: "2026-12-20")
        #expect(deputy.delegatedBy == "dora")
        #expect(story.refusal(decide, by: deputy)?.messages.contains("nobody decides about their own request") == true)
        #expect(story.refusal(decide, by: People.board) == nil)
    }

    @Test func whoeverWordsARequestLastCannotApproveIt() throws {
        var story = try Sample.story()
        try story.log(.draft(exception: "E-0001", request: ExceptionRequest(risks: [], scope: Sample.scope)))
        try story.log(.amend(exception: "E-0001", request: Sample.request), by: People.siroD)
        try story.log(.submit(exception: "E-0001", terms: Sample.terms()))
        let decide = ExceptionAct.decide(exception: "E-0001", decision: try Sample.decision(story))
        #expect(story.refusal(decide, by: People.siroD)?.codes == [.authority])
    }

    @Test func aProductWithoutFixesIsTheSIROs() throws {
        let story = try Sample.submitted()
        let decide = ExceptionAct.decide(exception: "E-0001", decision: try Sample.decision(story))
        for actor in [People.manager, People.adviser, People.actor("eve"), People.siroS] {
            #expect(story.refusal(decide, by: actor)?.codes == [.authority], "\(actor.person)")
        }
        #expect(story.refusal(decide, by: .system)?.codes == [.authority])
        #expect(story.refusal(decide, by: People.siroD) == nil)
    }

    @Test func aDelegatedDecisionRecordsItsDelegation() throws {
        var story = try Sample.submitted()
        story.date = "2026-12-20"
        var deputy = People.actor("max", on: "2026-12-20")
        let decision = try Sample.decision(story)
        try story.log(.decide(exception: "E-0001", decision: decision), by: deputy)
        #expect(story.exception().decisions.first?.by?.delegation == "D-3")
        #expect(story.exception().decisions.first?.by?.summary.contains("for Dora (delegation D-3)") == true)
        deputy.delegation = nil
        var other = try Sample.submitted()
        other.date = "2026-12-20"
        #expect(other.refusal(.decide(exception: "E-0001", decision: decision), by: deputy)?.codes == [.authority])
    }

    @Test func sharedAssetsNeedEachOrganisationsOwnSIRO() throws {
        var story = try Sample.submitted(terms: Self.both)
        try story.log(.decide(exception: "E-0001", decision: Sample.decision(story)), by: People.siroD)
        #expect(story.exception().state == .submitted)
        #expect(story.condition(on: "2026-11-20") == .undecided)
        let again = ExceptionAct.decide(exception: "E-0001", decision: try Sample.decision(story))
        #expect(story.refusal(again, by: People.siroD)?.codes == [.noChange])
        var second = try Sample.decision(story, "stockvale")
        second.until = day("2027-02-28")
        #expect(story.refusal(.decide(exception: "E-0001", decision: second), by: People.siroD)?.codes == [.authority])
        story.date = "2026-12-01"
        try story.log(.decide(exception: "E-0001", decision: second), by: People.siroS)
        let approval = try #require(story.exception().approval)
        #expect(approval.effectiveOn == day("2026-12-01"), "effective only when both are in")
        #expect(approval.expiresOn == day("2027-02-28"), "the stricter decision governs")
    }

    @Test func oneRefusalIsTheStricterDecision() throws {
        var story = try Sample.submitted(terms: Self.both)
        try story.log(.decide(exception: "E-0001", decision: Sample.decision(story)), by: People.siroD)
        let refusal = try Sample.decision(story, "stockvale", .reject)
        try story.log(.decide(exception: "E-0001", decision: refusal), by: People.siroS, reason: "too long")
        #expect(story.exception().state == .rejected)
        #expect(story.exception().closeReason == "too long")
    }

    @Test func anApprovalNeedsAllThreeActs() throws {
        let story = try Sample.submitted()
        for index in 0..<3 {
            let acts = ThreeActs(recognisesRisk: index != 0, approvesMitigation: index != 1, acceptsPlan: index != 2)
            let decision = try Sample.decision(story, acts: acts)
            #expect(
                story.refusal(.decide(exception: "E-0001", decision: decision), by: People.siroD)?.codes == [.missing]
            )
        }
    }

    @Test func adviceIsKeptApartAndDecidesNothing() throws {
        var story = try Sample.submitted()
        let advice = ExceptionAct.recommend(exception: "E-0001", advice: .reject, text: "isolate it first")
        #expect(story.refusal(advice, by: People.siroD)?.codes == [.authority])
        try story.log(advice, by: People.adviser)
        #expect(story.exception().state == .submitted)
        #expect(story.exception().recommendation?.by == People.adviser)
        try story.log(.decide(exception: "E-0001", decision: Sample.decision(story)), by: People.siroD)
        #expect(story.exception().state == .approved)
        #expect(story.exception().recommendation?.advice == .reject)
    }

    @Test func aDecisionAboutSomethingElseThanIsAskedForIsRefused() throws {
        var story = try Sample.submitted()
        let decision = try Sample.decision(story)
        try story.log(.requestChanges(exception: "E-0001"), by: People.siroD)
        var request = Sample.request
        request.scope = ExceptionScope(assets: [11, 12, 13], product: "windows-server", release: "2012-r2")
        try story.log(.amend(exception: "E-0001", request: request))
        try story.log(.submit(exception: "E-0001", terms: Sample.terms()))
        let late = ExceptionAct.decide(exception: "E-0001", decision: decision)
        #expect(story.refusal(late, by: People.siroD)?.codes == [.changed, .changed])
        var plan = try Sample.decision(story)
        plan.planDigest = "other"
        #expect(story.refusal(.decide(exception: "E-0001", decision: plan), by: People.siroD)?.codes == [.changed])
    }

    @Test func evidenceThatAgedWhileItWaitedStopsTheApproval() throws {
        var story = try Sample.submitted()
        story.date = "2027-02-09"
        let decide = ExceptionAct.decide(exception: "E-0001", decision: try Sample.decision(story))
        #expect(story.refusal(decide, by: People.siroD)?.codes == [.evidence])
        let refuse = ExceptionAct.decide(
            exception: "E-0001",
            decision: try Sample.decision(story, "darlbrook", .reject)
        )
        #expect(story.refusal(refuse, by: People.siroD) == nil, "a refusal needs no evidence")
    }

    @Test func itExpiresAtMidnightWhetherOrNotAnybodyLooks() throws {
        var story = try Sample.approved()
        #expect(story.refusal(.expire(exception: "E-0001"), by: .system)?.codes == [.period])
        try story.log(.control(.check(control: "C-0001", check: Sample.check(on: "2026-11-20"))))
        story.date = "2027-05-01"
        try story.log(.control(.check(control: "C-0001", check: Sample.check(on: "2027-05-01"))))
        #expect(story.condition(on: "2027-05-20") == .live(until: day("2027-05-20")))
        #expect(story.condition(on: "2027-05-21") == .expired(on: day("2027-05-20")))
        story.date = "2027-05-21"
        try story.log(.expire(exception: "E-0001"), by: .system)
        #expect(story.exception().state == .expired)
        #expect(
            story.exception().standing(in: story.book, asOf: day("2027-06-01"))
                == .expired(reference: "E-0001", on: day("2027-05-20"))
        )
    }

    @Test(arguments: [
        // In summer the local day ends an hour before that of UTC; in winter with it.
        ("2027-05-20", "2027-05-20T22:59:59Z", "2027-05-20T23:00:00Z"),
        ("2027-01-10", "2027-01-10T23:59:59Z", "2027-01-11T00:00:00Z"),
        // The nights on which the clocks change, and the last day of February in both kinds of year.
        ("2027-03-27", "2027-03-27T23:59:59Z", "2027-03-28T00:00:00Z"),
        ("2027-03-28", "2027-03-28T22:59:59Z", "2027-03-28T23:00:00Z"),
        ("2027-10-30", "2027-10-30T22:59:59Z", "2027-10-30T23:00:00Z"),
        ("2027-10-31", "2027-10-31T23:59:59Z", "2027-11-01T00:00:00Z"),
        ("2027-02-28", "2027-02-28T23:59:59Z", "2027-03-01T00:00:00Z"),
        ("2026-12-31", "2026-12-31T23:59:59Z", "2027-01-01T00:00:00Z"),
    ])
    func expiryIsAtMidnightByTheClocksOfTheUnitedKingdom(last: String, before: String, after: String) throws {
        var request = Sample.request
        request.expiresOn = day(last)
        request.plan = "P-0001"
        var story = try Sample.story()
        let early = Sample.plan(days: [(.options, "2026-12-01"), (.switchOff, "2027-10-29")])
        try story.log(.plan(.revise(plan: Sample.plan1, content: early)))
        try story.log(.draft(exception: "E-0001", request: request))
        try story.log(.submit(exception: "E-0001", terms: Sample.terms()))
        try story.log(.decide(exception: "E-0001", decision: Sample.decision(story)), by: People.siroD)
        func expire(at moment: String) throws {
            var copy = story.book
            let at = try #require(Instant(moment))
            let act = Act.exception(.expire(exception: "E-0001"))
            let content = AuditContent(at: at, actor: .system, reason: "its last day is over", act: act)
            try copy.apply(AuditEntry(content, after: copy.head))
        }
        #expect(throws: DecisionFault.self) { try expire(at: before) }
        #expect(throws: Never.self) { try expire(at: after) }
    }

    @Test func aLeapDayIsADayLikeAnyOther() throws {
        var story = try Sample.story(plan: Sample.plan(days: [(.options, "2028-01-14"), (.switchOff, "2028-06-30")]))
        story.date = "2027-12-01"
        try story.log(.control(.check(control: "C-0001", check: Sample.check(on: "2027-12-01"))))
        var request = Sample.request
        request.expiresOn = day("2028-02-29")
        let gaps = request.gaps(in: story.book, terms: Sample.terms(band: "critical"), on: day("2027-12-01"))
        #expect(gaps.map(\.remedy) == ["end it on 28 February 2028 or before"])
        request.effectiveOn = day("2027-12-02")
        #expect(request.gaps(in: story.book, terms: Sample.terms(band: "critical"), on: day("2027-12-01")).isEmpty)
    }

    @Test func itIsRevokedByWhoApprovedOrByASIROAndStaysClosed() throws {
        var story = try Sample.approved()
        for actor in [People.architect, People.manager, People.siroS] {
            #expect(story.refusal(.revoke(exception: "E-0001"), by: actor)?.codes == [.authority])
        }
        try story.log(.revoke(exception: "E-0001"), by: People.siroD, reason: "the facts were wrong")
        #expect(story.exception().state == .revoked)
        #expect(story.exception().standing(in: story.book, asOf: day("2026-11-21")) == .none)
    }

    @Test func whatIsClosedIsNeverChangedAgain() throws {
        let ends: [(inout Story) throws -> Void] = [
            { try $0.log(.withdraw(exception: "E-0001")) },
            {
                try $0.log(
                    .decide(exception: "E-0001", decision: Sample.decision($0, "darlbrook", .reject)),
                    by: People.siroD
                )
            },
        ]
        for end in ends {
            var story = try Sample.submitted()
            try end(&story)
            let acts: [ExceptionAct] = [
                .amend(exception: "E-0001", request: Sample.request),
                .submit(exception: "E-0001", terms: Sample.terms()),
                .recommend(exception: "E-0001", advice: .approve, text: "yes"), .requestChanges(exception: "E-0001"),
                .decide(exception: "E-0001", decision: try Sample.decision(story)), .withdraw(exception: "E-0001"),
                .suspend(exception: "E-0001", since: day("2026-11-20"), causes: [SuspensionCause(.bandRose, "up")]),
                .resume(exception: "E-0001", resolutions: []), .expire(exception: "E-0001"),
                .revoke(exception: "E-0001"),
                .supersede(exception: "E-0001", by: "E-0002"), .closeRemediated(exception: "E-0001"),
            ]
            for act in acts { #expect(story.refusal(act, by: People.siroD)?.codes == [.state]) }
        }
    }

    @Test func onlyTheAskerOrTheirPostWithdraws() throws {
        let story = try Sample.submitted()
        #expect(story.refusal(.withdraw(exception: "E-0001"), by: People.siroD)?.codes == [.authority])
        #expect(story.refusal(.withdraw(exception: "E-0001")) == nil)
    }

    @Test func itIsClosedAsRemediatedOnlyOnceItsRisksAreGone() throws {
        var story = try Sample.approved()
        #expect(story.refusal(.closeRemediated(exception: "E-0001"), by: .system)?.codes == [.evidence])
        let proof = Sighting(scan: 9, on: day("2026-11-20"))
        try story.log(.risk(.close(risk: "R-0001", proof: proof, wasComplete: true, retired: nil)), by: .system)
        try story.log(.closeRemediated(exception: "E-0001"), by: .system)
        #expect(story.exception().state == .remediated)
    }

    @Test func aNumberIsTheNextOneAndNeverGivenAgain() throws {
        var story = try Sample.story()
        #expect(story.refusal(.draft(exception: "E-0002", request: Sample.request))?.codes == [.number])
        try story.log(.draft(exception: "E-0001", request: Sample.request))
        try story.log(.withdraw(exception: "E-0001"))
        #expect(story.refusal(.draft(exception: "E-0001", request: Sample.request))?.codes == [.number])
        #expect(story.book.numbers.nextException == "E-0002")
    }
}
