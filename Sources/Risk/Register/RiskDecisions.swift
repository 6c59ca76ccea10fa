package import EstateModel

/// What was decided about risks, as registers show it. It changes a risk's status, never its inherent or residual
/// score.
package protocol RiskDecisions: Sendable {
    /// - Parameters:
    ///   - key: the risk's.
    ///   - assets: those that the risk is about now, by id: an exception covers the ones that it names and no others.
    func decision(on key: RiskKey, assets: [Int64]) -> RowDecision
}

/// Nothing has been decided about anything.
package struct NoDecisions: RiskDecisions {
    package init() {}

    package func decision(on key: RiskKey, assets: [Int64]) -> RowDecision { RowDecision() }
}

/// What was decided about one risk.
package struct RowDecision: Hashable, Sendable {
    /// The worst of the assets': one that nothing covers leaves the risk uncovered.
    package var exception = ExceptionStanding.none
    /// Every exception that covers at least one of the assets, sorted.
    package var exceptions: [String] = []
    /// Assets that no exception in force covers although one covers others, ascending.
    package var uncovered: [Int64] = []
    /// The plan that ends the risk: one that is approved before one that is not, and then the one that ends last.
    package var plan: RowPlan?
    /// Plans that only bridge the time to it, sorted.
    package var interimPlans: [String] = []
    /// What takes the product's place; nil while nobody has chosen.
    package var target: TargetRelease?

    package init(exception: ExceptionStanding = .none, target: TargetRelease? = nil) {
        self.exception = exception
        self.target = target
    }
}

/// A remediation plan as a line of a register shows it.
package struct RowPlan: Hashable, Sendable, Codable {
    /// `P-0001`.
    package var reference: String
    package var title: String
    /// For people: `in progress`.
    package var state: String
    /// The by-when of the first approval; nil before it.
    package var baselineByWhen: CalendarDay?
    package var byWhen: CalendarDay
    /// Its approver named an exception under which it ends later than the policy asks for.
    package var mayEndLater = false
    /// `green`, `amber`, `red` or `black`; nil once it is verified.
    package var rating: String?
    /// Why it is not green, one sentence each.
    package var reasons: [String]
    package var percentComplete: Int

    /// Its day has passed and it is not done: an exception that rests on it manages nothing any more.
    package var isOutOfTime: Bool { rating == "black" }

    package init(reference: String, title: String, state: String, byWhen: CalendarDay) {
        self.reference = reference
        self.title = title
        self.state = state
        self.byWhen = byWhen
        reasons = []
        percentComplete = 0
    }
}
