/// Staying and paying for cover, held against migrating, year by year.
package struct CoverComparison: Hashable, Sendable {
    /// What is known about both ways, in pence.
    package struct Inputs: Hashable, Sendable {
        /// What each year of cover costs, first year first: vendors raise it every year. When it ends, cover is not sold
        /// any more.
        package var coverPence: [Int]
        /// What running the old product costs in a year, cover apart.
        package var oldRunningPencePerYear: Int
        package var migrationPence: Int
        /// What running the new product costs in a year.
        package var newRunningPencePerYear: Int

        package init(
            coverPence: [Int],
            oldRunningPencePerYear: Int = 0,
            migrationPence: Int,
            newRunningPencePerYear: Int = 0
        ) {
            self.coverPence = coverPence
            self.oldRunningPencePerYear = oldRunningPencePerYear
            self.migrationPence = migrationPence
            self.newRunningPencePerYear = newRunningPencePerYear
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
    /// The first year by whose end migrating is not dearer than staying, or in which no cover is sold any more; nil when
    /// neither comes within ``years``.
    package let breakEven: FinancialYear?
    /// What cover costs in these years and buys nothing: migration has to be paid for afterwards all the same.
    package let costOfDelayPence: Int

    package init(_ inputs: Inputs, from first: FinancialYear, years count: Int = 5) {
        let count = max(1, min(count, 50))
        var (stay, migrate) = (0, inputs.migrationPence)
        years = (0..<count).map { index in
            migrate += inputs.newRunningPencePerYear
            stay += inputs.oldRunningPencePerYear
            let isSold = inputs.coverPence.indices.contains(index)
            if isSold { stay += inputs.coverPence[index] }
            return Year(
                financialYear: first.adding(index),
                stayPence: isSold ? stay : nil,
                migratePence: migrate
            )
        }
        breakEven = years.first { year in year.stayPence.map { $0 >= year.migratePence } ?? true }?.financialYear
        costOfDelayPence = inputs.coverPence.prefix(count).reduce(0, +)
    }
}
