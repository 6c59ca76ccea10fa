import EstateModel
import Lifecycle

/// N/N-1: how far behind the newest settled generation of its ladder a release may be.
extension CouncilDemands {
    func generations(_ asset: PolicyAsset, _ findings: [Finding]) -> [PolicyVerdict] {
        findings.compactMap { finding in
            let verdict = finding.verdict
            if let generation = verdict.generation { return judged(asset, finding, generation) }
            // A release that is not known stands on no ladder, but its product does.
            guard verdict.role != .distributionPackage, let product = verdict.product,
                let places = catalogue.places[product]
            else { return nil }
            if let release = verdict.release, verdict.status != .unknownNewer {
                // The rules know this very release and gave it no place: a short-lived channel.
                if places[release] == nil { return nil }
            }
            let why = verdict.status == .unknownNewer ? "is newer than the rules know" : "is not known"
            return PolicyVerdict(
                .generations,
                on: asset,
                what: label(finding),
                .unknown,
                reason: "Its release \(why), so nothing tells how many generations it is behind.",
                policyKey: "lifecycle.n-minus.default"
            ).about(verdict)
        }
    }

    private func judged(_ asset: PolicyAsset, _ finding: Finding, _ generation: GenerationVerdict) -> PolicyVerdict {
        let own = lifecycle.ladders[generation.ladder] != nil
        var result = PolicyVerdict(
            .generations,
            on: asset,
            what: label(finding),
            .unknown,
            reason: "",
            policyKey: own ? "lifecycle.n-minus.ladders.\(generation.ladder)" : "lifecycle.n-minus.default"
        ).about(finding.verdict)
        guard let behind = generation.behind else {
            result.reason = "No generation of the ladder \(generation.ladder) has settled by then."
            return result
        }
        let allowed = generation.allowedBehind
        let place = behind == 0 ? "N" : "N-\(behind)"
        let limit = allowed == 0 ? "only N" : "N-\(allowed)"
        let newest = generation.current.map { "; N on the ladder \(generation.ladder) is \($0)" } ?? ""
        result.reason = "It is \(place), and the policy allows \(limit)\(newest)."
        let turn = turningDay(finding.verdict, generation)
        if behind > allowed {
            result.outcome = .breached(since: turn.flatMap { $0.day > asOf ? nil : $0.day })
        } else if let turn, turn.day > asOf {
            let last = turn.day.adding(days: -1)
            (result.outcome, result.horizonDays) = standing(until: last)
            result.reason = "It is \(place), and falls behind the allowed \(limit) when \(turn.label) becomes N on "
            result.reason += "\(turn.day.longDescription)."
        } else {
            result.outcome = .met(until: nil)
        }
        return result
    }

    /// The day on which one generation too many has settled above a release; nil when the rules know of none.
    private func turningDay(_ verdict: Verdict, _ generation: GenerationVerdict) -> (day: CalendarDay, label: String)? {
        guard let product = verdict.product, let release = verdict.release,
            let number = catalogue.places[product]?[release]
        else { return nil }
        let newer = (catalogue.ladders[generation.ladder] ?? []).filter { $0.number > number }
            .map { (day: lifecycle.settle.after($0.released), label: $0.label) }
            .sorted { $0.day < $1.day }
        return newer.indices.contains(generation.allowedBehind) ? newer[generation.allowedBehind] : nil
    }
}
