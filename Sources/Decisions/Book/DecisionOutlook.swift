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
        let standing: ExceptionStanding
    }

    private let day: CalendarDay
    private let references: [RiskKey: String]
    /// Exceptions that were ever approved, by what they are about; sorted by id.
    private let covers: [Product: [Cover]]
    /// Plans that are neither cancelled nor verified, by risk; sorted by number.
    private let plans: [String: [PlanRecord]]
    /// The same, by what they are about.
    private let plansByProduct: [Product: [PlanRecord]]
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
                standing: record.standing(in: book, asOf: day)
            )
            covers[Product(id: scope.product, release: scope.release), default: []].append(cover)
        }
        self.covers = covers
        var plans: [String: [PlanRecord]] = [:]
        let open = book.plans.records.filter { !$0.state.isFinal }
        for record in open {
            for risk in record.content.risks { plans[risk, default: []].append(record) }
        }
        self.plans = plans
        plansByProduct = Dictionary(grouping: open) { record in
            Product(id: record.content.subject.product, release: record.content.subject.release)
        }
        laterEnds = Set(open.filter { book.allowsLaterEnd(of: $0, asOf: day) }.map(\.reference))
    }

    package func decision(on key: RiskKey, assets: [Int64]) -> RowDecision {
        var decision = coverage(key, assets)
        let plans = self.plans(key, assets)
        let ending = plans.filter { !$0.content.kind.isInterim }
        decision.interimPlans = plans.filter(\.content.kind.isInterim).map(\.reference.description)
        // What nobody has agreed to yet must not stand before what somebody has.
        let last = ending.max { Self.rank($0) < Self.rank($1) }
        guard let last else { return decision }
        decision.plan = RowPlan(last, mayEndLater: laterEnds.contains(last.reference), asOf: day)
        decision.target = last.content.target.map { TargetRelease(name: $0.label, supportEnd: $0.ownEnd) }
        return decision
    }

    /// Those that name the risk. A risk that has another reference since its service was called otherwise is still ended
    /// by a plan that removes the product from every one of its assets.
    private func plans(_ key: RiskKey, _ assets: [Int64]) -> [PlanRecord] {
        if let named = references[key].flatMap({ plans[$0] }) { return named }
        return (plansByProduct[Product(id: key.product, release: key.release)] ?? []).filter { plan in
            !assets.isEmpty && Set(plan.content.assets).isSuperset(of: assets)
        }
    }

    private static func rank(_ plan: PlanRecord) -> (Int, CalendarDay, PlanReference) {
        (!plan.approvals.isEmpty ? 2 : plan.state == .proposed ? 1 : 0, plan.currentByWhen, plan.reference)
    }

    /// An asset outside the scope that was signed is not covered, however alike it is.
    private func coverage(_ key: RiskKey, _ assets: [Int64]) -> RowDecision {
        let all = covers[Product(id: key.product, release: key.release)] ?? []
        let covers = all.filter { cover in key.organisation.map(cover.organisations.contains) ?? true }
        if covers.isEmpty { return RowDecision() }
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

extension DecisionBook {
    /// The last day of the exception that lets a plan end after the policy's by-when: the one that was named, or one that
    /// renews it. Nil where none that holds does.
    ///
    /// - Parameter plan: one of a book that was read with its exceptions, and what those refer to.
    package func laterEndAllowed(of plan: PlanRecord, asOf day: CalendarDay) -> CalendarDay? {
        guard let named = plan.exception else { return nil }
        var chain: Set = [named]
        var open = [named]
        while let id = open.popLast() {
            if let record = exceptions[id], record.standing(in: self, asOf: day).covers(on: day) {
                return record.lastDay
            }
            let renewals = exceptions.values.filter { next in
                next.request.renews == id && next.request.plan == plan.reference.description
            }.map(\.id)
            open += renewals.filter { chain.insert($0).inserted }
        }
        return nil
    }

    /// Whether an exception that holds lets a plan end after the policy's by-when.
    package func allowsLaterEnd(of plan: PlanRecord, asOf day: CalendarDay) -> Bool {
        laterEndAllowed(of: plan, asOf: day) != nil
    }

    /// The day by which a plan must be done: never later than the policy's unless an exception that holds allows it.
    package func latestDay(of plan: PlanRecord, asOf day: CalendarDay) -> CalendarDay {
        plan.latestDay(mayEndLater: allowsLaterEnd(of: plan, asOf: day))
    }

    /// How a plan stands on a day; nil once it is verified or cancelled.
    package func standing(
        of plan: PlanRecord,
        asOf day: CalendarDay,
        ladder: EscalationLadder = .standard
    ) -> PlanStanding? {
        plan.standing(asOf: day, ladder: ladder, mayEndLater: allowsLaterEnd(of: plan, asOf: day))
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
