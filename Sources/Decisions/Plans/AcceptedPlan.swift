package import EstateModel
package import Planning

/// What those who approved an exception accepted of its plan. Its author may change a draft without anybody's decision;
/// what was signed for must not become less by that.
package struct AcceptedPlan: Hashable, Sendable, Codable {
    package struct Step: Hashable, Sendable, Codable {
        package var code: String
        package var title: String
        package var due: CalendarDay
    }

    /// The day of removal or replacement. Only another signature moves it.
    package var removalBy: CalendarDay
    package var title: String
    package var kind: PlanKind
    package var target: PlanTarget?
    /// References of the risks that it ends; sorted.
    package var risks: [String]
    /// In the order of their codes.
    package var steps: [Step]

    /// Nil when the plan does not say when it ends.
    init?(_ plan: PlanSummary) {
        guard let final = plan.finalDate else { return nil }
        removalBy = final
        title = plan.title
        kind = plan.kind
        target = plan.target
        risks = plan.risks
        steps = plan.milestones.map { Step(code: $0.code, title: $0.title, due: $0.due) }
    }

    /// What the plan no longer does, for people; nil while it does all of it. That its last step is later, or gone, is
    /// told by its day.
    func departure(of plan: PlanSummary) -> String? {
        if plan.kind != kind {
            return "\(plan.id) is of the kind '\(plan.kind.rawValue)' now, and '\(kind.rawValue)' was accepted"
        }
        if plan.title != title {
            return differs(plan.id, "is called", plan.title, from: title)
        }
        let lost = risks.filter { !plan.risks.contains($0) }
        if !lost.isEmpty { return "\(plan.id) no longer ends \(lost.joined(separator: ", "))" }
        return targetDeparture(of: plan) ?? stepDeparture(of: plan)
    }

    /// Another target is another plan, however long somebody says that it lasts.
    private func targetDeparture(of plan: PlanSummary) -> String? {
        guard let target else { return nil }
        let name = visible(target.label, limit: 80)
        guard let now = plan.target else { return "\(plan.id) no longer has the target \(name)" }
        if now.product == target.product, now.release == target.release, now.label == target.label { return nil }
        return "\(plan.id) has the target \(visible(now.label, limit: 80)) now, and \(name) was accepted"
    }

    private func stepDeparture(of plan: PlanSummary) -> String? {
        let now = Dictionary(plan.milestones.map { ($0.code, $0) }) { first, _ in first }
        for step in steps where step.code != Milestone.Code.switchOff.rawValue {
            guard let found = now[step.code] else { return "\(plan.id) leaves out \(step.code), which was accepted" }
            if !plan.isApproved, found.due > step.due {
                let days = (found.due.longDescription, step.due.longDescription)
                return "\(plan.id) does \(step.code) on \(days.0), and \(days.1) was accepted"
            }
        }
        for step in steps {
            guard let title = now[step.code]?.title, title != step.title else { continue }
            return differs(plan.id, "calls \(step.code)", title, from: step.title)
        }
        return nil
    }

    private func differs(_ id: String, _ verb: String, _ now: String, from accepted: String) -> String {
        "\(id) \(verb) '\(visible(now, limit: 80))' now, and '\(visible(accepted, limit: 80))' was accepted"
    }
}
