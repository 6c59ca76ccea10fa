package import EstateModel
package import Planning
package import Risk

/// How everything that was decided stands on a day, in the form in which the register asks for it.
package struct DecisionOutlook: RiskDecisions {
    private struct Product: Hashable {
        let id: String
        let release: String?
    }

    private struct Cover {
        let scope: ExceptionScope
        let id: String
        let standing: ExceptionStanding
    }

    private let day: CalendarDay
    private let references: [RiskKey: String]
    /// Exceptions that were ever approved, by what they are about; sorted by id.
    private let covers: [Product: [Cover]]
    /// Plans that are neither cancelled nor verified, by risk; sorted by number.
    private let plans: [String: [PlanRecord]]

    /// - Parameters:
    ///   - book: with every exception and plan.
    ///   - references: of the risks that have one.
    package init(_ book: DecisionBook, references: [RiskKey: String], asOf day: CalendarDay) {
        self.day = day
        self.references = references
        var covers: [Product: [Cover]] = [:]
        for record in book.exceptions.values.sorted(by: { $0.id < $1.id }) where record.approval != nil {
            let scope = record.request.scope
            let cover = Cover(scope: scope, id: record.id, standing: record.standing(in: book, asOf: day))
            covers[Product(id: scope.product, release: scope.release), default: []].append(cover)
        }
        self.covers = covers
        var plans: [String: [PlanRecord]] = [:]
        for record in book.plans.records where !record.state.isFinal {
            for risk in record.content.risks { plans[risk, default: []].append(record) }
        }
        self.plans = plans
    }

    package func decision(on key: RiskKey, assets: [Int64]) -> RowDecision {
        var decision = coverage(key, assets)
        guard let risk = references[key], let plans = plans[risk] else { return decision }
        let ending = plans.filter { !$0.content.kind.isInterim }
        decision.interimPlans = plans.filter(\.content.kind.isInterim).map(\.reference.description)
        // What nobody has agreed to yet must not stand before what somebody has.
        let last = ending.max { Self.rank($0) < Self.rank($1) }
        guard let last else { return decision }
        decision.plan = RowPlan(last, asOf: day)
        decision.target = last.content.target.map { TargetRelease(name: $0.label, supportEnd: $0.ownEnd) }
        return decision
    }

    private static func rank(_ plan: PlanRecord) -> (Int, CalendarDay, PlanReference) {
        (plan.approvals.isEmpty ? 0 : 1, plan.currentByWhen, plan.reference)
    }

    /// An asset outside the scope that was signed is not covered, however alike it is.
    private func coverage(_ key: RiskKey, _ assets: [Int64]) -> RowDecision {
        guard let covers = covers[Product(id: key.product, release: key.release)] else { return RowDecision() }
        var worst: ExceptionStanding?
        var uncovered: [Int64] = []
        var used: Set<String> = []
        for asset in Set(assets).sorted() {
            let own = covers.filter { $0.scope.covers(asset: asset, product: key.product, release: key.release) }
            let best = own.map(\.standing).max { rank($0) < rank($1) } ?? .none
            used.formUnion(own.filter { $0.standing != .none }.map(\.id))
            if !best.covers(on: day) { uncovered.append(asset) }
            if worst.map({ rank(best) < rank($0) }) ?? true { worst = best }
        }
        var decision = RowDecision(exception: worst ?? .none)
        decision.exceptions = used.sorted()
        decision.uncovered = used.isEmpty ? [] : uncovered
        return decision
    }

    /// Higher is better; of two that are alike, the one that lasts longer.
    private func rank(_ standing: ExceptionStanding) -> (Int, Int32) {
        switch standing {
        case .none: (0, 0)
        case .expired(_, let on): (1, on.daysSinceEpoch)
        case .suspended(_, let since): (2, since.daysSinceEpoch)
        case .live(_, let until): (3, until.daysSinceEpoch)
        }
    }
}

extension RowPlan {
    package init(_ record: PlanRecord, asOf day: CalendarDay) {
        self.init(
            reference: record.reference.description,
            title: record.content.title,
            state: record.state.label,
            byWhen: record.currentByWhen
        )
        baselineByWhen = record.baselineByWhen
        mayEndLater = record.exception != nil
        percentComplete = record.percentComplete
        guard let standing = record.standing(asOf: day) else { return }
        rating = standing.rating.rawValue
        reasons = standing.reasons
    }
}
