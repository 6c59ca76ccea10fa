package import EstateModel
package import Lifecycle
package import Risk

/// Everything that the council demands, with what the rules say of products, ready to be held against hosts.
package struct CouncilDemands: Sendable {
    package let lifecycle: CouncilPolicy
    package let plan: PlanPolicy
    /// Nil when the council has no list.
    package let approved: ApprovedProducts?
    package let catalogue: ProductCatalogue
    package let asOf: CalendarDay

    package init(
        lifecycle: CouncilPolicy,
        plan: PlanPolicy,
        approved: ApprovedProducts?,
        catalogue: ProductCatalogue,
        asOf: CalendarDay
    ) {
        self.lifecycle = lifecycle
        self.plan = plan
        self.approved = approved
        self.catalogue = catalogue
        self.asOf = asOf
    }

    /// Every demand on one host and what it runs, in the order of ``PolicyVerdict/Demand``.
    ///
    /// - Parameter findings: those of this host.
    package func verdicts(on asset: PolicyAsset, findings: [Finding]) -> [PolicyVerdict] {
        let judged = findings.filter { isJudged($0.verdict) }
        var verdicts: [PolicyVerdict] = []
        if let approved { verdicts += approvals(approved, asset, judged) }
        verdicts += generations(asset, judged)
        verdicts += hardwareLife(asset, judged)
        verdicts += patches(asset)
        verdicts += ends(asset, judged)
        return verdicts
    }

    private func isJudged(_ verdict: Verdict) -> Bool {
        verdict.status != .component && ![.component, .client, .leftover, .tool].contains(verdict.role)
    }

    /// The narrowest horizon of the policy that a day lies in; nil when it is further off, or over.
    func horizon(of day: CalendarDay) -> Int? {
        let days = asOf.days(until: day)
        return days < 0 ? nil : lifecycle.warnDays.first { days <= $0 }
    }

    /// Met until a day that may be close.
    func standing(until day: CalendarDay?) -> (outcome: PolicyVerdict.Outcome, horizonDays: Int?) {
        guard let day else { return (.met(until: nil), nil) }
        if day < asOf { return (.breached(since: day.adding(days: 1)), nil) }
        return horizon(of: day).map { (.dueSoon(until: day), $0) } ?? (.met(until: day), nil)
    }
}

/// How a thing is called: its release, its product, the words of the host.
func label(_ finding: Finding) -> String {
    let verdict = finding.verdict
    let fields = finding.subject.fields
    let found = [fields["manufacturer"], fields["model"]].compactMap(\.self).joined(separator: " ")
    let name =
        verdict.releaseLabel ?? verdict.productName ?? verdict.product ?? (found.isEmpty ? nil : found)
        ?? fields["displayName"] ?? fields["name"] ?? finding.subject.kind
    return verdict.role == .distributionPackage ? "packages of \(name)" : name
}

/// `1 day`, `14 days`.
func counted(_ number: Int, _ one: String, _ many: String) -> String { "\(number) \(number == 1 ? one : many)" }
