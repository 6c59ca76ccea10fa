package import EstateModel

/// How a plan stands on a day: its rating, why, and who must hear of it.
package struct PlanStanding: Hashable, Sendable {
    /// What is late, and the post that answers for it.
    package struct Lateness: Hashable, Sendable {
        /// Nil for the plan as a whole.
        package let milestone: Milestone.Code?
        package let due: CalendarDay
        package let daysOverdue: Int
        package let owner: String
    }

    package let rating: PlanRating
    /// One sentence each; empty when nothing is wrong.
    package let reasons: [String]
    /// The plan as a whole first, then milestones in their order.
    package let late: [Lateness]
    /// For what has been late the longest: the steps reached, earliest first.
    package let notices: [EscalationLadder.Notice]
    /// Empty unless the rating is black.
    package let consequences: [BreachConsequence]
}

extension PlanRecord {
    /// A milestone that is due within so many days must have been begun.
    package static let startNoticeDays = 14

    /// How it stands on a day; nil once it is verified or cancelled.
    ///
    /// What was agreed last counts, not the owner's own forecast, so that a forecast never hides that a step is late.
    /// A plan that is only claimed to be done can still run out of time.
    ///
    /// - Parameter mayEndLater: whether the exception under which it ends after the policy's by-when still holds; where
    ///   it does not, the policy's day counts again.
    package func standing(
        asOf day: CalendarDay,
        ladder: EscalationLadder = .standard,
        mayEndLater: Bool
    ) -> PlanStanding? {
        guard !state.isFinal else { return nil }
        let late = lateness(asOf: day, mayEndLater: mayEndLater)
        let isBreached = late.contains { $0.milestone == nil }
        let warnings = warnings(asOf: day, mayEndLater: mayEndLater)
        let rating: PlanRating = isBreached ? .black : !late.isEmpty ? .red : !warnings.isEmpty ? .amber : .green
        let longest = late.min { ($0.due, $0.milestone == nil ? 0 : 1) < ($1.due, $1.milestone == nil ? 0 : 1) }
        return PlanStanding(
            rating: rating,
            reasons: late.map(sentence) + warnings,
            late: late,
            notices: longest.map { ladder.notices(due: $0.due, owner: $0.owner, asOf: day) } ?? [],
            consequences: isBreached ? BreachConsequence.allCases : []
        )
    }

    /// The day by which it must be done: never later than the policy's unless an exception that holds allows it.
    package func latestDay(mayEndLater: Bool) -> CalendarDay {
        exception == nil || mayEndLater ? currentByWhen : min(currentByWhen, content.deadline.value)
    }

    private func lateness(asOf day: CalendarDay, mayEndLater: Bool) -> [PlanStanding.Lateness] {
        var late: [PlanStanding.Lateness] = []
        let latest = latestDay(mayEndLater: mayEndLater)
        if latest < day {
            late.append(
                PlanStanding.Lateness(
                    milestone: nil,
                    due: latest,
                    daysOverdue: latest.days(until: day),
                    owner: content.owner
                )
            )
        }
        for milestone in content.milestones where !milestone.isDone && milestone.due < day {
            late.append(
                PlanStanding.Lateness(
                    milestone: milestone.code,
                    due: milestone.due,
                    daysOverdue: milestone.due.days(until: day),
                    owner: milestone.owner
                )
            )
        }
        return late
    }

    private func warnings(asOf day: CalendarDay, mayEndLater: Bool) -> [String] {
        var warnings: [String] = []
        if let exception, !mayEndLater {
            let policy = content.deadline.value.longDescription
            warnings.append("\(exception), under which it might end later, holds no more: \(policy) counts again.")
        }
        // By an exception it may end later; without one nobody has agreed to that.
        if exception == nil || !mayEndLater, let end = agreedEnd(asOf: day), end > content.deadline.value {
            let gap = counted(content.deadline.value.days(until: end), "day", "days")
            let policy = content.deadline.value.longDescription
            warnings.append("It ends \(gap) after the policy's by-when, \(policy).")
        }
        for milestone in content.milestones where !milestone.isDone && milestone.due >= day {
            let code = milestone.code.rawValue
            if milestone.current > milestone.due {
                warnings.append(
                    "\(code) is expected on \(milestone.current.longDescription), after "
                        + "\(milestone.due.longDescription) as agreed."
                )
            }
            let left = day.days(until: milestone.due)
            if milestone.started == nil, left <= Self.startNoticeDays {
                warnings.append(
                    "\(code) is due on \(milestone.due.longDescription), in \(counted(left, "day", "days")), and not "
                        + "begun."
                )
            }
        }
        return warnings
    }

    /// When its last step is due; before anybody agreed, no earlier than its lead times allow.
    private func agreedEnd(asOf day: CalendarDay) -> CalendarDay? {
        let earliest = approvals.isEmpty ? content.earliestEnd(decided: day) : nil
        return (content.milestones.map(\.due) + [earliest].compactMap { $0 }).max()
    }

    private func sentence(_ late: PlanStanding.Lateness) -> String {
        let days = counted(late.daysOverdue, "day", "days")
        let day = late.due.longDescription
        let what = late.milestone.map { "\($0.rawValue) was due on \(day)" } ?? "The by-when, \(day), is over"
        return "\(what), \(days) ago; \(late.owner) answers for it."
    }
}
