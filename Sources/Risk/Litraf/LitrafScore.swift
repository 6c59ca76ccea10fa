package import EstateModel

/// A score of the Legacy IT Risk Assessment Framework, or the range in which it lies while criteria are open.
///
/// A category's total is the mean of the mean and the highest of its criteria; likelihood times impact is the score, at
/// most 30. Nothing is rounded before it is compared: 15.996 is not 16.
package struct LitrafScore: Hashable, Sendable {
    /// A number between two ends; both are the same once it is known.
    package struct Range: Hashable, Sendable {
        package let low: ExactFraction
        package let high: ExactFraction

        package var isExact: Bool { low == high }
        /// `16.71`, or `9.21 to 16.71`.
        package var text: String { isExact ? low.text : "\(low.text) to \(high.text)" }
    }

    /// Whether something holds, whatever the open criteria turn out to be.
    package enum Certainty: String, Sendable, Codable, CaseIterable {
        case certainly
        case possibly
        case not
    }

    /// A service is legacy as soon as one likelihood has this value.
    package static let legacyFrom = 3
    /// A service is red-rated from this score on.
    package static let redFrom = ExactFraction(16)

    /// All criteria in their order.
    package let entries: [LitrafEntry]
    package let likelihood: Range
    package let impact: Range
    package let overall: Range

    /// - Parameter entries: a criterion that is missing is open.
    package init(_ entries: [LitrafEntry]) {
        let given = Dictionary(entries.map { ($0.criterion, $0) }, uniquingKeysWith: { first, _ in first })
        self.entries = LitrafCriterion.allCases.map { given[$0] ?? LitrafEntry(open: $0) }
        likelihood = Self.total(self.entries.filter(\.criterion.isLikelihood))
        impact = Self.total(self.entries.filter { !$0.criterion.isLikelihood })
        overall = Range(low: likelihood.low * impact.low, high: likelihood.high * impact.high)
    }

    /// Whether every criterion has one value.
    package var isComplete: Bool { entries.allSatisfy { $0.value != nil } }

    /// Criteria that have no single value yet.
    package var open: [LitrafCriterion] { entries.filter { $0.value == nil }.map(\.criterion) }

    package var isLegacy: Certainty {
        let likelihoods = entries.filter(\.criterion.isLikelihood)
        if likelihoods.contains(where: { $0.bounds.lowerBound >= Self.legacyFrom }) { return .certainly }
        return likelihoods.contains { $0.bounds.upperBound >= Self.legacyFrom } ? .possibly : .not
    }

    package var isRedRated: Certainty {
        if overall.low >= Self.redFrom { return .certainly }
        return overall.high >= Self.redFrom ? .possibly : .not
    }

    private static func total(_ entries: [LitrafEntry]) -> Range {
        Range(
            low: total(of: entries.map(\.bounds.lowerBound)),
            high: total(of: entries.map(\.bounds.upperBound))
        )
    }

    /// (sum ÷ count + highest) ÷ 2 as one fraction.
    static func total(of values: [Int]) -> ExactFraction {
        let count = max(values.count, 1)
        return ExactFraction(values.reduce(0, +) + count * (values.max() ?? 0), over: 2 * count)
    }
}

/// What is known of one criterion, and from where.
package struct LitrafEntry: Hashable, Sendable {
    package enum Origin: String, Sendable, Codable, CaseIterable {
        /// From what the hosts show.
        case scan
        /// From what the council answered.
        case council
        /// Nobody has answered it.
        case none
    }

    package let criterion: LitrafCriterion
    /// Within the criterion's range; one value once it is known.
    package let bounds: ClosedRange<Int>
    package let origin: Origin
    /// Sentences that say what it rests on, or what is missing; never empty.
    package let reasons: [String]

    package init(_ criterion: LitrafCriterion, _ bounds: ClosedRange<Int>, _ origin: Origin, reasons: [String]) {
        self.criterion = criterion
        self.bounds = bounds.clamped(to: criterion.range)
        self.origin = origin
        self.reasons = reasons
    }

    /// Of which nothing is known.
    package init(open criterion: LitrafCriterion) {
        self.init(criterion, criterion.range, .none, reasons: ["Nobody has answered it."])
    }

    /// Nil while it is open.
    package var value: Int? { bounds.count == 1 ? bounds.lowerBound : nil }
}
