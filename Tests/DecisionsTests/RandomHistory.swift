import DecisionSamples
import Decisions
import EstateModel
import Planning
import Risk
import TestSupport

/// Acts as people might try them, sensible and not, over some years.
struct RandomHistory {
    var random: SeededRandom
    var book = DecisionBook()
    var entries: [AuditEntry] = []
    var today = day("2026-11-20")
    /// What was tried last, whether or not it was refused.
    var tried: AuditContent?

    static let actors = [
        People.architect, People.manager, People.adviser, People.siroD, People.siroS, People.board, .system,
        People.actor("eve"), People.actor("max", on: "2026-12-21"),
    ]

    init(seed: UInt64) {
        random = SeededRandom(seed: seed)
        for number in 1...3 {
            attempt(
                .risk(
                    .open(
                        risk: "R-000\(number)",
                        key: "a|p|\(number)|s",
                        label: "p",
                        assets: [1],
                        score: Sample.score(scan: 1)
                    )
                ),
                by: .system
            )
            attempt(.plan(.draft(plan: PlanReference(number: number)!, content: plan())), by: People.architect)
        }
        for number in 1...4 {
            let description = ControlDescription(
                .jumpHost,
                assets: Int64(number)...Int64(number + 5),
                ownerPost: "Team",
                about: "control \(number)"
            )
            let check = ControlCheck(.pass, on: today, evidence: "CHG", fact: "seen")
            attempt(.control(.record(control: "C-000\(number)", description: description, check: check)), by: .system)
        }
    }

    /// The entry, or nil when the act was refused.
    @discardableResult
    mutating func attempt(_ act: Act, by actor: Actor) -> AuditEntry? {
        let at = Instant(secondsSinceEpoch: Int64(today.daysSinceEpoch) * 86_400 + 43_200)
        let content = AuditContent(at: at, actor: actor, reason: "step", act: act)
        tried = content
        guard let entry = try? book.append(content) else {
            return nil
        }
        entries.append(entry)
        return entry
    }

    /// One more try at something.
    mutating func step() -> AuditEntry? {
        if random.chance(10) { today = today.adding(days: Int.random(in: 1...6, using: &random)) }
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<5: return attempt(draft(), by: random.pick(Self.actors))
        case 5..<17: return attempt(controlAct(), by: .system)
        case 17..<22: return attempt(riskAct(), by: random.pick(Self.actors))
        case 22..<27: return attempt(planAct(), by: People.architect)
        case 27..<30: return attempt(assetAct(), by: random.pick(Self.actors))
        default:
            guard let id = exceptionID() else { return nil }
            let act = exceptionAct(id)
            return attempt(.exception(act), by: actor(for: act))
        }
    }

    /// Mostly somebody who might.
    private mutating func actor(for act: ExceptionAct) -> Actor {
        if random.chance(25) { return random.pick(Self.actors) }
        switch act {
        case .decide(_, let decision):
            if random.chance(30) { return People.board }
            return decision.organisation == "stockvale" ? People.siroS : People.siroD
        case .recommend: return People.adviser
        case .resume, .revoke, .requestChanges: return People.siroD
        case .suspend, .expire, .supersede, .closeRemediated: return .system
        default: return People.architect
        }
    }

    private mutating func exceptionID() -> String? {
        let count = book.exceptions.count
        guard count > 0 else { return nil }
        let number = max(1, count - Int.random(in: 0..<min(count, 6), using: &random))
        return "E-" + String(repeating: "0", count: 4 - String(number).count) + String(number)
    }

    private mutating func plan() -> PlanContent {
        let start = today.adding(days: Int.random(in: 2...30, using: &random))
        let end = start.adding(days: Int.random(in: 0...500, using: &random))
        var days = [(Milestone.Code.options, "\(start)"), (.funding, "\(start)")]
        if random.chance(95) { days.append((.switchOff, "\(end)")) }
        var plan = Sample.plan(kind: random.chance(97) ? .replace : .isolate, days: days)
        plan.risks = ["R-0001", "R-0002", "R-0003"]
        plan.assets = (Int64(1)...8).filter { _ in random.chance(99) }
        return plan
    }

    private mutating func request() -> ExceptionRequest {
        let assets = (Int64(1)...8).filter { _ in random.chance(50) }
        let release = Int.random(in: 1...30, using: &random)
        var request = ExceptionRequest(
            risks: ["R-000\(release % 3 + 1)"],
            scope: ExceptionScope(assets: assets, product: "p", release: "\(release)")
        )
        request.justification = random.chance(95) ? "needed" : " "
        request.alternatives = random.chance(95) ? "none yet" : ""
        request.controls = (1...4).filter { _ in random.chance(50) }.map { "C-000\($0)" }
        request.plan = random.chance(93) ? "P-000\(Int.random(in: 1...3, using: &random))" : nil
        request.ownerPost = random.chance(95) ? "Owner" : nil
        if random.chance(30) { request.effectiveOn = today.adding(days: Int.random(in: -20...60, using: &random)) }
        if random.chance(95) { request.expiresOn = today.adding(days: Int.random(in: 5...380, using: &random)) }
        if random.chance(40), let former = exceptionID() {
            request.renews = former
            request.scope = book.exceptions[former]!.request.scope
            if random.chance(50) { request.committee = CommitteeDecision(body: "Cabinet", reference: "m", on: today) }
        }
        return request
    }

    private mutating func draft() -> Act {
        let id = random.chance(95) ? book.numbers.nextException : "E-0001"
        return .exception(.draft(exception: id, request: request()))
    }

    private mutating func controlAct() -> Act {
        let result = random.pick([ControlCheck.Result](repeating: .pass, count: 18) + [.fail, .unknown])
        let fact = "seen on \(today) \(Int.random(in: 0...9, using: &random))"
        let check = ControlCheck(
            result,
            on: today.adding(days: -Int.random(in: 0...3, using: &random)),
            evidence: "e",
            fact: fact
        )
        return .control(.check(control: "C-000\(Int.random(in: 1...4, using: &random))", check: check))
    }

    private mutating func assetAct() -> Act {
        let asset = Int64.random(in: 1...3, using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0, 1: return .asset(.retire(asset: asset, name: "h\(asset)"))
        case 2, 3: return .asset(.restore(asset: asset, scan: Int64(today.daysSinceEpoch)))
        case 4:
            let into = Int64.random(in: 1...3, using: &random)
            return .asset(.merge(asset: asset, name: "h\(asset)", into: into, intoName: "h\(into)", merge: asset))
        default: return .asset(.split(asset: asset, merge: asset))
        }
    }

    private mutating func riskAct() -> Act {
        let id = "R-000\(Int.random(in: 1...3, using: &random))"
        let scan = Int64(today.daysSinceEpoch) + Int64.random(in: -2...2, using: &random)
        let score = Sample.score(scan: scan, points: 4 * Int.random(in: 1...5, using: &random))
        switch Int.random(in: 0..<10, using: &random) {
        case 0 where random.chance(40):
            let retired = random.chance(50) ? nil : [Int64.random(in: 1...3, using: &random)]
            let proof = Sighting(scan: scan, on: today)
            return .risk(.close(risk: id, proof: proof, wasComplete: random.chance(70), retired: retired))
        case 1...4: return .risk(.reopen(risk: id, assets: [1, 2], score: score, note: "back"))
        case 5: return .risk(.treat(risk: id, treatment: Treatment(.treat, statement: "decided")))
        default: return .risk(.score(risk: id, score: score, joined: [], left: []))
        }
    }

    private mutating func planAct() -> Act {
        let plan = PlanReference(number: Int.random(in: 1...3, using: &random))!
        if random.chance(50) { return .plan(.revise(plan: plan, content: self.plan())) }
        let code = random.pick([Milestone.Code.options, .funding])
        return .plan(.finishMilestone(plan: plan, milestone: code, on: today, evidence: ["CHG"]))
    }

    private mutating func exceptionAct(_ id: String) -> ExceptionAct {
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<8: return .amend(exception: id, request: request())
        case 8..<30: return .submit(exception: id, terms: terms())
        case 30..<34: return .recommend(exception: id, advice: .approve, text: "fine")
        case 34..<37: return .requestChanges(exception: id)
        case 37..<70: return .decide(exception: id, decision: decision(id))
        case 70..<72: return .withdraw(exception: id)
        case 72..<76: return .suspend(exception: id, since: today.adding(days: -1), causes: causes(id))
        case 76..<84: return .resume(exception: id, resolutions: resolutions(id))
        case 84..<91: return .expire(exception: id)
        case 91..<93: return .revoke(exception: id)
        case 93..<97: return .supersede(exception: id, by: exceptionID() ?? id)
        default: return .closeRemediated(exception: id)
        }
    }

    private mutating func terms() -> ExceptionTerms {
        let choices = [["darlbrook"], ["stockvale"], ["darlbrook", "stockvale"], ["darlbrook"]]
        let organisations = random.chance(4) ? [] : random.pick(choices)
        return Sample.terms(
            organisations: organisations,
            band: random.pick(["critical", "very-high", "high", "medium"])
        )
    }

    private mutating func decision(_ id: String) -> ExceptionDecision {
        let request = book.exceptions[id]!.request
        var decision = ExceptionDecision(
            organisation: random.pick(["darlbrook", "stockvale"]),
            verdict: random.chance(90) ? .approve : .reject,
            acts: random.chance(95) ? .all : .none,
            statement: "I recognise the risk.",
            scopeHash: random.chance(97) ? request.scope.hash : Sample.scope.hash,
            requestDigest: (try? request.digest()) ?? "",
            planDigest: request.plan.flatMap(book.plan)?.digest
        )
        if random.chance(20) { decision.until = today.adding(days: Int.random(in: -5...200, using: &random)) }
        return decision
    }

    private mutating func causes(_ id: String) -> [SuspensionCause] {
        let lapses = book.exceptions[id]!.lapses(in: book, asOf: today).map(\.cause)
        return random.chance(30) ? [SuspensionCause(.bandRose, "up")] : lapses
    }

    private func resolutions(_ id: String) -> [Resolution] {
        (book.exceptions[id]!.suspension?.causes ?? []).map { Resolution($0.kind, subject: $0.subject, how: "mended") }
    }
}
