package import EstateModel

/// All organisations' registers on one day, and the lists beside them.
package struct Register: Hashable, Sendable {
    package let asOf: CalendarDay
    /// Worst first: residual band, residual score, inherent score, then key.
    package let risks: [RegisterRow]
    /// What ends within the horizon; earliest first.
    package let approaching: [RegisterRow]
    /// What a rule knows but cannot place; by key.
    package let unknowns: [RegisterRow]
    /// What only the council's own policy objects to; by key.
    package let deviations: [RegisterRow]

    init(asOf: CalendarDay, rows: [RegisterRow]) {
        self.asOf = asOf
        risks = rows.filter(\.kind.isRisk).sorted(by: Self.isWorse)
        approaching = rows.filter { $0.kind == .approaching }.sorted { left, right in
            let ends = [left, right].map { $0.verdict?.supportEnd?.daysSinceEpoch ?? .max }
            return ends[0] == ends[1] ? left.key < right.key : ends[0] < ends[1]
        }
        unknowns = rows.filter { $0.kind == .unknown }.sorted { $0.key < $1.key }
        deviations = rows.filter { $0.kind == .deviation }.sorted { $0.key < $1.key }
    }

    /// The register of one organisation; nil selects what belongs to none.
    package func risks(of organisation: String?) -> [RegisterRow] {
        risks.filter { $0.key.organisation == organisation }
    }

    private static func isWorse(_ left: RegisterRow, _ right: RegisterRow) -> Bool {
        let ranks = [left, right].map { row in
            [-row.score.residual.cell.bandRank, -row.score.residual.points, -row.score.inherent.points]
        }
        if ranks[0] != ranks[1] { return ranks[0].lexicographicallyPrecedes(ranks[1]) }
        return left.key == right.key ? left.kind < right.kind : left.key < right.key
    }
}
