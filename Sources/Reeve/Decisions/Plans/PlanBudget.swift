import ArgumentParser
import EstateModel
import Planning
import Reporting

struct PlanBudget: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "budget",
        abstract: "Show what plans cost each organisation in each financial year.",
        discussion: """
            Financial years run from 1 April to 31 March. Plans that are cancelled or have no cost are left out; what \
            nobody has approved yet is marked, and its sum told apart. Of several that nobody has approved for the same \
            assets the dearest counts, and none beside an approved one; the others are named.
            """
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var asOf: AsOfOption
    @OptionGroup var format: FormatOption

    @Option(help: "Only what this organisation pays.")
    var organisation: String?

    @Option(help: ArgumentHelp("Financial years, this one first: 1 to 50.", valueName: "years"))
    var years = 5

    func validate() throws {
        guard (1...50).contains(years) else { throw ValidationError("--years takes 1 to 50.") }
    }

    func run() async throws {
        let plans = try await PlanWork(estate)
        if let organisation { try plans.check(organisation: organisation) }
        let records = try await plans.book().records
        let budget = BudgetPlan(records, asOf: asOf.day ?? SystemClock.now.londonDay, years: years)
        let shown = budget.organisations.filter { organisation == nil || $0.id == organisation }
        switch format.format {
        case .json: Terminal.result(try StableJSON.encode(BudgetDocument(budget, shown)))
        case .csv: Terminal.result(BudgetText(budget, shown, plans.organisationNames).csv)
        case .table:
            Terminal.result(BudgetText(budget, shown, plans.organisationNames).text(width: Terminal.width))
        }
        for note in BudgetNotes(budget, plans.organisationNames).sentences(for: organisation) {
            Terminal.message(wrappedForTerminal("reeve: \(note)", width: Terminal.messageColumns))
        }
    }
}

/// The budget plan for programs.
private struct BudgetDocument: Encodable {
    struct Year: Encodable {
        var financialYear: String
        var revenuePence: Int
        var capitalPence: Int
        var fundedPence: Int
        var bidPence: Int
        var unfundedPence: Int
        /// Of the total, in plans that nobody has approved.
        var unapprovedPence: Int
        var totalPence: Int
        var peopleDays: Int
    }

    struct Line: Encodable {
        var plan: String
        var title: String
        var budgetLine: String?
        var spend: PlanCost.Spend
        var funding: PlanCost.Funding
        var confidence: PlanCost.Confidence
        var state: PlanState
        /// One for each financial year.
        var pence: [Int]
        /// What falls after the last of the years.
        var laterPence: Int
    }

    struct Organisation: Encodable {
        var id: String
        var lines: [Line]
        var years: [Year]
    }

    struct Alternative: Encodable {
        var plan: String
        /// The plans that are counted in its place.
        var insteadOf: [String]
        var commitmentPence: Int
    }

    var financialYears: [String]
    var organisations: [Organisation]
    /// Plans that are not counted, because others do the same to the same assets.
    var alternatives: [Alternative]
    /// Open plans whose cost nobody knows yet.
    var withoutCost: [String]
    /// All organisations of the estate together, also when one was asked for.
    var totals: [Year]

    init(_ budget: BudgetPlan, _ shown: [BudgetPlan.Organisation]) {
        financialYears = budget.years.map(\.description)
        totals = budget.totals.map(Year.init)
        withoutCost = budget.costs.uncosted.map(\.reference.description)
        alternatives = budget.costs.alternatives.map { alternative in
            Alternative(
                plan: alternative.record.reference.description,
                insteadOf: alternative.insteadOf.map(\.description),
                commitmentPence: alternative.record.content.cost?.commitmentPence ?? 0
            )
        }
        organisations = shown.map { organisation in
            Organisation(
                id: organisation.id,
                lines: organisation.lines.map(Line.init),
                years: organisation.years.map(Year.init)
            )
        }
    }
}

extension BudgetDocument.Year {
    init(_ year: BudgetPlan.Year) {
        self.init(
            financialYear: year.financialYear.description,
            revenuePence: year.revenuePence,
            capitalPence: year.capitalPence,
            fundedPence: year.fundedPence,
            bidPence: year.bidPence,
            unfundedPence: year.unfundedPence,
            unapprovedPence: year.unapprovedPence,
            totalPence: year.totalPence,
            peopleDays: year.peopleDays
        )
    }
}

extension BudgetDocument.Line {
    init(_ line: BudgetPlan.Line) {
        self.init(
            plan: line.plan.description,
            title: line.title,
            budgetLine: line.budgetLine,
            spend: line.spend,
            funding: line.funding,
            confidence: line.confidence,
            state: line.state,
            pence: line.pence,
            laterPence: line.laterPence
        )
    }
}

/// The budget plan for people: one table an organisation, and one for all together.
struct BudgetText {
    private let budget: BudgetPlan
    private let shown: [BudgetPlan.Organisation]
    /// Names by id.
    private let names: [String: String]

    init(_ budget: BudgetPlan, _ shown: [BudgetPlan.Organisation], _ names: [String: String]) {
        self.budget = budget
        self.shown = shown
        self.names = names
    }

    /// - Parameter width: the terminal's; nil wraps nothing.
    func text(width: Int?) -> String {
        guard !shown.isEmpty else {
            return budget.organisations.isEmpty ? "No plan has a cost yet.\n" : "None of what plans cost falls here.\n"
        }
        var parts = shown.map { organisation in
            heading(names[organisation.id] ?? organisation.id) + table(organisation).text(width: width)
                + later(organisation)
        }
        if shown.count > 1 {
            parts.append(heading("All together") + sums(budget.totals, lead: []).text(width: width))
        }
        return parts.joined(separator: "\n")
    }

    private func later(_ organisation: BudgetPlan.Organisation) -> String {
        guard organisation.laterPence > 0, let last = budget.years.last else { return "" }
        return "After \(last), \(sterling(pence: organisation.laterPence)) more is committed or planned.\n"
    }

    private func heading(_ name: String) -> String { "\(visible(name, limit: 200)), in pounds\n\n" }

    private func table(_ organisation: BudgetPlan.Organisation) -> TextTable {
        let lines = organisation.lines.map { line in
            [
                line.plan.description, line.title,
                "\(line.spend.rawValue), \(funding(line.funding))\(approval(line.state))",
            ] + line.pence.map(amount)
        }
        return sums(organisation.years, lead: lines)
    }

    /// - Parameter lead: the rows before the sums.
    private func sums(_ years: [BudgetPlan.Year], lead: [[String]]) -> TextTable {
        var table = TextTable(
            [.init("Plan"), .init("What", canShrink: true), .init("Kind", canShrink: true)]
                + budget.years.map { TextTable.Column($0.description, isNumber: true) }
        )
        for row in lead { table.append(row) }
        // A part that is the whole says nothing.
        let parts: [[(String, (BudgetPlan.Year) -> Int)]] = [
            [("revenue", { $0.revenuePence }), ("capital", { $0.capitalPence })],
            [("funded", { $0.fundedPence }), ("bid", { $0.bidPence }), ("no money yet", { $0.unfundedPence })],
            [
                ("approved", { $0.totalPence - $0.unapprovedPence }), ("not approved yet", { $0.unapprovedPence }),
            ],
        ]
        for rows in parts {
            let given = rows.filter { row in years.contains { row.1($0) != 0 } }
            guard given.count > 1 else { continue }
            for (name, value) in given { table.append(["of it", "", name] + years.map { amount(value($0)) }) }
        }
        table.append(["Total", "", ""] + years.map { amount($0.totalPence) })
        if years.contains(where: { $0.peopleDays != 0 }) {
            table.append(["Days", "of people", ""] + years.map { $0.peopleDays == 0 ? "—" : String($0.peopleDays) })
        }
        return table
    }

    private func amount(_ pence: Int) -> String {
        pence == 0 ? "—" : String(sterling(pence: pence).replacingPrefix("£"))
    }

    /// Drafts count as well, so that a budget is asked for in time.
    private func approval(_ state: PlanState) -> String {
        switch state {
        case .draft: ", draft"
        case .proposed: ", proposed"
        default: ""
        }
    }

    private func funding(_ funding: PlanCost.Funding) -> String {
        switch funding {
        case .yes: "funded"
        case .bid: "bid"
        case .no: "no money yet"
        }
    }

    /// One row a plan and organisation.
    var csv: String {
        var writer = CSVWriter(
            header: ["Organisation", "Plan", "What", "Budget line", "Spend", "Funding", "Confidence"]
                + budget.years.map(\.description) + ["Later", "State"]
        )
        for organisation in shown {
            for line in organisation.lines {
                writer.append(
                    [
                        organisation.id, line.plan.description, line.title, line.budgetLine ?? "", line.spend.rawValue,
                        line.funding.rawValue, line.confidence.rawValue,
                    ] + line.pence.map(plainPounds) + [plainPounds(pence: line.laterPence), line.state.rawValue]
                )
            }
        }
        return writer.text
    }
}

extension String {
    fileprivate func replacingPrefix(_ prefix: String) -> Substring {
        hasPrefix(prefix) ? dropFirst(prefix.count) : self[...]
    }
}
