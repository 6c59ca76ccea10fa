import EstateModel
import Risk

/// Nothing out of support, and what ends seen coming: the vendor's dates against the policy's horizons.
extension CouncilDemands {
    func ends(_ asset: PolicyAsset, _ findings: [Finding]) -> [PolicyVerdict] {
        let systems = SystemCalendars(findings, asOf: asOf)
        var verdicts = findings.filter { !systems.endsWithSystem($0) }
            .map { end(asset, $0) }
        if !findings.contains(where: { isSystem($0.verdict) }) {
            verdicts.append(
                PolicyVerdict(
                    .warningHorizon,
                    on: asset,
                    what: "operating system",
                    .unknown,
                    reason: "No rule knows the host's operating system, so nobody knows until when it gets fixes.",
                    policyKey: "lifecycle.warn"
                )
            )
        }
        return verdicts
    }

    func isSystem(_ verdict: Verdict) -> Bool {
        verdict.role == .product && ["os", "hypervisor", "appliance"].contains(verdict.productKind ?? "")
    }

    private func end(_ asset: PolicyAsset, _ finding: Finding) -> PolicyVerdict {
        let clock = SupportClock(finding.verdict)
        var result = PolicyVerdict(
            .warningHorizon,
            on: asset,
            what: label(finding),
            .unknown,
            reason: "Nobody knows until when it gets security fixes.",
            policyKey: "lifecycle.warn"
        ).about(finding.verdict)
        switch clock.standing(on: asOf) {
        case .unknown: break
        case .ended(let day):
            result.outcome = .breached(since: day?.adding(days: 1))
            result.reason = day.map { "Security fixes ended on \($0.longDescription)." } ?? "It gets no security fixes."
        case .claimed(_, let freeEnd):
            result.outcome = .breached(since: freeEnd?.adding(days: 1))
            let end = freeEnd.map { "Free security fixes ended on \($0.longDescription)" } ?? "It gets no free fixes"
            result.reason = "\(end), and the host shows no sign of the paid cover that is recorded."
        case .free(let until): fill(&result, until, "Security fixes")
        case .paid(let until, _): fill(&result, until, "Paid security fixes")
        }
        return result
    }

    private func fill(_ result: inout PolicyVerdict, _ until: CalendarDay?, _ what: String) {
        (result.outcome, result.horizonDays) = standing(until: until)
        guard let until else {
            result.reason = "\(what) come, and no end of them is published."
            return
        }
        let within = result.horizonDays.map { ", within \(counted($0, "day", "days"))" } ?? ""
        result.reason = "\(what) end on \(until.longDescription)\(within)."
    }
}
