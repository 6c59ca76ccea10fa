package import EstateModel

extension PlanPolicy {
    /// The by-when of a risk; nil when no rule gives a day.
    ///
    /// The earliest binding candidate wins and is moved back, never forward, to a working day.
    ///
    /// - Throws: ``CalendarFailure`` when the winner's year is beyond the known bank holidays.
    package func byWhen(
        _ facts: PlanFacts,
        asOf: CalendarDay,
        calendar: WorkingCalendar
    ) throws(CalendarFailure) -> ByWhen? {
        let candidates = candidates(facts, asOf: asOf).sorted { ($0.day, $0.rule) < ($1.day, $1.rule) }
        guard let winner = candidates.first(where: \.isBinding) else { return nil }
        let value = try calendar.previousWorkingDay(onOrBefore: winner.day)
        var contain: CalendarDay?
        if facts.kind == .replace, facts.lacksFixes, let days = containDays[facts.band.id] {
            contain = min(
                try calendar.previousWorkingDay(onOrBefore: facts.firstDetected.adding(days: days)),
                value
            )
        }
        return ByWhen(
            value: value,
            winner: winner,
            candidates: candidates,
            containBy: contain,
            explanation: explanation(winner, value: value, calendar: calendar)
        )
    }

    private func explanation(_ winner: ByWhen.Candidate, value: CalendarDay, calendar: WorkingCalendar) -> String {
        guard value != winner.day, let obstacle = calendar.obstacle(on: winner.day) else { return winner.explanation }
        let moved = "\(winner.day.longDescription) is \(obstacle), so it moves back to \(value.longDescription)."
        return "\(winner.explanation) \(moved)"
    }

    private func candidates(_ facts: PlanFacts, asOf: CalendarDay) -> [ByWhen.Candidate] {
        switch facts.kind {
        case .patch: patchCandidates(facts)
        case .replace: replaceCandidates(facts, asOf: asOf)
        }
    }

    // MARK: Patches

    private func patchCandidates(_ facts: PlanFacts) -> [ByWhen.Candidate] {
        let release = facts.oldestFix ?? facts.firstDetected
        let known = facts.oldestFix != nil
        let basis =
            known
            ? "the oldest missing fix was released on \(release.longDescription)"
            : "missing fixes were first seen on \(release.longDescription)"
        var candidates = [
            after(.patchDays, patchDays, release, "Fixes are installed within", basis),
            after(.patchAdvice, patchAdviceDays, release, "NCSC advises to update within", basis, isBinding: false),
        ]
        if facts.internetFacing {
            let start = "NCSC advises to update what faces the internet within"
            candidates.append(after(.patchAdvice, patchAdviceInternetDays, release, start, basis, isBinding: false))
        }
        if facts.scopes.contains(.pci) {
            let months = counted(pciPatchMonths, "month", "months")
            let text = "Critical fixes in PCI scope are installed within \(months); \(basis)."
            candidates.append(ByWhen.Candidate(.pciPatchMonths, release.adding(months: pciPatchMonths), text))
        }
        return candidates
    }

    private func after(
        _ rule: ByWhen.Rule,
        _ days: Int,
        _ start: CalendarDay,
        _ sentence: String,
        _ basis: String,
        isBinding: Bool = true
    ) -> ByWhen.Candidate {
        let text = "\(sentence) \(counted(days, "day", "days")); \(basis)."
        return ByWhen.Candidate(rule, start.adding(days: days), text, isBinding: isBinding)
    }

    // MARK: Replacement

    private func replaceCandidates(_ facts: PlanFacts, asOf: CalendarDay) -> [ByWhen.Candidate] {
        var candidates: [ByWhen.Candidate] = []
        if let band = bandCandidate(facts) { candidates.append(band) }
        if facts.lacksFixes {
            candidates += capCandidates(facts)
        } else if let end = facts.supportEnd {
            candidates.append(before(.coverEnd, leadDays, end, "Support or paid cover ends"))
        }
        if let due = facts.hardwareDue {
            let text = "The hardware's life span ends on \(due.longDescription)."
            candidates.append(ByWhen.Candidate(.hardwareLife, due, text))
        }
        if let end = facts.contractEnd {
            let notice = facts.contractNoticeDays ?? contractNoticeDays
            candidates.append(before(.contractEnd, notice, end, "The contract ends"))
        }
        // A submission that is behind says nothing about the next one.
        if facts.scopes.contains(.psn), let submission = facts.psnSubmission, submission >= asOf {
            candidates.append(before(.psnSubmission, leadDays, submission, "The PSN submission is due"))
        }
        return candidates
    }

    private func bandCandidate(_ facts: PlanFacts) -> ByWhen.Candidate? {
        let label = facts.band.label
        if let days = bandDays[facts.band.id] {
            let basis = "it was first seen on \(facts.firstDetected.longDescription)"
            let sentence = "The band \(label) gives"
            return after(.bandDays, days, facts.firstDetected, sentence, basis)
        }
        return nextRefresh.map { day in
            let text = "The band \(label) waits for the next refresh, on \(day.longDescription)."
            return ByWhen.Candidate(.nextRefresh, day, text)
        }
    }

    /// Counted from the day on which the product was seen without fixes, which may be later than the first sight of it.
    private func capCandidates(_ facts: PlanFacts) -> [ByWhen.Candidate] {
        let since = max(facts.firstDetected, facts.supportEnd?.adding(days: 1) ?? facts.firstDetected)
        var caps = [(noFixCaps.other, "A product that gets no fixes stays at most")]
        if facts.internetFacing {
            caps.append((noFixCaps.internet, "Facing the internet without fixes, it stays at most"))
        }
        if facts.scopes.contains(.psn) { caps.append((noFixCaps.psn, "In PSN scope without fixes, it stays at most")) }
        if facts.scopes.contains(.pci) { caps.append((noFixCaps.pci, "In PCI scope without fixes, it stays at most")) }
        return caps.map { days, sentence in
            after(.noFixCap, days, since, sentence, "it was seen without fixes on \(since.longDescription)")
        }
    }

    private func before(_ rule: ByWhen.Rule, _ days: Int, _ end: CalendarDay, _ what: String) -> ByWhen.Candidate {
        let text = "\(what) on \(end.longDescription); the work must end \(counted(days, "day", "days")) earlier."
        return ByWhen.Candidate(rule, end.adding(days: -days), text)
    }
}
