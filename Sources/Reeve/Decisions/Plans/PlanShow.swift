import ArgumentParser
import Assessment
import Decisions
import EstateModel
import Planning
import Reporting
import Risk

struct PlanShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a plan as a page: how it stands, its steps, its money, and what is missing."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var rules: RulesOption
    @OptionGroup var plan: PlanArgument
    @OptionGroup var asOf: AsOfOption
    @OptionGroup var format: FormatOption

    struct Row: Encodable {
        var step: String
        var what: String
        var owner: String
        var baseline: CalendarDay?
        var agreed: CalendarDay?
        var expected: CalendarDay
        var started: CalendarDay?
        var done: CalendarDay?
        var evidence: [String]
    }

    func run() async throws {
        let plans = try await PlanWork(estate)
        if asOf.day == nil { try await plans.logCompletions(rules) }
        let decisions = try await plans.decisions()
        let book = decisions.plans
        guard let record = book[plan.plan] else { throw PlanWork.unknown(plan.plan) }
        switch format.format {
        case .json: Terminal.result(try StableJSON.encode(record))
        case .csv: try Listing(record.content.milestones.map(Row.init), columns: Self.columns).print(.csv)
        case .table:
            let page = PlanPage(
                record: record,
                followOn: record.content.followOn.flatMap { book[$0] },
                interims: book.openInterims(followedBy: record.reference),
                exceptions: suspended(restingOn: record, decisions),
                mayEndLaterUntil: decisions.laterEndAllowed(of: record, asOf: asOf.day ?? SystemClock.now.londonDay),
                assets: try await plans.names(of: record.content.assets),
                organisations: plans.organisationNames,
                people: plans.peopleNames,
                approval: plans.workspace.policies.risk.approval,
                owners: try await plans.work.organisations(of: record.content.assets),
                besidePounds: book.committedPounds(beside: record),
                place: try await plans.place(of: record) { try await plans.schedule($0, rules, asOf: asOf.day) },
                ladder: plans.workspace.policies.planning.escalation,
                asOf: asOf.day ?? SystemClock.now.londonDay,
                width: Terminal.width
            )
            Terminal.result(page.text)
        }
    }

    private func suspended(restingOn record: PlanRecord, _ book: DecisionBook) -> [String] {
        let day = asOf.day ?? SystemClock.now.londonDay
        return book.exceptions.values.filter { exception in
            guard exception.request.plan == record.reference.description,
                case .suspended = exception.condition(in: book, asOf: day)
            else { return false }
            return true
        }.map(\.id).sorted()
    }

    private static var columns: [Listing<Row>.Column] {
        [
            .init("Step") { $0.step },
            .init("What") { $0.what },
            .init("By") { $0.owner },
            .init("First agreed") { $0.baseline?.description ?? "" },
            .init("Agreed") { $0.agreed?.description ?? "" },
            .init("Expected") { $0.expected.description },
            .init("Begun") { $0.started?.description ?? "" },
            .init("Done") { $0.done?.description ?? "" },
            .init("Evidence") { $0.evidence.joined(separator: "; ") },
        ]
    }
}

extension PlanShow.Row {
    init(_ milestone: Milestone) {
        self.init(
            step: milestone.code.rawValue,
            what: milestone.title,
            owner: milestone.owner,
            baseline: milestone.baseline,
            agreed: milestone.agreed,
            expected: milestone.current,
            started: milestone.started,
            done: milestone.actual,
            evidence: milestone.evidence
        )
    }
}
