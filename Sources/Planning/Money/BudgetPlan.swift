package import EstateModel

/// The ICT architecture budget plan: what each organisation pays in each financial year.
package struct BudgetPlan: Hashable, Sendable {
    /// What falls into one financial year.
    package struct Year: Hashable, Sendable {
        package let financialYear: FinancialYear
        package internal(set) var revenuePence = 0
        package internal(set) var capitalPence = 0
        /// Of the sum of both, by whether there is money.
        package internal(set) var fundedPence = 0
        package internal(set) var bidPence = 0
        package internal(set) var unfundedPence = 0
        /// Of the sum of both, what is in plans that nobody has approved.
        package internal(set) var unapprovedPence = 0
        /// Days of people, in the year of the one-off part.
        package internal(set) var peopleDays = 0

        package var totalPence: Int { revenuePence + capitalPence }
    }

    /// One plan's part that one organisation pays.
    package struct Line: Hashable, Sendable {
        package let plan: PlanReference
        package let title: String
        package let budgetLine: String?
        package let spend: PlanCost.Spend
        package let funding: PlanCost.Funding
        package let confidence: PlanCost.Confidence
        package let state: PlanState
        /// One for each year of the plan.
        package let pence: [Int]
        /// What falls after the last of the years.
        package let laterPence: Int
    }

    package struct Organisation: Hashable, Sendable {
        package let id: String
        /// By the plan's reference.
        package let lines: [Line]
        package let years: [Year]

        /// What falls after the last of the years.
        package var laterPence: Int { lines.reduce(0) { $0 + $1.laterPence } }
    }

    package let years: [FinancialYear]
    /// Sorted by id.
    package let organisations: [Organisation]
    /// All organisations together.
    package let totals: [Year]
    /// Which plans count, which are only another way, and of which nobody knows the cost.
    package let costs: PlannedCosts

    /// - Parameters:
    ///   - records: all plans; those that ``PlannedCosts`` does not count are left out.
    ///   - asOf: lies in the first year.
    ///   - count: number of financial years.
    package init(_ records: some Sequence<PlanRecord>, asOf: CalendarDay, years count: Int = 5) {
        let first = FinancialYear(of: asOf)
        years = (0..<max(1, min(count, 50))).map { first.adding($0) }
        var build = BudgetBuild(years: years)
        costs = PlannedCosts(records)
        for record in costs.counted {
            if let cost = record.content.cost { build.add(record, cost) }
        }
        organisations = build.organisations
        totals = build.totals
    }
}

/// Sums plans up, year by year.
private struct BudgetBuild {
    let years: [FinancialYear]
    private var lines: [String: [BudgetPlan.Line]] = [:]
    private var sums: [String: [BudgetPlan.Year]] = [:]
    private(set) var totals: [BudgetPlan.Year]

    init(years: [FinancialYear]) {
        self.years = years
        totals = years.map { BudgetPlan.Year(financialYear: $0) }
    }

    var organisations: [BudgetPlan.Organisation] {
        lines.keys.sorted().map { id in
            BudgetPlan.Organisation(id: id, lines: lines[id] ?? [], years: sums[id] ?? [])
        }
    }

    mutating func add(_ record: PlanRecord, _ cost: PlanCost) {
        var parts: [String: [Int]] = [:]
        for year in years {
            for (organisation, pence) in cost.split.parts(of: cost.pence(in: year)) {
                parts[organisation, default: []].append(pence)
            }
        }
        let later = later(cost)
        let days = cost.split.parts(of: cost.peopleDays)
        for organisation in cost.split.organisations {
            let pence = parts[organisation] ?? []
            lines[organisation, default: []].append(line(record, cost, pence, later[organisation] ?? 0))
            var own = sums[organisation] ?? years.map { BudgetPlan.Year(financialYear: $0) }
            for (index, amount) in pence.enumerated() {
                let peopleDays = years[index] == cost.financialYear ? days[organisation] ?? 0 : 0
                own[index].add(amount, cost, peopleDays: peopleDays)
                totals[index].add(amount, cost, peopleDays: peopleDays)
                if !record.state.isAgreed {
                    own[index].unapprovedPence += amount
                    totals[index].unapprovedPence += amount
                }
            }
            sums[organisation] = own
        }
    }

    /// What falls after the last year, by organisation.
    private func later(_ cost: PlanCost) -> [String: Int] {
        var sums: [String: Int] = [:]
        let end = cost.financialYear.adding(max(1, cost.recurringYears))
        guard var year = years.last?.adding(1) else { return sums }
        while year < end {
            for (organisation, pence) in cost.split.parts(of: cost.pence(in: year)) {
                sums[organisation, default: 0] += pence
            }
            year = year.adding(1)
        }
        return sums
    }

    private func line(_ record: PlanRecord, _ cost: PlanCost, _ pence: [Int], _ later: Int) -> BudgetPlan.Line {
        BudgetPlan.Line(
            plan: record.reference,
            title: record.content.title,
            budgetLine: cost.budgetLine,
            spend: cost.spend,
            funding: cost.funding,
            confidence: cost.confidence,
            state: record.state,
            pence: pence,
            laterPence: later
        )
    }
}

extension BudgetPlan.Year {
    fileprivate mutating func add(_ pence: Int, _ cost: PlanCost, peopleDays days: Int) {
        switch cost.spend {
        case .revenue: revenuePence += pence
        case .capital: capitalPence += pence
        }
        switch cost.funding {
        case .yes: fundedPence += pence
        case .bid: bidPence += pence
        case .no: unfundedPence += pence
        }
        peopleDays += days
    }
}

extension PlanState {
    /// Somebody approved it, so that its money is committed or spent.
    fileprivate var isAgreed: Bool { isBinding || self == .verifiedDone }
}
