import EstateModel
import Risk

/// How soon security fixes are installed, by the policy and by NCSC's advice.
extension CouncilDemands {
    func patches(_ asset: PolicyAsset) -> [PolicyVerdict] {
        [
            patchAge(.patchAge, asset, days: plan.patchDays, key: "plan.patches.days"),
            advisedPatchAge(asset),
        ]
    }

    /// Where nobody said whether a host faces the internet, only an age that both limits judge alike decides.
    private func advisedPatchAge(_ asset: PolicyAsset) -> PolicyVerdict {
        let (strict, other) = (plan.patchAdviceInternetDays, plan.patchAdviceDays)
        if asset.internetFacing == true {
            return patchAge(.advisedPatchAge, asset, days: strict, key: "plan.patches.advice-internet-days")
        }
        var verdict = patchAge(.advisedPatchAge, asset, days: other, key: "plan.patches.advice-days")
        guard asset.internetFacing == nil else { return verdict }
        let exposed = patchAge(.advisedPatchAge, asset, days: strict, key: "plan.patches.advice-internet-days")
        guard exposed.standing != verdict.standing, exposed.standing == .breached else { return verdict }
        verdict.outcome = .unknown
        verdict.reason =
            "Nobody said whether it faces the internet, where NCSC advises \(counted(strict, "day", "days")) instead of "
            + "\(other): \(exposed.reason)"
        return verdict
    }

    private func patchAge(
        _ demand: PolicyVerdict.Demand,
        _ asset: PolicyAsset,
        days: Int,
        key: String
    ) -> PolicyVerdict {
        var verdict = PolicyVerdict(
            demand,
            on: asset,
            what: "security fixes",
            .unknown,
            reason: "",
            policyKey: key
        )
        switch PatchState(asset.updates, asOf: asOf, staleAfterDays: days) {
        case .notLearnt(let reason): verdict.reason = reason
        case .current: fillCurrent(&verdict, asset.updates)
        case .missing(let fixes): fill(&verdict, fixes, days: days)
        }
        return verdict
    }

    private func fillCurrent(_ verdict: inout PolicyVerdict, _ updates: UpdateState?) {
        guard let refreshed = updates?.listsRefreshed else {
            verdict.reason = "No fixes wait by the host's own lists, but nobody knows how old the lists are."
            return
        }
        let restart = updates?.rebootNeeded == true ? "; a restart must still put some to use" : ""
        verdict.outcome = .met(until: nil)
        verdict.reason = "By the host's lists of \(refreshed.longDescription) no security fixes wait\(restart)."
    }

    private func fill(_ verdict: inout PolicyVerdict, _ fixes: MissingFixes, days: Int) {
        guard let count = fixes.count else {
            let looked = fixes.oldest.map { " on \($0.longDescription)" } ?? " too long ago"
            verdict.reason = "The host last looked for updates\(looked); what came out since is not known."
            return
        }
        let waiting = counted(count, "security fix waits", "security fixes wait")
        guard let oldest = fixes.oldest else {
            verdict.reason = "\(waiting), and nothing tells how long they have been out."
            return
        }
        let age = counted(max(0, oldest.days(until: asOf)), "day", "days")
        let what = fixes.estimatedFrom == nil ? "the oldest came out" : "updates were last installed"
        let allowed = counted(days, "day is", "days are")
        verdict.reason = "\(waiting), and \(what) on \(oldest.longDescription), \(age) before; \(allowed) allowed."
        let last = oldest.adding(days: days)
        verdict.outcome = last < asOf ? .breached(since: last.adding(days: 1)) : .dueSoon(until: last)
        if last >= asOf { verdict.horizonDays = horizon(of: last) }
    }
}
