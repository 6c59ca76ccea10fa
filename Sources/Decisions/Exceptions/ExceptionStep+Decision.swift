import EstateModel

extension ExceptionStep {
    /// Why the actor may not decide about the request.
    func authorityGaps() -> [DecisionFault.Gap] {
        var gaps: [DecisionFault.Gap] = []
        let title = visible(actor.title, limit: 120)
        if !actor.people.isDisjoint(with: record.askers) {
            let text = "\(visible(actor.name, limit: 80)) asked for it, and nobody decides about their own request"
            gaps.append(.init(.authority, text, "have another approver decide"))
        }
        if (ApprovalLevel(actor.role) ?? .owner) < record.level || ApprovalLevel(actor.role) == nil {
            let text = "\(title) cannot decide it"
            gaps.append(.init(.authority, text, "\(record.level.label) or higher must"))
        }
        if (actor.delegatedBy == nil) != (actor.delegation == nil) {
            gaps.append(.init(.authority, "the delegation is not recorded", "name it, and whose powers it lends"))
        }
        return gaps
    }

    mutating func decide(_ decision: ExceptionDecision) throws(DecisionFault) {
        try require(.submitted, to: "decided")
        guard let terms = record.terms else { throw refusal(.state, "it was never submitted", "submit it") }
        var gaps = authorityGaps() + organisationGaps(decision, terms) + bindingGaps(decision)
        if decision.verdict == .approve { gaps += approvalGaps(decision, terms) }
        gaps += signatureGaps(decision, terms)
        try throwIfAny(gaps)
        var decision = decision
        decision.by = actor
        decision.on = day
        record.decisions.removeAll { $0.organisation == decision.organisation }
        record.decisions.append(decision)
        if decision.verdict == .reject {
            // One refusal is the stricter decision, whatever the others say.
            close(.rejected, occasion.reason)
        } else if record.openOrganisations(in: book).isEmpty {
            approve()
        }
    }

    private func organisationGaps(_ decision: ExceptionDecision, _ terms: ExceptionTerms) -> [DecisionFault.Gap] {
        let shown = visible(decision.organisation, limit: 60)
        var gaps: [DecisionFault.Gap] = []
        if !terms.organisations.contains(decision.organisation) {
            let all = terms.organisations.joined(separator: ", ")
            gaps.append(.init(.authority, "\(shown) owns none of the assets", "it is decided by \(all)"))
        } else if !record.openOrganisations(in: book).contains(decision.organisation) {
            gaps.append(.init(.noChange, "\(shown) has decided already", "nothing to do; to undo it, revoke it"))
        }
        if let own = actor.organisation, own != decision.organisation {
            let text = "\(visible(actor.title, limit: 120)) decides for \(visible(own, limit: 60)), not for \(shown)"
            gaps.append(.init(.authority, text, "have \(shown)’s own approver decide"))
        }
        return gaps
    }

    /// What was decided about must be what is there now.
    private func bindingGaps(_ decision: ExceptionDecision) -> [DecisionFault.Gap] {
        let request = record.request
        var gaps: [DecisionFault.Gap] = []
        if decision.scopeHash != request.scope.hash {
            let text = "the decision is about another scope than the one that is asked for"
            gaps.append(.init(.changed, text, "read the request again and decide about it as it is now"))
        }
        if decision.requestDigest != (try? request.digest()) {
            let text = "the request was changed since the decision was written"
            gaps.append(.init(.changed, text, "read the request again and decide about it as it is now"))
        }
        if decision.verdict == .approve, decision.planDigest != request.plan.flatMap(book.plan)?.digest {
            let text = "the plan was changed since the decision was written"
            gaps.append(.init(.changed, text, "read the plan again and decide about it as it is now"))
        }
        return gaps
    }

    private func approvalGaps(_ decision: ExceptionDecision, _ terms: ExceptionTerms) -> [DecisionFault.Gap] {
        var gaps = record.request.completenessGaps(in: book, terms: terms, on: day)
        let acts = [
            (decision.acts.recognisesRisk, "that the risk is recognised"),
            (decision.acts.approvesMitigation, "that the mitigation is approved"),
            (decision.acts.acceptsPlan, "that the plan is accepted"),
        ]
        for (isGiven, what) in acts where !isGiven {
            gaps.append(.init(.missing, "the statement does not say \(what)", "all three acts make one approval"))
        }
        if isBlank(decision.statement) {
            gaps.append(.init(.missing, "the decision has no statement", "sign the statement of the request"))
        }
        if let until = decision.until, let asked = record.request.expiresOn, until > asked || until < day {
            let text =
                "the decision ends on \(until.longDescription), but only \(day.longDescription) to "
                + "\(asked.longDescription) is possible"
            gaps.append(.init(.period, text, "name an earlier day, or none"))
        }
        if let former = record.request.renews.flatMap({ book.exceptions[$0] }), former.state != .approved {
            gaps.append(.init(.renewal, "\(former.id) is \(former.state.label)", "ask for a new exception"))
        }
        return gaps + repetitionGaps(terms)
    }

    /// Another exception for the same assets may have been approved since this one was submitted.
    private func repetitionGaps(_ terms: ExceptionTerms) -> [DecisionFault.Gap] {
        guard chain.renewalNumber == record.renewalNumber, level(terms) <= record.level else {
            let text = "since it was submitted some of the assets had another exception"
            return [.init(.changed, text, "send it back, and have it submitted again")]
        }
        return record.request.continuationGaps(in: book, as: id, terms: terms, on: day)
    }

    private func signatureGaps(_ decision: ExceptionDecision, _ terms: ExceptionTerms) -> [DecisionFault.Gap] {
        guard let signature = decision.signature else {
            guard terms.limits.requiresSignature else { return [] }
            return [.init(.signature, "the decision is not signed", "sign it with your SSH key")]
        }
        let digest = signature.textDigest
        if record.decisions.contains(where: { $0.signature?.textDigest == digest }) {
            return [.init(.signature, "this text was signed and used already", "sign the text made for this decision")]
        }
        let other = record.decisions.first { earlier in
            earlier.signature?.keyFingerprint == signature.keyFingerprint && earlier.by?.person != actor.person
        }
        if let by = other?.by {
            let text = "the key is the one with which \(visible(by.name, limit: 80)) signed"
            return [.init(.signature, text, "sign with a key that is yours alone")]
        }
        return []
    }

    private mutating func approve() {
        // Both were just proven to be there.
        guard let asked = record.request.expiresOn,
            let plan = record.request.plan.flatMap(book.plan).flatMap(AcceptedPlan.init)
        else { return }
        let effective = max(record.request.effectiveOn ?? day, day)
        record.state = .approved
        record.approval = ExceptionRecord.Approval(
            on: day,
            effectiveOn: effective,
            expiresOn: record.decisions.compactMap(\.until).reduce(asked, min),
            chainStart: chain.start ?? effective,
            plan: plan,
            knownThrough: occasion.sequence
        )
    }
}
