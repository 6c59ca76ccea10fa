import EstateModel
import Planning

extension PlanPage {
    /// Where what was done is shown.
    var evidence: String {
        content.milestones.filter { !$0.evidence.isEmpty }
            .map { line("\($0.code.rawValue) shown by", $0.evidence.joined(separator: ", ")) }.joined()
    }

    // MARK: What needs attention

    func attention(_ standing: PlanStanding?) -> String {
        guard let standing, !standing.reasons.isEmpty else { return "" }
        var text = "What is late or soon\n"
        for reason in standing.reasons { text += bullet(reason) }
        for notice in escalations(standing) {
            let posts = notice.posts.joined(separator: ", ")
            let committee = notice.wantsCommitteeLine ? "; the next committee report has a line about it" : ""
            let since = max(notice.dueOn, record.draftedAt.londonDay)
            text += bullet("Since \(since.longDescription): \(posts) must know\(committee).")
        }
        let consequences = standing.consequences.compactMap(sentence)
        if !consequences.isEmpty {
            text += "Because the by-when is over\n" + consequences.map(bullet).joined()
        }
        return text
    }

    var missing: String {
        let proposal = record.gapsBeforeProposal
        let approval = record.gapsBeforeApproval(on: asOf)
        var text = ""
        if !proposal.isEmpty {
            text += "Missing before it can be proposed\n" + proposal.map { bullet($0.message) }.joined()
        }
        if !approval.isEmpty {
            text += "Missing before it can be approved\n" + approval.map { bullet($0.message) }.joined()
        }
        if text.isEmpty, let next { text = "Next\n" + bullet(next) }
        return text
    }

    /// Nobody has to know of the days of what is not agreed yet.
    private func escalations(_ standing: PlanStanding) -> [EscalationLadder.Notice] {
        record.state.isBinding ? standing.notices : []
    }

    /// Nil when it does not concern this plan.
    private func sentence(_ consequence: BreachConsequence) -> String? {
        switch consequence {
        case .suspendException:
            guard !exceptions.isEmpty else { return nil }
            let verb = exceptions.count == 1 ? "is" : "are"
            return "\(exceptions.joined(separator: ", ")), resting on it, \(verb) suspended."
        case .reopenTreatment: return "The treatment of its risks is open again."
        case .countAsUnmanaged: return "Its risks count as unmanaged unless another decision covers them."
        case .dropPlannedControls: return "Controls that were only planned count no more."
        case .raiseComplianceFlags:
            return "The next returns for PSN, PCI DSS and Cyber Essentials have to say so: somebody must write it."
        case .leadNextReport: return "The next report leads with it."
        }
    }

    private func bullet(_ text: String) -> String { "  - \(visible(text, limit: 800))\n" }

    private var next: String? {
        let reference = record.reference
        switch record.state {
        case .draft: return "Nothing is missing: `reeve plan propose \(reference)`."
        case .proposed: return "It waits for its approval: `reeve plan approve \(reference)`."
        case .approved: return "Work can begin: `reeve plan start \(reference)`."
        case .inProgress:
            guard let step = record.nextMilestone else {
                return "Every step is done: `reeve plan claim \(reference)` says so, and the next scan shows it."
            }
            return "\(step.code.rawValue), \(step.title), by \(step.due.longDescription)."
        case .blocked: return "`reeve plan resume \(reference)` when what it waits for is there."
        case .claimedDone:
            return content.kind.isInterim
                ? "It ends with the plan that follows it."
                : "It is done when every asset has been scanned and none has \(content.subject.label) any more."
        case .verifiedDone, .cancelled: return nil
        }
    }

    // MARK: What was decided

    var history: String {
        var text = line("Drafted", "\(record.draftedAt.londonDay.longDescription) by \(name(record.draftedBy))")
        if let proposer = record.proposedBy {
            let day = record.proposedAt.map { "\($0.londonDay.longDescription) " } ?? ""
            text += line("Proposed", "\(day)by \(name(proposer))")
        }
        for approval in record.approvals {
            let decision = approval.decision
            let exception = decision.exception.map { ", under \($0)" } ?? ""
            text += line(
                "Approved",
                "\(approval.at.londonDay.longDescription) by \(decision.approver) (\(decision.reference))\(exception); recorded by "
                    + name(approval.by)
            )
        }
        for slip in record.slips {
            let days = "from \(slip.from.longDescription) to \(slip.to.longDescription)"
            let move = slip.from == slip.to ? "steps moved" : "by-when moved \(days)"
            text += line(
                "New days",
                "\(slip.at.londonDay.longDescription) by \(slip.approver): \(move), \(slip.reason); recorded by "
                    + name(slip.by)
            )
        }
        if let claimed = record.claimedAt, record.state == .claimedDone {
            text += line("Claimed", claimed.londonDay.longDescription)
        }
        if let proof = record.proof {
            text += line("Verified", "by scan \(proof.scan) of \(proof.startedAt.londonDay.longDescription)")
        }
        text += line("Cancelled", record.cancelReason)
        return "What was decided\n" + text
    }

    private func name(_ actor: PlanActor) -> String {
        let lender = actor.delegatedBy.map { ", for \(people[$0] ?? $0)" } ?? ""
        return "\(people[actor.person] ?? actor.person), \(actor.post)\(lender)"
    }
}
