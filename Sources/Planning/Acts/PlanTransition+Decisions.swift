import EstateModel

extension PlanTransition {
    /// What a new or rewritten draft must hold.
    mutating func check(_ content: PlanContent) {
        faults.append(content.draftFaults())
        if let followOn = content.followOn { check(followOn: followOn) }
    }

    mutating func revise(_ content: PlanContent) {
        if record.state != .draft {
            let advice = "send it back first"
            faults.add(.illegalState, "\(reference) is \(record.state.label); only a draft is rewritten; \(advice)")
        }
        check(content)
        var revised = content
        for old in record.content.milestones where old.hasHistory {
            guard let index = revised.milestones.firstIndex(where: { $0.code == old.code }) else {
                faults.add(.invalid, "\(old.code.rawValue) has been begun or is done; it cannot be dropped")
                continue
            }
            revised.milestones[index].keepHistory(of: old)
        }
        rememberWriter()
        record.content = revised
        record.currentByWhen = revised.deadline.value
    }

    mutating func propose() {
        faults.append(record.content.withoutHistory.proposalFaults())
        move(to: .proposed, from: [.draft], "propose it")
        rememberWriter()
        record.proposedBy = actor
        record.proposedAt = instant
    }

    mutating func sendBack(_ reason: String) {
        faults.requireText(reason, "the reason for sending the plan back")
        move(to: .draft, from: [.proposed], "send it back")
        record.proposedBy = nil
        record.proposedAt = nil
    }

    mutating func approve(_ decision: PlanApproval) {
        let content = record.content
        faults.append(content.withoutHistory.proposalFaults())
        faults.append(content.approvalFaults(today: today))
        faults.append(decision.faults(for: content.cost, beside: book.committedPounds(beside: record)))
        requireOtherPerson("approve it")
        if let followOn = content.followOn { check(followOn: followOn) }
        let gap = record.gapDays(decided: today)
        if let gap, isBlank(decision.exception ?? "") {
            faults.add(
                .missing,
                "\(reference) cannot meet policy: it ends \(counted(gap, "day", "days")) after its by-when "
                    + "\(content.deadline.value.longDescription); name the exception under which it may"
            )
        }
        move(to: .approved, from: [.proposed], "approve it")
        record.approvals.append(PlanRecord.Approval(by: actor, at: instant, decision: decision))
        record.exception = gap == nil ? nil : decision.exception
        record.baselineByWhen = record.baselineByWhen ?? content.deadline.value
        for index in content.milestones.indices { record.content.milestones[index].fixBaseline() }
    }

    mutating func cancel(_ reason: String, _ approver: String?) {
        faults.requireText(reason, "the reason for cancelling the plan")
        if record.state.isBinding {
            faults.requireText(approver ?? "", "the post or body that agreed to cancel an approved plan")
            requireOtherPerson("cancel it")
        }
        for interim in book.openInterims(followedBy: reference) {
            let advice = "give \(interim) another plan to follow it first"
            faults.add(.illegalState, "\(interim) only bridges the time until \(reference); \(advice)")
        }
        let open = Set(PlanState.allCases.filter { !$0.isFinal })
        move(to: .cancelled, from: open, "cancel it")
        record.cancelReason = reason
    }

    mutating func changeCost(_ cost: PlanCost, _ decision: PlanApproval?) {
        faults.append(cost.faults())
        if record.state.isBinding {
            let old = record.content.cost
            let isMore = cost.commitmentPence > (old?.commitmentPence ?? 0)
            let othersPay = old.map { $0.split != cost.split } ?? true
            let isElsewhere = old?.budget != cost.budget
            if let decision {
                faults.append(decision.faults(for: cost, beside: book.committedPounds(beside: record)))
                requireOtherPerson("approve its cost")
                record.approvals.append(PlanRecord.Approval(by: actor, at: instant, decision: decision))
            } else if isMore || othersPay || isElsewhere {
                let what =
                    isMore
                    ? "it costs more than was approved"
                    : othersPay ? "others pay than was approved" : "it is funded otherwise than was approved"
                faults.add(.missing, "\(reference): \(what); give the decision that approves it")
            }
        } else {
            let message = "\(reference) is \(record.state.label); rewrite the draft instead"
            faults.require(record.state == .draft, .illegalState, message)
            let early = "\(reference) is \(record.state.label), so its cost is approved with the plan; propose it first"
            faults.require(decision == nil, .illegalState, early)
            rememberWriter()
        }
        record.content.cost = cost
    }

    mutating func changeFollowOn(_ followOn: PlanReference) {
        let kind = record.content.kind
        let message = "\(reference) is of the kind '\(kind.rawValue)'; nothing follows it"
        faults.require(kind.isInterim, .invalid, message)
        check(followOn: followOn)
        if !record.state.isBinding { rememberWriter() }
        record.content.followOn = followOn
    }

    mutating func confirmSupplier(_ statement: SupplierStatement) {
        faults.append(statement.faults(today: today))
        if !record.state.isBinding { rememberWriter() }
        record.content.supplier = statement
    }

    mutating func extendScope(_ assets: [Int64], _ reason: String) {
        faults.requireText(reason, "the reason for adding assets")
        faults.require(!assets.isEmpty, .missing, "no asset is named; name at least one")
        if !record.state.isBinding { rememberWriter() }
        record.content.assets = Set(record.content.assets).union(assets).sorted()
    }

    /// Whoever asked does not decide, and neither does whoever acts with their powers.
    mutating func requireOtherPerson(_ what: String) {
        let askers = record.askers
        let person = visible(actor.person, limit: 100)
        let lender = actor.delegatedBy.flatMap { askers.contains($0) ? visible($0, limit: 100) : nil }
        let who = askers.contains(actor.person) ? person : "\(person) stands in for \(lender ?? person), who"
        let message = "\(who) wrote or proposed \(reference); somebody else must \(what)"
        faults.require(actor.people.isDisjoint(with: askers), .notPermitted, message)
    }

    mutating func rememberWriter() {
        let others = Set(record.writers ?? []).union(actor.people).subtracting(record.draftedBy.people)
        record.writers = others.isEmpty ? nil : others.sorted()
    }

    private mutating func check(followOn: PlanReference) {
        guard followOn != reference, let next = book[followOn] else {
            faults.add(.unknownPlan, "\(followOn) cannot follow \(reference): there is no other plan of that reference")
            return
        }
        let kind = next.content.kind
        let message = "\(followOn) is of the kind '\(kind.rawValue)', which ends no risk; name a plan that does"
        faults.require(!kind.isInterim, .invalid, message)
        faults.require(next.state != .cancelled, .illegalState, "\(followOn) is cancelled; name another plan")
    }
}

extension Milestone {
    mutating func keepHistory(of old: Milestone) {
        (baseline, agreed, started, actual, evidence) = (
            old.baseline, old.agreed, old.started, old.actual, old.evidence
        )
    }

    mutating func fixBaseline() {
        baseline = baseline ?? current
        agreed = agreed ?? current
    }
}

extension PlanContent {
    /// As its author wrote it, without baselines and results: what a new draft or a revision may hold. The history of
    /// steps stays with the record.
    package var withoutHistory: PlanContent {
        var content = self
        content.milestones = milestones.map { milestone in
            Milestone(
                milestone.code,
                title: milestone.title,
                owner: milestone.owner,
                day: milestone.current,
                after: milestone.predecessors
            )
        }
        return content
    }
}
