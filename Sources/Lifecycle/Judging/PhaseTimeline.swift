import EstateModel

/// Judges dated phases on one day: which one it is, what ends when, what would prolong it.
struct PhaseTimeline {
    let phases: [Phase]
    let asOf: CalendarDay
    let entitlements: EntitlementBook
    let dataAgeLimit: Span
    /// The operating system's own outcome, for phases that end with it; nil when the host's is not known.
    var system: CalendarOutcome?
    var systemName = "the host's operating system"
    /// Whether the version is on the baseline that some phases ask for.
    var isOnBaseline = Tristate.unknown
    /// Makes every free phase depend on this entitlement (an archive area's).
    var areaNeeds: String?

    /// A phase with its end on this host and for this council.
    private struct Step {
        let phase: Phase
        let needs: String?
        let holding: EntitlementBook.Holding?
        /// The last day; nil when there is none or it is not known.
        let end: CalendarDay?

        var isCovered: Bool { holding.map(\.isHeld) ?? true }
        /// Part of what everybody gets; a phase that must be bought counts as an extension.
        var isSecurity: Bool { needs == nil && (phase.kind == .full || phase.kind == .security) }
    }

    func outcome() -> CalendarOutcome {
        var outcome = CalendarOutcome()
        guard !phases.isEmpty else {
            outcome.flags.insert(VerdictFlag.undated)
            outcome.reasons.append("The rule knows this release but no verified date of its end.")
            outcome.confidence = .low
            return outcome
        }
        let steps = self.steps()
        fillEnds(from: steps, into: &outcome)
        if let index = current(in: steps, &outcome) {
            describeCurrent(steps, index, into: &outcome)
        } else if outcome.status != .unknown || outcome.reasons.isEmpty {
            describeEnd(steps, into: &outcome)
        }
        addCover(from: steps, into: &outcome)
        return outcome
    }

    private func steps() -> [Step] {
        phases.filter { $0.kind != .guidance && !($0.requiresBaseline && isOnBaseline == .no) }.map { phase in
            let needs = phase.needs ?? areaNeeds
            let holding = needs.map(entitlements.holding)
            var end = phase.until.day
            if case .withOperatingSystem = phase.until { end = system?.supportEnd }
            if let holding, holding.isHeld, let until = holding.until { end = earlier(end, until) }
            return Step(phase: phase, needs: needs, holding: holding, end: end)
        }
    }

    private func fillEnds(from steps: [Step], into outcome: inout CalendarOutcome) {
        let free = steps.filter { $0.needs == nil }
        outcome.mainstreamEnd = free.filter { $0.phase.kind == .full }.compactMap(\.end).max()
        if !free.contains(where: { $0.phase.until == .notAnnounced || $0.phase.until == .unknown }) {
            outcome.securityEnd = free.compactMap(\.end).max()
        }
        outcome.extendedEnd = steps.compactMap { phaseEnd($0) }.max()
    }

    /// The phase's own end, whoever holds what.
    private func phaseEnd(_ step: Step) -> CalendarDay? {
        if case .withOperatingSystem = step.phase.until { return system?.supportEnd }
        return step.phase.until.day
    }

    /// The first phase that is not over and that is free or held. Sets status unknown when that cannot be told.
    private func current(in steps: [Step], _ outcome: inout CalendarOutcome) -> Int? {
        for (index, step) in steps.enumerated() {
            switch step.phase.until {
            case .day, .notAnnounced:
                if let end = step.end, end < asOf { continue }
            case .unknown:
                guard step.isCovered else { continue }
                outcome.reasons.append(
                    "\(step.phase.title) has an end, but the rule does not know it (\(citation(step.phase.source)))."
                )
                outcome.flags.insert(VerdictFlag.undated)
                outcome.cite(step.phase.source)
                outcome.confidence = .low
                return nil
            case .withOperatingSystem:
                guard let system else {
                    outcome.reasons.append("It is supported as long as \(systemName), which is not known here.")
                    outcome.cite(step.phase.source)
                    outcome.confidence = .low
                    return nil
                }
                if system.status == .unsupported { continue }
            }
            if let holding = step.holding {
                outcome.flags.formUnion(holding.flags)
                outcome.reasons += holding.reasons
            }
            if step.isCovered { return index }
        }
        outcome.status = .unsupported
        return nil
    }

    private func describeCurrent(_ steps: [Step], _ index: Int, into outcome: inout CalendarOutcome) {
        let step = steps[index]
        outcome.status = status(of: step)
        var last = step
        for next in steps[index...] where next.isCovered && (next.isSecurity == step.isSecurity) {
            last = next
        }
        outcome.supportEnd = last.end
        outcome.endLabel = last.phase.title
        outcome.isApproximate = last.phase.until.isApproximate
        outcome.warningDay = steps[index...].filter {
            $0.isCovered && ($0.needs != nil || $0.isSecurity == step.isSecurity)
        }
        .compactMap(\.end).max()
        outcome.cite(step.phase.source)
        outcome.cite(last.phase.source)
        if step.needs != nil { outcome.causes.insert(areaNeeds == nil ? .entitlement : .archiveArea) }
        if case .withOperatingSystem = step.phase.until, let system {
            outcome.reasons.append("It is supported as long as \(systemName) (\(citation(step.phase.source))).")
            outcome = outcome.limited(by: system, cause: .operatingSystem, name: systemName)
            outcome.causes.insert(.operatingSystem)
            return
        }
        explainCurrent(step, last, into: &outcome)
        checkAge(last, into: &outcome)
        addDispute(last, into: &outcome)
    }

    private func explainCurrent(_ step: Step, _ last: Step, into outcome: inout CalendarOutcome) {
        if let end = outcome.supportEnd {
            let days = asOf.days(until: end)
            let about = outcome.isApproximate ? "about " : ""
            outcome.reasons.append(
                "\(last.phase.title) runs until \(about)\(end.longDescription), \(days) days from"
                    + " \(asOf.longDescription) (\(citation(last.phase.source)))."
            )
        } else {
            outcome.flags.insert(VerdictFlag.undated)
            outcome.reasons.append("\(last.phase.title) has no published end (\(citation(last.phase.source))).")
        }
        if outcome.isApproximate { markApproximate(.low, into: &outcome) }
        if last.phase.isUnverified { markUnverified(.low, into: &outcome) }
    }

    private func markApproximate(_ confidence: Confidence, into outcome: inout CalendarOutcome) {
        outcome.flags.insert(VerdictFlag.approximateDate)
        outcome.lower(to: confidence)
        outcome.reasons.append("Its source gives no exact day: the last day of the month or year is assumed.")
    }

    private func markUnverified(_ confidence: Confidence, into outcome: inout CalendarOutcome) {
        outcome.lower(to: confidence)
        outcome.reasons.append("Nobody has compared that day with its maker's own announcement.")
    }

    private func status(of step: Step) -> SupportStatus {
        if step.needs != nil { return .extendedPaid }
        switch step.phase.kind {
        case .full: return .supported
        case .security: return .securityOnly
        case .extended, .guidance: return .extendedFree
        }
    }

    private func describeEnd(_ steps: [Step], into outcome: inout CalendarOutcome) {
        outcome.status = .unsupported
        let covered = steps.filter { $0.isCovered && $0.end != nil }
        let last = covered.max { ($0.end ?? asOf) < ($1.end ?? asOf) }
        outcome.supportEnd = last?.end
        outcome.endLabel = last?.phase.title
        outcome.isApproximate = last?.phase.until.isApproximate ?? false
        outcome.cite(last?.phase.source)
        if let last, let end = last.end {
            if case .withOperatingSystem = last.phase.until { outcome.causes.insert(.operatingSystem) }
            let days = end.days(until: asOf)
            let about = outcome.isApproximate ? "about " : ""
            outcome.reasons.append(
                "\(last.phase.title) ended on \(about)\(end.longDescription), \(days) days before"
                    + " \(asOf.longDescription) (\(citation(last.phase.source)))."
            )
            // Years later the exact day no longer decides the status, but nobody has seen it either.
            let confidence: Confidence = end.adding(months: 12) >= asOf ? .low : .medium
            if outcome.isApproximate { markApproximate(confidence, into: &outcome) }
            if last.phase.isUnverified { markUnverified(confidence, into: &outcome) }
            addDispute(last, into: &outcome)
        } else if let system, phases.contains(where: { $0.until == .withOperatingSystem }) {
            outcome = outcome.limited(by: system, cause: .operatingSystem, name: systemName)
            outcome.causes.insert(.operatingSystem)
        } else if areaNeeds != nil {
            outcome.causes.insert(.archiveArea)
            outcome.reasons.append("Its maker promises fixes for this archive area only with the entitlement below.")
        } else {
            outcome.reasons.append("None of its support phases is free, and none is held.")
        }
        if let guidance = phases.first(where: { $0.kind == .guidance && ($0.until.day ?? asOf) >= asOf }) {
            outcome.reasons.append("\(guidance.title) goes on, but brings no fixes.")
        }
        if let barred = phases.first(where: { $0.requiresBaseline && ($0.until.day ?? asOf) >= asOf }),
            isOnBaseline == .no
        {
            outcome.reasons.append("\(barred.title) asks for a newer baseline than this version.")
        }
    }

    /// The entitlement that covers, or the first that would.
    private func addCover(from steps: [Step], into outcome: inout CalendarOutcome) {
        let paid = steps.filter { $0.needs != nil && (phaseEnd($0).map { $0 >= asOf } ?? $0.phase.until.isOpen) }
        if outcome.status == .extendedPaid, outcome.entitlement == nil, let held = paid.first(where: \.isCovered) {
            outcome.entitlement = held.needs
            outcome.statusWithEntitlement = .extendedPaid
            outcome.endWithEntitlement = outcome.supportEnd
            return
        }
        guard outcome.entitlement == nil, let offer = paid.first(where: { !$0.phase.isThirdParty }) ?? paid.first else {
            return
        }
        outcome.entitlement = offer.needs
        outcome.statusWithEntitlement = outcome.status.receivesFixes ? outcome.status : .extendedPaid
        outcome.endWithEntitlement = paid.filter { $0.needs == offer.needs }.compactMap { phaseEnd($0) }.max()
        outcome.cite(offer.phase.source)
        let name = offer.needs.map(entitlements.name) ?? ""
        let until = outcome.endWithEntitlement.map { " until \($0.longDescription)" } ?? ""
        let provider = offer.phase.isThirdParty ? ", which its maker does not offer itself" : ""
        if outcome.status.receivesFixes {
            outcome.reasons.append(
                "With \(name) it could be covered\(until)\(provider) (\(citation(offer.phase.source)))."
            )
        } else if !offer.isCovered {
            outcome.reasons.append(
                "\(name) would cover it\(until)\(provider), but it is not held for this host"
                    + " (\(citation(offer.phase.source)))."
            )
        }
    }

    private func checkAge(_ step: Step, into outcome: inout CalendarOutcome) {
        guard let verified = step.phase.source?.verified, dataAgeLimit.after(verified) < asOf else { return }
        outcome.flags.insert(VerdictFlag.staleData)
        outcome.reasons.append(
            "That was checked on \(verified.longDescription), more than \(dataAgeLimit) before \(asOf.longDescription)."
        )
        outcome.lower(to: .medium)
        if step.end == nil {
            outcome.status = .unknown
            outcome.confidence = .low
            outcome.causes.insert(.dataAge)
            outcome.reasons.append("It was current then; without a newer look nobody knows today.")
        }
    }

    private func addDispute(_ step: Step, into outcome: inout CalendarOutcome) {
        guard let dispute = step.phase.disputed, let end = step.phase.until.day else { return }
        outcome.flags.insert(VerdictFlag.disputedDate)
        outcome.cite(dispute.source)
        outcome.warningDay = earlier(outcome.warningDay, dispute.until)
        let isBetween = (asOf <= end) != (asOf <= dispute.until)
        outcome.lower(to: isBetween ? .low : .medium)
        outcome.reasons.append("Another source gives \(dispute.until.longDescription) (\(citation(dispute.source))).")
    }
}

extension SupportEnd {
    /// No day, and not known to be over.
    var isOpen: Bool {
        switch self {
        case .notAnnounced, .withOperatingSystem, .unknown: true
        case .day: false
        }
    }
}
