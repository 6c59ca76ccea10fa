package import EstateModel
package import Risk

/// How an exception stands on a day: what the log says, and what the clock has brought about since.
package enum ExceptionCondition: Hashable, Sendable {
    /// Not decided yet, or decided against; see the record's state.
    case undecided
    /// Approved, and its first day is still to come.
    case scheduled(from: CalendarDay)
    case live(until: CalendarDay)
    /// Counts as unmanaged from two weeks after that day.
    case suspended(since: CalendarDay, causes: [SuspensionCause])
    /// After that day, whether or not anybody logged it.
    case expired(on: CalendarDay)
    /// Rejected, withdrawn, revoked, superseded or remediated.
    case over
}

extension ExceptionRecord {
    /// Its last day; of one that was never approved, the one that is asked for.
    package var lastDay: CalendarDay {
        approval?.expiresOn ?? request.expiresOn ?? requestedOn
    }

    package func condition(in book: DecisionBook, asOf day: CalendarDay) -> ExceptionCondition {
        switch state {
        case .draft, .submitted, .changesRequested: return .undecided
        case .expired: return .expired(on: lastDay)
        case .rejected, .withdrawn, .revoked, .superseded, .remediated: return .over
        case .approved: break
        }
        guard let approval else { return .undecided }
        if day > approval.expiresOn { return .expired(on: approval.expiresOn) }
        if day < approval.effectiveOn { return .scheduled(from: approval.effectiveOn) }
        return suspended(in: book, asOf: day) ?? .live(until: approval.expiresOn)
    }

    /// What the book itself shows to be wrong on a day, each with its first day.
    package func lapses(in book: DecisionBook, asOf day: CalendarDay) -> [(since: CalendarDay, cause: SuspensionCause)]
    {
        let maximumAge = terms?.limits.evidenceMaximumAgeDays ?? ExceptionPolicy().evidenceMaximumAgeDays
        var lapses = request.controls.compactMap { id in
            book.controls[id]?.lapse(asOf: day, maximumAgeDays: maximumAge)
        }
        if let plan = request.plan.flatMap(book.plan) { lapses += planLapses(plan, in: book, asOf: day) }
        return lapses + mergeLapses(in: book) + formerLapses(in: book)
    }

    /// An open risk of its own on one of its assets; nil where there is none.
    private func stillThere(in book: DecisionBook) -> RiskRecord? {
        let scope = Set(request.scope.assets)
        return request.risks.compactMap { book.risks[$0] }.first { $0.isOpen && !scope.isDisjoint(with: $0.assets) }
    }

    /// What it renews was revoked after it was approved: whoever revoked it meant that it must end.
    private func formerLapses(in book: DecisionBook) -> [(since: CalendarDay, cause: SuspensionCause)] {
        guard let former = request.renews.flatMap({ book.exceptions[$0] }), former.state == .revoked,
            let on = former.closedOn, let known = approval?.knownThrough, known < former.changedBy
        else { return [] }
        let why = former.closeReason.map { ": \(visible($0, limit: 200))" } ?? ""
        let text = "\(former.id), which it renews, was revoked on \(on.longDescription)\(why)"
        return [(on, SuspensionCause(.formerRevoked, subject: former.id, text))]
    }

    /// Merges into its assets that nobody who approved could have known. One that was undone counts too: a scan between
    /// may have taken the one for the other.
    private func mergeLapses(in book: DecisionBook) -> [(since: CalendarDay, cause: SuspensionCause)] {
        guard let known = approval?.knownThrough else { return [] }
        let scope = Set(request.scope.assets)
        return book.assets.values.sorted { $0.id < $1.id }.flatMap { part in
            part.merges.filter { merge in
                merge.entry > known
                    && (scope.contains(merge.into) || scope.contains(book.standIn(for: merge.into)))
            }.map { merge in
                let name = visible(part.name, limit: 80)
                let text = "\(name) (asset \(part.id)) was merged into asset \(merge.into), which alone was signed for"
                // Each merge is a cause of its own: a word about one says nothing of the next.
                return (merge.on, SuspensionCause(.assetsMerged, subject: "merge \(merge.id)", text))
            }
        }
    }

    private func planLapses(
        _ plan: PlanSummary,
        in book: DecisionBook,
        asOf day: CalendarDay
    ) -> [(since: CalendarDay, cause: SuspensionCause)] {
        var lapses: [(since: CalendarDay, cause: SuspensionCause)] = []
        if plan.isDone, let risk = stillThere(in: book) {
            // Hosts that were taken out of use for it may be back.
            let text = "\(plan.id) is done, and \(risk.id) still stands on what it was to end"
            lapses.append((day, SuspensionCause(.planBreached, subject: plan.id, text)))
        }
        if let since = plan.breach(of: approval?.removalBy, asOf: day) {
            let text = plan.isCancelled ? "\(plan.id) was cancelled" : "\(plan.id) was not done by its final day"
            lapses.append((since, SuspensionCause(.planBreached, subject: plan.id, text)))
        }
        // What was signed for must stay what it was, not its number and its day alone.
        if let accepted = approval?.plan, !plan.isCancelled {
            let lacksFixes = terms?.lacksFixes ?? true
            let shortfall = plan.shortfall(for: request.scope, risks: request.risks, lacksFixes: lacksFixes)
            if let text = shortfall ?? accepted.departure(of: plan) {
                lapses.append((day, SuspensionCause(.planChanged, subject: plan.id, text)))
            }
        }
        if let accepted = approval?.removalBy, plan.finalDate.map({ accepted < $0 }) ?? true {
            let now = plan.finalDate.map { "now ends on \($0.longDescription)" } ?? "no longer says when it ends"
            let text = "\(plan.id) \(now), but removal by \(accepted.longDescription) was accepted"
            lapses.append((day, SuspensionCause(.planSlipped, subject: plan.id, text)))
        }
        return lapses
    }

    private func suspended(in book: DecisionBook, asOf day: CalendarDay) -> ExceptionCondition? {
        guard let approval else { return nil }
        let lapses = lapses(in: book, asOf: day).filter { $0.since <= day }
        let days = lapses.map { max($0.since, approval.effectiveOn) } + [suspension?.since].compactMap { $0 }
        guard let since = days.min() else { return nil }
        let logged = suspension?.causes ?? []
        let further = lapses.map(\.cause).filter { cause in !logged.contains { $0.isSame(as: cause) } }
        return .suspended(since: since, causes: (logged + further).sorted())
    }

    /// In the form in which the register shows it.
    package func standing(in book: DecisionBook, asOf day: CalendarDay) -> ExceptionStanding {
        switch condition(in: book, asOf: day) {
        case .undecided, .scheduled, .over: .none
        case .live(let until): .live(reference: id, until: until)
        case .suspended(let since, _): .suspended(reference: id, since: since)
        case .expired(let last): .expired(reference: id, on: last)
        }
    }
}
