package import EstateModel

extension RegisterRow {
    /// The day that counts: the plan's where there is one, or else the policy's.
    package var dueDay: CalendarDay? { decision.plan?.byWhen ?? byWhen?.value }

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
