package import EstateModel

/// All plans, as the acts that were applied left them.
///
/// The same function admits a new act and replays the log, so the state can always be built again from the acts.
package struct PlanBook: Hashable, Sendable {
    package private(set) var plans: [PlanReference: PlanRecord]
    /// The highest number that was ever given; 0 before the first.
    private var lastNumber: Int
    /// The interim plans that a plan follows.
    private var interims: [PlanReference: Set<PlanReference>]
    /// The plans that name a risk.
    private var byRisk: [String: Set<PlanReference>]

    package init() {
        plans = [:]
        lastNumber = 0
        interims = [:]
        byRisk = [:]
    }

    /// From records that were kept; they must be all that there ever were.
    package init(records: some Sequence<PlanRecord>) {
        self.init()
        for record in records { keep(record) }
    }

    /// The reference of the next new plan.
    package var nextReference: PlanReference? { PlanReference(number: lastNumber + 1) }

    package subscript(reference: PlanReference) -> PlanRecord? { plans[reference] }

    /// Sorted by reference.
    package var records: [PlanRecord] { plans.values.sorted { $0.reference < $1.reference } }

    /// Plans that name a risk, sorted by reference.
    package func plans(for risk: String) -> [PlanRecord] {
        (byRisk[risk] ?? []).sorted().compactMap { plans[$0] }
    }

    /// Interim plans that still stand and that a plan follows; sorted.
    package func openInterims(followedBy reference: PlanReference) -> [PlanReference] {
        (interims[reference] ?? []).filter { plans[$0].map { !$0.state.isFinal } ?? false }.sorted()
    }

    /// What other plans are approved for, that work on the same product on some of the same assets, in whole pounds.
    package func committedPounds(beside record: PlanRecord) -> Int {
        let content = record.content
        let assets = Set(content.assets)
        return plans.values.reduce(0) { sum, other in
            guard other.state.isBinding, other.reference != record.reference, let cost = other.content.cost,
                other.content.subject.product == content.subject.product,
                other.content.subject.release == content.subject.release,
                other.content.kind.isInterim == content.kind.isInterim, !assets.isDisjoint(with: other.content.assets)
            else { return sum }
            let all = sum.addingReportingOverflow(cost.commitmentPounds)
            return all.overflow ? .max : all.partialValue
        }
    }

    /// Applies an act, or changes nothing.
    ///
    /// - Throws: ``PlanFault`` with everything that is wrong.
    package mutating func apply(_ act: PlanAct, by actor: PlanActor, at instant: Instant) throws(PlanFault) {
        keep(try result(of: act, by: actor, at: instant))
    }

    /// The record after an act. Apart from ``apply(_:by:at:)``, so that nothing holds the old state while the new one
    /// is written: a book of a hundred thousand plans would be copied for each act.
    private func result(of act: PlanAct, by actor: PlanActor, at instant: Instant) throws(PlanFault) -> PlanRecord {
        if case .draft(let reference, let content) = act {
            return try draft(reference, content, by: actor, at: instant)
        }
        guard let record = plans[act.plan] else {
            throw PlanFault(.unknownPlan, "there is no plan \(act.plan); look its reference up")
        }
        var transition = PlanTransition(record, by: actor, at: instant, book: self)
        transition.apply(act)
        try transition.faults.throwIfAny()
        return transition.record
    }

    private func draft(
        _ reference: PlanReference,
        _ content: PlanContent,
        by actor: PlanActor,
        at instant: Instant
    ) throws(PlanFault) -> PlanRecord {
        let record = PlanRecord(reference, content, by: actor, at: instant)
        var transition = PlanTransition(record, by: actor, at: instant, book: self)
        if let next = nextReference, next != reference {
            transition.faults.add(.invalid, "the next plan is \(next), not \(reference); references are never reused")
        }
        transition.check(content)
        try transition.faults.throwIfAny()
        return record
    }

    private mutating func keep(_ record: PlanRecord) {
        let reference = record.reference
        let old = plans[reference]?.content
        for risk in old?.risks ?? [] where !record.content.risks.contains(risk) {
            Self.remove(reference, from: risk, in: &byRisk)
        }
        if let followOn = old?.followOn, followOn != record.content.followOn {
            Self.remove(reference, from: followOn, in: &interims)
        }
        for risk in record.content.risks { byRisk[risk, default: []].insert(reference) }
        if let followOn = record.content.followOn { interims[followOn, default: []].insert(reference) }
        plans[reference] = record
        lastNumber = max(lastNumber, reference.number)
    }

    /// Leaves no empty entry behind: the same plans make the same book, whatever happened before.
    private static func remove<Key: Hashable>(
        _ reference: PlanReference,
        from key: Key,
        in index: inout [Key: Set<PlanReference>]
    ) {
        index[key]?.remove(reference)
        if index[key]?.isEmpty == true { index[key] = nil }
    }
}
