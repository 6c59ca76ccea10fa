package import EstateModel

extension DecisionBook {
    /// What the clock, the plans and the last scan have brought about and nobody has logged yet, in the order in which
    /// it is to be logged: by exception, each at most once.
    ///
    /// Standing as of a day does not wait for it; logging it gives every change of state its entry.
    ///
    /// - Parameter facts: by exception; an exception without is judged by the log alone.
    package func dueActs(asOf day: CalendarDay, facts: [String: ExceptionFacts] = [:]) -> [ExceptionAct] {
        let renewals = renewalsInForce(on: day)
        return exceptions.values.filter { $0.state == .approved }.sorted { $0.id < $1.id }.compactMap { record in
            if let renewal = renewals[record.id] { return .supersede(exception: record.id, by: renewal) }
            if record.isRemediated(in: self) { return .closeRemediated(exception: record.id) }
            if day > record.lastDay { return .expire(exception: record.id) }
            return suspension(of: record, facts[record.id], asOf: day)
        }
    }

    private func renewalsInForce(on day: CalendarDay) -> [String: String] {
        var renewals: [String: String] = [:]
        for record in exceptions.values where record.state == .approved {
            guard let former = record.request.renews, let approval = record.approval, approval.effectiveOn <= day else {
                continue
            }
            renewals[former] = min(renewals[former] ?? record.id, record.id)
        }
        return renewals
    }

    private func suspension(
        of record: ExceptionRecord,
        _ facts: ExceptionFacts?,
        asOf day: CalendarDay
    ) -> ExceptionAct? {
        guard let approval = record.approval, approval.effectiveOn <= day else { return nil }
        let lapses = record.lapses(in: self, asOf: day)
        // A band that rose because evidence counts no more falls back when it counts again: no cause of its own.
        let lacksEvidence = lapses.contains { [.staleEvidence, .failedEvidence].contains($0.cause.kind) }
        let worsened = (facts.map { record.worsened($0) } ?? []).filter { !lacksEvidence || $0.kind != .bandRose }
        let known = record.suspension?.causes ?? []
        let causes = (lapses.map(\.cause) + worsened).filter { cause in !known.contains { $0.isSame(as: cause) } }
        guard !causes.isEmpty else { return nil }
        let since = (lapses.map(\.since) + (worsened.isEmpty ? [] : [day])).min() ?? day
        return .suspend(exception: record.id, since: min(since, day), causes: causes.sorted())
    }
}
