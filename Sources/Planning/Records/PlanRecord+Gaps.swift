package import EstateModel

extension PlanRecord {
    /// What is missing or wrong before the plan can be proposed; empty when nothing is, or when that is behind it.
    package var gapsBeforeProposal: [PlanFault.Item] {
        state == .draft ? content.withoutHistory.proposalFaults() : []
    }

    /// What else is missing or wrong before it can be approved on a day; empty when nothing is, or when that is behind
    /// it.
    package func gapsBeforeApproval(on day: CalendarDay) -> [PlanFault.Item] {
        guard state == .draft || state == .proposed else { return [] }
        var faults = FaultList()
        faults.append(content.approvalFaults(today: day))
        if let gap = gapDays(decided: day) {
            faults.add(
                .missing,
                "it ends \(counted(gap, "day", "days")) after its by-when, \(content.deadline.value.longDescription), "
                    + "which does not move: an exception is needed that allows it"
            )
        }
        return faults.items
    }

    /// The first step that is not done; nil when all are, or when the plan is closed.
    package var nextMilestone: Milestone? {
        state.isFinal ? nil : content.milestones.first { !$0.isDone }
    }
}
