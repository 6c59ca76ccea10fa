import Decisions
import EstateModel
import Planning
import Risk
import Testing

func day(_ text: String) -> CalendarDay {
    CalendarDay(text)!
}

/// Noon of a day, so that it is the same day everywhere in Britain.
func noon(_ text: String) -> Instant {
    Instant("\(text)T12:00:00Z")!
}

/// The people of two councils that share their servers.
enum People {
    static let posts = [
        Post(id: "architect", title: "Infrastructure Architect", role: .architect),
        Post(id: "head-of-ict", title: "Head of ICT", role: .manager),
        Post(id: "adviser", title: "Information Security Adviser", role: .advisor),
        Post(id: "siro-d", title: "Director of Resources (SIRO)", role: .siro, organisation: "darlbrook"),
        Post(id: "siro-s", title: "Chief Finance Officer (SIRO)", role: .siro, organisation: "stockvale"),
        Post(id: "board", title: "ICT Executive Board", role: .board),
        Post(id: "auditor", title: "Internal Audit", role: .auditor),
    ]

    static let people = [
        person("ann", "architect"), person("mia", "head-of-ict"), person("adam", "adviser"),
        person("dora", "siro-d"), person("sam", "siro-s"), person("bob", "board"), person("eve", "auditor"),
        person("max", nil),
    ]

    static let delegation = Delegation(
        id: "D-3",
        post: "siro-d",
        to: "max",
        from: day("2026-12-20"),
        until: day("2027-01-04"),
        reason: "annual leave"
    )

    static let roles = RoleBook(people: people, posts: posts, delegations: [delegation])

    private static func person(_ id: String, _ post: String?) -> Person {
        var person = Person(
            id: id,
            name: id.prefix(1).uppercased() + id.dropFirst(),
            tenures: post.map { [Person.Tenure(post: $0)] } ?? []
        )
        person.signsAs = "\(id)@example.org"
        return person
    }

    static func actor(_ id: String, on date: String = "2026-11-20") -> Actor {
        roles.actors(id, on: day(date)).first!
    }

    static let architect = actor("ann")
    static let manager = actor("mia")
    static let adviser = actor("adam")
    static let siroD = actor("dora")
    static let siroS = actor("sam")
    static let board = actor("bob")
}

/// A log in the making.
struct Story {
    var book = DecisionBook()
    var entries: [AuditEntry] = []
    var date = "2026-11-20"

    /// Logs an act at noon of the story's day.
    mutating func log(_ act: Act, by actor: Actor = People.architect, reason: String = "because") throws {
        let content = AuditContent(at: noon(date), actor: actor, reason: reason, seen: Seen(scan: 7), act: act)
        entries.append(try book.append(content))
    }

    mutating func log(_ act: ExceptionAct, by actor: Actor = People.architect, reason: String = "because") throws {
        try log(.exception(act), by: actor, reason: reason)
    }

    /// Messages and codes of a refusal; empty when it is none. Nothing is logged.
    func refusal(_ act: Act, by actor: Actor = People.architect) -> DecisionFault? {
        var copy = self
        do {
            try copy.log(act, by: actor)
            return nil
        } catch {
            #expect(copy.book == book, "a refused act changes nothing")
            return error as? DecisionFault
        }
    }

    func refusal(_ act: ExceptionAct, by actor: Actor = People.architect) -> DecisionFault? {
        refusal(.exception(act), by: actor)
    }

    func exception(_ id: String = "E-0001") -> ExceptionRecord { book.exceptions[id]! }

    func condition(_ id: String = "E-0001", on date: String) -> ExceptionCondition {
        exception(id).condition(in: book, asOf: day(date))
    }
}

enum Sample {
    static let scope = ExceptionScope(assets: [11, 12], product: "windows-server", release: "2012-r2")

    static func score(scan: Int64 = 7, points: Int = 8, on date: String = "2026-11-20") -> ScoreEntry {
        ScoreEntry(
            seen: Sighting(scan: scan, on: day(date)),
            inherent: ScoreEntry.Level(likelihood: 5, impact: 3, points: 15, band: "very-high"),
            residual: ScoreEntry.Level(likelihood: 4, impact: points / 4, points: points, band: "medium")
        )
    }

    static func check(_ result: ControlCheck.Result = .pass, on date: String = "2026-11-10") -> ControlCheck {
        ControlCheck(result, on: day(date), evidence: "CHG-17", fact: "the agent reports")
    }

    static let control = ControlDescription(
        .endpointDetection,
        assets: [11, 12],
        ownerPost: "Server Team Lead",
        about: "Endpoint agent on the file servers",
        probe: .agentCurrent(name: "falcon", maximumAgeDays: 7)
    )

    static func plan(
        kind: PlanKind = .replace,
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
            title: "Replace unsupported servers - FS1",
            kind: kind,
            subject: PlanContent.Subject(
                product: "windows-server",
                release: "2012-r2",
                label: "Windows Server 2012 R2"
            ),
            risks: ["R-0001"],
            assets: [11, 12],
            owner: "Server Team Lead",
            deadline: PlanDeadline(byWhen),
            milestones: days.map { Milestone($0.0, owner: "Server Team Lead", day: day($0.1)) }
        )
    }

    static let plan1 = PlanReference(number: 1)!

    static var request: ExceptionRequest {
        var request = ExceptionRequest(risks: ["R-0001"], scope: scope)
        request.justification = "The planning service stores its files there."
        request.alternatives = "The supplier's new release is not certified before March."
        request.controls = ["C-0001"]
        request.plan = "P-0001"
        request.ownerPost = "Head of Planning"
        request.expiresOn = day("2027-05-20")
        return request
    }

    static func terms(
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
    static func story() throws -> Story {
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
        try story.log(.control(.record(control: "C-0001", description: control, check: check())))
        try story.log(.plan(.draft(plan: plan1, content: plan())))
        return story
    }

    static func submitted(
        _ request: ExceptionRequest = request,
        terms: ExceptionTerms = terms()
    ) throws -> Story {
        var story = try story()
        try story.log(.draft(exception: "E-0001", request: request))
        try story.log(.submit(exception: "E-0001", terms: terms))
        return story
    }

    static func approved(_ request: ExceptionRequest = request, terms: ExceptionTerms = terms()) throws -> Story {
        var story = try submitted(request, terms: terms)
        for organisation in terms.organisations {
            let siro = organisation == "stockvale" ? People.siroS : People.siroD
            try story.log(.decide(exception: "E-0001", decision: decision(story, organisation)), by: siro)
        }
        return story
    }

    static func decision(
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

extension DecisionFault {
    var codes: [Code] { gaps.map(\.code) }
    var messages: String { gaps.map(\.message).joined(separator: "\n") }
}
