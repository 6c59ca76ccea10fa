import DecisionSamples
import Decisions
import EstateModel
import Planning
import Risk
import Testing

struct RenewalTests {
    /// Approved until 20 May 2027, with a milestone done and fresh evidence, on a day in the spring.
    private func spring(_ date: String = "2027-04-01", milestone: Bool = true) throws -> Story {
        var story = try Sample.approved()
        story.date = date
        if milestone {
            let done = PlanAct.finishMilestone(
                plan: Sample.plan1,
                milestone: .options,
                on: day("2026-12-18"),
                evidence: ["CHG-1"]
            )
            try story.log(.plan(done))
        }
        try story.log(.control(.check(control: "C-0001", check: Sample.check(on: date))))
        return story
    }

    private func renewal(of id: String = "E-0001", until date: String = "2027-10-31") -> ExceptionRequest {
        var request = Sample.request
        request.renews = id
        request.effectiveOn = nil
        request.expiresOn = day(date)
        return request
    }

    private static let tooLong =
        "some of the assets are excepted since 20 November 2026, and 24 months is the longest"

    private func gaps(_ story: Story, _ request: ExceptionRequest) -> [String] {
        request.gaps(in: story.book, terms: Sample.terms(), on: day(story.date)).map(\.message)
    }

    @Test(arguments: [
        ("2027-03-20", "a renewal of E-0001 is asked for from 21 March 2027 to 6 May 2027"), ("2027-03-21", nil),
        ("2027-05-06", nil), ("2027-05-07", "a renewal of E-0001 is asked for from 21 March 2027 to 6 May 2027"),
    ])
    func aRenewalIsAskedForInItsWindow(date: String, message: String?) throws {
        #expect(gaps(try spring(date), renewal()) == [message].compactMap { $0 })
    }

    @Test func aRenewalNeedsProgressSinceTheLastApproval() throws {
        let story = try spring(milestone: false)
        #expect(gaps(story, renewal()) == ["no milestone was completed since E-0001 was approved on 20 November 2026"])
    }

    @Test func aRenewalIsDecidedOneLevelHigherOrByACommittee() throws {
        var story = try spring()
        try story.log(.draft(exception: "E-0002", request: renewal()))
        try story.log(.submit(exception: "E-0002", terms: Sample.terms()))
        #expect(story.exception("E-0002").level == .board)
        #expect(story.exception("E-0002").renewalNumber == 1)
        let decide = ExceptionAct.decide(exception: "E-0002", decision: try Sample.decision(story, of: "E-0002"))
        #expect(story.refusal(decide, by: People.siroD)?.codes == [.authority])
        #expect(story.refusal(decide, by: People.board) == nil)

        var withMinute = try spring()
        var request = renewal()
        request.committee = CommitteeDecision(body: "Cabinet", reference: "minute 41", on: day("2027-03-30"))
        try withMinute.log(.draft(exception: "E-0002", request: request))
        try withMinute.log(.submit(exception: "E-0002", terms: Sample.terms()))
        #expect(withMinute.exception("E-0002").level == .siro)
        let siro = ExceptionAct.decide(exception: "E-0002", decision: try Sample.decision(withMinute, of: "E-0002"))
        #expect(withMinute.refusal(siro, by: People.siroD) == nil)
        request.committee?.reference = ""
        #expect(gaps(withMinute, request).count == 1)
    }

    @Test func itTakesOverOnItsFirstDayAndKeepsTheChainsClock() throws {
        var story = try spring()
        try story.log(.draft(exception: "E-0002", request: renewal()))
        try story.log(.submit(exception: "E-0002", terms: Sample.terms()))
        #expect(story.refusal(.supersede(exception: "E-0001", by: "E-0002"), by: .system)?.codes == [.state])
        try story.log(.decide(exception: "E-0002", decision: Sample.decision(story, of: "E-0002")), by: People.board)
        try story.log(.supersede(exception: "E-0001", by: "E-0002"), by: .system)
        #expect(story.exception().state == .superseded)
        #expect(story.exception("E-0002").approval?.chainStart == day("2026-11-20"))
        #expect(story.refusal(.supersede(exception: "E-0002", by: "E-0001"), by: .system)?.codes == [.unknown])
    }

    @Test func aChainEndsAfterTwoRenewalsAndTwoYears() throws {
        let story = try spring()
        let latest = renewal(until: "2028-11-20")
        #expect(gaps(story, latest).contains(Self.tooLong))

        var chain = try spring()
        for (id, former, date, until) in [
            ("E-0002", "E-0001", "2027-04-02", "2027-10-20"), ("E-0003", "E-0002", "2027-09-01", "2028-05-20"),
        ] {
            chain.date = date
            try chain.log(.control(.check(control: "C-0001", check: Sample.check(on: date))))
            if id == "E-0003" {
                let act = PlanAct.finishMilestone(
                    plan: Sample.plan1,
                    milestone: .funding,
                    on: day(date),
                    evidence: ["CHG-2"]
                )
                try chain.log(.plan(act))
            }
            var request = renewal(of: former, until: until)
            request.committee = CommitteeDecision(body: "Cabinet", reference: "minute of \(date)", on: day(date))
            try chain.log(.draft(exception: id, request: request))
            try chain.log(.submit(exception: id, terms: Sample.terms()))
            try chain.log(.decide(exception: id, decision: Sample.decision(chain, of: id)), by: People.siroD)
        }
        chain.date = "2028-04-01"
        let third = gaps(chain, renewal(of: "E-0003", until: "2028-11-01"))
        #expect(third.contains("E-0003 was already renewed 2 times"))
        #expect(chain.exception("E-0003").renewalNumber == 2)
        #expect(chain.exception("E-0003").approval?.chainStart == day("2026-11-20"))
    }

    @Test func aRenewalNeverCoversMore() throws {
        let story = try spring()
        var request = renewal()
        request.scope = ExceptionScope(assets: [11, 12, 13], product: "windows-server", release: "2012-r2")
        #expect(gaps(story, request) == ["it covers more than E-0001 did"])
        let unknown = ["'E-0007' was never approved", "E-0001 covers some of the assets until 20 May 2027"]
        #expect(gaps(story, renewal(of: "E-0007")) == unknown)
    }

    @Test func askingAnewDoesNotStartTheClockAgain() throws {
        var story = try spring()
        var request = Sample.request
        request.expiresOn = day("2027-10-31")
        try story.log(.draft(exception: "E-0002", request: request))
        let overlapping = story.refusal(.submit(exception: "E-0002", terms: Sample.terms()))
        #expect(overlapping?.messages == "E-0001 covers some of the assets until 20 May 2027")

        try story.log(.revoke(exception: "E-0001"), by: People.siroD)
        #expect(story.refusal(.submit(exception: "E-0002", terms: Sample.terms())) == nil)
        story.date = "2028-06-01"
        try story.log(.control(.check(control: "C-0001", check: Sample.check(on: "2028-06-01"))))
        let plan = Sample.plan(days: [(.options, "2028-05-01"), (.switchOff, "2028-12-01")])
        try story.log(.plan(.revise(plan: Sample.plan1, content: plan)))
        request.expiresOn = day("2028-11-20")
        try story.log(.amend(exception: "E-0002", request: request))
        let late = story.refusal(.submit(exception: "E-0002", terms: Sample.terms()))
        #expect(late?.messages == Self.tooLong)
        request.committee = CommitteeDecision(body: "Cabinet", reference: "minute 7", on: day("2028-05-30"))
        try story.log(.amend(exception: "E-0002", request: request))
        #expect(story.refusal(.submit(exception: "E-0002", terms: Sample.terms())) == nil)
    }

    @Test func anExceptionThatRanOutIsNotRenewed() throws {
        var story = try spring()
        story.date = "2027-05-21"
        #expect(gaps(story, renewal()).contains("E-0001 is no longer in force, so it cannot be renewed"))
        try story.log(.expire(exception: "E-0001"), by: .system)
        #expect(gaps(story, renewal()).contains("E-0001 is no longer in force, so it cannot be renewed"))
    }

    /// To let one end, or to revoke it, and to ask anew the next day is a renewal by another name.
    @Test func askingAnewNeedsWhatARenewalNeeds() throws {
        var story = try spring(milestone: false)
        try story.log(.revoke(exception: "E-0001"), by: People.siroD)
        var request = Sample.request
        request.expiresOn = day("2027-10-29")
        try story.log(.draft(exception: "E-0002", request: request))
        let submit = ExceptionAct.submit(exception: "E-0002", terms: Sample.terms())
        let noProgress = "no milestone was completed since E-0001 was approved on 20 November 2026"
        #expect(story.refusal(submit)?.messages == noProgress)
        let done = PlanAct.finishMilestone(
            plan: Sample.plan1,
            milestone: .options,
            on: day("2027-03-01"),
            evidence: ["CHG-1"]
        )
        try story.log(.plan(done))
        try story.log(submit)
        #expect(story.exception("E-0002").level == .board && story.exception("E-0002").renewalNumber == 1)
        try story.log(.decide(exception: "E-0002", decision: Sample.decision(story, of: "E-0002")), by: People.board)
        #expect(story.exception("E-0002").approval?.chainStart == day("2026-11-20"))
    }

    @Test func whatWasApprovedWhileItWaitedCountsToo() throws {
        var story = try Sample.submitted()
        try story.log(.draft(exception: "E-0002", request: Sample.request))
        try story.log(.submit(exception: "E-0002", terms: Sample.terms()))
        try story.log(.decide(exception: "E-0001", decision: Sample.decision(story)), by: People.siroD)
        let decide = ExceptionAct.decide(exception: "E-0002", decision: try Sample.decision(story, of: "E-0002"))
        let changed = "since it was submitted some of the assets had another exception"
        #expect(story.refusal(decide, by: People.siroD)?.messages == changed)
    }

    @Test(arguments: [
        ("Cabinet", " ", "2026-11-20"), (" ", "minute 7", "2026-11-20"), ("Cabinet", "minute 7", "2099-01-01"),
    ])
    func aCommitteesDecisionThatNobodyCanLookUpLiftsNothing(body: String, minute: String, on date: String) throws {
        var request = Sample.request
        request.committee = CommitteeDecision(body: body, reference: minute, on: day(date))
        let gaps = request.gaps(in: try Sample.story().book, terms: Sample.terms(), on: day("2026-11-20"))
        #expect(
            gaps.map(\.message) == [
                "the committee's decision needs its body, its minute and a day that is not in the future"
            ]
        )
    }

    /// An exception in between, for other assets and by somebody lower, lowers nothing.
    @Test func whoeverDecidedHighestCounts() throws {
        var story = try spring()
        try story.log(.revoke(exception: "E-0001"), by: People.siroD)
        try story.log(.draft(exception: "E-0002", request: Sample.request))
        try story.log(.submit(exception: "E-0002", terms: Sample.terms()))
        try story.log(.decide(exception: "E-0002", decision: Sample.decision(story, of: "E-0002")), by: People.board)
        try story.log(.revoke(exception: "E-0002"), by: People.board)
        var other = Sample.request
        other.scope = ExceptionScope(assets: [13], product: "windows-server", release: "2012-r2")
        let control = ControlDescription(.jumpHost, assets: [13], ownerPost: "Team", about: "jump host")
        let check = Sample.check(on: story.date)
        try story.log(.control(.record(control: "C-0002", description: control, check: check)))
        other.controls = ["C-0002"]
        try story.log(.draft(exception: "E-0003", request: other))
        try story.log(.submit(exception: "E-0003", terms: Sample.terms()))
        try story.log(.decide(exception: "E-0003", decision: Sample.decision(story, of: "E-0003")), by: People.siroD)
        try story.log(.revoke(exception: "E-0003"), by: People.siroD)
        var all = Sample.request
        all.scope = ExceptionScope(assets: [11, 12, 13], product: "windows-server", release: "2012-r2")
        let text = "E-0002 was decided by the management team or board, and nobody is higher"
        #expect(gaps(story, all).contains(text), "\(gaps(story, all))")
    }

    @Test func aMinuteLiftsWhatStandsInTheWayOfOneRequest() throws {
        var story = try spring(milestone: false)
        try story.log(.revoke(exception: "E-0001"), by: People.siroD)
        var request = Sample.request
        request.committee = CommitteeDecision(body: "Cabinet", reference: "minute 7", on: day("2026-11-19"))
        #expect(gaps(story, request) == ["the committee decided before E-0001 was approved on 20 November 2026"])
        request.committee?.on = day("2027-03-30")
        #expect(gaps(story, request).isEmpty)
        try story.log(.draft(exception: "E-0002", request: request))
        try story.log(.submit(exception: "E-0002", terms: Sample.terms()))
        try story.log(.decide(exception: "E-0002", decision: Sample.decision(story, of: "E-0002")), by: People.siroD)
        try story.log(.revoke(exception: "E-0002"), by: People.siroD)
        for (body, reference, on) in [
            ("Cabinet", "minute 7", "2027-03-30"), ("Cabinet", "minute 7", "2027-04-01"),
            (" cabinet ", "Minute  7.", "2027-03-31"),
        ] {
            request.committee = CommitteeDecision(body: body, reference: reference, on: day(on))
            let again = gaps(story, request)
            #expect(again.contains("that minute was used for E-0002"), "\(again)")
        }
        request.committee = CommitteeDecision(body: "Cabinet", reference: "minute 71", on: day("2027-04-01"))
        #expect(gaps(story, request).isEmpty)
    }

    @Test func aMergedMachineIsTheOneThatItWasMergedInto() throws {
        var story = try spring(milestone: false)
        try story.log(.revoke(exception: "E-0001"), by: People.siroD)
        for (part, number) in [(Int64(11), Int64(1)), (12, 2)] {
            let merge = AssetAct.merge(asset: part, name: "fs\(part)", into: 13, intoName: "fs13", merge: number)
            try story.log(.asset(merge), by: People.manager)
        }
        var request = Sample.request
        request.scope = ExceptionScope(assets: [13], product: "windows-server", release: "2012-r2")
        let said = gaps(story, request)
        #expect(said.contains("no milestone was completed since E-0001 was approved on 20 November 2026"), "\(said)")
    }

    /// Whoever revokes means that it must end, whatever was arranged for the time after it.
    @Test func aRenewalOfWhatWasRevokedWaitsForItsApprovers() throws {
        var story = try spring()
        try story.log(.draft(exception: "E-0002", request: renewal()))
        try story.log(.submit(exception: "E-0002", terms: Sample.terms()))
        try story.log(.decide(exception: "E-0002", decision: Sample.decision(story, of: "E-0002")), by: People.board)
        #expect(story.condition("E-0002", on: "2027-04-01") == .live(until: day("2027-10-31")))
        story.date = "2027-04-05"
        try story.log(.revoke(exception: "E-0001"), by: People.siroD, reason: "it must stop")
        guard case .suspended(_, let causes) = story.condition("E-0002", on: "2027-04-05") else {
            Issue.record("it holds as if nothing had happened")
            return
        }
        #expect(
            causes.map(\.detail) == ["E-0001, which it renews, was revoked on 5 April 2027: it must stop"]
        )
        for act in story.book.dueActs(asOf: day("2027-04-05")) { try story.log(act, by: .system) }
        let how = [Resolution(.formerRevoked, subject: "E-0001", how: "that was about the old segment")]
        let resume = ExceptionAct.resume(exception: "E-0002", resolutions: how)
        #expect(story.refusal(resume, by: People.architect)?.codes.contains(.authority) == true)
        try story.log(resume, by: People.board)
        #expect(story.condition("E-0002", on: "2027-04-06") == .live(until: day("2027-10-31")))
    }

    /// A council that got a share later can accept nothing by renewing what it never decided about.
    @Test func whoeverGotAShareMayAskBesideWhatHolds() throws {
        let story = try spring(milestone: false)
        let live = "E-0001 covers some of the assets until 20 May 2027"
        #expect(gaps(story, Sample.request).contains(live))
        let shared = Sample.terms(organisations: ["darlbrook", "stockvale"])
        let said = Sample.request.gaps(in: story.book, terms: shared, on: day(story.date)).map(\.message)
        let progress = "no milestone was completed since E-0001 was approved on 20 November 2026"
        #expect(said == [progress], "the chain goes on all the same")
    }

    @Test func nothingIsAllowedFarAhead() throws {
        var request = Sample.request
        (request.effectiveOn, request.expiresOn) = (day("2027-01-20"), day("2027-05-20"))
        let book = try Sample.story().book
        let soon = request.gaps(in: book, terms: Sample.terms(), on: day("2026-11-21"))
        #expect(soon.isEmpty, "\(soon)")
        let far = request.gaps(in: book, terms: Sample.terms(), on: day("2026-11-20")).map(\.message)
        #expect(far == ["it begins on 20 January 2027, and what it rests on will be known only then"])
    }

    @Test func whatWasDecidedBeforeIsToldWhateverBecameOfIt() throws {
        var story = try Sample.submitted()
        let reject = ExceptionAct.decide(
            exception: "E-0001",
            decision: try Sample.decision(story, "darlbrook", .reject)
        )
        try story.log(reject, by: People.siroD, reason: "never: it must go")
        let before = Sample.request.before(in: story.book, as: "E-0002")
        #expect(before.map(\.outcome) == ["rejected on 20 November 2026: never: it must go"])
        var other = Sample.request
        other.scope = ExceptionScope(assets: [13], product: "windows-server", release: "2012-r2")
        #expect(other.before(in: story.book, as: nil).isEmpty)
    }
}
