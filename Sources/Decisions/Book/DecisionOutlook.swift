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
        /// Those that decided; nobody else's risk is accepted by it.
        let organisations: [String]
        /// The plan that it rests on.
        let plan: String?
        let standing: ExceptionStanding
    }

    private struct Plan {
        let record: PlanRecord
        let assets: Set<Int64>
    }

    private let day: CalendarDay
    private let references: [RiskKey: String]
    /// Exceptions that were ever approved, by what they are about; sorted by id.
    private let covers: [Product: [Cover]]
    /// Plans that are neither cancelled nor verified, by risk; sorted by number.
    private let plans: [String: [Plan]]
    /// The same, by what they are about.
    private let plansByProduct: [Product: [Plan]]
    /// Plans that end after the policy's by-when under an exception that holds.
    private let laterEnds: Set<PlanReference>

    /// - Parameters:
    ///   - book: with every exception and plan.
    ///   - references: of the risks that have one.
    package init(_ book: DecisionBook, references: [RiskKey: String], asOf day: CalendarDay) {
        self.day = day
        self.references = references
        var covers: [Product: [Cover]] = [:]
        for record in book.exceptions.values.sorted(by: { $0.id < $1.id }) where record.approval != nil {
            let scope = record.request.scope
            let cover = Cover(
                scope: scope,
                id: record.id,
                organisations: record.terms?.organisations ?? [],
                plan: record.request.plan,
                standing: record.standing(in: book, asOf: day)
            )
            covers[Product(id: scope.product, release: scope.release), default: []].append(cover)
        }
        self.covers = covers
        var plans: [String: [Plan]] = [:]
        let open = book.plans.records.filter { !$0.state.isFinal }
            .map { Plan(record: $0, assets: Set($0.content.assets)) }
        for plan in open {
            for risk in plan.record.content.risks { plans[risk, default: []].append(plan) }
        }
        self.plans = plans
        plansByProduct = Dictionary(grouping: open) { plan in
            Product(id: plan.record.content.subject.product, release: plan.record.content.subject.release)
        }
        laterEnds = Set(open.map(\.record).filter { book.allowsLaterEnd(of: $0, asOf: day) }.map(\.reference))
    }

    package func decision(on key: RiskKey, assets: [Int64]) -> RowDecision {
        var (decision, signed) = coverage(key, assets)
        let assets = Set(assets)
        let plans = self.plans(key, assets)
        decision.interimPlans = plans.filter(\.record.content.kind.isInterim).map(\.record.reference.description)
        let ending = plans.filter { !$0.record.content.kind.isInterim }
        let ranked = ending.map { (rank: rank($0, assets, signed), plan: $0) }
        guard let best = ranked.max(by: { $0.rank < $1.rank })?.plan else { return decision }
        // For what neither the plan nor the exception is about, the policy's own day stays.
        let isAllowed = !decision.exceptions.isEmpty && decision.uncovered.isEmpty
        let isWhole = isAllowed && best.assets.isSuperset(of: assets)
        let mayEndLater = isWhole && laterEnds.contains(best.record.reference)
        var plan = RowPlan(best.record, mayEndLater: mayEndLater, asOf: day)
        let left = best.record.content.assets.isEmpty ? 0 : assets.subtracting(best.assets).count
        if left > 0 {
            plan.reasons.append("It leaves out \(left) of the \(assets.count) hosts of this risk.")
        }
        decision.plan = plan
        decision.target = best.record.content.target.map { TargetRelease(name: $0.label, supportEnd: $0.ownEnd) }
        return decision
    }

    /// Those that name the risk. A risk that has another reference since its service was called otherwise is still
    /// ended by a plan that removes the product from every one of its assets.
    private func plans(_ key: RiskKey, _ assets: Set<Int64>) -> [Plan] {
        let named = references[key].flatMap { plans[$0] } ?? []
        if assets.isEmpty || named.contains(where: { !$0.record.content.kind.isInterim }) { return named }
        let known = Set(named.map(\.record.reference))
        let others = plansByProduct[Product(id: key.product, release: key.release)] ?? []
        return named + others.filter { !known.contains($0.record.reference) && $0.assets.isSuperset(of: assets) }
    }

    /// First the plan that was signed for with an exception in force, then what ends more of the risk. What nobody has
    /// agreed to yet must not stand before what somebody has.
    private func rank(_ plan: Plan, _ assets: Set<Int64>, _ signed: Set<String>) -> Rank {
        let record = plan.record
        return Rank(
            isSigned: signed.contains(record.reference.description) ? 1 : 0,
            agreement: !record.approvals.isEmpty ? 2 : record.state == .proposed ? 1 : 0,
            assets: assets.intersection(plan.assets).count,
            byWhen: record.currentByWhen,
            reference: record.reference
        )
    }

    private struct Rank: Comparable {
        let isSigned: Int
        let agreement: Int
        let assets: Int
        let byWhen: CalendarDay
        let reference: PlanReference

        static func < (left: Rank, right: Rank) -> Bool {
            (left.isSigned, left.agreement, left.assets, left.byWhen, left.reference)
                < (right.isSigned, right.agreement, right.assets, right.byWhen, right.reference)
        }
    }

    /// An asset outside the scope that was signed is not covered, however alike it is.
    ///
    /// - Returns: the decision, and the plans that exceptions in force on any of the assets rest on.
    private func coverage(_ key: RiskKey, _ assets: [Int64]) -> (decision: RowDecision, signed: Set<String>) {
        let all = covers[Product(id: key.product, release: key.release)] ?? []
        let covers = all.filter { cover in key.organisation.map(cover.organisations.contains) ?? true }
        if covers.isEmpty { return (RowDecision(), []) }
        var worst: ExceptionStanding?
        var uncovered: [Int64] = []
        var used: Set<String> = []
        var signed: Set<String> = []
        for asset in Set(assets).sorted() {
            let own = covers.filter { $0.scope.covers(asset: asset, product: key.product, release: key.release) }
            let best = own.map(\.standing).max { rank($0) < rank($1) } ?? .none
            used.formUnion(own.filter { $0.standing != .none }.map(\.id))
            signed.formUnion(own.filter { $0.standing.covers(on: day) }.compactMap(\.plan))
            if !best.covers(on: day) { uncovered.append(asset) }
            if worst.map({ rank(best) < rank($0) }) ?? true { worst = best }
        }
        var decision = RowDecision(exception: worst ?? .none)
        decision.exceptions = used.sorted()
        decision.uncovered = used.isEmpty ? [] : uncovered
        return (decision, signed)
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
    package init(_ record: PlanRecord, mayEndLater: Bool, asOf day: CalendarDay) {
        self.init(
            reference: record.reference.description,
            title: record.content.title,
            state: record.state.label,
            byWhen: record.latestDay(mayEndLater: mayEndLater)
        )
        baselineByWhen = record.baselineByWhen
        self.mayEndLater = mayEndLater
        percentComplete = record.percentComplete
        guard let standing = record.standing(asOf: day, mayEndLater: mayEndLater) else { return }
        rating = standing.rating.rawValue
        reasons = standing.reasons
    }
}
