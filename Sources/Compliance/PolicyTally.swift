/// How many verdicts stand how, for each demand: the headline.
package struct PolicyTally: Hashable, Sendable {
    package struct Row: Hashable, Sendable {
        package let demand: PolicyVerdict.Demand
        package private(set) var counts: [PolicyVerdict.Standing: Int] = [:]
        /// Of those due soon, how many are due within the narrowest horizon.
        package private(set) var dueInNarrowest = 0

        package func count(_ standing: PolicyVerdict.Standing) -> Int { counts[standing] ?? 0 }

        package var total: Int { counts.values.reduce(0, +) }

        mutating func add(_ verdict: PolicyVerdict, narrowest: Int) {
            counts[verdict.standing, default: 0] += 1
            if verdict.standing == .dueSoon, let days = verdict.horizonDays, days <= narrowest { dueInNarrowest += 1 }
        }
    }

    /// One for each demand, in their order.
    package private(set) var rows: [Row]
    private let narrowest: Int

    /// - Parameter warnDays: the policy's horizons, ascending.
    package init(warnDays: [Int]) {
        narrowest = warnDays.first ?? 0
        rows = PolicyVerdict.Demand.allCases.map { Row(demand: $0) }
    }

    package mutating func add(_ verdict: PolicyVerdict) {
        guard let index = rows.firstIndex(where: { $0.demand == verdict.demand }) else { return }
        rows[index].add(verdict, narrowest: narrowest)
    }

    /// Whether a rule of the council is broken; advice that is not followed breaks none.
    package var isBreached: Bool { rows.contains { !$0.demand.isAdvice && $0.count(.breached) > 0 } }
}
