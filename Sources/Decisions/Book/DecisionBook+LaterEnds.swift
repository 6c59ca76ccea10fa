package import EstateModel
package import Planning
import Risk

extension DecisionBook {
    /// The last day of the exception that lets a plan end after the policy's by-when: the one that was named, or one
    /// that renews it. Nil where none that holds does.
    ///
    /// - Parameter plan: one of a book that was read with its exceptions, and what those refer to.
    package func laterEndAllowed(of plan: PlanRecord, asOf day: CalendarDay) -> CalendarDay? {
        guard let named = plan.exception else { return nil }
        var chain: Set = [named]
        var open = [named]
        while let id = open.popLast() {
            if let record = exceptions[id], record.standing(in: self, asOf: day).covers(on: day) {
                return record.lastDay
            }
            let renewals = exceptions.values.filter { next in
                next.request.renews == id && next.request.plan == plan.reference.description
            }.map(\.id)
            open += renewals.filter { chain.insert($0).inserted }
        }
        return nil
    }

    /// Whether an exception that holds lets a plan end after the policy's by-when.
    package func allowsLaterEnd(of plan: PlanRecord, asOf day: CalendarDay) -> Bool {
        laterEndAllowed(of: plan, asOf: day) != nil
    }

    /// The day by which a plan must be done: never later than the policy's unless an exception that holds allows it.
    package func latestDay(of plan: PlanRecord, asOf day: CalendarDay) -> CalendarDay {
        plan.latestDay(mayEndLater: allowsLaterEnd(of: plan, asOf: day))
    }

    /// How a plan stands on a day; nil once it is verified or cancelled.
    package func standing(
        of plan: PlanRecord,
        asOf day: CalendarDay,
        ladder: EscalationLadder = .standard
    ) -> PlanStanding? {
        plan.standing(asOf: day, ladder: ladder, mayEndLater: allowsLaterEnd(of: plan, asOf: day))
    }
}
