/// A field of the register by the name that mapping files and JSON give it.
package enum RegisterField: String, Sendable, CaseIterable {
    case reference, title
    case organisations, service, product, assets
    case assetCount = "asset-count"
    case scopes
    case dataCategory = "data-category"
    case internetFacing = "internet-facing"
    case supportStatus = "support-status"
    case supportEnd = "support-end"
    case lacksFixes = "lacks-fixes"
    case missingFixSince = "missing-fix-since"
    case rule, source
    case inherentLikelihood = "inherent-likelihood"
    case inherentImpact = "inherent-impact"
    case inherentScore = "inherent-score"
    case inherentBand = "inherent-band"
    case residualLikelihood = "residual-likelihood"
    case residualImpact = "residual-impact"
    case residualScore = "residual-score"
    case residualBand = "residual-band"
    case targetLikelihood = "target-likelihood"
    case targetImpact = "target-impact"
    case targetScore = "target-score"
    case targetBand = "target-band"
    case treatment, controls
    case segregatedBy = "segregated-by"
    case riskOwner = "risk-owner"
    case actionOwner = "action-owner"
    case decision
    case decidedBy = "decided-by"
    case decidedOn = "decided-on"
    case decisionRoute = "decision-route"
    case exception
    case exceptionExpires = "exception-expires"
    case plan, action, milestone
    case baselineByWhen = "baseline-by-when"
    case byWhen = "by-when"
    case rag
    case percentComplete = "percent-complete"
    case evidence
    case oneOffPounds = "one-off-pounds"
    case recurringPounds = "recurring-pounds"
    case costCountedIn = "cost-counted-in"
    case costKind = "cost-kind"
    case financialYear = "financial-year"
    case funded
    case planApprovalRoute = "plan-approval-route"
    case planApprovedBy = "plan-approved-by"
    case planApprovedOn = "plan-approved-on"
    case status, opened, closed
    case firstSeen = "first-seen"
    case lastSeen = "last-seen"
    case reviewOn = "review-on"
    case change
    case foundBy = "found-by"
    case openAtLastSubmission = "open-at-last-submission"
    case linkedTo = "linked-to"
    case recordedIn = "recorded-in"

    /// Holds the name of something, which is one line however a cell wraps it; other texts keep their lines.
    var isName: Bool {
        switch self {
        case .title, .controls, .segregatedBy, .decision, .action, .milestone, .evidence, .change: false
        default: true
        }
    }

    /// `By when`: the heading of its column.
    package var heading: String {
        let words = rawValue.split(separator: "-").joined(separator: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    /// `byWhen`: its key in JSON.
    package var key: String {
        let words = rawValue.split(separator: "-")
        return words.enumerated().map { $0 == 0 ? String($1) : $1.prefix(1).uppercased() + $1.dropFirst() }.joined()
    }
}
