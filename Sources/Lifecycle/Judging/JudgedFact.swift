package import EstateModel

/// One installation with every fact that shows it.
package struct JudgedFact: Equatable, Sendable {
    private let best: KnownJudgement
    /// In no order; empty when only their number was asked for.
    private let rest: [KnownJudgement]
    /// Programs that packages own: never the evidence that decides, and last in order.
    private let programs: [KnownJudgement]
    package let othersCount: Int

    init(_ group: InstallationGroup, programs: [KnownJudgement] = []) {
        best = group.best
        rest = group.rest
        self.programs = programs
        othersCount = group.restCount + programs.count
    }

    /// The strongest evidence.
    package var fact: Fact { best.fact }
    package var verdict: Verdict { best.verdict }

    /// Weaker evidence of the same installation, strongest first.
    package var others: [Fact] {
        rest.sorted { $0.isStronger(than: $1) }.map(\.fact) + programs.sorted { $0.isBefore($1) }.map(\.fact)
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

    /// How many pieces of software show it.
    var softwareCount: Int { best.isSoftware ? 1 + othersCount : 0 }

    package static func == (left: Self, right: Self) -> Bool {
        left.fact == right.fact && left.verdict == right.verdict && left.othersCount == right.othersCount
            && left.others == right.others
    }

    /// By product, release, clock, status and evidence.
    static func isBefore(_ left: JudgedFact, _ right: JudgedFact) -> Bool {
        left.best.rowText != right.best.rowText
            ? left.best.rowText < right.best.rowText : left.best.isBefore(right.best)
    }
}
