import Decisions
import EstateModel
import Planning

extension NoticeFinder {
    mutating func findPlans() {
        let signed = Set(book.exceptions.values.filter { $0.state == .approved }.compactMap(\.request.plan))
        for plan in book.plans.records {
            // Who signed an exception relies on its plan, whether or not anybody approved the plan by itself.
            guard plan.state.isBinding || !plan.state.isFinal && signed.contains(plan.reference.description) else {
                continue
            }
            let organisations = organisations(of: plan.content.assets)
            if plan.state != .claimedDone { findMilestones(of: plan, organisations) }
            findByWhen(of: plan, organisations)
            findLateness(of: plan, organisations)
        }
    }

    private mutating func findMilestones(of plan: PlanRecord, _ organisations: Set<String>) {
        let reference = plan.reference.description
        for milestone in plan.content.milestones where !milestone.isDone && milestone.due >= asOf {
            let left = asOf.days(until: milestone.due)
            guard let stage = Self.stage(days.plan, left: left) else { continue }
            let code = milestone.code.rawValue
            let begun = milestone.started.map { "It was begun on \($0.longDescription)." } ?? "It has not begun."
            let forecast =
                milestone.current > milestone.due
                ? "Its owner expects it on \(milestone.current.longDescription), which is too late." : nil
            let reached = told(posts(named: [milestone.owner], of: organisations), of: organisations)
            keep(
                Notice(
                    .milestoneDue,
                    reference,
                    key: "\(reference) \(code)",
                    stage: String(stage),
                    urgency: .init(daysLeft: left),
                    dueOn: milestone.due,
                    for: reached,
                    title: "Plan \(reference): \(code) is due on \(milestone.due.longDescription), "
                        + distance(left),
                    text: ["\(visible(milestone.title, limit: 200)).", begun, forecast],
                    remedy: "Finish it and record it with evidence, or say now that it will be late."
                )
            )
        }
    }

    private mutating func findByWhen(of plan: PlanRecord, _ organisations: Set<String>) {
        let reference = plan.reference.description
        let due = book.latestDay(of: plan, asOf: asOf)
        let left = asOf.days(until: due)
        // A milestone that is due the same day says it already.
        let isTold =
            plan.state != .claimedDone && plan.content.milestones.contains { !$0.isDone && $0.due == due }
        guard left >= 0, !isTold, let stage = Self.stage(days.plan, left: left) else { return }
        let isClaimed = plan.state == .claimedDone
        let reached = told(posts(named: [plan.content.owner], of: organisations), of: organisations)
        keep(
            Notice(
                .planDue,
                reference,
                stage: String(stage),
                urgency: .init(daysLeft: left),
                dueOn: due,
                for: reached,
                title: "Plan \(reference) must be done by \(due.longDescription), \(distance(left))",
                text: [
                    "\(visible(plan.content.title, limit: 200)).",
                    "\(plan.percentComplete) % of its milestones are done.",
                ],
                remedy: isClaimed
                    ? "Scan every asset of the plan: it is done when a complete scan no longer sees the product."
                    : "Finish it, or ask for another day with the reason."
            )
        )
    }

    private mutating func findLateness(of plan: PlanRecord, _ organisations: Set<String>) {
        guard let standing = book.standing(of: plan, asOf: asOf, ladder: question.ladder) else { return }
        let reference = plan.reference.description
        let longest = standing.late.max { $0.daysOverdue < $1.daysOverdue }
        let isOver = standing.late.contains { $0.milestone == nil }
        let step =
            longest?.milestone.map { isOver ? " is over its by-when, and \($0.rawValue)" : ": \($0.rawValue)" } ?? ""
        let what = "Plan \(reference)\(step) is \(counted(longest?.daysOverdue ?? 0, "day", "days")) late"
        var above: Set<String> = []
        for notice in standing.notices.reversed() {
            // Whoever is told at a higher step is not told the same at a lower one.
            let reached = told(posts(named: notice.posts, of: organisations), of: organisations)
                .filter { above.insert($0).inserted }
            if reached.isEmpty { continue }
            let raised = notice.daysOverdue > 1 ? ", raised after \(notice.daysOverdue) days" : ""
            keep(
                Notice(
                    .planLate,
                    reference,
                    stage: String(notice.daysOverdue),
                    urgency: .overdue,
                    dueOn: notice.dueOn,
                    for: reached,
                    title: what + raised,
                    text: ["\(visible(plan.content.title, limit: 200))."]
                        + standing.reasons.prefix(4).map { visible($0, limit: 300) } + [consequence(standing)]
                        + [notice.wantsCommitteeLine ? "The next report to the committee has a line about it." : nil],
                    remedy: "Finish what is late, or have the plan approved anew with another day and the reason."
                )
            )
        }
    }

    private func consequence(_ standing: PlanStanding) -> String? {
        guard !standing.consequences.isEmpty else { return nil }
        return
            "Exceptions that rest on it are suspended, and its risks count as unmanaged unless another decision holds."
    }
}
