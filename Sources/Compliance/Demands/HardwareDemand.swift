import EstateModel
import Lifecycle

/// The life span that the council gives its devices; a year before its end a device is due.
extension CouncilDemands {
    private static let warningMonths = 12

    func hardwareLife(_ asset: PolicyAsset, _ findings: [Finding]) -> [PolicyVerdict] {
        guard asset.isDevice != false else { return [] }
        let devices = findings.filter {
            $0.verdict.productKind == "hardware" || $0.subject.kind == "hardware" || $0.verdict.ageDue != nil
        }
        if devices.isEmpty {
            let reason =
                asset.isDevice == nil
                ? "The host's hardware was not learnt, so its age is not known."
                : "No maker and model of the device were learnt, so its age is not known."
            return [unknownAge(asset, what: "hardware", reason)]
        }
        return devices.map { life(asset, $0) }
    }

    private func life(_ asset: PolicyAsset, _ finding: Finding) -> PolicyVerdict {
        let verdict = finding.verdict
        guard let due = verdict.ageDue else {
            let known = finding.subject.fields["biosDate"].map {
                "Only its BIOS date, \(visible($0, limit: 20)), is known, which updates move, so its age is not known."
            }
            let none = "No purchase, warranty or manufacture date of it is known."
            return unknownAge(asset, what: label(finding), known ?? none, of: verdict)
        }
        let key = lifeSpanKey(verdict)
        let span = lifecycle.lifeSpan(of: verdict.product.flatMap { catalogue.deviceClasses[$0] })
        let verb = due < asOf ? "was" : "is"
        var result = PolicyVerdict(
            .hardwareLife,
            on: asset,
            what: label(finding),
            .met(until: due),
            reason: "Its life span of \(span) \(verb) over on \(due.longDescription).",
            policyKey: key
        ).about(verdict)
        if due < asOf {
            result.outcome = .breached(since: due.adding(days: 1))
        } else if due <= asOf.adding(months: Self.warningMonths) {
            result.outcome = .dueSoon(until: due)
            result.horizonDays = horizon(of: due)
        }
        return result
    }

    private func unknownAge(
        _ asset: PolicyAsset,
        what: String,
        _ reason: String,
        of verdict: Verdict? = nil
    ) -> PolicyVerdict {
        let result = PolicyVerdict(
            .hardwareLife,
            on: asset,
            what: what,
            .unknown,
            reason: reason,
            policyKey: verdict.map(lifeSpanKey) ?? "lifecycle.life-span.default"
        )
        return verdict.map(result.about) ?? result
    }

    private func lifeSpanKey(_ verdict: Verdict) -> String {
        let deviceClass = verdict.product.flatMap { catalogue.deviceClasses[$0] }
        return "lifecycle.life-span." + (deviceClass.flatMap { lifecycle.lifeSpans[$0] == nil ? nil : $0 } ?? "default")
    }
}
