package import EstateModel
package import Planning

/// What those who approved an exception accepted of its plan. Its author may change a draft without anybody's decision;
/// what was signed for must not become less by that.
package struct AcceptedPlan: Hashable, Sendable, Codable {
    /// The day of removal or replacement. Only another signature moves it.
    package var removalBy: CalendarDay
    package var kind: PlanKind
    package var target: PlanTarget?
    /// Codes of the steps before that, in order.
    package var steps: [String]

    /// Nil when the plan does not say when it ends.
    init?(_ plan: PlanSummary) {
        guard let final = plan.finalDate else { return nil }
        removalBy = final
        kind = plan.kind
        target = plan.target
        steps = plan.milestones.map(\.code).filter { $0 != Milestone.Code.switchOff.rawValue }
    }

    /// What the plan no longer does, for people; nil while it does all of it.
    func departure(of plan: PlanSummary) -> String? {
        if plan.kind != kind {
            return "\(plan.id) is of the kind '\(plan.kind.rawValue)' now, and '\(kind.rawValue)' was accepted"
        }
        let lost = steps.filter { code in !plan.milestones.contains { $0.code == code } }
        if !lost.isEmpty {
            let which = lost.count == 1 ? "a step that was accepted" : "steps that were accepted"
            return "\(plan.id) leaves out \(lost.joined(separator: ", ")), \(which)"
        }
        return target.flatMap { lesser(than: $0, plan) }
    }

    /// A target that lasts at least as long is what was accepted, or better.
    private func lesser(than accepted: PlanTarget, _ plan: PlanSummary) -> String? {
        let name = visible(accepted.label, limit: 80)
        guard let now = plan.target else { return "\(plan.id) no longer has the target \(name)" }
        if now.product == accepted.product, now.release == accepted.release, now.label == accepted.label { return nil }
        let lasts = now.ownEnd.map { end in accepted.ownEnd.map { $0 <= end } ?? false } ?? false
        return lasts ? nil : "\(plan.id) has the target \(visible(now.label, limit: 80)) now, and \(name) was accepted"
    }
}
