/// What a score is called and how it is handled: `low`, `very-high`.
package struct Band: Hashable, Sendable, Codable {
    /// The key that plans and approvals use; lower case.
    package var id: String
    /// For people: `Very high`.
    package var label: String

    package init(id: String, label: String) {
        self.id = id
        self.label = label
    }
}

/// A council's risk matrix: a grid of bands, so that no formula decides what is high.
///
/// Factors always count from 1 to 5; a matrix of another size says with its steps which level each of the five becomes.
package struct RiskMatrix: Hashable, Sendable {
    /// Lowest first, 2 to 10.
    package var likelihoodLabels: [String]
    /// Lowest first, 2 to 10.
    package var impactLabels: [String]
    /// Lowest first; the order decides which band is higher.
    package var bands: [Band]
    /// Band ids: one line for each likelihood, lowest first; in it one for each impact, lowest first.
    package var grid: [[String]]
    /// The level, from 1, of each of the five factor values.
    package var likelihoodSteps: [Int]
    /// The level, from 1, of each of the five factor values.
    package var impactSteps: [Int]

    package init(likelihoodLabels: [String], impactLabels: [String], bands: [Band], grid: [[String]]) {
        self.likelihoodLabels = likelihoodLabels
        self.impactLabels = impactLabels
        self.bands = bands
        self.grid = grid
        likelihoodSteps = Self.defaultSteps(levels: likelihoodLabels.count)
        impactSteps = Self.defaultSteps(levels: impactLabels.count)
    }

    /// The grid that follows from the lowest product of likelihood and impact of each band.
    package static func grid(rows: Int, columns: Int, bands: [Band], from lowest: [Int]) -> [[String]] {
        (0..<rows).map { row in
            (0..<columns).map { column in
                let points = (row + 1) * (column + 1)
                let reached = zip(bands, lowest).filter { $0.1 <= points }
                return reached.last?.0.id ?? bands.first?.id ?? ""
            }
        }
    }

    /// One level for each value when there are five; otherwise the extremes meet and the rest is spread upwards.
    static func defaultSteps(levels: Int) -> [Int] {
        (1...5).map { value in 1 + ((value - 1) * (levels - 1) + 3) / 4 }
    }

    /// Where a likelihood and an impact from 1 to 5 stand; values outside are taken as the nearest.
    package func cell(likelihood: Int, impact: Int) -> MatrixCell {
        let row = Self.level(likelihood, steps: likelihoodSteps, of: grid.count)
        let column = Self.level(impact, steps: impactSteps, of: grid.first?.count ?? 1)
        let id = grid.element(at: row - 1)?.element(at: column - 1) ?? bands.last?.id ?? ""
        let rank = bands.firstIndex { $0.id == id } ?? bands.count - 1
        return MatrixCell(
            row: row,
            column: column,
            likelihoodLabel: likelihoodLabels.element(at: row - 1) ?? String(row),
            impactLabel: impactLabels.element(at: column - 1) ?? String(column),
            band: bands.element(at: rank) ?? Band(id: id, label: id),
            bandRank: rank
        )
    }

    private static func level(_ value: Int, steps: [Int], of levels: Int) -> Int {
        let step = steps.element(at: min(max(value, 1), 5) - 1) ?? levels
        return min(max(step, 1), max(levels, 1))
    }
}

/// One place in the matrix.
package struct MatrixCell: Hashable, Sendable, Codable {
    /// The likelihood's level, from 1.
    package var row: Int
    /// The impact's level, from 1.
    package var column: Int
    package var likelihoodLabel: String
    package var impactLabel: String
    package var band: Band
    /// The band's place, 0 being the lowest.
    package var bandRank: Int

    /// Likelihood times impact, the number that councils print.
    package var points: Int { row * column }
}

extension Array {
    /// The element, or nil when there is none at that place.
    func element(at index: Int) -> Element? {
        indices.contains(index) ? self[index] : nil
    }
}
