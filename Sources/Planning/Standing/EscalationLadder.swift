package import EstateModel

/// Who hears of a plan that is late, and when.
package struct EscalationLadder: Hashable, Sendable {
    package struct Step: Hashable, Sendable {
        /// Days overdue from which on it applies; the day after the due day is 1.
        package var daysOverdue: Int
        /// Posts and bodies; nil stands for the owner of what is late.
        package var posts: [String]?
        /// The next report to the committee has a line about it.
        package var wantsCommitteeLine: Bool

        package init(daysOverdue: Int, posts: [String]?, wantsCommitteeLine: Bool = false) {
            self.daysOverdue = daysOverdue
            self.posts = posts
            self.wantsCommitteeLine = wantsCommitteeLine
        }
    }

    /// A step that has been reached.
    package struct Notice: Hashable, Sendable {
        package let daysOverdue: Int
        /// The day on which it fell due: with the plan, what makes it the same notice tomorrow.
        package let dueOn: CalendarDay
        package let posts: [String]
        package let wantsCommitteeLine: Bool
    }

    /// Earliest first.
    package let steps: [Step]

    package init(steps: [Step]) {
        self.steps = steps.sorted { $0.daysOverdue < $1.daysOverdue }
    }

    package static let standard = EscalationLadder(steps: [
        Step(daysOverdue: 1, posts: nil),
        Step(daysOverdue: 14, posts: ["Head of ICT", "Architecture Group"]),
        Step(daysOverdue: 30, posts: ["SIRO"]),
        Step(daysOverdue: 60, posts: ["Management team or Executive Board"], wantsCommitteeLine: true),
    ])

    /// The steps that have been reached, earliest first; empty on the due day and before.
    package func notices(due: CalendarDay, owner: String, asOf: CalendarDay) -> [Notice] {
        let overdue = due.days(until: asOf)
        return steps.filter { $0.daysOverdue <= overdue }.map { step in
            Notice(
                daysOverdue: step.daysOverdue,
                dueOn: due.adding(days: step.daysOverdue),
                posts: step.posts ?? [owner],
                wantsCommitteeLine: step.wantsCommitteeLine
            )
        }
    }
}
