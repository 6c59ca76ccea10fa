import EstateModel

extension ExceptionRequest {
    /// What keeps a renewal from being submitted; empty for a first request.
    func renewalGaps(in book: DecisionBook, terms: ExceptionTerms, on day: CalendarDay) -> [DecisionFault.Gap] {
        guard let id = renews else { return [] }
        guard let former = book.exceptions[id], let approval = former.approval else {
            let shown = visible(id, limit: 60)
            return [.init(.renewal, "'\(shown)' was never approved", "renew an exception that is in force")]
        }
        guard former.state == .approved, day <= approval.expiresOn else {
            let text = "\(id) is no longer in force, so it cannot be renewed"
            return [.init(.renewal, text, "ask for a new exception and say what has changed")]
        }
        var gaps = windowGaps(id, approval, terms.limits, on: day) + chainGaps(former, approval, terms.limits)
        gaps += progressGaps(former, approval, in: book)
        if !Set(scope.assets).isSubset(of: former.request.scope.assets) || !sameProduct(as: former) {
            let text = "it covers more than \(id) did"
            gaps.append(.init(.renewal, text, "ask for a separate exception for what is new"))
        }
        if former.level.next == nil, committee == nil {
            let text = "\(id) was decided by \(former.level.label), and nobody is higher"
            gaps.append(.init(.renewal, text, "record the committee's decision with its minute"))
        }
        if let committee, isBlank(committee.body) || isBlank(committee.reference) || committee.on > day {
            let text = "the committee's decision needs its body, its minute and a day that is not in the future"
            gaps.append(.init(.renewal, text, "complete it"))
        }
        return gaps
    }

    private func sameProduct(as former: ExceptionRecord) -> Bool {
        scope.product == former.request.scope.product && scope.release == former.request.scope.release
    }

    private func windowGaps(
        _ id: String,
        _ approval: ExceptionRecord.Approval,
        _ limits: ExceptionPolicy,
        on day: CalendarDay
    ) -> [DecisionFault.Gap] {
        let opens = approval.expiresOn.adding(days: -limits.renewalOpensDays)
        let closes = approval.expiresOn.adding(days: -limits.renewalClosesDays)
        if opens <= day, day <= closes { return [] }
        let text = "a renewal of \(id) is asked for from \(opens.longDescription) to \(closes.longDescription)"
        let remedy = day < opens ? "wait until then" : "it is too late: ask for a new exception when it has ended"
        return [.init(.renewal, text, remedy)]
    }

    private func chainGaps(
        _ former: ExceptionRecord,
        _ approval: ExceptionRecord.Approval,
        _ limits: ExceptionPolicy
    ) -> [DecisionFault.Gap] {
        var gaps: [DecisionFault.Gap] = []
        if former.renewalNumber >= limits.maximumRenewals {
            let text = "\(former.id) was already renewed \(limits.maximumRenewals) times"
            gaps.append(.init(.renewal, text, "carry out the plan: no further renewal is possible"))
        }
        let latest = approval.chainStart.adding(months: limits.maximumMonths).adding(days: -1)
        if let expiresOn, expiresOn > latest {
            let start = approval.chainStart.longDescription
            let text = "the whole chain began on \(start) and may last \(limits.maximumMonths) months"
            gaps.append(.init(.renewal, text, "end it on \(latest.longDescription) or before"))
        }
        return gaps
    }

    private func progressGaps(
        _ former: ExceptionRecord,
        _ approval: ExceptionRecord.Approval,
        in book: DecisionBook
    ) -> [DecisionFault.Gap] {
        let plans = Set([plan, former.request.plan].compactMap { $0 }).sorted().compactMap(book.plan)
        let isAdvanced = plans.contains { plan in
            plan.milestones.contains { $0.completedOn.map { approval.on < $0 } ?? false }
        }
        if isAdvanced { return [] }
        let text = "no milestone was completed since \(former.id) was approved on \(approval.on.longDescription)"
        return [.init(.renewal, text, "complete one: a renewal needs progress")]
    }
}
