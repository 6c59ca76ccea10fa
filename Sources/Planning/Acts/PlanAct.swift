package import EstateModel

/// Everything that can happen to a plan. Each act is kept in the log as it is, so cases and labels are a file format.
package enum PlanAct: Hashable, Sendable, Codable {
    /// A new plan; its reference is ``PlanBook/nextReference``.
    case draft(plan: PlanReference, content: PlanContent)
    /// Writes a draft anew. Steps that are done already stay done.
    case revise(plan: PlanReference, content: PlanContent)
    case propose(plan: PlanReference)
    /// Back to its author.
    case sendBack(plan: PlanReference, reason: String)
    /// Fixes the baseline.
    case approve(plan: PlanReference, decision: PlanApproval)
    case start(plan: PlanReference)
    case block(plan: PlanReference, reason: String)
    case resume(plan: PlanReference, reason: String)
    case beginMilestone(plan: PlanReference, milestone: Milestone.Code, on: CalendarDay)
    case finishMilestone(plan: PlanReference, milestone: Milestone.Code, on: CalendarDay, evidence: [String])
    /// When its owner expects a step to be done. Moves no baseline.
    case forecast(plan: PlanReference, milestone: Milestone.Code, day: CalendarDay, reason: String)
    case assign(plan: PlanReference, milestone: Milestone.Code, owner: String)
    case baselineAgain(plan: PlanReference, change: Rebaseline)
    /// The by-when moves earlier, because the facts are worse.
    case tighten(plan: PlanReference, deadline: PlanDeadline)
    case extendScope(plan: PlanReference, assets: [Int64], reason: String)
    case confirmSupplier(plan: PlanReference, statement: SupplierStatement)
    /// After approval a decision is needed where more is spent or others pay.
    case changeCost(plan: PlanReference, cost: PlanCost, decision: PlanApproval?)
    case changeFollowOn(plan: PlanReference, followOn: PlanReference)
    case claimDone(plan: PlanReference, note: String)
    /// A scan still sees the product.
    case refuteClaim(plan: PlanReference, scan: Int64, reason: String)
    case verify(plan: PlanReference, proof: ScanProof)
    /// An approved plan is cancelled only by an approver.
    case cancel(plan: PlanReference, reason: String, approver: String?)

    package var plan: PlanReference {
        switch self {
        case .draft(let plan, _), .revise(let plan, _), .propose(let plan), .sendBack(let plan, _),
            .approve(let plan, _), .start(let plan), .block(let plan, _), .resume(let plan, _),
            .beginMilestone(let plan, _, _), .finishMilestone(let plan, _, _, _), .forecast(let plan, _, _, _),
            .assign(let plan, _, _), .baselineAgain(let plan, _), .tighten(let plan, _),
            .extendScope(let plan, _, _), .confirmSupplier(let plan, _), .changeCost(let plan, _, _),
            .changeFollowOn(let plan, _), .claimDone(let plan, _), .refuteClaim(let plan, _, _),
            .verify(let plan, _), .cancel(let plan, _, _):
            plan
        }
    }
}

/// A decision to go ahead and to spend.
package struct PlanApproval: Hashable, Sendable, Codable {
    /// The post or body that decided: `ICT Executive Board`.
    package var approver: String
    /// The minute or ticket that holds the decision.
    package var reference: String
    /// The route as the policy of that day gave it; nil for a plan without a cost.
    package var route: SpendRoute?
    /// The exception under which the plan may end after the by-when: `E-0003`; nil when it does not.
    package var exception: String?
    /// Ids of those that own the plan's assets or pay, for each of which it was decided; sorted.
    package var organisations: [String]

    package init(
        approver: String,
        reference: String,
        route: SpendRoute?,
        exception: String? = nil,
        organisations: some Sequence<String> = []
    ) {
        self.approver = approver
        self.reference = reference
        self.route = route
        self.exception = exception
        self.organisations = organisations.sorted()
    }

    /// What is wrong with it for a cost.
    ///
    /// - Parameter beside: what is approved already for the same, in whole pounds.
    func faults(for cost: PlanCost?, beside: Int) -> [PlanFault.Item] {
        var faults = FaultList()
        faults.requireText(approver, "the post or body that decided")
        faults.requireText(reference, "the reference of the decision")
        guard let cost else { return faults.items }
        guard let route, route.fits(cost, beside: beside) else {
            faults.add(.invalid, "the approval route was not worked out for this cost; work it out again")
            return faults.items
        }
        if let asked = route.approver, asked != approver {
            let beside = route.besidePounds > 0 ? " with £\(grouped(route.besidePounds)) approved beside it" : ""
            let sum = "£\(grouped(route.pounds))\(beside)\(route.isShared ? ", shared," : "")"
            faults.add(.notPermitted, "\(sum) is approved by '\(asked)', not by '\(approver)'; ask there")
        }
        return faults.items
    }
}

/// New days for steps that are not done, as an approver agreed to them.
package struct Rebaseline: Hashable, Sendable, Codable {
    package struct Day: Hashable, Sendable, Codable {
        package var milestone: Milestone.Code
        package var day: CalendarDay

        package init(_ milestone: Milestone.Code, _ day: CalendarDay) {
            self.milestone = milestone
            self.day = day
        }
    }

    /// The post or body that agreed.
    package var approver: String
    package var reason: String
    package var days: [Day]
    /// The new by-when; nil when it stays.
    package var byWhen: CalendarDay?
    /// The policy's own by-when, where facts have moved it; nil when they have not.
    package var deadline: PlanDeadline?
    /// Needed where the new by-when is later than the policy's: `E-0003`.
    package var exception: String?

    package init(
        approver: String,
        reason: String,
        days: [Day],
        byWhen: CalendarDay? = nil,
        deadline: PlanDeadline? = nil,
        exception: String? = nil
    ) {
        self.approver = approver
        self.reason = reason
        self.days = days.sorted { $0.milestone < $1.milestone }
        self.byWhen = byWhen
        self.deadline = deadline
        self.exception = exception
    }
}
