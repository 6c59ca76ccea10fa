import EstateModel

/// Makes one row from its members.
struct RowBuild {
    let build: RegisterBuild
    let group: RegisterBuild.Group
    /// Sorted by name; never empty.
    let members: [RegisterBuild.Member]
    /// Assets with risks of their own, for the notes on guests.
    let atRisk: Set<Int64>
    /// Products that lost their fixes with the system of their asset.
    let parts: [Int64: Set<String>]
    /// One for each member, in their order.
    let facts: [ScoringFacts]
    let decision: RowDecision
    let scopes: Set<ComplianceScope>
    /// Ids of the other organisations that share at least one member, sorted.
    let sharedWith: [String]

    init(
        build: RegisterBuild,
        group: RegisterBuild.Group,
        members: [RegisterBuild.Member],
        atRisk: Set<Int64>,
        parts: [Int64: Set<String>]
    ) {
        self.build = build
        self.group = group
        self.members = members
        self.atRisk = atRisk
        self.parts = parts
        let decision = build.input.decisions.decision(on: group.key, assets: members.map(\.asset.id))
        self.decision = decision
        facts = members.map { member in
            var facts = build.facts.facts(
                member.asset,
                member.verdict,
                subject: member.subject,
                hostCount: members.count
            )
            facts.target = group.kind == .unpatched ? nil : decision.target
            return facts
        }
        scopes = facts.reduce(into: []) { $0.formUnion($1.scopes) }
        let own = group.key.organisation ?? ""
        sharedWith = Set(members.flatMap(\.asset.organisations.keys)).subtracting([own]).sorted()
    }

    var asOf: CalendarDay { build.input.asOf }
    var lacksFixes: Bool { group.kind == .unsupported }
    var target: TargetRelease? { facts.first?.target }
    var firstDetected: CalendarDay { build.input.firstDetected[group.key] ?? asOf }
    var internetFacing: Bool { facts.contains { $0.internetFacing == true } }

    func row() -> RegisterRow? {
        let assets = scoredAssets()
        let scores = assets.map { (asset: $0.name, score: $0.score) }
        guard let score = RiskScore.highest(scores, matrix: build.policies.scoring.matrix),
            let worst = worst(of: assets)
        else { return nil }
        let exception = decision.exception
        let plan = plan(score: score, worst: worst)
        return RegisterRow(
            kind: group.kind,
            key: group.key,
            label: label(worst.verdict),
            title: sentence(worst.verdict).text,
            assets: assets,
            service: members.first?.asset.service,
            owners: Set(members.compactMap(\.asset.responsible)).sorted(),
            sharedWith: sharedWith,
            scopes: scopes.sorted(),
            internetFacing: facts.contains { $0.internetFacing == nil } && !internetFacing ? nil : internetFacing,
            verdict: worst.verdict,
            vendorStanding: worst.verdict?.vendorStanding(asOf: asOf) ?? "Not known",
            councilStanding: worst.verdict?.councilStanding,
            score: score,
            obligations: obligations(score, exception),
            lacksFixes: lacksFixes,
            suggestion: RegisterRow.Suggestion(group.kind, verdict: worst.verdict, target: target, asOf: asOf),
            route: build.policies.approval.route(
                band: score.residual.band,
                lacksFixes: lacksFixes,
                sharedWith: sharedWith.map(organisationName)
            ),
            byWhen: plan.byWhen,
            byWhenProblem: plan.problem,
            decision: decision,
            isUnmanaged: lacksFixes && (!exception.covers(on: asOf) || decision.plan?.isOutOfTime == true),
            firstDetected: firstDetected,
            firstSeen: members.compactMap(\.asset.firstSeen).min(),
            lastSeen: members.compactMap(\.asset.lastSeen).max(),
            rules: Set(members.compactMap { $0.verdict?.rule }).sorted(),
            sources: sources,
            notes: notes()
        )
    }

    // MARK: Scores

    private func scoredAssets() -> [RegisterRow.Asset] {
        zip(members, facts).map { member, facts in
            RegisterRow.Asset(
                id: member.asset.id,
                name: member.asset.name,
                score: build.policies.scoring.score(facts, asOf: asOf),
                verdict: member.verdict,
                internetFacing: facts.internetFacing,
                organisations: member.asset.organisations
            )
        }
    }

    /// The first of the assets with the highest inherent likelihood.
    private func worst(of assets: [RegisterRow.Asset]) -> RegisterRow.Asset? {
        let highest = assets.map(\.score.inherent.likelihood.value).max()
        return assets.first { $0.score.inherent.likelihood.value == highest }
    }

    private func obligations(_ score: RiskScore, _ exception: ExceptionStanding) -> [Obligation] {
        guard let expiry = exception.expiry(before: asOf) else { return score.obligations }
        let reference = visible(expiry.reference, limit: 40)
        let text =
            "Exception \(reference) ran out after \(expiry.last.longDescription): the risk is open again. "
            + "Its score is unchanged."
        return (score.obligations + [Obligation(.exceptionExpired, text)]).sorted()
    }
}
