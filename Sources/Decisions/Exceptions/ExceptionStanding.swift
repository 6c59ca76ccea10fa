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
        if let plan = request.plan.flatMap(book.plan) { lapses += planLapses(plan, asOf: day) }
        return lapses
    }

    private func planLapses(
        _ plan: PlanSummary,
        asOf day: CalendarDay
    ) -> [(since: CalendarDay, cause: SuspensionCause)] {
        var lapses: [(since: CalendarDay, cause: SuspensionCause)] = []
        if let since = plan.breach(asOf: day) {
            let text = plan.isCancelled ? "\(plan.id) was cancelled" : "\(plan.id) was not done by its final day"
            lapses.append((since, SuspensionCause(.planBreached, subject: plan.id, text)))
        }
        if let accepted = approval?.removalBy, plan.finalDate.map({ accepted < $0 }) ?? true {
            let now = plan.finalDate.map { "now ends on \($0)" } ?? "no longer says when it ends"
            let text = "\(plan.id) \(now), but removal by \(accepted) was accepted"
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

/// How far exceptions cover what a line of the register is about.
package struct ExceptionCoverage: Hashable, Sendable {
    /// The worst of the assets': one that nothing covers leaves the whole line uncovered.
    package var standing: ExceptionStanding
    /// Assets that no exception in force covers, ascending: new ones above all.
    package var uncovered: [Int64]
    /// Exceptions that cover some of the assets, sorted.
    package var exceptions: [String]
}

extension DecisionBook {
    /// How exceptions stand for assets with a product release, on a day. An asset outside the scope that was signed
    /// is not covered, however alike it is.
    package func coverage(
        assets: [Int64],
        product: String,
        release: String?,
        asOf day: CalendarDay
    ) -> ExceptionCoverage {
        let candidates = exceptions.values.filter { record in
            record.approval != nil && record.request.scope.product == product
                && record.request.scope.release == release
        }.sorted { $0.id < $1.id }
        let standings = candidates.map { ($0, $0.standing(in: self, asOf: day)) }
        var worst: ExceptionStanding?
        var uncovered: [Int64] = []
        var used: Set<String> = []
        for asset in Set(assets).sorted() {
            let own = standings.filter { $0.0.request.scope.covers(asset: asset, product: product, release: release) }
            let best = own.map(\.1).max { Self.rank($0, day) < Self.rank($1, day) } ?? .none
            if !best.covers(on: day) { uncovered.append(asset) }
            used.formUnion(own.filter { $0.1 != .none }.map(\.0.id))
            worst = worst.map { Self.rank(best, day) < Self.rank($0, day) ? best : $0 } ?? best
        }
        return ExceptionCoverage(standing: worst ?? .none, uncovered: uncovered, exceptions: used.sorted())
    }

    /// Higher is better; of two that are alike, the one that lasts longer.
    private static func rank(_ standing: ExceptionStanding, _ day: CalendarDay) -> (Int, Int32) {
        switch standing {
        case .none: (0, 0)
        case .expired(_, let on): (1, on.daysSinceEpoch)
        case .suspended(_, let since): (2, since.daysSinceEpoch)
        case .live(_, let until): (3, until.daysSinceEpoch)
        }
    }
}
