import ArgumentParser
import EstateModel
import Planning

struct PlanCover: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cover",
        abstract: "Hold a plan's cost against staying and paying for extended support, year by year.",
        discussion: """
            Say what each year of cover costs, the first year first: vendors raise it every year, and for how many years \
            it is sold is how often you say it. The plan's own cost is what migrating costs; it is changed by nothing here.
            """
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var plan: PlanArgument
    @OptionGroup var format: FormatOption

    @Option(
        name: .customLong("year"),
        help: ArgumentHelp("What a year of cover costs; repeated for each year.", valueName: "pounds"),
        transform: Self.pounds
    )
    var years: [Int] = []

    @Option(
        help: ArgumentHelp("What running the old product costs a year, cover apart.", valueName: "pounds"),
        transform: Self.pounds
    )
    var oldRunning = 0

    func validate() throws {
        guard (1...50).contains(years.count) else {
            throw ValidationError("Give --year POUNDS for each year of cover, 1 to 50 times.")
        }
    }

    struct Row: Encodable {
        var financialYear: String
        /// Nil when no cover is sold any more.
        var stayPence: Int?
        var migratePence: Int
    }

    func run() async throws {
        let record = try await PlanWork(estate).record(plan.plan)
        guard !record.content.kind.isInterim else {
            let next = record.content.followOn.map { "\($0), which follows it" } ?? "the plan that follows"
            let kind = record.content.kind.rawValue
            throw Failure("\(plan.plan) is of the kind '\(kind)', which only bridges time; ask for \(next)")
        }
        guard let cost = record.content.cost else {
            throw Failure("\(plan.plan) has no cost yet; give it one with `reeve plan cost \(plan.plan)`")
        }
        let inputs = CoverComparison.Inputs(
            coverPence: years,
            oldRunningPencePerYear: oldRunning,
            migrationPence: cost.oneOffPence,
            newRunningPencePerYear: cost.recurringPencePerYear,
            newRunningYears: cost.recurringYears
        )
        let comparison = CoverComparison(inputs, from: cost.financialYear, years: years.count + 1)
        let rows = comparison.years.map { year in
            Row(
                financialYear: year.financialYear.description,
                stayPence: year.stayPence,
                migratePence: year.migratePence
            )
        }
        try Listing(
            rows,
            columns: [
                .init("By the end of") { $0.financialYear },
                .init("Staying", isNumber: true, raw: { $0.stayPence.map { plainPounds(pence: $0) } ?? "" }) { row in
                    row.stayPence.map { sterling(pence: $0) } ?? "no cover is sold"
                },
                .init("Migrating", isNumber: true, raw: { plainPounds(pence: $0.migratePence) }) {
                    sterling(pence: $0.migratePence)
                },
            ]
        ).print(format.format)
        guard format.format == .table else { return }
        Terminal.message(wrappedForTerminal(comparison.summary, width: Terminal.messageColumns))
    }

    private static func pounds(_ text: String) throws -> Int {
        if let pence = pence(pounds: text) { return pence }
        throw ValidationError("'\(visible(text, limit: 40))' is no sum; write pounds, such as 12000 or £12,000.50")
    }
}
