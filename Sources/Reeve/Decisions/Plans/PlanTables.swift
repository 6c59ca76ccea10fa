import EstateModel
import Planning

/// The tables that several commands about plans show.
enum PlanTables {
    /// Before the first approval a step has one day; afterwards what was agreed first, what counts, and what its owner
    /// expects.
    static func milestones(_ record: PlanRecord, asOf day: CalendarDay) -> TextTable {
        let milestones = record.content.milestones
        guard record.baselineByWhen != nil else {
            // Containment, options and funding may be done while the plan is decided.
            let isBegun = milestones.contains(where: \.isDone)
            var table = TextTable(
                [.init("Step"), .init("What", canShrink: true), .init("By", canShrink: true), .init("Day")]
                    + (isBegun ? [.init("Done")] : [])
            )
            for milestone in milestones {
                table.append(
                    [milestone.code.rawValue, milestone.title, milestone.owner, milestone.current.description]
                        + (isBegun ? [milestone.actual?.description ?? ""] : [])
                )
            }
            return table
        }
        var table = TextTable([
            .init("Step"), .init("What", canShrink: true), .init("By", canShrink: true), .init("First agreed"),
            .init("Agreed"), .init("Expected"), .init("Done", canShrink: true),
        ])
        for milestone in milestones {
            let agreed = milestone.agreed ?? milestone.current
            table.append([
                milestone.code.rawValue, milestone.title, milestone.owner, milestone.baseline?.description ?? "—",
                agreed == milestone.baseline ? "same" : agreed.description,
                milestone.isDone ? "" : milestone.current == agreed ? "same" : milestone.current.description,
                progress(milestone, asOf: day),
            ])
        }
        return table
    }

    private static func progress(_ milestone: Milestone, asOf day: CalendarDay) -> String {
        if let actual = milestone.actual { return actual.description }
        if milestone.due < day { return "overdue" }
        return milestone.started.map { "begun \($0)" } ?? ""
    }
}
