import Risk

/// Decisions as a test names them.
struct FixedDecisions: RiskDecisions {
    let rows: [RiskKey: RowDecision]

    init(_ rows: [RiskKey: RowDecision]) { self.rows = rows }

    func decision(on key: RiskKey, assets: [Int64]) -> RowDecision { rows[key] ?? RowDecision() }
}
