/// Staying and paying for cover, held against migrating, year by year.
package struct CoverComparison: Hashable, Sendable {
    /// What is known about both ways, in pence.
    package struct Inputs: Hashable, Sendable {
        /// What each year of cover costs, first year first: vendors raise it every year. When it ends, cover is not
        /// sold any more.
        package var coverPence: [Int]
        /// What running the old product costs in a year, cover apart.
        package var oldRunningPencePerYear: Int
        package var migrationPence: Int
        /// What running the new product costs in a year, for as many years as the plan commits to.
        package var newRunningPencePerYear: Int
        package var newRunningYears: Int

        package init(
            coverPence: [Int],
            oldRunningPencePerYear: Int = 0,
            migrationPence: Int,
            newRunningPencePerYear: Int = 0,
            newRunningYears: Int = 0
        ) {
            self.coverPence = coverPence
            self.oldRunningPencePerYear = oldRunningPencePerYear
            self.migrationPence = migrationPence
            self.newRunningPencePerYear = newRunningPencePerYear
            self.newRunningYears = newRunningYears
        }
    }

    /// What both ways have cost by the end of a year.
    package struct Year: Hashable, Sendable {
        package let financialYear: FinancialYear
        /// Nil once cover is not sold any more: staying is then no choice.
        package let stayPence: Int?
        package let migratePence: Int
    }

    package let years: [Year]
    /// The first year by whose end migrating is not dearer than staying, nor by the end of any later year in which
    /// cover is sold: money alone decides. Nil when there is none.
    package let breakEven: FinancialYear?
    /// The first year in which no cover is sold; nil when it lies after ``years``.
    package let coverSoldOut: FinancialYear?
    /// The first year that the plan's running costs say nothing about; nil when it has none, or when they reach as far
    /// as ``years`` do.
    package let runningUnknownFrom: FinancialYear?
    /// What cover costs in these years and buys nothing: migration has to be paid for afterwards all the same.
    package let costOfDelayPence: Int

    package init(_ inputs: Inputs, from first: FinancialYear, years count: Int = 5) {
        let count = max(1, min(count, 50))
        var (stay, migrate) = (0, inputs.migrationPence)
        years = (0..<count).map { index in
            if index < inputs.newRunningYears { migrate += inputs.newRunningPencePerYear }
            stay += inputs.oldRunningPencePerYear
            let isSold = inputs.coverPence.indices.contains(index)
            if isSold { stay += inputs.coverPence[index] }
            return Year(
                financialYear: first.adding(index),
                stayPence: isSold ? stay : nil,
                migratePence: migrate
            )
        }
        let dearer = years.lastIndex { year in year.stayPence.map { $0 < year.migratePence } ?? false }
        let next = dearer.map { $0 + 1 } ?? 0
        breakEven = years.indices.contains(next) && years[next].stayPence != nil ? years[next].financialYear : nil
        coverSoldOut = years.first { $0.stayPence == nil }?.financialYear
        let isUnknown = inputs.newRunningPencePerYear > 0 && inputs.newRunningYears < count
        runningUnknownFrom = isUnknown ? first.adding(inputs.newRunningYears) : nil
        costOfDelayPence = inputs.coverPence.prefix(count).reduce(0, +)
    }

    /// What it comes to, in sentences.
    package var summary: String {
        var sentences: [String] = []
        let sold = years.last { $0.stayPence != nil }
        if let breakEven {
            sentences.append("Migrating is not dearer from the end of \(breakEven) on.")
        } else if let sold, let stay = sold.stayPence {
            let amounts = "\(sterling(pence: stay)) against \(sterling(pence: sold.migratePence))"
            sentences.append(
                "Staying is cheaper as long as cover is sold: by the end of \(sold.financialYear) \(amounts)."
            )
        }
        if let coverSoldOut { sentences.append("From \(coverSoldOut) on no cover is sold, and staying is no choice.") }
        if let runningUnknownFrom {
            sentences.append("The plan commits to no running costs from \(runningUnknownFrom) on, so none are counted.")
        }
        let delay = sterling(pence: costOfDelayPence)
        sentences.append("\(delay) of cover buys time only: the migration has to be paid for afterwards all the same.")
        return sentences.joined(separator: " ")
    }
}
