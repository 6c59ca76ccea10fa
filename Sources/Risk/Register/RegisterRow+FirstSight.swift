package import EstateModel

extension RegisterRow {
    /// When scans first had its assets in sight, but not before its end of support came within the horizon: before that
    /// day nothing of it would have been in a register. What is on the assets may have come later.
    package func earliestSight(horizonMonths: Int, asOf day: CalendarDay) -> CalendarDay {
        guard let firstSeen else { return day }
        let ends = assets.compactMap { $0.verdict.flatMap { $0.securityEnd ?? $0.supportEnd } }
        let horizon = ends.min()?.adding(months: -horizonMonths)
        return min(max(firstSeen, horizon ?? firstSeen), day)
    }
}
