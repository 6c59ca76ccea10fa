import EstateModel
import Synchronization

/// Verdicts that were given already, for the next host with the same fact in the same circumstances.
final class VerdictMemo: Sendable {
    /// All that a verdict depends on beside the fact and the pack.
    private struct Circumstances: Hashable {
        var host: HostContext
        /// For each entitlement of the record, whether it covers the host.
        var covers: [Bool]
        var organisation: OrganisationRecord
        var asOf: CalendarDay
    }

    private struct Key<Subject: Hashable>: Hashable {
        var circumstances: Int
        var subject: Subject
    }

    private struct State {
        var circumstances: [Circumstances: Int] = [:]
        var facts: [Key<Fact>: KnownJudgement] = [:]
        /// By circumstances.
        var software: [Int: SoftwareMemo<KnownJudgement>] = [:]
        var softwareCount = 0
        var groups: [KnownJudgement.Group: Int] = [:]
    }

    private let state = Mutex(State())
    /// One takes about two kilobytes; hosts of an estate share most of theirs.
    private static let most = 60_000
    private static let mostCircumstances = 5_000

    /// A number for these circumstances; nil when there are too many kinds of hosts to remember.
    func circumstances(_ host: HostContext, _ organisation: OrganisationRecord, _ asOf: CalendarDay) -> Int? {
        var host = host
        let covers = organisation.entitlements.map { $0.covers(host) }
        // What names, tags and site decide is now known; they differ from host to host.
        host.names = []
        host.tags = []
        host.site = nil
        let key = Circumstances(host: host, covers: covers, organisation: organisation, asOf: asOf)
        return state.withLock { state in
            if let known = state.circumstances[key] { return known }
            guard state.circumstances.count < Self.mostCircumstances else { return nil }
            let number = state.circumstances.count
            state.circumstances[key] = number
            return number
        }
    }

    /// Facts first, then software, in their order.
    func judgements(
        of facts: [Fact],
        _ software: [InstalledSoftware],
        in circumstances: Int?,
        judge: (Fact) -> Verdict
    ) -> [KnownJudgement] {
        var found = known(facts, software, in: circumstances)
        for (index, known) in found.enumerated() where known == nil {
            let fact = index < facts.count ? facts[index] : software[index - facts.count].fact
            let judgement = made(of: fact, judge(fact))
            found[index] = judgement
            guard let circumstances else { continue }
            if index < facts.count {
                // Serial numbers make every device its own.
                if fact.kind != "hardware" {
                    remember { $0.facts[Key(circumstances: circumstances, subject: fact)] = judgement }
                }
            } else {
                let subject = software[index - facts.count]
                remember { state in
                    state.softwareCount += 1
                    state.software[circumstances, default: SoftwareMemo(most: Self.most)].remember(
                        judgement,
                        of: subject
                    )
                }
            }
        }
        return found.compactMap(\.self)
    }

    private func known(
        _ facts: [Fact],
        _ software: [InstalledSoftware],
        in circumstances: Int?
    ) -> [KnownJudgement?] {
        guard let circumstances else { return Array(repeating: nil, count: facts.count + software.count) }
        return state.withLock { state in
            facts.map { state.facts[Key(circumstances: circumstances, subject: $0)] }
                + software.map { state.software[circumstances]?.value(of: $0) }
        }
    }

    private func remember(_ store: @Sendable (inout State) -> Void) {
        state.withLock { state in
            if state.facts.count + state.softwareCount < Self.most { store(&state) }
        }
    }

    private func made(of fact: Fact, _ verdict: Verdict) -> KnownJudgement {
        let group = KnownJudgement.Group(fact, verdict)
        let number = state.withLock { state in
            if let known = state.groups[group] { return known }
            let number = state.groups.count
            state.groups[group] = number
            return number
        }
        return KnownJudgement(fact, verdict, group: group, groupNumber: number)
    }
}
