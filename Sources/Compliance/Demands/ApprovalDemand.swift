import EstateModel

/// Only what the council agreed to run, of the kinds that it named.
extension CouncilDemands {
    /// Where a release is not known, whether the list allows it is not known either.
    private enum Fit {
        case certain
        case possible
        case none
    }

    func approvals(_ list: ApprovedProducts, _ asset: PolicyAsset, _ findings: [Finding]) -> [PolicyVerdict] {
        var verdicts = findings.filter { isAsked(list, $0.verdict) }.map { approval(list, asset, $0) }
        if list.kinds.contains("os"), !findings.contains(where: { isSystem($0.verdict) }) {
            let reason = "No rule knows the host's operating system, so nobody can say whether it is approved."
            verdicts.append(unknown(asset, "operating system", reason))
        }
        if !asset.softwareIsComplete {
            let reason = "The host's software was not read whole, so what is not approved may be there unseen."
            verdicts.append(unknown(asset, "software", reason))
        }
        return verdicts
    }

    private func isAsked(_ list: ApprovedProducts, _ verdict: Verdict) -> Bool {
        verdict.role != .distributionPackage && verdict.product != nil
            && verdict.productKind.map(list.kinds.contains) ?? false
    }

    private func unknown(_ asset: PolicyAsset, _ what: String, _ reason: String) -> PolicyVerdict {
        PolicyVerdict(
            .approvedProducts,
            on: asset,
            what: what,
            .unknown,
            reason: reason,
            policyKey: "approved-products.kinds"
        )
    }

    private func approval(_ list: ApprovedProducts, _ asset: PolicyAsset, _ finding: Finding) -> PolicyVerdict {
        let product = finding.verdict.product ?? ""
        let approvals = (list.approvals[product] ?? []).filter { $0.scope.covers(asset) }
        let deviations = (list.deviations[product] ?? []).filter { $0.approval.scope.covers(asset) }
        let isListed = list.approvals[product] != nil
        var result = PolicyVerdict(
            .approvedProducts,
            on: asset,
            what: label(finding),
            .unknown,
            reason: "",
            policyKey: isListed ? "approved-products.products.\(product)" : "approved-products.kinds"
        ).about(finding.verdict)
        let live = approvals.filter { $0.until.map { $0 >= asOf } ?? true }
        if let best = latest(live.filter { fit($0, finding.verdict) == .certain }) {
            fill(&result, until: best.until, "It is on the list of approved products")
        } else if candidatesAreApproved(live, finding.verdict) {
            result.outcome = .met(until: nil)
            result.reason = "Every release that it may be is on the list of approved products."
        } else if let allowed = latest(deviations, on: finding.verdict, isLive: true) {
            result.policyKey = "approved-products.deviations"
            let who = "\(allowed.allowedBy) allowed it (\(allowed.reference))"
            fill(&result, until: allowed.until, "It is not on the list of approved products; \(who)")
        } else if live.contains(where: { fit($0, finding.verdict) == .possible }) {
            result.reason = "Its release is not known, and only some releases of it are approved."
        } else {
            fillBreach(&result, finding.verdict, approvals, deviations, isListed: isListed)
        }
        return result
    }

    private func fill(_ result: inout PolicyVerdict, until: CalendarDay?, _ text: String) {
        (result.outcome, result.horizonDays) = standing(until: until)
        result.reason = text + (until.map { " until \($0.longDescription)." } ?? ".")
    }

    private func fillBreach(
        _ result: inout PolicyVerdict,
        _ verdict: Verdict,
        _ approvals: [ApprovedProducts.Approval],
        _ deviations: [ApprovedProducts.Deviation],
        isListed: Bool
    ) {
        let approved = approvals.filter { fit($0, verdict) == .certain }.compactMap(\.until).max()
        let allowed = latest(deviations, on: verdict, isLive: false)
        let last = [approved, allowed?.until].compactMap(\.self).max()
        result.outcome = .breached(since: last?.adding(days: 1))
        if let allowed, allowed.until == last {
            result.policyKey = "approved-products.deviations"
            result.reason =
                "It is not on the list of approved products, and what \(allowed.allowedBy) allowed "
                + "(\(allowed.reference)) ended on \(allowed.until.longDescription)."
        } else if let approved {
            result.reason = "Its place on the list of approved products ended on \(approved.longDescription)."
        } else if isListed {
            result.reason =
                approvals.isEmpty
                ? "The list of approved products has it for other hosts only."
                : "The list of approved products has other releases of it only."
        } else {
            let kind = verdict.productKind ?? "its kind"
            result.reason = "It is not on the list of approved products, which covers everything of the kind \(kind)."
        }
    }

    // MARK: What covers a release

    private func fit(_ approval: ApprovedProducts.Approval, _ verdict: Verdict) -> Fit {
        guard let releases = approval.releases else { return .certain }
        if let release = verdict.release { return releases.contains(release) ? .certain : .none }
        let candidates = verdict.candidates
        return candidates.isEmpty || candidates.contains(where: releases.contains) ? .possible : .none
    }

    private func candidatesAreApproved(_ live: [ApprovedProducts.Approval], _ verdict: Verdict) -> Bool {
        guard verdict.release == nil, !verdict.candidates.isEmpty else { return false }
        return verdict.candidates.allSatisfy { candidate in
            live.contains { $0.releases?.contains(candidate) ?? true }
        }
    }

    /// The one that lasts longest.
    private func latest(_ approvals: [ApprovedProducts.Approval]) -> ApprovedProducts.Approval? {
        approvals.first { $0.until == nil }
            ?? approvals.max { ($0.until?.daysSinceEpoch ?? 0) < ($1.until?.daysSinceEpoch ?? 0) }
    }

    private func latest(
        _ deviations: [ApprovedProducts.Deviation],
        on verdict: Verdict,
        isLive: Bool
    ) -> ApprovedProducts.Deviation? {
        deviations.filter { ($0.until >= asOf) == isLive && fit($0.approval, verdict) == .certain }
            .max { ($0.until, $1.reference) < ($1.until, $0.reference) }
    }
}
