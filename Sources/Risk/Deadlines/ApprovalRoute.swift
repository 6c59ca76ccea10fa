/// Who decides about one risk, in one organisation's register.
package struct ApprovalRoute: Hashable, Sendable {
    /// The post that decides; nil when the policy names nobody for the band.
    package var decider: String?
    package var with: [String]
    package var reportTo: [String]
    package var register: String?
    /// The other organisations whose own decision is needed before any is effective; sorted.
    package var alsoDecidedIn: [String]
    /// Why, one sentence each.
    package var reasons: [String]

    /// `SIRO, with Management team`, for the register's column.
    package var summary: String {
        let decider = decider ?? "Nobody is named"
        let others = with.isEmpty ? "" : ", with \(joined(with))"
        let each = alsoDecidedIn.isEmpty ? "" : " (each council decides; also \(joined(alsoDecidedIn)))"
        return decider + others + each
    }
}

extension ApprovalPolicy {
    /// The route of a risk.
    ///
    /// A product without fixes always goes to ``noFix``; whoever the band names instead is asked along.
    package func route(band: Band, lacksFixes: Bool, sharedWith organisations: [String] = []) -> ApprovalRoute {
        let step = decisions[band.id]
        var route = ApprovalRoute(
            decider: step?.by,
            with: step?.with ?? [],
            reportTo: step?.reportTo ?? [],
            register: step?.register,
            alsoDecidedIn: organisations.sorted(),
            reasons: ["The residual band is \(band.label)."]
        )
        if lacksFixes, step?.by != noFix {
            // A deputy or the owner may be asked, but the decision on unsupported software is the SIRO's own.
            if let by = step?.by, !by.hasPrefix(noFix) { route.with.insert(by, at: 0) }
            route.decider = noFix
            route.reasons.append("It gets no security fixes, so the decision is the \(noFix)’s whatever the band.")
        }
        if !organisations.isEmpty {
            let text = "The estate is shared: each council signs its own decision, and the stricter one governs."
            route.reasons.append(text)
        }
        return route
    }

    /// Who approves a purchase; nil when no step applies.
    package func spendApprover(pounds: Int, isShared: Bool) -> String? {
        spend.filter { pounds > $0.overPounds && (isShared || !$0.sharedOnly) }
            .max { $0.overPounds < $1.overPounds }?.by
    }
}
