import EstateModel
import Synchronization

/// Verdicts on packages that were given already, for the next host with the same package in the same circumstances.
final class VerdictMemo: Sendable {
    /// All that a verdict depends on beside the fact and the pack.
    private struct Circumstances: Hashable {
        var host: HostContext
        /// For each entitlement of the record, whether it covers the host.
        var covers: [Bool]
        var organisation: OrganisationRecord
        var asOf: CalendarDay
    }

    private struct Key: Hashable {
        var circumstances: Int
        var fact: Fact
    }

    private struct State {
        var circumstances: [Circumstances: Int] = [:]
        var verdicts: [Key: Verdict] = [:]
    }

    private let state = Mutex(State())
    /// A verdict takes about a kilobyte.
    private static let mostVerdicts = 50_000
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

    func verdict(on fact: Fact, _ circumstances: Int?, judge: () -> Verdict) -> Verdict {
        guard let circumstances, FactKind.named(fact.kind)?.isPackage ?? false else { return judge() }
        let key = Key(circumstances: circumstances, fact: fact)
        if let known = state.withLock({ $0.verdicts[key] }) { return known }
        let verdict = judge()
        state.withLock { state in
            if state.verdicts.count < Self.mostVerdicts { state.verdicts[key] = verdict }
        }
        return verdict
    }
}
