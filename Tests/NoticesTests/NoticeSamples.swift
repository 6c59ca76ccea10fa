import Decisions
import EstateModel
import Notices
import Planning
import Risk
import Testing

func day(_ text: String) -> CalendarDay { CalendarDay(text)! }

func noon(_ text: String) -> Instant { Instant("\(text)T12:00:00Z")! }

/// Two councils that share their servers.
enum People {
    static let posts = [
        Post(id: "architect", title: "Infrastructure Architect", role: .architect),
        Post(id: "head-of-ict", title: "Head of ICT", role: .manager),
        Post(id: "adviser", title: "Information Security Adviser", role: .advisor),
        Post(id: "planning", title: "Head of Planning", role: .serviceOwner),
        Post(id: "servers", title: "Server Team Lead", role: .architect),
        Post(id: "siro-d", title: "Director of Resources (SIRO)", role: .siro, organisation: "darlbrook"),
        Post(id: "siro-s", title: "Chief Finance Officer (SIRO)", role: .siro, organisation: "stockvale"),
        Post(id: "board", title: "ICT Executive Board", role: .board),
    ]

    static let people = [
        person("ann", "architect"), person("mia", "head-of-ict"), person("adam", "adviser"), person("pat", "planning"),
        person("tess", "servers"), person("dora", "siro-d"), person("sam", "siro-s"), person("bob", "board"),
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
        var person = Person(id: id, name: id, tenures: post.map { [Person.Tenure(post: $0)] } ?? [])
        person.email = "\(id)@council.example"
        return person
    }

    static func actor(_ id: String) -> Actor { roles.actors(id, on: day("2026-11-20")).first! }
}

/// A log in the making. Everything begins on 20 November 2026.
struct Story {
    static let plan = PlanReference(number: 1)!
    var book = DecisionBook()

    mutating func log(_ act: Act, by person: String = "ann", on date: String = "2026-11-20") throws {
        let content = AuditContent(
            at: noon(date),
            actor: People.actor(person),
            reason: "because",
            seen: Seen(scan: 7),
            act: act
        )
        try book.apply(try AuditEntry(content, after: book.head))
    }

    mutating func log(_ act: ExceptionAct, by person: String = "ann", on date: String = "2026-11-20") throws {
        try log(.exception(act), by: person, on: date)
    }

    /// A risk, a control whose evidence is of 10 November 2026, and a plan that ends on 29 October 2027.
    init(title: String = "Retire Windows Server 2012 R2 - FS1", checkedOn checked: String = "2026-11-10") throws {
        try log(
            .risk(
                .open(
                    risk: "R-0001",
                    key: "darlbrook|windows-server|2012-r2|files",
                    label: "Windows Server 2012 R2",
                    assets: [11, 12],
                    score: Self.score
                )
            )
        )
        let check = ControlCheck(.pass, on: day(checked), evidence: "CHG-17", fact: "the agent reports")
        let control = ControlDescription(
            .endpointDetection,
            assets: [11, 12],
            ownerPost: "Server Team Lead",
            about: "Endpoint agent on the file servers"
        )
        try log(.control(.record(control: "C-0001", description: control, check: check)))
        try log(.plan(.draft(plan: Self.plan, content: Self.content(title))))
    }

    static let score: ScoreEntry = {
        let level = ScoreEntry.Level(likelihood: 4, impact: 2, points: 8, band: "medium")
        return ScoreEntry(seen: Sighting(scan: 7, on: day("2026-11-20")), inherent: level, residual: level)
    }()

    static func content(_ title: String) -> PlanContent {
        let candidate = ByWhen.Candidate(.noFixCap, day("2027-11-19"), "A product without fixes stays 365 days.")
        let byWhen = ByWhen(
            value: day("2027-11-19"),
            winner: candidate,
            candidates: [candidate],
            containBy: nil,
            explanation: candidate.explanation
        )
        var content = PlanContent(
            title: title,
            kind: .consolidateRetire,
            subject: PlanContent.Subject(
                product: "windows-server",
                release: "2012-r2",
                label: "Windows Server 2012 R2"
            ),
            risks: ["R-0001"],
            assets: [11, 12],
            owner: "Head of ICT",
            deadline: PlanDeadline(byWhen),
            milestones: [
                Milestone(.options, owner: "Server Team Lead", day: day("2026-12-18")),
                Milestone(.switchOff, owner: "Server Team Lead", day: day("2027-10-29")),
            ]
        )
        content.cost = PlanCost(
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
        return content
    }

    /// The plan's approver is the Head of ICT.
    mutating func approvePlan() throws {
        try log(.plan(.propose(plan: Self.plan)))
        let route = Self.content("").cost.map { SpendRoute($0, policy: ApprovalPolicy()) }
        let decision = PlanApproval(approver: route?.approver ?? "ICT manager", reference: "minute 12", route: route)
        try log(.plan(.approve(plan: Self.plan, decision: decision)), by: "mia")
        try log(.plan(.start(plan: Self.plan)))
    }

    static var request: ExceptionRequest {
        let scope = ExceptionScope(assets: [11, 12], product: "windows-server", release: "2012-r2")
        var request = ExceptionRequest(risks: ["R-0001"], scope: scope)
        request.justification = "The planning service stores its files there."
        request.alternatives = "The supplier's new release is not certified before March."
        request.controls = ["C-0001"]
        request.plan = "P-0001"
        request.ownerPost = "Head of Planning"
        request.expiresOn = day("2027-05-20")
        return request
    }

    mutating func submit(organisations: [String] = ["darlbrook"]) throws {
        var limits = ExceptionPolicy()
        limits.requiresSignature = false
        let terms = ExceptionTerms(
            band: "medium",
            bandLabel: "Medium",
            bandRank: 1,
            internetFacing: false,
            lacksFixes: true,
            level: .manager,
            organisations: organisations,
            limits: limits
        )
        try log(.draft(exception: "E-0001", request: Self.request))
        try log(.submit(exception: "E-0001", terms: terms))
    }

    mutating func approve(_ organisation: String = "darlbrook", by person: String = "dora") throws {
        let request = book.exceptions["E-0001"]!.request
        let decision = ExceptionDecision(
            organisation: organisation,
            verdict: .approve,
            acts: .all,
            statement: "I recognise the risk.",
            scopeHash: request.scope.hash,
            requestDigest: try request.digest(),
            planDigest: request.plan.flatMap(book.plan)?.digest
        )
        try log(.decide(exception: "E-0001", decision: decision), by: person)
    }

    /// An exception in force until 20 May 2027, under a plan that is carried out.
    static func approved() throws -> Story {
        var story = try Story()
        try story.approvePlan()
        try story.submit()
        try story.approve()
        return story
    }

    /// Keeps the control's evidence young enough.
    mutating func check(on date: String) throws {
        let check = ControlCheck(.pass, on: day(date), evidence: "CHG-18", fact: "the agent reports")
        try log(.control(.check(control: "C-0001", check: check)), on: date)
    }

    func question(_ date: String) -> NoticeQuestion {
        var question = NoticeQuestion(asOf: day(date), book: book, roles: People.roles)
        question.organisations = [11: ["darlbrook"], 12: ["darlbrook"]]
        return question
    }

    func due(_ date: String, _ kinds: Notice.Kind...) -> [Notice] {
        question(date).due().filter { kinds.isEmpty || kinds.contains($0.kind) }
    }
}
