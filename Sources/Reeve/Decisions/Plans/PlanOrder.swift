import ArgumentParser
import EstateModel
import Planning
import Reporting

struct PlanOrder: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "order",
        abstract:
            "Say in which order open plans can be done, which contradict each other, and which cannot be in time.",
        discussion: """
            What runs on what comes from the inventory (guests on their hosts) and from services.yaml (services on \
            their assets and on each other). What holds up the upgrade of something else, such as an application \
            that is certified for an old system only, comes from 'upgrade-blocks' of estate.yaml and from \
            'blocks-upgrade-of' of services.yaml: its plan comes first, and is asked for when there is none. No \
            by-when is ever moved: a plan that cannot meet its own is marked with the days that are missing.
            """
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var rules: RulesOption
    @OptionGroup var asOf: AsOfOption
    @OptionGroup var format: FormatOption

    func run() async throws {
        let plans = try await PlanWork(estate)
        let open = try await plans.book().records.filter { !$0.state.isFinal }
        let schedule: PlanSchedule
        do {
            schedule = try await plans.schedule(open, rules, asOf: asOf.day)
        } catch let fault as PlanFault {
            throw Failure(fault.description)
        }
        let report = PlanOrderReport(schedule: schedule, plans: open)
        try Listing(
            report.rows,
            columns: [
                .init("Plan") { $0.plan },
                .init("What", canShrink: true) { $0.title },
                .init("After", canShrink: true, raw: { $0.after.joined(separator: ", ") }) { $0.shownAfter },
                .init("By when") { $0.byWhen.description },
                .init("At best") { $0.lacksLeadTime ? "not known" : $0.earliest.description },
                .init("In time", canShrink: true) { row in
                    row.gapDays.map { "no, \($0) days late" } ?? (row.lacksLeadTime ? "not known" : "yes")
                },
            ],
            whenEmpty: "no plan is open"
        ).print(format.format)
        guard format.format == .table, !open.isEmpty else { return }
        Terminal.result(wrappedForTerminal(report.text, width: Terminal.width))
    }
}
