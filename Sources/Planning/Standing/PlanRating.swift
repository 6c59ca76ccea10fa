/// How a plan stands against its days.
package enum PlanRating: String, Sendable, Codable, CaseIterable, Comparable {
    /// On track.
    case green
    /// A forecast is later than what was agreed, or a milestone is due within 14 days and not begun.
    case amber
    /// A milestone is overdue.
    case red
    /// The final by-when is over.
    case black

    package static func < (left: Self, right: Self) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

/// What follows when a plan's final by-when is over.
package enum BreachConsequence: String, Sendable, Codable, CaseIterable {
    case suspendException = "suspend-exception"
    case reopenTreatment = "reopen-treatment"
    case countAsUnmanaged = "count-as-unmanaged"
    case dropPlannedControls = "drop-planned-controls"
    case raiseComplianceFlags = "raise-compliance-flags"
    case leadNextReport = "lead-next-report"
}
