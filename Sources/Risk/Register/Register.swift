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
        risks = Self.worstFirst(rows)
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

    /// What a row's place is decided by. Rows are large: it is these that are moved about while sorting.
    private struct Place: Comparable {
        let index: Int
        let band: Int
        let residual: Int
        let inherent: Int
        let key: RiskKey
        let kind: RegisterRow.Kind

        init(_ index: Int, _ row: RegisterRow) {
            self.index = index
            band = row.score.residual.cell.bandRank
            residual = row.score.residual.points
            inherent = row.score.inherent.points
            key = row.key
            kind = row.kind
        }

        static func < (left: Self, right: Self) -> Bool {
            if left.band != right.band { return left.band > right.band }
            if left.residual != right.residual { return left.residual > right.residual }
            if left.inherent != right.inherent { return left.inherent > right.inherent }
            return left.key == right.key ? left.kind < right.kind : left.key < right.key
        }
    }

    private static func worstFirst(_ rows: [RegisterRow]) -> [RegisterRow] {
        rows.indices.filter { rows[$0].kind.isRisk }.map { Place($0, rows[$0]) }.sorted().map { rows[$0.index] }
    }
}
