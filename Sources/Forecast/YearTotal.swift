import Risk

/// What one financial year brings: how much ends in it, and what that costs where prices are known.
package struct YearTotal: Hashable, Sendable {
    /// One organisation's part of a year.
    package struct Part: Hashable, Sendable {
        /// Assets in which it has a share, each once for each product that ends on it.
        package let installations: Int
        package let replacementPence: Int
        package let coverPencePerYear: Int
    }

    /// `2026/27`; nil for what is over already.
    package let financialYear: String?
    /// Product releases that end.
    package let releases: Int
    /// Each asset once for each product that ends on it.
    package let installations: Int
    /// What all whose price is known cost to replace.
    package let replacementPence: Int
    /// What a year of paid cover costs for those that have a price.
    package let coverPencePerYear: Int
    /// Installations without a price of replacement.
    package let unpriced: Int
    /// By organisation id; a shared asset is counted with each, and its cost by share.
    package let parts: [String: Part]

    private init(_ year: String?, _ endings: [SupportEnding], _ costs: CostTable, _ organisations: [String]) {
        financialYear = year
        releases = Set(endings.map { [$0.product, $0.release ?? "", $0.label] }).count
        installations = endings.reduce(0) { $0 + $1.holders.count }
        replacementPence = endings.reduce(0) { $0 + (costs.replacementPence($1) ?? 0) }
        coverPencePerYear = endings.reduce(0) { $0 + (costs.coverPencePerYear($1) ?? 0) }
        unpriced = endings.filter { costs.replacementPence($0) == nil }.reduce(0) { $0 + $1.holders.count }
        parts = Dictionary(
            organisations.map { id in
                let own = endings.compactMap { $0.of(organisation: id) }
                let part = Part(
                    installations: own.reduce(0) { $0 + $1.holders.count },
                    replacementPence: own.reduce(0) { $0 + (costs.replacementPence($1, organisation: id) ?? 0) },
                    coverPencePerYear: own.reduce(0) { $0 + (costs.coverPencePerYear($1, organisation: id) ?? 0) }
                )
                return (id, part)
            },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// What is over first, when there is any; then every financial year of the forecast, those in which nothing ends
    /// included.
    ///
    /// - Parameter organisations: ids for ``parts``.
    package static func totals(
        of forecast: SupportForecast,
        costs: CostTable,
        organisations: [String]
    ) -> [YearTotal] {
        var totals: [YearTotal] = []
        if !forecast.over.isEmpty { totals.append(YearTotal(nil, forecast.over, costs, organisations)) }
        var quarter = FinancialQuarter(of: forecast.asOf)
        while quarter <= FinancialQuarter(of: forecast.lastDay) {
            let year = quarter.financialYear
            if totals.last?.financialYear != year {
                let own = forecast.endings.filter { $0.quarter?.financialYear == year }
                totals.append(YearTotal(year, own, costs, organisations))
            }
            quarter = quarter.next
        }
        return totals
    }
}
