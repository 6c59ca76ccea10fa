import EstateModel
import StrictYAML

/// Judges one fact on one prepared host, step by step; each step says in a sentence what it found.
struct FactJudge {
    let fact: NormalFact
    let host: PreparedHost
    var verdict = Verdict(status: .unknown)
    var outcome = CalendarOutcome()
    /// Flags that do not come from a calendar.
    var flags: Set<String> = []
    var ageDue: CalendarDay?

    var pack: RulePack { host.pack }
    var asOf: CalendarDay { host.asOf }

    init(_ fact: Fact, host: PreparedHost) {
        self.fact = NormalFact(fact)
        self.host = host.completed(by: self.fact)
    }

    func judge() -> Judgement {
        var copy = self
        return copy.run()
    }

    private mutating func run() -> Judgement {
        let claims = endedLimitFirst(ordered(Identifier(pack: pack).claims(for: fact)))
        if let claim = claims.first {
            identify(claim, others: claims.dropFirst())
            if claim.isJudged { judge(claim) } else { judgeUnjudged(claim) }
        } else {
            judgeUnclaimed()
        }
        judgeAge(claims.first)
        finish()
        advise(claims.first)
        return Judgement(verdict: verdict, causes: outcome.causes, ageDue: ageDue)
    }

    /// The best claim first. A rule without a release for the fact (a template, say) gives way to the council's own
    /// that has one, however sure it is of the name.
    private func ordered(_ claims: [Claim]) -> [Claim] {
        guard claims.count > 1, let first = claims.first, first.isJudged, !knowsRelease(of: first),
            let own = claims.firstIndex(where: {
                $0.isJudged && $0.rule.layer > first.rule.layer && knowsRelease(of: $0)
            })
        else { return claims }
        return [claims[own]] + claims[..<own] + claims[(own + 1)...]
    }

    /// What limits all else and gets no fixes any more comes first: a phone is no better for a system that has them.
    private func endedLimitFirst(_ claims: [Claim]) -> [Claim] {
        guard claims.contains(where: \.entry.limits), let first = claims.first, status(of: first).receivesFixes,
            let ended = claims.firstIndex(where: { $0.entry.limits && status(of: $0) == .unsupported })
        else { return claims }
        return [claims[ended]] + claims[..<ended] + claims[(ended + 1)...]
    }

    private func status(of claim: Claim) -> SupportStatus {
        var trial = self
        trial.judge(claim)
        return trial.outcome.status
    }

    private func knowsRelease(of claim: Claim) -> Bool {
        switch select(claim) {
        case .one, .candidates: true
        case .newer, .none: false
        }
    }

    mutating func say(_ sentence: String) { verdict.reasons.append(sentence) }

    // MARK: Identification

    private mutating func identify(_ claim: Claim, others: ArraySlice<Claim>) {
        let rule = claim.rule
        verdict.product = rule.id
        verdict.productName = rule.name
        verdict.productKind = rule.kind.rawValue
        verdict.role = claim.role
        verdict.rule = rule.file
        verdict.endoflifeProduct = rule.links["endoflife"]
        verdict.confidence = claim.entry.identity
        let place = "rule \(claim.entry.file), line \(claim.entry.location.line)"
        let what =
            claim.isJudged
            ? "is \(rule.name)" : "belongs to \(rule.name) as a \(claim.role.rawValue), not the product itself"
        say("\(capitalised(fact.title)) \(what) (\(place)).")
        if let other = others.first(where: \.isJudged), claim.isJudged {
            say(
                claim.entry.limits
                    ? "It also shows \(other.rule.name); only its maker's fixes reach it."
                    : "It could also be \(other.rule.name); the first fits better."
            )
        }
    }

    private mutating func judgeUnclaimed() {
        verdict.confidence = .high
        if fact.kind?.isPackage == true {
            judgePackage(nil, nil)
            if verdict.clock != nil { return }
        }
        if judgeByLocalRule() { return }
        outcome.lower(to: .low)
        say("No rule knows \(fact.title); without a rule nothing is called supported.")
    }

    /// A component gets no date, only the clock of whoever delivered it.
    private mutating func judgeUnjudged(_ claim: Claim) {
        outcome.status = .component
        guard fact.kind?.isPackage == true else { return }
        var copy = self
        copy.judgePackage(claim, nil)
        verdict.clock = copy.verdict.clock
        // A part whose support its distribution gave up is more than a part.
        if copy.outcome.causes.contains(.distributionException), copy.outcome.status == .unsupported {
            outcome = CalendarOutcome()
            judgePackage(nil, nil)
        }
    }

    // MARK: The cycle

    private mutating func judge(_ claim: Claim) {
        if let text = claim.versionText, let version = claim.version {
            if version.text != text {
                say("Its version \(visible(text, limit: 80)) reads as \(visible(version.text, limit: 60)).")
            }
        } else if let text = claim.versionText {
            say("Its version '\(visible(text, limit: 80))' cannot be read.")
        }
        switch select(claim) {
        case .one(let cycle, let confidence):
            verdict.confidence = min(verdict.confidence, confidence)
            take(cycle, of: claim)
            judge(claim, cycle)
        case .candidates(let cycles): judgeCandidates(cycles, claim)
        case .newer:
            if judgeByLocalRule(claim, nil) { return }
            judgeWithoutCycle(
                claim,
                status: .unknownNewer,
                "Its version is newer than every release that the rule knows."
            )
        case .none:
            if judgeByLocalRule(claim, nil) { return }
            let reason =
                claim.rule.cycles.isEmpty
                ? "The rule describes no releases." : "The rule knows no release for this version."
            judgeWithoutCycle(claim, status: .unknown, reason)
        }
    }

    private func select(_ claim: Claim) -> CycleSelection.Outcome {
        if let id = claim.entry.cycle, let cycle = claim.rule.cycle(id) { return .one(cycle, confidence: .high) }
        let attributes = AttributeLookup(claim: claim, fact: fact, host: host.context, system: host.system)
        return CycleSelection(rule: claim.rule, version: claim.version, attribute: attributes.value).select()
    }

    private mutating func take(_ cycle: Cycle, of claim: Claim) {
        let rule = claim.rule
        verdict.release = cycle.id
        verdict.releaseLabel = rule.label(of: cycle)
        verdict.replaceBy = cycle.replaceBy
        if verdict.endoflifeProduct != nil {
            verdict.endoflifeCycle = cycle.endoflife == "none" ? nil : cycle.endoflife ?? cycle.id
        }
        say("That is release \(cycle.id) (\(rule.label(of: cycle))).")
        addGeneration(cycle, rule)
        if let newer = rule.cycles.first(where: { $0.supersedes.contains(cycle.id) && ($0.released ?? asOf) <= asOf }) {
            flags.insert(VerdictFlag.oldBaseline)
            say("\(rule.label(of: newer)) is the newer baseline of the same release.")
        }
        if let baseline = cycle.baseline, baseline.holds(for: claim.version) == .no {
            flags.insert(VerdictFlag.oldBaseline)
            say("This version is below the baseline \(baseline) of the release.")
        }
        checkPlatform(rule, cycle)
    }

    /// - Parameter cycle: nil when the rule has no release for the version: then only `any` counts.
    mutating func checkPlatform(_ rule: ProductRule, _ cycle: Cycle?) {
        guard let system = host.rule, let own = host.cycle,
            let allowed = cycle.flatMap({ rule.requires[$0.id]?[system.id] }) ?? rule.requires["any"]?[system.id],
            !allowed.contains(own.id)
        else { return }
        flags.insert(VerdictFlag.platformNotCertified)
        say("Its supplier does not support it on \(system.label(of: own)).")
    }

    private mutating func addGeneration(_ cycle: Cycle, _ rule: ProductRule) {
        verdict.generation = pack.ladders.verdict(
            for: cycle,
            of: rule,
            policy: host.organisation.policy,
            asOf: asOf
        )
        guard let generation = verdict.generation, let behind = generation.behind else { return }
        let name = behind == 0 ? "N" : "N-\(behind)"
        say("On the ladder \(generation.ladder) it is \(name); the council allows N-\(generation.allowedBehind).")
        if generation.withinPolicy == false { flags.insert(VerdictFlag.behindPolicy) }
    }
}

func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
