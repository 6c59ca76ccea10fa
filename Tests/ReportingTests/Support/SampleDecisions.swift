import EstateModel
import Risk

/// Decisions as tests name them.
struct SampleDecisions: RiskDecisions {
    var exceptions: [RiskKey: ExceptionStanding]
    /// By `product/release`.
    var targets: [String: TargetRelease]

    func decision(on key: RiskKey, assets: [Int64]) -> RowDecision {
        RowDecision(exception: exceptions[key] ?? .none, target: targets["\(key.product)/\(key.release ?? "")"])
    }
}
