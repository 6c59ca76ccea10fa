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

    /// The exception whose time this one goes on with: the one that it renews, or else the last that any of its assets
    /// had for the product.
    ///
    /// - Parameter id: of the exception that asks; nil before it has one.
    package func former(in book: DecisionBook, as id: String?) -> ExceptionRecord? {
        if let renews { return book.exceptions[renews] }
        return earlier(in: book, as: id).max { left, right in
            let days = (left.approval?.on ?? left.requestedOn, right.approval?.on ?? right.requestedOn)
            return days.0 == days.1 ? left.id < right.id : days.0 < days.1
        }
    }

    /// The first day of the first of all exceptions that it goes on with; nil when there is none.
    func chainStart(in book: DecisionBook, as id: String?) -> CalendarDay? {
        let all = earlier(in: book, as: id) + [former(in: book, as: id)].compactMap(\.self)
        return all.compactMap(\.approval?.chainStart).min()
    }

    /// Exceptions that were approved for the product on any of the assets, by id. Where all risks of one were proven to
    /// be gone, it was kept, and what comes after is new; that a host was taken out of use proves nothing once it is back.
    func earlier(in book: DecisionBook, as id: String?) -> [ExceptionRecord] {
        let assets = Set(scope.assets)
        return book.exceptions.values.filter { other in
            let isOver =
                other.state == .remediated && !other.request.risks.contains { book.risks[$0]?.wasRetired == true }
            return other.approval != nil && other.id != id && !isOver && isAboutProduct(of: other.request)
                && !assets.isDisjoint(with: other.request.scope.assets)
        }.sorted { $0.id < $1.id }
    }

    /// What keeps more time from being given to assets that had an exception for the product before, be it called a
    /// renewal or not: to let one end and to ask anew starts nothing afresh. A committee may decide otherwise.
    func continuationGaps(
        in book: DecisionBook,
        as id: String?,
        terms: ExceptionTerms,
        on day: CalendarDay
    ) -> [DecisionFault.Gap] {
        let live = earlier(in: book, as: id).first { other in
            other.id != renews && other.state == .approved && day <= other.lastDay
        }
        if let live {
            let text = "\(live.id) covers some of the assets until \(live.lastDay.longDescription)"
            return [.init(.renewal, text, "renew it, or leave those assets out")]
        }
        guard committee == nil, let former = former(in: book, as: id), let approval = former.approval else { return [] }
        var gaps = chainGaps(former, since: chainStart(in: book, as: id) ?? approval.chainStart, terms.limits)
        gaps += progressGaps(former, approval, in: book)
        let highest = ([former] + earlier(in: book, as: id)).max { $0.level < $1.level } ?? former
        if highest.level.next == nil {
            let text = "\(highest.id) was decided by \(highest.level.label), and nobody is higher"
            gaps.append(.init(.renewal, text, Self.committeeRemedy))
        }
        return gaps
    }

    private static let committeeRemedy = "record the committee's decision with its minute"

    /// A committee's decision that nobody could look up stands in for nothing.
    func committeeGaps(on day: CalendarDay) -> [DecisionFault.Gap] {
        guard let committee, isBlank(committee.body) || isBlank(committee.reference) || committee.on > day else {
            return []
        }
        let text = "the committee's decision needs its body, its minute and a day that is not in the future"
        return [.init(.renewal, text, "complete it, or leave it out")]
    }

    func isAboutProduct(of other: ExceptionRequest) -> Bool {
        scope.product == other.scope.product && scope.release == other.scope.release
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
        since chainStart: CalendarDay,
        _ limits: ExceptionPolicy
    ) -> [DecisionFault.Gap] {
        var gaps: [DecisionFault.Gap] = []
        if former.renewalNumber >= limits.maximumRenewals {
            let text = "\(former.id) was already renewed \(limits.maximumRenewals) times"
            gaps.append(.init(.renewal, text, "carry out the plan, or \(Self.committeeRemedy)"))
        }
        let latest = chainStart.adding(months: limits.maximumMonths).adding(days: -1)
        if let expiresOn, expiresOn > latest {
            let start = chainStart.longDescription
            let text =
                "some of the assets are excepted since \(start), and \(limits.maximumMonths) months is the longest"
            let remedy = "end it on \(latest.longDescription) or before, or \(Self.committeeRemedy)"
            gaps.append(.init(.renewal, text, remedy))
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
        return [.init(.renewal, text, "complete one, or \(Self.committeeRemedy)")]
    }
}

extension RiskRecord {
    /// It was last closed because hosts were taken out of use.
    fileprivate var wasRetired: Bool { closures.last?.retired?.isEmpty == false }
}
