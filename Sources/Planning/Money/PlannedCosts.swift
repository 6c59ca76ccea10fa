/// Which plans' costs add up: of several ways to the same end a council pays for one.
///
/// What was approved is committed to and always counts. A plan that nobody has approved counts unless plans that count
/// already do the same to every asset of it; of several such rivals the dearest counts, so that no budget is too small.
package struct PlannedCosts: Hashable, Sendable {
    /// A plan whose cost is not counted, because others do the same.
    package struct Alternative: Hashable, Sendable {
        package let record: PlanRecord
        /// The plans that count in its place, sorted.
        package let insteadOf: [PlanReference]
    }

    /// Plans with a cost that counts, sorted by reference; those that are done among them.
    package let counted: [PlanRecord]
    /// Plans with a cost that does not, sorted by reference.
    package let alternatives: [Alternative]
    /// Open plans whose cost nobody knows yet, sorted by reference. Patches need none, and neither does a draft beside
    /// an approved plan.
    package let uncosted: [PlanRecord]
    private let instead: [PlanReference: [PlanReference]]

    /// - Parameter records: all plans of the estate; those that were cancelled are left out.
    package init(_ records: some Sequence<PlanRecord>) {
        let plans = records.filter { $0.state != .cancelled }.sorted { $0.reference < $1.reference }
        let approved = plans.filter { !$0.approvals.isEmpty && $0.state != .draft && $0.state != .proposed }
        let known = Set(approved.map(\.reference))
        // What is done lies behind: where the product is back, a new plan is no other way of doing it.
        var covered = Coverage(approved.filter { $0.state != .verifiedDone })
        let drafts = plans.filter { !known.contains($0.reference) }
        uncosted = (approved + drafts.filter { covered.plans(instead: $0) == nil })
            .filter { $0.content.cost == nil && $0.content.kind != .patch && !$0.state.isFinal }
            .sorted { $0.reference < $1.reference }
        let byReference = Dictionary(plans.map { ($0.reference, $0) }) { first, _ in first }
        var counted = approved.filter { $0.content.cost != nil }
        var alternatives: [Alternative] = []
        let dearestFirst = drafts.filter { $0.content.cost != nil }.sorted { left, right in
            let (a, b) = (left.content.cost?.commitmentPence ?? 0, right.content.cost?.commitmentPence ?? 0)
            return (b, left.reference) < (a, right.reference)
        }
        for draft in dearestFirst {
            if let others = covered.plans(instead: draft), Self.isPaid(draft, by: others.compactMap { byReference[$0] })
            {
                alternatives.append(Alternative(record: draft, insteadOf: others))
            } else {
                covered.add(draft)
                counted.append(draft)
            }
        }
        self.counted = counted.sorted { $0.reference < $1.reference }
        self.alternatives = alternatives.sorted { $0.record.reference < $1.record.reference }
        instead = Dictionary(alternatives.map { ($0.record.reference, $0.insteadOf) }) { first, _ in first }
    }

    /// The plans whose costs count in a plan's place, sorted; nil when its own counts, or it has none.
    package func counted(insteadOf plan: PlanReference) -> [PlanReference]? { instead[plan] }

    /// Whether counting others instead loses nobody's money: another council's draft is no substitute for what a
    /// council means to pay itself.
    private static func isPaid(_ draft: PlanRecord, by others: [PlanRecord]) -> Bool {
        if others.allSatisfy({ !$0.approvals.isEmpty }) { return true }
        let payers = Set(others.flatMap { $0.content.cost?.split.organisations ?? [] })
        return payers.isSuperset(of: draft.content.cost?.split.organisations ?? [])
    }
}

/// Which plans do what to which assets.
private struct Coverage {
    private enum Matter: Hashable {
        case asset(Way, product: String, release: String?, Int64)
        /// For plans that name no asset.
        case risk(Way, String)
    }

    /// What bridges the time is paid beside what ends the risk.
    private enum Way: Hashable {
        case ending
        case patch
        case cover
        case isolation

        init(_ kind: PlanKind) {
            switch kind {
            case .upgrade, .replace, .migrate, .consolidateRetire: self = .ending
            case .patch: self = .patch
            case .buyCover: self = .cover
            case .isolate: self = .isolation
            }
        }
    }

    private var plans: [Matter: Set<PlanReference>] = [:]

    init(_ records: [PlanRecord]) {
        for record in records { add(record) }
    }

    mutating func add(_ record: PlanRecord) {
        for matter in Self.matters(of: record.content) { plans[matter, default: []].insert(record.reference) }
    }

    /// Plans that together do all that a plan would; nil when some of it would be left.
    func plans(instead record: PlanRecord) -> [PlanReference]? {
        let matters = Self.matters(of: record.content)
        guard !matters.isEmpty, matters.allSatisfy({ plans[$0] != nil }) else { return nil }
        return Set(matters.flatMap { plans[$0] ?? [] }).sorted()
    }

    private static func matters(of content: PlanContent) -> [Matter] {
        let way = Way(content.kind)
        let subject = content.subject
        guard !content.assets.isEmpty else { return content.risks.map { .risk(way, $0) } }
        return content.assets.map { .asset(way, product: subject.product, release: subject.release, $0) }
    }
}
