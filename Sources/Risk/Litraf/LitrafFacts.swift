package import EstateModel

/// What scans know of a service that bears on the framework's criteria.
package struct LitrafFacts: Hashable, Sendable {
    /// A product release on a host, or hardware.
    package struct Product: Hashable, Sendable {
        /// `Debian 9`.
        package var label: String
        package var asset: String
        package var clock: SupportClock
        /// The last day of a funded plan that removes it; nil without one.
        package var fundedPlanEnd: CalendarDay?

        package init(_ label: String, on asset: String, clock: SupportClock, fundedPlanEnd: CalendarDay? = nil) {
            self.label = label
            self.asset = asset
            self.clock = clock
            self.fundedPlanEnd = fundedPlanEnd
        }
    }

    /// A machine, with the day on which it reaches the council's life span.
    package struct Machine: Hashable, Sendable {
        package var asset: String
        package var ageDue: CalendarDay

        package init(_ asset: String, ageDue: CalendarDay) {
            self.asset = asset
            self.ageDue = ageDue
        }
    }

    /// How a host is patched.
    package struct Host: Hashable, Sendable {
        package var asset: String
        package var patches: PatchState
        /// Obsolete services that are switched on, as sentences.
        package var weaknesses: [String]

        package init(_ asset: String, patches: PatchState, weaknesses: [String] = []) {
            self.asset = asset
            self.patches = patches
            self.weaknesses = weaknesses
        }
    }

    package var products: [Product] = []
    package var machines: [Machine] = []
    package var hosts: [Host] = []
    /// Assets of which no scan has read anything.
    package var unread: [String] = []

    package init() {}
}

/// Turns facts and a council's answers into the entries of a score.
///
/// What a scan shows is a floor: an answer can raise it and close what a scan leaves open, and never lowers it.
package struct LitrafReader: Sendable {
    /// Three years.
    package static let horizonDays = 1095

    let facts: LitrafFacts
    let answers: LitrafAnswers?
    let asOf: CalendarDay

    package init(_ facts: LitrafFacts, answers: LitrafAnswers?, asOf: CalendarDay) {
        self.facts = facts
        self.answers = answers
        self.asOf = asOf
    }

    package var score: LitrafScore {
        LitrafScore(
            LitrafCriterion.allCases.map { criterion in
                let shown: Shown? =
                    switch criterion {
                    case .endOfSupport: endOfSupport
                    case .unsuitableHardware: hardware
                    case .knownVulnerabilities: vulnerabilities
                    default: nil
                    }
                return entry(criterion, shown)
            }
        )
    }

    /// What a scan shows of a criterion.
    struct Shown {
        var low: Int
        var isExact: Bool
        var reasons: [String]
    }

    private func entry(_ criterion: LitrafCriterion, _ shown: Shown?) -> LitrafEntry {
        let answer = answers?.scores[criterion]
        guard let shown else {
            guard let answer, let answers else { return LitrafEntry(open: criterion) }
            return LitrafEntry(criterion, answer...answer, .council, reasons: [source(answer, answers)])
        }
        guard let answer, let answers else {
            let high = shown.isExact ? shown.low : criterion.range.upperBound
            let isNothing = shown.low == criterion.range.lowerBound && !shown.isExact
            return LitrafEntry(criterion, shown.low...high, isNothing ? .none : .scan, reasons: shown.reasons)
        }
        guard answer >= shown.low else {
            let reason = "\(source(answer, answers)) It counts as \(shown.low), because facts are not outvoted."
            return LitrafEntry(criterion, shown.low...shown.low, .scan, reasons: shown.reasons + [reason])
        }
        let isRaised = !shown.isExact || answer > shown.low
        return LitrafEntry(
            criterion,
            answer...answer,
            isRaised ? .council : .scan,
            reasons: (isRaised ? [source(answer, answers)] : []) + shown.reasons
        )
    }

    private func source(_ answer: Int, _ answers: LitrafAnswers) -> String {
        "\(visible(answers.by, limit: 80)) answered \(answer) on \(answers.on.longDescription)."
    }
}
