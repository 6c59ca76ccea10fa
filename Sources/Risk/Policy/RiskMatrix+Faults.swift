/// Something in a policy that cannot stand, and the key where a person mends it.
package struct PolicyFault: Hashable, Sendable {
    package let key: String
    package let message: String

    package init(_ key: String, _ message: String) {
        self.key = key
        self.message = message
    }
}

extension RiskMatrix {
    /// What is wrong with the matrix; empty when scores can be read from it.
    package func faults() -> [PolicyFault] {
        let shape = shapeFaults()
        // Comparing cells of a grid with the wrong shape would only repeat the same complaint.
        return shape.isEmpty ? bandFaults() + orderFaults() : shape
    }

    private func shapeFaults() -> [PolicyFault] {
        var faults: [PolicyFault] = []
        for (key, labels) in [("likelihood", likelihoodLabels), ("impact", impactLabels)]
        where !(2...10).contains(labels.count) {
            faults.append(PolicyFault(key, "'\(key)' needs 2 to 10 labels, lowest first, not \(labels.count)"))
        }
        if grid.count != likelihoodLabels.count {
            let message =
                "the grid has \(grid.count) lines for \(likelihoodLabels.count) likelihoods; give one for each"
            faults.append(PolicyFault("grid", message))
        }
        for (index, line) in grid.enumerated() where line.count != impactLabels.count {
            let message = "line \(index + 1) of the grid has \(line.count) bands for \(impactLabels.count) impacts"
            faults.append(PolicyFault("grid", message))
        }
        return faults + stepFaults("likelihood-steps", likelihoodSteps, levels: likelihoodLabels.count)
            + stepFaults("impact-steps", impactSteps, levels: impactLabels.count)
    }

    private func stepFaults(_ key: String, _ steps: [Int], levels: Int) -> [PolicyFault] {
        let ordered = zip(steps, steps.dropFirst()).allSatisfy { $0 <= $1 }
        guard steps.count == 5, ordered, steps.allSatisfy({ (1...max(levels, 1)).contains($0) }) else {
            return [PolicyFault(key, "'\(key)' needs five levels from 1 to \(levels), none lower than the one before")]
        }
        return []
    }

    private func bandFaults() -> [PolicyFault] {
        var faults: [PolicyFault] = []
        let known = Set(bands.map(\.id))
        if bands.isEmpty { faults.append(PolicyFault("bands", "the matrix needs at least one band")) }
        if known.count != bands.count { faults.append(PolicyFault("bands", "two bands have the same id")) }
        let used = Set(grid.flatMap { $0 })
        for id in used.subtracting(known).sorted() {
            faults.append(PolicyFault("grid", "the grid uses the band '\(id)', which 'bands' does not list"))
        }
        for id in known.subtracting(used).sorted() where faults.isEmpty {
            faults.append(PolicyFault("bands", "no cell of the grid is '\(id)'; remove the band or use it"))
        }
        return faults
    }

    /// A higher likelihood or impact must never lead to a lower band.
    private func orderFaults() -> [PolicyFault] {
        let rank = Dictionary(bands.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        let ranks = grid.map { line in line.map { rank[$0] ?? 0 } }
        for (row, line) in ranks.enumerated() {
            for (column, value) in line.enumerated() {
                let left = column > 0 ? line[column - 1] : value
                let below = row > 0 ? ranks[row - 1][column] : value
                guard left > value || below > value else { continue }
                let place = "likelihood \(row + 1), impact \(column + 1)"
                let message = "the grid falls at \(place): a higher likelihood or impact must not lead to a lower band"
                return [PolicyFault("grid", message)]
            }
        }
        return []
    }
}
