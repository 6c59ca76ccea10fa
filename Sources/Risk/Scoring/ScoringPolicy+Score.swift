package import EstateModel

extension ScoringPolicy {
    /// Scores one host's facts.
    ///
    /// Inherent likelihood is the higher of support and patches, plus exposure, plus weakness; inherent impact is the
    /// highest of data, availability and privilege, plus scale; both stay between 1 and 5. Proven controls lower the
    /// residual score, but never below the floor of a product that gets no fixes.
    package func score(_ facts: ScoringFacts, asOf: CalendarDay) -> RiskScore {
        let scorer = Scorer(policy: self, facts: facts, asOf: asOf)
        let inherent = scorer.inherent()
        let controls = scorer.controlOutcomes()
        return RiskScore(
            inherent: inherent,
            residual: scorer.residual(inherent: inherent, controls: controls),
            target: targetState(facts, asOf: asOf),
            controls: controls,
            obligations: scorer.obligations(),
            confidence: scorer.confidence(inherent)
        )
    }

    /// The residual score with the support clock of the release that is to come, freshly patched.
    private func targetState(_ facts: ScoringFacts, asOf: CalendarDay) -> ScoreState? {
        guard let target = facts.target else { return nil }
        var future = facts
        future.support = .free(until: target.supportEnd)
        future.supportEvidence = EvidenceReference(.lifecycle, target.name)
        future.patches = .current
        let scorer = Scorer(policy: self, facts: future, asOf: asOf)
        return scorer.residual(inherent: scorer.inherent(), controls: scorer.controlOutcomes())
    }
}

/// Works one score out; the parts of the rules stand in extensions, one file for each.
struct Scorer {
    let policy: ScoringPolicy
    let facts: ScoringFacts
    let asOf: CalendarDay

    func inherent() -> ScoreState {
        ScoreState(likelihood: inherentLikelihood(), impact: inherentImpact(), matrix: policy.matrix)
    }

    var lacksFixes: Bool { facts.support.lacksFixes(on: asOf) }

    var policyEvidence: EvidenceReference { EvidenceReference(.policy, policy.preset) }

    /// The factor that brings a sum back between 1 and 5; nil when it already is.
    func limit(_ sum: Int, name: String) -> Factor? {
        let held = min(max(sum, 1), 5)
        guard held != sum else { return nil }
        let text = sum > 5 ? "No \(name) is higher than 5." : "No \(name) is lower than 1."
        return Factor(.limit, held - sum, text, evidence: policyEvidence)
    }

    /// The judgement's confidence, lowered by what is unknown or assumed.
    func confidence(_ inherent: ScoreState) -> Confidence {
        if case .unknown = facts.support.standing(on: asOf) { return .low }
        return inherent.factors.contains(where: \.assumed) ? min(facts.confidence, .medium) : facts.confidence
    }
}
