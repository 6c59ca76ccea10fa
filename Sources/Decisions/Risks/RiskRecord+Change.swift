package import EstateModel
package import Risk

extension RiskRecord {
    /// What became of it by the end of a day.
    ///
    /// - Parameter since: the day of the last report, at whose end it was told as it stood; nil when nobody said.
    /// - Returns: nil for a risk that was not known on the day.
    package func change(since: CalendarDay?, asOf: CalendarDay) -> RiskChange? {
        guard firstSeen.on <= asOf else { return nil }
        let told = scores.filter { $0.day <= asOf }
        let returns = closures.filter { $0.reappeared.map { $0.on <= asOf } ?? false }
        guard let since else { return lastChange(told, returns) }
        if firstSeen.on > since { return RiskChange(.new, since: since, on: firstSeen.on) }
        if let last = returns.last, let back = last.reappeared?.on, back > since {
            return returned(last, on: back, since: since)
        }
        // Seen before that day, it may have been logged only after it: then its first score is what could be told.
        let before = told.last { $0.day <= since } ?? told.first
        return scored(told.filter { $0.day > since }, after: before, since: since)
            ?? RiskChange(.none, since: since, on: nil)
    }

    private func returned(_ closure: Closure, on day: CalendarDay, since: CalendarDay?) -> RiskChange {
        var change = RiskChange(.back, since: since, on: day)
        change.goneOn = closure.proof.on
        change.wasOver = closure.isOver
        return change
    }

    private func lastChange(_ told: [ScoreEntry], _ returns: [Closure]) -> RiskChange {
        let pairs = zip(told, told.dropFirst()).reversed()
        let change = pairs.lazy.compactMap { self.scored([$1], after: $0, since: nil) }.first
        if let last = returns.last, let back = last.reappeared?.on, change?.on.map({ $0 <= back }) ?? true {
            return returned(last, on: back, since: nil)
        }
        return change ?? RiskChange(.new, since: nil, on: firstSeen.on)
    }

    /// Nil when the last of the scores has the points of the one before them.
    private func scored(_ scores: [ScoreEntry], after before: ScoreEntry?, since: CalendarDay?) -> RiskChange? {
        guard let before, let now = scores.last else { return nil }
        let residual = RiskChange.Points(before: before.residual.points, now: now.residual.points)
        let inherent = RiskChange.Points(before: before.inherent.points, now: now.inherent.points)
        guard !residual.isSame || !inherent.isSame else { return nil }
        // The day on which the score that is told came about, and not one on which only its target was another.
        let isAsNow = { (score: ScoreEntry) in
            score.residual.points == residual.now && score.inherent.points == inherent.now
        }
        let first = scores.reversed().prefix(while: isAsNow).last ?? now
        var change = RiskChange(.scored, since: since, on: first.day)
        change.residual = residual
        change.inherent = inherent
        let previous = scores.last { $0.day < first.day } ?? before
        change.isOfMethod = previous.method != first.method
        return change
    }
}

extension ScoreEntry {
    /// The day on which it came about; that of the scan before it is logged.
    fileprivate var day: CalendarDay { scoredOn ?? seen.on }
}

extension RiskOutline {
    /// As ``RiskRecord/change(since:asOf:)`` tells it, without the inherent score.
    ///
    /// - Returns: nil where only the record can tell.
    package func change(since: CalendarDay?, asOf: CalendarDay) -> RiskChange? {
        guard regressions == 0, firstSeen.on <= asOf, changedOn <= asOf else { return nil }
        if let since, firstSeen.on > since { return RiskChange(.new, since: since, on: firstSeen.on) }
        guard let before = residualBefore else {
            return since == nil
                ? RiskChange(.new, since: nil, on: firstSeen.on) : RiskChange(.none, since: since, on: nil)
        }
        if let since { return isOpen && changedOn <= since ? RiskChange(.none, since: since, on: nil) : nil }
        guard isOpen, before != score.residual.points else { return nil }
        var change = RiskChange(.scored, since: nil, on: changedOn)
        change.residual = RiskChange.Points(before: before, now: score.residual.points)
        return change
    }
}
