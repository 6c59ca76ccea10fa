package import EstateModel

/// Gathers what collectors find on one host, and judges which sections are whole.
package struct CollectionBuilder {
    /// What collectors fill in directly. Lists are sorted and freed of duplicates by ``build()``.
    package var collection: HostCollection
    private var poorest: [Section: Completeness] = [:]
    let longestProbeSeconds: Int?
    let escalation: EscalationOutcome?
    let usesDoas: Bool

    /// A host cannot make the inventory grow without end.
    package static let mostSoftware = 100_000
    package static let mostOfAnyOther = 10_000

    /// - Parameter longestProbeSeconds: the bound that the script had for every probe; nil when not known.
    package init(platform: Platform, answers: Answers, scriptDigest: String, longestProbeSeconds: Int? = nil) {
        collection = HostCollection(platform: platform.id, scriptDigest: scriptDigest)
        self.longestProbeSeconds = longestProbeSeconds
        escalation = EscalationOutcome(answers[EscalationOutcome.probe])
        usesDoas = HostDescription(answers[HostDescription.probe])?.escalation == .doas
        if escalation == .refused { noteRefusedPassword(answers[EscalationOutcome.probe]?.stderr ?? []) }
        for probe in platform.probes {
            poorest[probe.section] = poorest[probe.section] ?? .complete
            checkAnswer(to: probe, answers[probe.id])
        }
    }

    /// Records what could not be learnt and makes the section partial at least.
    package mutating func problem(
        _ code: Problem.Code,
        _ section: Section,
        probe: String? = nil,
        _ message: String,
        remedy: String
    ) {
        collection.problems.append(Problem(code, section: section, probe: probe, message: message, remedy: remedy))
        mark(section, .partial)
    }

    /// Makes a section poorer; it never becomes richer again.
    package mutating func mark(_ section: Section, _ completeness: Completeness) {
        let order: [Completeness] = [.complete, .partial, .absent]
        let now = poorest[section] ?? .complete
        if order.firstIndex(of: completeness) ?? 0 > order.firstIndex(of: now) ?? 0 { poorest[section] = completeness }
    }

    package mutating func build() -> HostCollection {
        limitAndSort()
        collection.completeness = poorest
        return collection
    }

    private mutating func limitAndSort() {
        let most = Self.mostOfAnyOther
        let tooMany =
            collection.software.count > Self.mostSoftware || collection.listeners.count > most
            || collection.guests.count > most || collection.interfaces.count > most
            || collection.otherFacts.count > most
        if tooMany {
            problem(
                .outputTooLarge,
                .software,
                "the host names more things than a host can have; only the first were kept.",
                remedy: "Look at what the host prints (`reeve explain`); it may be broken or hostile."
            )
        }
        sortSoftware()
        collection.listeners = unique(collection.listeners.prefix(most)).sorted()
        collection.guests = unique(collection.guests.prefix(most)).sorted {
            ($0.manager, $0.name, $0.uuid ?? "") < ($1.manager, $1.name, $1.uuid ?? "")
        }
        collection.interfaces = unique(collection.interfaces.prefix(most)).sorted { $0.name < $1.name }
        collection.otherFacts = unique(collection.otherFacts.prefix(most))
    }

    /// Sorts places and compares neighbours: a record has fourteen texts, and moving or hashing it costs far more.
    private mutating func sortSoftware() {
        let all = collection.software
        let order = all.indices.prefix(Self.mostSoftware).sorted { all.stands($0, before: $1) }
        var result: [InstalledSoftware] = []
        result.reserveCapacity(order.count)
        var last: Int?
        var groupStart = 0
        // The few records that share a name are quickly compared; a hostile host sends a hundred thousand of them.
        var seen: Set<InstalledSoftware> = []
        for index in order {
            if let last, all.stands(last, before: index) { (groupStart, seen) = (result.count, []) }
            if result.count - groupStart > 16 {
                if seen.isEmpty { seen = Set(result[groupStart...]) }
                if seen.insert(all[index]).inserted { result.append(all[index]) }
            } else if groupStart == result.count || !result[groupStart...].contains(all[index]) {
                result.append(all[index])
            }
            last = index
        }
        collection.software = result
    }

    private func unique<Element: Hashable>(_ elements: some Sequence<Element>) -> [Element] {
        var seen: Set<Element> = []
        return elements.filter { seen.insert($0).inserted }
    }
}

extension [InstalledSoftware] {
    /// The order of a collection: by source, name, version, architecture, path.
    fileprivate func stands(_ one: Int, before other: Int) -> Bool {
        if self[one].source != self[other].source { return self[one].source < self[other].source }
        if self[one].name != self[other].name { return self[one].name < self[other].name }
        if self[one].version != self[other].version { return (self[one].version ?? "") < (self[other].version ?? "") }
        if self[one].architecture != self[other].architecture {
            return (self[one].architecture ?? "") < (self[other].architecture ?? "")
        }
        return (self[one].path ?? "") < (self[other].path ?? "")
    }
}

/// Exit statuses that the script itself gives, chosen where commands do not use them.
package enum PosixStatus {
    /// `as_root` without root: no escalation configured, or the host refused it.
    package static let privilegeMissing = 121
}
