import EstateModel

extension RowBuild {
    func plan(score: RiskScore, worst: RegisterRow.Asset) -> (byWhen: ByWhen?, problem: String?) {
        do {
            let facts = planFacts(score: score, worst: worst)
            let byWhen = try build.policies.plan.byWhen(facts, asOf: asOf, calendar: build.calendar)
            return (byWhen, byWhen == nil ? "No rule of the plan policy gives a day; set 'next-refresh'." : nil)
        } catch {
            return (nil, error.description)
        }
    }

    private func planFacts(score: RiskScore, worst: RegisterRow.Asset) -> PlanFacts {
        var facts = PlanFacts(
            kind: group.kind == .unpatched ? .patch : .replace,
            band: score.residual.band,
            firstDetected: firstDetected,
            lacksFixes: lacksFixes
        )
        if lacksFixes {
            facts.supportEnd = worst.verdict.flatMap { $0.securityEnd ?? $0.supportEnd }
        } else {
            facts.supportEnd = self.facts.compactMap { $0.support.coverEnd(on: asOf) }.min()
        }
        facts.internetFacing = internetFacing
        facts.scopes = scopes
        facts.hardwareDue = members.compactMap { $0.verdict?.ageDue }.min()
        facts.psnSubmission = group.key.organisation.flatMap { build.organisations[$0]?.psnSubmission }
        let contract = members.map(\.asset).filter { $0.contractEnd != nil }
            .min { ($0.contractEnd?.daysSinceEpoch ?? 0, $0.id) < ($1.contractEnd?.daysSinceEpoch ?? 0, $1.id) }
        facts.contractEnd = contract?.contractEnd
        facts.contractNoticeDays = contract?.contractNoticeDays
        facts.oldestFix = oldestFix
        return facts
    }

    /// Only a release day that the source gave; an estimate must not set a deadline.
    var oldestFix: CalendarDay? {
        facts.compactMap { facts -> CalendarDay? in
            guard case .missing(let fixes) = facts.patches, fixes.estimatedFrom == nil else { return nil }
            return fixes.oldest
        }.min()
    }
}
