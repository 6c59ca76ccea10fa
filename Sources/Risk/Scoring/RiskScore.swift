package import EstateModel

/// The likelihood or the impact of a score, with the steps that led to it.
package struct ScoreComponent: Hashable, Sendable, Codable {
    /// 1 to 5.
    package var value: Int
    /// In the order in which they were applied.
    package var factors: [Factor]
    /// The asset whose facts decided, when several were compared.
    package var decidedBy: String?

    package init(value: Int, factors: [Factor], decidedBy: String? = nil) {
        self.value = value
        self.factors = factors
        self.decidedBy = decidedBy
    }
}

/// A likelihood and an impact, and where they stand in the council's matrix.
package struct ScoreState: Hashable, Sendable, Codable {
    package var likelihood: ScoreComponent
    package var impact: ScoreComponent
    package var cell: MatrixCell

    package init(likelihood: ScoreComponent, impact: ScoreComponent, matrix: RiskMatrix) {
        self.likelihood = likelihood
        self.impact = impact
        cell = matrix.cell(likelihood: likelihood.value, impact: impact.value)
    }

    package var points: Int { cell.points }
    package var band: Band { cell.band }
    package var factors: [Factor] { likelihood.factors + impact.factors }

    /// `15 Very high`, as registers print it.
    package var summary: String { "\(points) \(band.label)" }
}

/// A rule that holds whatever the number is: it obliges somebody, and never adds points.
package struct Obligation: Hashable, Sendable, Codable, Comparable {
    package enum Code: String, Sendable, Codable, CaseIterable {
        /// No fixes: a live exception and a dated plan.
        case exceptionAndPlan = "H1"
        /// No fixes and facing the internet: the SIRO on the same day.
        case sameDay = "H2"
        /// In the scope of a compliance regime.
        case compliance = "H3"
        /// An exception ran out: the status changes, the score does not.
        case exceptionExpired = "H4"
        /// A release to move to must be named before a target score exists.
        case nameTarget = "H5"
        /// Paid cover: a plan that ends before it does.
        case planBeforeCoverEnds = "COVER"
    }

    package var code: Code
    package var text: String

    package init(_ code: Code, _ text: String) {
        self.code = code
        self.text = text
    }

    package static func < (left: Self, right: Self) -> Bool {
        let order = Code.allCases
        let ranks = (order.firstIndex(of: left.code) ?? 0, order.firstIndex(of: right.code) ?? 0)
        return ranks.0 == ranks.1 ? left.text < right.text : ranks.0 < ranks.1
    }
}

/// A risk's three scores. Each carries its factors: a number without them is never shown.
package struct RiskScore: Hashable, Sendable, Codable {
    /// Before any control.
    package var inherent: ScoreState
    /// With the controls that are proven.
    package var residual: ScoreState
    /// After the replacement; nil while none is named.
    package var target: ScoreState?
    /// Every control that was offered, and whether it counted.
    package var controls: [ControlOutcome]
    /// Sorted, no two alike.
    package var obligations: [Obligation]
    package var confidence: Confidence

    package init(
        inherent: ScoreState,
        residual: ScoreState,
        target: ScoreState? = nil,
        controls: [ControlOutcome] = [],
        obligations: [Obligation] = [],
        confidence: Confidence
    ) {
        self.inherent = inherent
        self.residual = residual
        self.target = target
        self.controls = controls
        self.obligations = obligations
        self.confidence = confidence
    }

    /// The factors that nobody and nothing told, as reports must list them.
    package var assumptions: [Factor] {
        inherent.factors.filter(\.assumed)
    }
}

extension RiskScore {
    /// The score of a register row: the highest likelihood and the highest impact of its hosts, never an average.
    ///
    /// Nil for no hosts. Of equal hosts the first decides, so the caller's order must be stable.
    package static func highest(_ scores: [(asset: String, score: RiskScore)], matrix: RiskMatrix) -> RiskScore? {
        guard
            let inherent = highestState(scores.map { ($0.asset, $0.score.inherent) }, matrix: matrix),
            let residual = highestState(scores.map { ($0.asset, $0.score.residual) }, matrix: matrix),
            let confidence = scores.map(\.score.confidence).min()
        else { return nil }
        let targets = scores.compactMap { item in item.score.target.map { (item.asset, $0) } }
        let deciding = scores.first { $0.asset == residual.likelihood.decidedBy } ?? scores.first
        return RiskScore(
            inherent: inherent,
            residual: residual,
            target: targets.count == scores.count ? highestState(targets, matrix: matrix) : nil,
            controls: deciding?.score.controls ?? [],
            obligations: Set(scores.flatMap(\.score.obligations)).sorted(),
            confidence: confidence
        )
    }

    private static func highestState(_ states: [(asset: String, state: ScoreState)], matrix: RiskMatrix) -> ScoreState?
    {
        guard
            var likelihood = highestComponent(states.map { ($0.asset, $0.state.likelihood) }),
            var impact = highestComponent(states.map { ($0.asset, $0.state.impact) })
        else { return nil }
        if states.count == 1 {
            likelihood.decidedBy = nil
            impact.decidedBy = nil
        }
        return ScoreState(likelihood: likelihood, impact: impact, matrix: matrix)
    }

    private static func highestComponent(_ components: [(asset: String, component: ScoreComponent)]) -> ScoreComponent?
    {
        var highest: ScoreComponent?
        for (asset, component) in components where component.value > highest?.value ?? 0 {
            highest = component
            highest?.decidedBy = asset
        }
        return highest
    }
}
