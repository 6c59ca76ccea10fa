/// What a plan costs, who pays, and from which budget.
package struct PlanCost: Hashable, Sendable, Codable {
    package enum Spend: String, Sendable, Codable, CaseIterable {
        case revenue
        case capital
    }

    package enum Confidence: String, Sendable, Codable, CaseIterable {
        case low
        case medium
        case high
    }

    package enum Funding: String, Sendable, Codable, CaseIterable {
        case yes
        case no
        case bid
    }

    /// The largest amount: sums of any estate stay far from where numbers end.
    static let amounts = 0...100_000_000_000_00

    package var oneOffPence: Int
    package var recurringPencePerYear: Int
    /// Financial years in which the recurring part is committed to; 0 when there is none.
    package var recurringYears: Int
    package var peopleDays: Int
    package var spend: Spend
    package var confidence: Confidence
    /// Where the numbers come from: a quote, a price list, an estimate.
    package var source: String
    /// The line of the budget plan; nil when none is given yet.
    package var budgetLine: String?
    /// Pays the one-off part and the first year of the recurring part.
    package var financialYear: FinancialYear
    package var funding: Funding
    package var split: CostSplit

    package init(
        oneOffPence: Int,
        recurringPencePerYear: Int = 0,
        recurringYears: Int = 0,
        peopleDays: Int = 0,
        spend: Spend,
        confidence: Confidence,
        source: String,
        budgetLine: String? = nil,
        financialYear: FinancialYear,
        funding: Funding,
        split: CostSplit
    ) {
        self.oneOffPence = oneOffPence
        self.recurringPencePerYear = recurringPencePerYear
        self.recurringYears = recurringYears
        self.peopleDays = peopleDays
        self.spend = spend
        self.confidence = confidence
        self.source = source
        self.budgetLine = budgetLine
        self.financialYear = financialYear
        self.funding = funding
        self.split = split
    }

    /// What one organisation pays of it, in money and in days of people: nothing where only others are named. The whole
    /// for nil.
    package func share(of organisation: String?) -> PlanCost {
        guard let organisation else { return self }
        var share = self
        share.oneOffPence = split.parts(of: oneOffPence)[organisation] ?? 0
        share.recurringPencePerYear = split.parts(of: recurringPencePerYear)[organisation] ?? 0
        share.peopleDays = split.parts(of: peopleDays)[organisation] ?? 0
        return share
    }

    /// From where it is paid, and whether the money is there: who approved the cost approved that too.
    struct Budget: Hashable {
        let spend: Spend
        let financialYear: FinancialYear
        let line: String?
        let funding: Funding
    }

    var budget: Budget {
        Budget(spend: spend, financialYear: financialYear, line: budgetLine, funding: funding)
    }

    /// Everything that the council commits itself to: what an approver decides about.
    ///
    /// Numbers that no ``faults()`` has seen yet may be of any size; a sum that is too large stays at the end.
    package var commitmentPence: Int {
        let recurring = recurringPencePerYear.multipliedReportingOverflow(by: recurringYears)
        let sum = oneOffPence.addingReportingOverflow(recurring.partialValue)
        return recurring.overflow || sum.overflow ? .max : sum.partialValue
    }

    /// ``commitmentPence`` in whole pounds, rounded up: one penny above a threshold is above it.
    package var commitmentPounds: Int { commitmentPence / 100 + (commitmentPence % 100 > 0 ? 1 : 0) }

    /// What falls into a financial year, in pence.
    package func pence(in year: FinancialYear) -> Int {
        let oneOff = year == financialYear ? oneOffPence : 0
        let recurs = financialYear <= year && year < financialYear.adding(recurringYears)
        return oneOff + (recurs ? recurringPencePerYear : 0)
    }

    func faults() -> [PlanFault.Item] {
        var faults = FaultList()
        for (amount, what) in [(oneOffPence, "the one-off cost"), (recurringPencePerYear, "the recurring cost")] {
            let message = "\(what) is \(amount) pence; write 0 to \(Self.amounts.upperBound)"
            faults.require(Self.amounts.contains(amount), .invalid, message)
        }
        faults.require((0...100).contains(recurringYears), .invalid, "recurring years must be 0 to 100")
        faults.require((0...1_000_000).contains(peopleDays), .invalid, "people-days must be 0 to 1,000,000")
        faults.require(
            (recurringPencePerYear == 0) == (recurringYears == 0),
            .missing,
            "a recurring cost needs the number of years that it is committed for, and a number of years needs a cost"
        )
        faults.requireText(source, "the source of the cost")
        return faults.items
    }
}
