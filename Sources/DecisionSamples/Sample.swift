package import Decisions
import EstateModel
package import Planning
import Risk

/// A risk of a release without fixes on two shared servers, what lowers it, the plan that ends it on them and on a
/// third, and an exception.
package enum Sample {
    package static let scope = ExceptionScope(assets: [11, 12], product: "windows-server", release: "2012-r2")

    package static func score(scan: Int64 = 7, points: Int = 8, on date: String = "2026-11-20") -> ScoreEntry {
        ScoreEntry(
            seen: Sighting(scan: scan, on: day(date)),
            inherent: ScoreEntry.Level(likelihood: 5, impact: 3, points: 15, band: "very-high"),
            residual: ScoreEntry.Level(likelihood: 4, impact: points / 4, points: points, band: "medium")
        )
    }

    package static func check(_ result: ControlCheck.Result = .pass, on date: String = "2026-11-10") -> ControlCheck {
        ControlCheck(result, on: day(date), evidence: "CHG-17", fact: "the agent reports")
    }

    package static let control = ControlDescription(
        .endpointDetection,
        assets: [11, 12],
        ownerPost: "Server Team Lead",
        about: "Endpoint agent on the file servers",
        probe: .agentCurrent(name: "falcon", maximumAgeDays: 7)
    )

    package static func plan(
        title: String = "Replace unsupported servers - FS1",
        kind: PlanKind = .replace,
        owner: String = "Server Team Lead",
        days: [(Milestone.Code, String)] = [
            (.options, "2026-12-18"), (.funding, "2027-03-01"), (.switchOff, "2027-10-29"),
        ]
    ) -> PlanContent {
        let candidate = ByWhen.Candidate(.noFixCap, day("2027-11-19"), "A product without fixes stays 365 days.")
        let byWhen = ByWhen(
            value: day("2027-11-19"),
            winner: candidate,
            candidates: [candidate],
            containBy: nil,
            explanation: candidate.explanation
        )
        return PlanContent(
            title: title,
            kind: kind,
            subject: PlanContent.Subject(
                product: "windows-server",
                release: "2012-r2",
                label: "Windows Server 2012 R2"
            ),
            risks: ["R-0001"],
            assets: [11, 12, 13],
            owner: owner,
            deadline: PlanDeadline(byWhen),
            milestones: days.map { Milestone($0.0, owner: "Server Team Lead", day: day($0.1)) }
        )
    }

    /// Five days of the council's own people.
    package static let cost = PlanCost(
        oneOffPence: 0,
        recurringPencePerYear: 0,
        recurringYears: 0,
        peopleDays: 5,
        spend: .capital,
        confidence: .medium,
        source: "own staff",
        financialYear: FinancialYear(startYear: 2027)!,
        funding: .bid,
        split: (try? CostSplit(percentages: ["darlbrook": 100]))!
    )

    package static let plan1 = PlanReference(number: 1)!

    package static var request: ExceptionRequest {
        var request = ExceptionRequest(risks: ["R-0001"], scope: scope)
        request.justification = "The planning service stores its files there."
        request.alternatives = "The supplier's new release is not certified before March."
        request.controls = ["C-0001"]
        request.plan = "P-0001"
        request.ownerPost = "Head of Planning"
        request.expiresOn = day("2027-05-20")
        return request
    }

    package static func terms(
        organisations: [String] = ["darlbrook"],
        band: String = "medium",
        signed: Bool = false
    ) -> ExceptionTerms {
        var limits = ExceptionPolicy()
        limits.requiresSignature = signed
        return ExceptionTerms(
            band: band,
            bandLabel: band,
            bandRank: 1,
            internetFacing: false,
            lacksFixes: true,
            level: .manager,
            organisations: organisations,
            limits: limits
        )
    }

    /// A log with a risk, a control and a plan, and nothing that rests on them yet.
    ///
    /// - Parameters:
    ///   - plan: what the plan says.
    ///   - checked: the day of the control's evidence.
    package static func story(plan: PlanContent = plan(), checked: String = "2026-11-10") throws -> Story {
        var story = Story()
        try story.log(
            .risk(
                .open(
                    risk: "R-0001",
                    key: "darlbrook|windows-server|2012-r2|files",
                    label: "Windows Server 2012 R2",
                    assets: [1, 2],
                    score: score()
                )
            )
        )
        try story.log(.control(.record(control: "C-0001", description: control, check: check(on: checked))))
        try story.log(.plan(.draft(plan: plan1, content: plan)))
        return story
    }

    package static func submitted(
        _ request: ExceptionRequest = request,
        terms: ExceptionTerms = terms()
    ) throws -> Story {
        var story = try story()
        try story.log(.draft(exception: "E-0001", request: request))
        try story.log(.submit(exception: "E-0001", terms: terms))
        return story
    }

    package static func approved(_ request: ExceptionRequest = request, terms: ExceptionTerms = terms()) throws -> Story
    {
        var story = try submitted(request, terms: terms)
        for organisation in terms.organisations {
            let siro = organisation == "stockvale" ? People.siroS : People.siroD
            try story.log(.decide(exception: "E-0001", decision: decision(story, organisation)), by: siro)
        }
        return story
    }

    package static func decision(
        _ story: Story,
        _ organisation: String = "darlbrook",
        _ verdict: ExceptionDecision.Verdict = .approve,
        of id: String = "E-0001",
        acts: ThreeActs = .all
    ) throws -> ExceptionDecision {
        let request = story.exception(id).request
        return ExceptionDecision(
            organisation: organisation,
            verdict: verdict,
            acts: verdict == .approve ? acts : .none,
            statement: "I recognise the risk.",
            scopeHash: request.scope.hash,
            requestDigest: try request.digest(),
            planDigest: request.plan.flatMap(story.book.plan)?.digest
        )
    }
}
