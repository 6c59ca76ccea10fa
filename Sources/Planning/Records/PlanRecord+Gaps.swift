package import EstateModel
package import Risk

extension PlanRecord {
    /// Organisations that own its assets or pay, and for which its last approval was not given: they got a share since.
    /// Empty while nothing is approved.
    ///
    /// - Parameter owners: the organisations that have a share in the plan's assets today.
    package func unheard(owners: Set<String>, policy: ApprovalPolicy) -> Set<String> {
        guard state.isBinding, let approval = approvals.last else { return [] }
        let route = content.cost.map { SpendRoute($0, owners: owners, policy: policy) }
        // A post of no single organisation speaks for all of them, as long as it is still the one to ask.
        let isJoint = approval.by.organisation == nil && approval.decision.route?.approver == route?.approver
        return isJoint
            ? [] : owners.union(content.cost?.split.organisations ?? []).subtracting(approval.decision.organisations)
    }

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
