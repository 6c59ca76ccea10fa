package import EstateModel
package import Risk

/// Something that lowers a risk on some assets, with the looks that were taken at it.
package struct ControlRecord: Hashable, Sendable, Codable {
    /// `C-0001`.
    package var id: String
    package var kind: Control.Kind
    /// Asset ids, ascending, each once.
    package var assets: [Int64]
    /// The post that keeps it working.
    package var ownerPost: String
    /// For people: `Firewall rule 114 blocks the file servers`.
    package var about: String
    /// How a scan re-checks it; nil for what only people can check.
    package var probe: ControlProbe?
    /// The last look that passed or failed; nil before the first.
    package var lastCheck: ControlCheck?
    /// The first of the failed looks since it last passed; nil while it passes.
    package var failingSince: CalendarDay?
    /// Set when it was taken out of use, with the day.
    package var retiredOn: CalendarDay?
    /// The entry of the log that changed it last.
    package var changedBy: Int64
}

extension ControlRecord {
    /// How a control stands as of a day.
    package enum Standing: Hashable, Sendable {
        case holds(until: CalendarDay)
        /// The evidence ran out after that day.
        case stale(after: CalendarDay)
        case failed(since: CalendarDay)
        case neverChecked
        case retired(on: CalendarDay)
    }

    /// The last day on which its evidence counts; nil when it was never checked.
    package func validUntil(maximumAgeDays: Int) -> CalendarDay? {
        lastCheck?.on.adding(days: maximumAgeDays)
    }

    package func standing(asOf day: CalendarDay, maximumAgeDays: Int) -> Standing {
        if let retiredOn { return .retired(on: retiredOn) }
        if let failingSince { return .failed(since: failingSince) }
        guard let until = validUntil(maximumAgeDays: maximumAgeDays) else { return .neverChecked }
        return day <= until ? .holds(until: until) : .stale(after: until)
    }

    /// The first day on which it no longer counts, and why; nil while it holds.
    package func lapse(asOf day: CalendarDay, maximumAgeDays: Int) -> (since: CalendarDay, cause: SuspensionCause)? {
        switch standing(asOf: day, maximumAgeDays: maximumAgeDays) {
        case .holds: return nil
        case .stale(let last):
            let text =
                "the evidence for \(id) is older than \(maximumAgeDays) days: it counted until \(last.longDescription)"
            return (last.adding(days: 1), SuspensionCause(.staleEvidence, subject: id, text))
        case .failed(let since):
            let fact = visible(lastCheck?.fact ?? "", limit: 200)
            return (since, SuspensionCause(.failedEvidence, subject: id, "\(id) failed its check: \(fact)"))
        case .neverChecked: return (day, SuspensionCause(.staleEvidence, subject: id, "\(id) was never checked"))
        case .retired(let on):
            let text = "\(id) was taken out of use on \(on.longDescription)"
            return (on, SuspensionCause(.failedEvidence, subject: id, text))
        }
    }

    /// In the form in which scores count it.
    package var scored: Control {
        Control(
            kind,
            checkedOn: lastCheck?.on,
            passed: retiredOn == nil ? lastCheck.map { $0.result == .pass } : false,
            evidence: lastCheck.map { EvidenceReference(.control, id, on: $0.on) }
        )
    }
}

/// What happens to controls.
package enum ControlAct: Hashable, Sendable, Codable {
    /// A new control with the look that shows that it works.
    case record(control: String, description: ControlDescription, check: ControlCheck)
    case check(control: String, check: ControlCheck)
    case retire(control: String)

    package var control: String {
        switch self {
        case .record(let id, _, _), .check(let id, _), .retire(let id): id
        }
    }
}

/// What a control is, apart from whether it works.
package struct ControlDescription: Hashable, Sendable, Codable {
    package var kind: Control.Kind
    package var assets: [Int64]
    package var ownerPost: String
    package var about: String
    package var probe: ControlProbe?

    package init(
        _ kind: Control.Kind,
        assets: some Sequence<Int64>,
        ownerPost: String,
        about: String,
        probe: ControlProbe? = nil
    ) {
        self.kind = kind
        self.assets = Set(assets).sorted()
        self.ownerPost = ownerPost
        self.about = about
        self.probe = probe
    }
}
