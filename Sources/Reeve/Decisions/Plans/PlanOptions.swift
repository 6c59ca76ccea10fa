import ArgumentParser
import EstateModel
import Planning

/// What a plan costs, from which budget, and who pays.
struct CostOption: ParsableArguments {
    @Option(help: ArgumentHelp("What is paid once, in pounds.", valueName: "pounds"))
    var oneOff: String?

    @Option(help: ArgumentHelp("What is paid every year, in pounds.", valueName: "pounds"))
    var recurring: String?

    @Option(help: ArgumentHelp("For how many years the council commits itself to it.", valueName: "years"))
    var recurringYears: Int?

    @Option(help: ArgumentHelp("Days of people.", valueName: "days"))
    var peopleDays: Int?

    @Option(help: "Whether it is revenue or capital.")
    var spend: PlanCost.Spend?

    @Option(help: "How sure the numbers are.")
    var confidence: PlanCost.Confidence?

    @Option(help: ArgumentHelp("Where the numbers come from: a quote, a price list.", valueName: "text"))
    var costSource: String?

    @Option(help: ArgumentHelp("The line of the budget.", valueName: "text"))
    var budgetLine: String?

    @Option(
        help: ArgumentHelp("The year that pays, as 2027/28; that of the by-when by default.", valueName: "year"),
        transform: FinancialYear.argument
    )
    var financialYear: FinancialYear?

    @Option(help: "Whether there is money: yes, no, or a bid.")
    var funding: PlanCost.Funding?

    @Option(
        help: ArgumentHelp(
            "Who pays, as darlbrook=50; repeat for each. Default: as the assets are shared.",
            valueName: "organisation=percent"
        )
    )
    var split: [String] = []

    var isGiven: Bool {
        oneOff != nil || recurring != nil || recurringYears != nil || peopleDays != nil || spend != nil
            || confidence != nil || costSource != nil || budgetLine != nil || financialYear != nil || funding != nil
            || !split.isEmpty
    }

    func validate() throws {
        for (name, text) in [("--one-off", oneOff), ("--recurring", recurring)] {
            if let text, pence(pounds: text) == nil {
                let shown = visible(text, limit: 60)
                throw ValidationError(
                    "\(name) takes an amount in pounds, as 12000, £12,000 or 12,000.50, not '\(shown)'."
                )
            }
        }
        _ = try percentages()
    }

    private func percentages() throws -> [String: Int] {
        var percentages: [String: Int] = [:]
        for (organisation, text) in try pairs(split, option: "--split", form: "ORGANISATION=PERCENT") {
            guard let percent = Int(text.hasSuffix("%") ? String(text.dropLast()) : text) else {
                throw ValidationError("--split takes whole percent, as darlbrook=50.")
            }
            percentages[organisation] = percent
        }
        return percentages
    }

    /// The cost with what was given on top of what there was.
    ///
    /// - Parameters:
    ///   - old: nil for a plan without a cost.
    ///   - year: pays when nothing else is said.
    ///   - shares: who pays when nothing else is said; empty when nobody knows.
    /// - Throws: ``Failure`` with everything that is missing.
    func cost(
        over old: PlanCost?,
        year: FinancialYear,
        shares: [String: Int],
        organisations: [String]
    ) throws -> PlanCost {
        let split = try split(over: old, shares: shares, organisations: organisations)
        var missing: [String] = []
        func needed<Value>(_ value: Value?, _ option: String) -> Value? {
            if value == nil { missing.append(option) }
            return value
        }
        let oneOff = needed(self.oneOff.flatMap { pence(pounds: $0) } ?? old?.oneOffPence, "--one-off")
        let spend = needed(self.spend ?? old?.spend, "--spend revenue|capital")
        let confidence = needed(self.confidence ?? old?.confidence, "--confidence low|medium|high")
        let source = needed(costSource ?? old?.source, "--cost-source")
        let funding = needed(self.funding ?? old?.funding, "--funding yes|no|bid")
        let payers = needed(split, "--split")
        guard let oneOff, let spend, let confidence, let source, let funding, let payers else {
            throw Failure("the cost needs more: \(missing.joined(separator: ", "))")
        }
        let recurring = self.recurring.flatMap { pence(pounds: $0) } ?? old?.recurringPencePerYear ?? 0
        return PlanCost(
            oneOffPence: oneOff,
            recurringPencePerYear: recurring,
            recurringYears: recurringYears ?? (recurring == 0 ? 0 : old?.recurringYears ?? 0),
            peopleDays: peopleDays ?? old?.peopleDays ?? 0,
            spend: spend,
            confidence: confidence,
            source: source,
            budgetLine: budgetLine ?? old?.budgetLine,
            financialYear: financialYear ?? old?.financialYear ?? year,
            funding: funding,
            split: payers
        )
    }

    private func split(over old: PlanCost?, shares: [String: Int], organisations: [String]) throws -> CostSplit? {
        let given = try percentages()
        for name in given.keys.sorted() where !organisations.contains(name) {
            let hint = suggestion(for: name, among: organisations)
            throw Failure("the estate has no organisation '\(visible(name, limit: 60))'\(hint)")
        }
        let percentages = given.isEmpty ? old?.split.percentages ?? shares : given
        if percentages.isEmpty { return nil }
        do throws(PlanFault) {
            return try CostSplit(percentages: percentages)
        } catch {
            throw Failure(error.description)
        }
    }
}

/// What the supplier of what runs on the product says about the target.
struct SupplierOption: ParsableArguments {
    @Option(
        name: .customLong("answer"),
        help: "What the supplier says: yes, no, or unknown when nothing can be relied on."
    )
    var answer: SupplierStatement.Answer?

    @Option(
        name: .customLong("answer-reference"),
        help: ArgumentHelp("Where the statement is kept: SUP-12.", valueName: "text")
    )
    var reference: String?

    @Option(
        name: .customLong("answered-on"),
        help: ArgumentHelp("Its day; today by default.", valueName: "YYYY-MM-DD"),
        transform: CalendarDay.argument
    )
    var on: CalendarDay?

    var isGiven: Bool { answer != nil || reference != nil || on != nil }

    func validate() throws {
        guard !isGiven || answer != nil && reference != nil else {
            throw ValidationError("A supplier's statement needs --answer and --answer-reference.")
        }
    }

    /// Nil when none is given.
    var statement: SupplierStatement? {
        guard let answer, let reference else { return nil }
        return SupplierStatement(answer: answer, reference: reference, on: on ?? SystemClock.now.londonDay)
    }
}

/// `KEY=VALUE` options, in their order.
func pairs(_ texts: [String], option: String, form: String) throws -> [(key: String, value: String)] {
    try texts.map { text in
        guard let sign = text.firstIndex(of: "="), sign > text.startIndex else {
            throw ValidationError("\(option) takes \(form), not '\(visible(text, limit: 60))'.")
        }
        return (String(text[..<sign]), String(text[text.index(after: sign)...]))
    }
}

extension PlanCost.Spend: ExpressibleByArgument {}
extension PlanCost.Confidence: ExpressibleByArgument {}
extension PlanCost.Funding: ExpressibleByArgument {}
extension SupplierStatement.Answer: ExpressibleByArgument {}
