import EstateModel
import Reporting
import Risk

/// A register row as one flat line, for CSV and JSON.
struct RegisterLine: Encodable {
    var reference: String
    var kind: String
    var organisation: String?
    var what: String
    var service: String?
    var risk: String
    var assets: [String]
    var vendor: String
    var council: String?
    var inherent: Int
    var inherentBand: String
    var residual: Int
    var residualBand: String
    var byWhen: CalendarDay?
    var byWhenRule: String?
    var decides: String?
    var owners: [String]
    /// `live`, `suspended`, `expired`; nil without one.
    var exception: String?
    var exceptions: [String]
    var uncovered: [String]
    var plan: String?
    var planState: String?
    var planRating: String?
    var planByWhen: CalendarDay?
    var planByWhenAtFirst: CalendarDay?
    var unmanaged: Bool
    var confidence: String
    /// `tolerate`; nil while nobody decided what to do about it.
    var treatment: String?
    /// When the treatment is looked at again; nil when nobody said.
    var reviewOn: CalendarDay?
    var isReviewOverdue: Bool
    /// `new`, `back`, `scored`, `none`; nil for a risk that the log does not know.
    var change: String?
    var changedOn: CalendarDay?
    /// The day of the last report; nil when nobody said: then the last change of all is told.
    var changedSince: CalendarDay?
    var residualBefore: Int?

    init(_ row: RegisterRow, _ model: ReportModel) {
        reference = model.reference(of: row)
        kind = row.kind.rawValue
        organisation = row.key.organisation
        what = row.label
        service = row.service?.name
        risk = row.title
        assets = row.assets.map(\.name)
        vendor = row.vendorStanding
        council = row.councilStanding
        inherent = row.score.inherent.points
        inherentBand = row.score.inherent.band.label
        residual = row.score.residual.points
        residualBand = row.score.residual.band.label
        byWhen = row.dueDay
        byWhenRule = row.dueRule
        decides = row.route.decider
        owners = row.owners
        exception = row.exception.word
        exceptions = row.decision.exceptions
        uncovered = row.uncoveredNames
        plan = row.decision.plan?.reference
        planState = row.decision.plan?.state
        planRating = row.decision.plan?.rating
        planByWhen = row.decision.plan?.byWhen
        planByWhenAtFirst = row.decision.plan?.baselineByWhen
        unmanaged = row.isUnmanaged
        confidence = row.confidence.rawValue
        let decided = model.treatment(of: row)
        treatment = decided?.choice.rawValue
        reviewOn = decided?.reviewOn
        isReviewOverdue = decided?.reviewOverdue(asOf: model.asOf) != nil
        let news = model.change(of: row)
        change = news?.kind.rawValue
        changedOn = news?.on
        changedSince = news?.since
        residualBefore = news?.residual?.before
    }

    static var columns: [Listing<RegisterLine>.Column] {
        [
            .init("Ref") { $0.reference },
            .init("Kind") { $0.kind },
            .init("Organisation") { $0.organisation ?? "" },
            .init("What") { $0.what },
            .init("Service") { $0.service ?? "" },
            .init("Risk") { $0.risk },
            .init("Assets") { $0.assets.joined(separator: "; ") },
            .init("Vendor") { $0.vendor },
            .init("Council policy") { $0.council ?? "" },
            .init("Inherent", isNumber: true) { String($0.inherent) },
            .init("Inherent band") { $0.inherentBand },
            .init("Residual", isNumber: true) { String($0.residual) },
            .init("Residual band") { $0.residualBand },
            .init("By when") { $0.byWhen?.description ?? "" },
            .init("By when because") { $0.byWhenRule ?? "" },
            .init("Decides") { $0.decides ?? "" },
            .init("Owners") { $0.owners.joined(separator: "; ") },
            .init("Exception") { $0.exception ?? "" },
            .init("Exceptions") { $0.exceptions.joined(separator: "; ") },
            .init("Not covered") { $0.uncovered.joined(separator: "; ") },
            .init("Plan") { $0.plan ?? "" },
            .init("Plan state") { $0.planState ?? "" },
            .init("Plan rating") { $0.planRating ?? "" },
            .init("Plan by when") { $0.planByWhen?.description ?? "" },
            .init("Plan by when at first") { $0.planByWhenAtFirst?.description ?? "" },
            .init("Unmanaged") { $0.unmanaged ? "yes" : "no" },
            .init("Confidence") { $0.confidence },
            .init("Treatment") { $0.treatment ?? "" },
            .init("Review on") { $0.reviewOn?.description ?? "" },
            .init("Review overdue") { $0.isReviewOverdue ? "yes" : "no" },
            .init("Change") { $0.change ?? "" },
            .init("Changed on") { $0.changedOn?.description ?? "" },
            .init("Changed since") { $0.changedSince?.description ?? "" },
            .init("Residual before") { $0.residualBefore.map { String($0) } ?? "" },
        ]
    }
}

extension ExceptionStanding {
    /// For programs; nil without one.
    fileprivate var word: String? {
        switch self {
        case .none: nil
        case .live: "live"
        case .suspended: "suspended"
        case .expired: "expired"
        }
    }
}
