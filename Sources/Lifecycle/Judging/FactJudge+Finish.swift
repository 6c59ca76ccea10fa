import EstateModel

/// What is left when the calendar has spoken: candidates, age, and filling the verdict.
extension FactJudge {
    /// The evidence does not decide: say what all candidates have in common.
    mutating func judgeCandidates(_ cycles: [Cycle], _ claim: Claim) {
        if cycles.allSatisfy(\.phases.isEmpty), judgeByLocalRule(claim, nil) { return }
        verdict.candidates = cycles.map(\.id)
        verdict.confidence = min(verdict.confidence, .low)
        let judged = cycles.map { cycle -> (Cycle, CalendarOutcome, String?) in
            var copy = self
            copy.judge(claim, cycle)
            return (cycle, copy.outcome, copy.verdict.clock)
        }
        let missing =
            claim.version == nil ? "its version is not known" : "nothing tells the edition, channel or exact version"
        say("It may be \(list(cycles.map { claim.rule.label(of: $0) })), because \(missing).")
        let bySeverity = judged.sorted {
            ($0.1.severity, $0.1.supportEnd ?? .distantFuture) < ($1.1.severity, $1.1.supportEnd ?? .distantFuture)
        }
        guard let best = bySeverity.first, let worst = bySeverity.last else { return }
        let clocks = Set(judged.map(\.2))
        verdict.clock = clocks.count == 1 ? judged[0].2 : nil
        guard judged.allSatisfy({ $0.1.status == best.1.status }) else {
            outcome = CalendarOutcome()
            outcome.confidence = .low
            for (_, other, _) in judged { other.sources.forEach { outcome.cite($0) } }
            say("At best it is \(describe(best)), at worst \(describe(worst)).")
            return
        }
        // All agree on the status; the earliest end is the one to reckon with.
        let earliest = judged.min { ($0.1.supportEnd ?? .distantFuture) < ($1.1.supportEnd ?? .distantFuture) } ?? best
        outcome = earliest.1
        for (_, other, _) in judged { other.sources.forEach { outcome.cite($0) } }
        outcome.lower(to: .low)
        say("All of them are \(outcome.status.rawValue); the earliest end counts.")
    }

    private func describe(_ judged: (Cycle, CalendarOutcome, String?)) -> String {
        let end = judged.1.supportEnd.map { ", \($0)" } ?? ""
        return "\(judged.1.status.rawValue) (\(judged.0.id)\(end))"
    }

    private func list(_ names: [String]) -> String {
        let shown = names.prefix(8).joined(separator: ", ")
        return names.count > 8 ? shown + " or one of \(names.count - 8) others" : shown
    }

    mutating func judgeAge(_ claim: Claim?) {
        guard fact.raw.kind == "hardware" else { return }
        let age = DeviceAge(
            fact: fact,
            age: claim?.rule.age,
            host: host.context,
            policy: host.organisation.policy,
            asOf: asOf
        )
        guard let result = age.judge() else { return }
        ageDue = result.due
        verdict.ageDue = result.due
        if result.isOver { flags.insert(VerdictFlag.overAge) }
        say(result.reason)
    }

    /// Moves the outcome into the verdict and sets the flags that depend on both.
    mutating func finish() {
        verdict.status = verdict.role.isJudged ? outcome.status : .component
        if verdict.status != .component { fillDates() }
        verdict.confidence = min(verdict.confidence, outcome.confidence)
        verdict.sources = outcome.sources
        verdict.reasons += outcome.reasons
        flags.formUnion(outcome.flags)
        warn()
        if let id = verdict.release, let system = host.systemID, !verdict.status.receivesFixes,
            verdict.product.flatMap(pack.product)?.cycle(id)?.blockedByOS.contains(system) ?? false
        {
            flags.insert(VerdictFlag.blockedByOS)
            say("No later release runs on \(host.systemName): the operating system must be replaced first.")
        }
        verdict.flags = flags.sorted()
    }

    private mutating func fillDates() {
        verdict.supportEnd = outcome.supportEnd
        verdict.endLabel = outcome.endLabel
        verdict.endIsApproximate = outcome.isApproximate
        verdict.mainstreamEnd = outcome.mainstreamEnd
        verdict.securityEnd = outcome.securityEnd
        verdict.extendedEnd = outcome.extendedEnd
        verdict.statusWithEntitlement = outcome.statusWithEntitlement
        verdict.endWithEntitlement = outcome.endWithEntitlement
        verdict.entitlement = outcome.entitlement
    }

    private mutating func warn() {
        guard verdict.status.receivesFixes, let end = outcome.warningDay ?? outcome.supportEnd else { return }
        let days = asOf.days(until: end)
        if let horizon = host.organisation.policy.warnDays.first(where: { days <= $0 }) {
            flags.insert(VerdictFlag.endsWithin(days: horizon))
        }
    }
}
