extension RegisterField {
    /// Where a field is kept, and what can stand in it.
    enum Access {
        case reference
        case text(WritableKeyPath<RegisterTableRow, String?>)
        case word(WritableKeyPath<RegisterTableRow, String?>, [String])
        case list(WritableKeyPath<RegisterTableRow, [String]>)
        case number(WritableKeyPath<RegisterTableRow, Int?>, ClosedRange<Int>)
        case flag(WritableKeyPath<RegisterTableRow, Bool?>)
        case day(WritableKeyPath<RegisterTableRow, PlanDate?>)
    }

    static let levels = 1...10
    static let points = 0...1000
    static let pounds = 0...1_000_000_000

    var access: Access {
        subjectAccess ?? scoreAccess ?? treatmentAccess ?? planAccess ?? historyAccess ?? .reference
    }

    private var subjectAccess: Access? {
        switch self {
        case .title: .text(\.title)
        case .organisations: .list(\.subject.organisations)
        case .service: .text(\.subject.service)
        case .product: .text(\.subject.product)
        case .assets: .list(\.subject.assets)
        case .assetCount: .number(\.subject.assetCount, 0...10_000_000)
        case .scopes: .list(\.subject.scopes)
        case .dataCategory: .text(\.subject.dataCategory)
        case .internetFacing: .flag(\.subject.isInternetFacing)
        case .supportStatus: .text(\.support.status)
        case .supportEnd: .day(\.support.end)
        case .lacksFixes: .flag(\.support.lacksFixes)
        case .missingFixSince: .day(\.support.missingFixSince)
        case .rule: .text(\.support.rule)
        case .source: .text(\.support.source)
        default: nil
        }
    }

    private var scoreAccess: Access? {
        switch self {
        case .inherentLikelihood: .number(\.inherent.likelihood, Self.levels)
        case .inherentImpact: .number(\.inherent.impact, Self.levels)
        case .inherentScore: .number(\.inherent.points, Self.points)
        case .inherentBand: .text(\.inherent.band)
        case .residualLikelihood: .number(\.residual.likelihood, Self.levels)
        case .residualImpact: .number(\.residual.impact, Self.levels)
        case .residualScore: .number(\.residual.points, Self.points)
        case .residualBand: .text(\.residual.band)
        case .targetLikelihood: .number(\.target.likelihood, Self.levels)
        case .targetImpact: .number(\.target.impact, Self.levels)
        case .targetScore: .number(\.target.points, Self.points)
        case .targetBand: .text(\.target.band)
        default: nil
        }
    }

    private var treatmentAccess: Access? {
        switch self {
        case .treatment: .word(\.treatment.kind, ["tolerate", "treat", "transfer", "terminate"])
        case .controls: .list(\.treatment.controls)
        case .segregatedBy: .text(\.treatment.segregatedBy)
        case .riskOwner: .text(\.treatment.riskOwner)
        case .actionOwner: .text(\.treatment.actionOwner)
        case .decision: .text(\.treatment.decision)
        case .decidedBy: .text(\.treatment.decidedBy)
        case .decidedOn: .day(\.treatment.decidedOn)
        case .decisionRoute: .text(\.treatment.decisionRoute)
        case .exception: .text(\.treatment.exception)
        case .exceptionExpires: .day(\.treatment.exceptionExpires)
        default: nil
        }
    }

    private var planAccess: Access? {
        switch self {
        case .plan: .text(\.plan.reference)
        case .action: .text(\.plan.action)
        case .milestone: .text(\.plan.milestone)
        case .baselineByWhen: .day(\.plan.baselineByWhen)
        case .byWhen: .day(\.plan.byWhen)
        case .rag: .word(\.plan.rag, ["green", "amber", "red", "black"])
        case .percentComplete: .number(\.plan.percentComplete, 0...100)
        case .evidence: .text(\.plan.evidence)
        case .oneOffPounds: .number(\.plan.oneOffPounds, Self.pounds)
        case .recurringPounds: .number(\.plan.recurringPounds, Self.pounds)
        case .costCountedIn: .text(\.plan.costCountedIn)
        case .costKind: .word(\.plan.costKind, ["revenue", "capital"])
        case .financialYear: .text(\.plan.financialYear)
        case .funded: .word(\.plan.funded, ["yes", "no", "bid"])
        case .planApprovalRoute: .text(\.plan.approvalRoute)
        case .planApprovedBy: .text(\.plan.approvedBy)
        case .planApprovedOn: .day(\.plan.approvedOn)
        default: nil
        }
    }

    private var historyAccess: Access? {
        switch self {
        case .status: .text(\.history.status)
        case .opened: .day(\.history.opened)
        case .closed: .day(\.history.closed)
        case .firstSeen: .day(\.history.firstSeen)
        case .lastSeen: .day(\.history.lastSeen)
        case .reviewOn: .day(\.history.reviewOn)
        case .change: .text(\.history.change)
        case .foundBy: .text(\.history.foundBy)
        case .openAtLastSubmission: .flag(\.history.wasOpenAtLastSubmission)
        case .linkedTo: .list(\.linkedTo)
        case .recordedIn: .text(\.history.recordedIn)
        default: nil
        }
    }

    /// For a cell; empty where nobody said.
    package func text(of row: RegisterTableRow) -> String { access.text(of: row) }
}

extension RegisterField.Access {
    func text(of row: RegisterTableRow) -> String {
        switch self {
        case .reference: row.reference
        case .text(let path), .word(let path, _): row[keyPath: path] ?? ""
        case .list(let path): row[keyPath: path].joined(separator: "; ")
        case .number(let path, _): row[keyPath: path].map { String($0) } ?? ""
        case .flag(let path): row[keyPath: path].map { $0 ? "yes" : "no" } ?? ""
        case .day(let path): row[keyPath: path]?.text ?? ""
        }
    }
}
