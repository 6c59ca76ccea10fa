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
        var gaps = windowGaps(id, approval, terms.limits, on: day)
        if !Set(scope.assets).isSubset(of: former.request.scope.assets) || !isAboutProduct(of: former.request) {
            let text = "it covers more than \(id) did"
            gaps.append(.init(.renewal, text, "ask for a separate exception for what is new"))
        }
        return gaps
    }

    /// What keeps more time from being given to assets that had an exception for the product before, be it called a
    /// renewal or not. A committee may decide otherwise.
    func continuationGaps(
        in book: DecisionBook,
        as id: String?,
        terms: ExceptionTerms,
        on day: CalendarDay
    ) -> [DecisionFault.Gap] {
        let chain = ExceptionChain(of: self, in: book, as: id)
        if let live = chain.members.first(where: { isCovered(by: $0, in: book, terms: terms, on: day) }) {
            let text = "\(live.id) covers some of the assets until \(live.lastDay.longDescription)"
            return [.init(.renewal, text, "renew it, leave those assets out, or have it revoked first")]
        }
        if let committee { return committeeGaps(committee, chain, in: book, as: id) }
        guard let highest = chain.highest else { return [] }
        var gaps = chainGaps(chain, terms.limits) + progressGaps(chain, in: book)
        if highest.level.next == nil {
            let text = "\(highest.id) was decided by \(highest.level.label), and nobody is higher"
            gaps.append(.init(.renewal, text, Self.committeeRemedy))
        }
        return gaps
    }

    /// Whether another exception stands in its place. One that holds no more does not, nor one that somebody who owns a
    /// share of the assets now has never decided about: nobody could accept the risk otherwise.
    private func isCovered(
        by other: ExceptionRecord,
        in book: DecisionBook,
        terms: ExceptionTerms,
        on day: CalendarDay
    ) -> Bool {
        guard other.id != renews, Set(terms.organisations).isSubset(of: other.terms?.organisations ?? []) else {
            return false
        }
        switch other.condition(in: book, asOf: day) {
        case .live, .scheduled: return true
        case .undecided, .suspended, .expired, .over: return false
        }
    }

    /// A minute lifts what stands in the way of one request. One from before the last approval cannot have been about
    /// it, and one that was used already was about another.
    private func committeeGaps(
        _ committee: CommitteeDecision,
        _ chain: ExceptionChain,
        in book: DecisionBook,
        as id: String?
    ) -> [DecisionFault.Gap] {
        var gaps: [DecisionFault.Gap] = []
        if let latest = chain.lastApproved, let last = latest.approval?.on, committee.on < last {
            let text = "the committee decided before \(latest.id) was approved on \(last.longDescription)"
            gaps.append(.init(.renewal, text, "record what it decided since then"))
        }
        let used = book.exceptions.values.filter { other in
            other.id != id && other.approval != nil && other.request.committee?.isSameMinute(as: committee) == true
        }.map(\.id).min()
        if let used {
            gaps.append(.init(.renewal, "that minute was used for \(used)", "record the minute about this request"))
        }
        return gaps
    }

    private static let committeeRemedy = "record the committee's decision with its minute"

    /// A committee's decision that nobody could look up stands in for nothing.
    func minuteGaps(on day: CalendarDay) -> [DecisionFault.Gap] {
        guard let committee, isBlank(committee.body) || isBlank(committee.reference) || committee.on > day else {
            return []
        }
        let text = "the committee's decision needs its body, its minute and a day that is not in the future"
        return [.init(.renewal, text, "complete it, or leave it out")]
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

    private func chainGaps(_ chain: ExceptionChain, _ limits: ExceptionPolicy) -> [DecisionFault.Gap] {
        var gaps: [DecisionFault.Gap] = []
        if chain.renewalNumber > limits.maximumRenewals, let most = chain.members.max(by: Self.isLessRenewed) {
            let text = "\(most.id) was already renewed \(limits.maximumRenewals) times"
            gaps.append(.init(.renewal, text, "carry out the plan, or \(Self.committeeRemedy)"))
        }
        guard let first = chain.start else { return gaps }
        let latest = first.adding(months: limits.maximumMonths).adding(days: -1)
        if let expiresOn, expiresOn > latest {
            let start = first.longDescription
            let text =
                "some of the assets are excepted since \(start), and \(limits.maximumMonths) months is the longest"
            let remedy = "end it on \(latest.longDescription) or before, or \(Self.committeeRemedy)"
            gaps.append(.init(.renewal, text, remedy))
        }
        return gaps
    }

    private static func isLessRenewed(_ left: ExceptionRecord, than right: ExceptionRecord) -> Bool {
        (left.renewalNumber, left.id) < (right.renewalNumber, right.id)
    }

    private func progressGaps(_ chain: ExceptionChain, in book: DecisionBook) -> [DecisionFault.Gap] {
        guard let latest = chain.lastApproved, let approved = latest.approval?.on else { return [] }
        let plans = Set(chain.members.compactMap(\.request.plan) + [plan].compactMap(\.self)).sorted()
        let isAdvanced = plans.compactMap(book.plan).contains { plan in
            plan.milestones.contains { $0.completedOn.map { approved < $0 } ?? false }
        }
        if isAdvanced { return [] }
        let text = "no milestone was completed since \(latest.id) was approved on \(approved.longDescription)"
        return [.init(.renewal, text, "complete one, or \(Self.committeeRemedy)")]
    }
}
