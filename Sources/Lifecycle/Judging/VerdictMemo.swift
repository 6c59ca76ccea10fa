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

    private struct State {
        var circumstances: [Circumstances: Int] = [:]
        /// By circumstances, then by the fact's number in the judge's catalogue.
        var judgements: [[Int32: KnownJudgement]] = []
        var count = 0
        var groups: [KnownJudgement.Group: Int] = [:]
        /// Packages of one distribution share their verdict, word for word.
        var verdicts: Set<Verdict> = []
    }

    private let state = Mutex(State())
    /// One takes some hundred bytes; hosts of an estate share most of theirs.
    private static let most = 400_000
    private static let mostCircumstances = 20_000

    /// A number for these circumstances; nil when there are too many kinds of hosts to remember.
    func circumstances(_ host: HostContext, _ organisation: OrganisationRecord, _ asOf: CalendarDay) -> Int? {
        var host = host
        let covers = organisation.entitlements.map { $0.covers(host) }
        // What names, tags, groups, owners and site decide is now known; they differ from host to host.
        host.names = []
        host.tags = []
        host.groups = []
        host.organisations = []
        host.site = nil
        let key = Circumstances(host: host, covers: covers, organisation: organisation, asOf: asOf)
        return state.withLock { state in
            if let known = state.circumstances[key] { return known }
            guard state.circumstances.count < Self.mostCircumstances else { return nil }
            let number = state.circumstances.count
            state.circumstances[key] = number
            state.judgements.append([:])
            return number
        }
    }

    /// What is remembered of facts, in their order; nil where nothing is.
    func known(_ facts: [Int32], in circumstances: Int?) -> [KnownJudgement?] {
        guard let circumstances else { return Array(repeating: nil, count: facts.count) }
        return state.withLock { state in
            let known = state.judgements[circumstances]
            return facts.map { known[$0] }
        }
    }

    /// A judgement with its group's number.
    ///
    /// - Parameter number: the fact's in the judge's catalogue; nil for one that no other host has.
    func remembered(
        _ fact: Fact,
        _ verdict: Verdict,
        number: Int32?,
        in circumstances: Int?
    ) -> KnownJudgement {
        let group = KnownJudgement.Group(fact, verdict)
        return state.withLock { state in
            let groupNumber = state.groups[group] ?? state.groups.count
            state.groups[group] = groupNumber
            let isFull = state.count >= Self.most
            let shared = isFull ? verdict : state.verdicts.insert(verdict).memberAfterInsert
            let judgement = KnownJudgement(fact, shared, group: group, groupNumber: groupNumber)
            if let number, let circumstances, !isFull {
                state.judgements[circumstances][number] = judgement
                state.count += 1
            }
            return judgement
        }
    }

    /// One more than the greatest number of a group so far.
    var groupCount: Int { state.withLock { $0.groups.count } }
}
