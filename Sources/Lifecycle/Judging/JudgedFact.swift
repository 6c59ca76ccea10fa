package import EstateModel

/// One installation with every fact that shows it.
package struct JudgedFact: Equatable, Sendable {
    private let best: KnownJudgement
    /// In no order.
    private let rest: [KnownJudgement]
    /// Programs that packages own: never the evidence that decides, and last in order.
    private let programs: [KnownJudgement]

    /// - Parameter facts: not empty; the strongest decides.
    init(_ facts: [KnownJudgement], programs: [KnownJudgement] = []) {
        var best = facts[0]
        for fact in facts.dropFirst() where Self.isStronger(fact, best) { best = fact }
        self.best = best
        rest = facts.filter { $0 !== best }
        self.programs = programs
    }

    /// The strongest evidence.
    package var fact: Fact { best.fact }
    package var verdict: Verdict { best.verdict }
    package var othersCount: Int { rest.count + programs.count }

    /// Weaker evidence of the same installation, strongest first.
    package var others: [Fact] {
        let sorted = rest.map { (judgement: $0, text: $0.evidenceText) }
            .sorted { ($0.judgement.strength, $1.text) > ($1.judgement.strength, $0.text) }
            .map(\.judgement.fact)
        let owned = programs.map { (fact: $0.fact, text: $0.evidenceText) }.sorted { $0.text < $1.text }.map(\.fact)
        return sorted + owned
    }

    /// The verdict's reasons, with how many facts show the same.
    package var reasons: [String] {
        guard verdict.role.isJudged, verdict.role != .distributionPackage, othersCount > 0 else {
            return verdict.reasons
        }
        let others =
            othersCount == 1 ? "1 more fact on this host shows" : "\(othersCount) more facts on this host show"
        return verdict.reasons + ["\(others) the same installation."]
    }

    var group: KnownJudgement.Group { best.group }

    package static func == (left: Self, right: Self) -> Bool {
        left.fact == right.fact && left.verdict == right.verdict && left.others == right.others
    }

    /// Text decides between equals; most are not.
    private static func isStronger(_ left: KnownJudgement, _ right: KnownJudgement) -> Bool {
        left.strength != right.strength
            ? left.strength > right.strength : left.evidenceText < right.evidenceText
    }

    /// By product, release, clock, status and evidence.
    static func isBefore(_ left: JudgedFact, _ right: JudgedFact) -> Bool {
        let keys = [left, right].map {
            [$0.group.product, $0.group.release, $0.group.clock, $0.verdict.status.rawValue]
        }
        if keys[0] != keys[1] { return keys[0].lexicographicallyPrecedes(keys[1]) }
        return left.best.evidenceText < right.best.evidenceText
    }
}
