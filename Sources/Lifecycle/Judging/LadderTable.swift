import EstateModel

/// Every ladder's generations with the day on which each became generally available.
struct LadderTable: Sendable {
    private struct Step: Sendable {
        var generation: Int
        var released: CalendarDay
        var label: String
    }

    /// Ascending by generation.
    private var ladders: [String: [Step]] = [:]

    init(_ products: [ProductRule]) {
        var steps: [String: [Int: Step]] = [:]
        for product in products {
            for cycle in product.cycles where cycle.movesLadder {
                guard let generation = cycle.generation, let released = cycle.released else { continue }
                let ladder = product.ladder(of: cycle)
                let step = Step(generation: generation, released: released, label: cycle.id)
                let known = steps[ladder]?[generation]
                if let known, known.released <= released { continue }
                steps[ladder, default: [:]][generation] = step
            }
        }
        ladders = steps.mapValues { $0.values.sorted { $0.generation < $1.generation } }
    }

    /// The council's N/N-1 judgement of a cycle; nil when it stands on no ladder.
    func verdict(
        for cycle: Cycle,
        of product: ProductRule,
        policy: CouncilPolicy,
        asOf: CalendarDay
    ) -> GenerationVerdict? {
        guard let generation = cycle.generation else { return nil }
        let ladder = product.ladder(of: cycle)
        // Only what is out and has settled can be N.
        let current = (ladders[ladder] ?? []).filter { policy.settle.after($0.released) <= asOf }
        return GenerationVerdict(
            ladder: ladder,
            behind: current.isEmpty ? nil : current.filter { $0.generation > generation }.count,
            allowedBehind: policy.allowedBehind(onLadder: ladder),
            current: current.last?.label
        )
    }
}
