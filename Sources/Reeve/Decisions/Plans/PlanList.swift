import ArgumentParser
import Assessment
import Decisions
import EstateFiles
import EstateModel
import Planning

struct PlanList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List plans, how they stand against their days, and what comes next.",
        discussion: """
            Green is on track. Amber: a step is expected later than agreed, or is due within 14 days and not begun. \
            Red: a step is overdue. Black: the by-when is over.
            """
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var rules: RulesOption
    @OptionGroup var asOf: AsOfOption
    @OptionGroup var format: FormatOption

    @Option(help: "Only plans for assets in which this organisation has a share.")
    var organisation: String?

    @Flag(help: "Also plans that are done or cancelled.")
    var all = false

    struct Row: Encodable {
        var plan: String
        var title: String
        var kind: PlanKind
        var state: PlanState
        var rating: PlanRating?
        var owner: String
        var risks: [String]
        var baselineByWhen: CalendarDay?
        var byWhen: CalendarDay
        var slips: Int
        var nextStep: String?
        var nextDue: CalendarDay?
        var percentDone: Int
        var reasons: [String]
    }

    func run() async throws {
        let plans = try await PlanWork(estate)
        if asOf.day == nil { try await plans.logCompletions(rules) }
        let ladder = plans.workspace.policies.planning.escalation
        let day = asOf.day ?? SystemClock.now.londonDay
        let records = try await plans.records(of: organisation)
        let decisions = try await plans.decisions()
        let shown = records.filter { all || !$0.state.isFinal }
        let hidden = records.count - shown.count
        let more = hidden == 0 ? "" : "; \(hidden) closed: `reeve plan list --all`"
        try Listing(
            shown.map { Row($0, in: decisions, asOf: day, ladder) },
            columns: [
                .init("Plan") { $0.plan },
                .init("What", canShrink: true) { $0.title },
                .init("State", canShrink: true, raw: { $0.state.rawValue }) { row in
                    row.state == .draft ? "draft" : row.state.label
                },
                .init("Rating") { $0.rating?.rawValue ?? "—" },
                .init("First") { row in
                    row.baselineByWhen.map { $0 == row.byWhen ? "same" : $0.description } ?? "—"
                },
                .init("By when") { $0.byWhen.description },
                .init("Slips", isNumber: true) { String($0.slips) },
                .init("Next") { row in row.nextStep.map { "\($0) \(row.nextDue?.description ?? "")" } ?? "—" },
                .init("Done", isNumber: true) { "\($0.percentDone)%" },
            ],
            whenEmpty: hidden == 0
                ? "there is no plan yet; `reeve plan draft R-0001 …` makes one from a risk of `reeve register`"
                : "no plan is open\(more)"
        ).print(format.format)
    }
}

extension PlanList.Row {
    init(_ record: PlanRecord, in book: DecisionBook, asOf day: CalendarDay, _ ladder: EscalationLadder) {
        let standing = book.standing(of: record, asOf: day, ladder: ladder)
        let next = record.nextMilestone
        self.init(
            plan: record.reference.description,
            title: record.content.title,
            kind: record.content.kind,
            state: record.state,
            rating: standing?.rating,
            owner: record.content.owner,
            risks: record.content.risks,
            baselineByWhen: record.baselineByWhen,
            byWhen: book.latestDay(of: record, asOf: day),
            slips: record.slipCount,
            nextStep: next?.code.rawValue,
            nextDue: next?.due,
            percentDone: record.percentComplete,
            reasons: standing?.reasons ?? []
        )
    }
}

extension PlanWork {
    /// All plans, or those for assets in which an organisation has a share.
    func records(of organisation: String?) async throws -> [PlanRecord] {
        let records = try await book().records
        guard let organisation else { return records }
        try check(organisation: organisation)
        let assets = try await work.assets()
        return records.filter { record in
            record.content.assets.contains { assets[$0]?.organisations.contains(organisation) ?? false }
        }
    }

    func check(organisation: String) throws {
        let ids = workspace.estate.organisations.map(\.id)
        guard !ids.contains(organisation) else { return }
        let hint = suggestion(for: organisation, among: ids)
        throw Failure("the estate has no organisation '\(visible(organisation, limit: 80))'\(hint)")
    }
}
