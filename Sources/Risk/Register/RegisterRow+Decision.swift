package import EstateModel

extension RegisterRow {
    /// The day that counts: the earlier of what the plan promises and what the policy asks for today. A plan that may
    /// end later, by an exception that its approver named, is the one that counts.
    package var dueDay: CalendarDay? {
        guard let plan = decision.plan else { return byWhen?.value }
        return plan.mayEndLater ? plan.byWhen : [plan.byWhen, byWhen?.value].compactMap { $0 }.min()
    }

    /// Whether the plan, and not the policy, gives the day that counts.
    package var isDueByPlan: Bool { decision.plan.map { $0.byWhen == dueDay } ?? false }

    /// The rule that gives the day that counts: `plan`, or the policy's.
    package var dueRule: String? { isDueByPlan ? "plan" : byWhen?.winner.rule.rawValue }

    /// Why the day that counts is the one: `It is what P-0001 promises.`; the reason without a day when there is none.
    package var dueReason: String? {
        guard let plan = decision.plan, let due = dueDay else { return byWhen?.explanation ?? byWhenProblem }
        let name = visible(plan.reference, limit: 40)
        guard isDueByPlan else {
            return "\(byWhen?.explanation ?? "") \(name) promises it only by \(plan.byWhen.longDescription): bring it "
                + "forward, or have its approver name an exception."
        }
        guard let own = byWhen, own.value != due else { return "It is what \(name) promises." }
        return
            "It is what \(name) promises. The policy alone would give \(own.value.longDescription): \(own.explanation)"
    }

    /// Names of the assets that no exception covers although one covers others; sorted.
    package var uncoveredNames: [String] {
        let uncovered = Set(decision.uncovered)
        return assets.filter { uncovered.contains($0.id) }.map(\.name).sorted()
    }

    /// The plan for a line of a list: `P-0001, red, 40 % done; by-when was 19 November 2026`; nil without one.
    package var planSummary: String? {
        decision.plan.map { plan in
            let rating = plan.rating.map { ", \($0)" } ?? ""
            let slip = plan.baselineByWhen.flatMap { $0 == plan.byWhen ? nil : "; by-when was \($0.longDescription)" }
            return "\(plan.reference) (\(plan.state)\(rating)), \(plan.percentComplete) % done\(slip ?? "")"
        }
    }
}

extension Sequence<RegisterRow> {
    /// Exceptions that do not hold for the time being, one sentence each, sorted: they look decided and soon are not.
    package func suspensions(asOf day: CalendarDay) -> [String] {
        let found = compactMap { row -> String? in
            guard case .suspended(let reference, let since) = row.exception else { return nil }
            let unmanaged = since.adding(days: ExceptionStanding.graceDays + 1)
            let counts =
                unmanaged <= day ? "count as unmanaged" : "count as unmanaged from \(unmanaged.longDescription)"
            return "\(visible(reference, limit: 40)) is suspended since \(since.longDescription); its risks \(counts)"
        }
        return Set(found).sorted()
    }
}
