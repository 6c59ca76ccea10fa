import EstateModel

extension ExceptionStep {
    private func approval() throws(DecisionFault) -> ExceptionRecord.Approval {
        guard let approval = record.approval else {
            throw refusal(.state, "it was never approved", "there is nothing to change")
        }
        return approval
    }

    mutating func suspend(since: CalendarDay, _ causes: [SuspensionCause]) throws(DecisionFault) {
        try require(.approved, to: "suspended")
        let approval = try approval()
        let known = record.suspension?.causes ?? []
        let new = Set(causes).filter { cause in !known.contains { $0.isSame(as: cause) } }.sorted()
        var gaps: [DecisionFault.Gap] = []
        if day > approval.expiresOn {
            let text = "its last day, \(approval.expiresOn.longDescription), is over"
            gaps.append(.init(.state, text, "log that it expired"))
        }
        if since > day {
            gaps.append(.init(.period, "\(since.longDescription) is in the future", "suspend it as of today"))
        }
        if causes.isEmpty { gaps.append(.init(.missing, "no cause is named", "name the fact that changed")) }
        if new.isEmpty, !causes.isEmpty {
            gaps.append(.init(.noChange, "it is suspended for that already", "nothing to do"))
        }
        if new.contains(where: { isBlank($0.detail) }) {
            gaps.append(.init(.missing, "a cause does not say what happened", "name the fact that changed"))
        }
        try throwIfAny(gaps)
        let start = max(since, min(approval.effectiveOn, day))
        record.suspension = ExceptionRecord.Suspension(
            since: min(record.suspension?.since ?? start, start),
            causes: (known + new).sorted()
        )
    }

    mutating func resume(_ resolutions: [Resolution]) throws(DecisionFault) {
        try require(.approved, to: "resumed")
        guard let suspension = record.suspension else {
            throw refusal(.noChange, "it is not suspended", "nothing to do")
        }
        let approval = try approval()
        var gaps = suspension.causes.compactMap { unresolved($0, resolutions) }
        if let own = actor.organisation, suspension.confirmedFor?.contains(own) == true {
            let text = "\(visible(own, limit: 60)) has confirmed already"
            gaps.append(.init(.noChange, text, "wait for the others that its assets belong to"))
        }
        if day > approval.expiresOn {
            let text = "its last day, \(approval.expiresOn.longDescription), is over"
            gaps.append(.init(.state, text, "ask for a new exception"))
        }
        // Evidence may have aged meanwhile without anybody having logged it.
        for lapse in record.lapses(in: book, asOf: day)
        where !suspension.causes.contains(where: { $0.isSame(as: lapse.cause) }) {
            gaps.append(.init(.evidence, lapse.cause.detail, "put it right first"))
        }
        try throwIfAny(gaps)
        let missing = unconfirmed(suspension)
        guard missing.isEmpty else {
            record.suspension?.confirmedFor = (record.terms?.organisations ?? []).filter { !missing.contains($0) }
                .sorted()
            return
        }
        record.suspension = nil
        record.approval?.knownThrough = occasion.sequence
    }

    /// Organisations that must still say that it may hold again. What the log itself proves to be over needs nobody's
    /// word; everything else is a decision, and each organisation decides for itself.
    private func unconfirmed(_ suspension: ExceptionRecord.Suspension) -> [String] {
        guard suspension.causes.contains(where: { !$0.kind.isProvenByBook }), let own = actor.organisation else {
            return []
        }
        let confirmed = Set(suspension.confirmedFor ?? []).union([own])
        return (record.terms?.organisations ?? []).filter { !confirmed.contains($0) }
    }

    private func unresolved(_ cause: SuspensionCause, _ resolutions: [Resolution]) -> DecisionFault.Gap? {
        if cause.kind.isProvenByBook {
            let isOver = !record.lapses(in: book, asOf: day).contains { $0.cause.isSame(as: cause) }
            // Nobody's word, and no single organisation's, stands in for the signatures under the plan's end.
            let remedy =
                switch cause.kind {
                case .planSlipped: "bring the plan back to its day, or ask for a new exception"
                case .planChanged: "make the plan end it again, or ask for a new exception"
                default: "put it right first"
                }
            return isOver ? nil : .init(.evidence, "still so: \(visible(cause.detail))", remedy)
        }
        let resolution = resolutions.first { $0.kind == cause.kind && $0.subject == cause.subject }
        if isBlank(resolution?.how ?? "") {
            return .init(.missing, "not resolved: \(visible(cause.detail))", "say what is different now")
        }
        // Who approved a lower risk did not approve this one: a decision is needed, not an explanation.
        let decides = ApprovalLevel(actor.role).map { $0 >= record.level } ?? false
        if !decides || !actor.people.isDisjoint(with: record.askers) {
            let text = "\(visible(actor.title, limit: 120)) cannot resolve: \(visible(cause.detail))"
            return .init(.authority, text, "\(record.level.label) must confirm it")
        }
        return nil
    }

    mutating func expire() throws(DecisionFault) {
        try require(.approved, to: "expired")
        let approval = try approval()
        guard day > approval.expiresOn else {
            let text = "it holds until the end of \(approval.expiresOn.longDescription)"
            throw refusal(.period, text, "wait, or revoke it")
        }
        close(.expired, "its last day was \(approval.expiresOn.longDescription)")
    }

    mutating func revoke() throws(DecisionFault) {
        try require(.approved, to: "revoked")
        let organisations = record.terms?.organisations ?? []
        let approved = record.decisions.contains { $0.by?.post == actor.post }
        let decides = ApprovalLevel(actor.role).map { $0 >= .siro } ?? false
        let concerns = actor.organisation.map { organisations.contains($0) } ?? true
        guard approved || decides && concerns else {
            let text = "\(visible(actor.title, limit: 120)) did not approve it and is no SIRO of its organisations"
            throw refusal(.authority, text, "have one of those revoke it")
        }
        if let approval = record.approval, day > approval.expiresOn {
            throw refusal(.state, "its last day, \(approval.expiresOn.longDescription), is over", "log that it expired")
        }
        close(.revoked, occasion.reason)
    }

    mutating func supersede(by other: String) throws(DecisionFault) {
        try require(.approved, to: "superseded")
        guard let renewal = book.exceptions[other], renewal.request.renews == id else {
            throw refusal(.unknown, "'\(visible(other, limit: 60))' does not renew it", "name the renewal")
        }
        guard renewal.state == .approved, let approval = renewal.approval, approval.effectiveOn <= day else {
            throw refusal(.state, "\(other) is not in force yet", "wait until it is")
        }
        close(.superseded, "renewed by \(other)")
    }

    mutating func closeRemediated() throws(DecisionFault) {
        try require(.approved, to: "closed")
        guard record.isRemediated(in: book) else {
            let text = "not all its risks are proven to be gone"
            throw refusal(.evidence, text, "scan until the product is no longer seen")
        }
        close(.remediated, "what it covered is gone: all its risks are closed")
    }
}

extension ExceptionRecord {
    /// What it covers is gone. A risk that other rules, cover or policy ended may come back with them, and then its
    /// exception must not be lost.
    func isRemediated(in book: DecisionBook) -> Bool {
        !request.risks.isEmpty
            && request.risks.allSatisfy { id in
                guard let risk = book.risks[id], !risk.isOpen else { return false }
                return risk.closures.last?.remaining == nil
            }
    }
}
