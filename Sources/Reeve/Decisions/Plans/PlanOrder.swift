import ArgumentParser
import EstateModel
import Lifecycle
import Planning
import Reporting

struct PlanOrder: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "order",
        abstract:
            "Say in which order open plans can be done, which contradict each other, and which cannot be in time.",
        discussion: """
            What runs on what comes from the inventory (guests on their hosts) and from services.yaml (services on \
            their assets and on each other). No by-when is ever moved: a plan that cannot meet its own is marked \
            with the days that are missing.
            """
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var rules: RulesOption
    @OptionGroup var asOf: AsOfOption
    @OptionGroup var format: FormatOption

    struct Row: Encodable {
        var plan: String
        var title: String
        var after: [String]
        var byWhen: CalendarDay
        var earliest: CalendarDay
        var gapDays: Int?
        var lacksLeadTime: Bool
        var onCriticalPath: Bool
        /// What contradicts the plan, one sentence each.
        var contradictions: [String]
    }

    func run() async throws {
        let plans = try await PlanWork(estate)
        let pack = try plans.workspace.loadRules(rules)
        let open = try await plans.book().records.filter { !$0.state.isFinal }
        let day = asOf.day ?? SystemClock.now.londonDay
        let schedule: PlanSchedule
        let graph = try await plans.graph(open) { pack.product($0)?.kind.rawValue }
        do throws(PlanFault) {
            schedule = try graph.schedule(asOf: day)
        } catch {
            throw Failure(error.description)
        }
        try Listing(
            rows(schedule, open),
            columns: [
                .init("Plan") { $0.plan },
                .init("What", canShrink: true) { $0.title },
                .init("After", canShrink: true) { $0.after.isEmpty ? "—" : $0.after.joined(separator: ", ") },
                .init("By when") { $0.byWhen.description },
                .init("At best") { $0.lacksLeadTime ? "not known" : $0.earliest.description },
                .init("In time", canShrink: true) { row in
                    row.gapDays.map { "no, \($0) days late" } ?? (row.lacksLeadTime ? "not known" : "yes")
                },
            ],
            whenEmpty: "no plan is open"
        ).print(format.format)
        guard format.format == .table, !open.isEmpty else { return }
        Terminal.result(wrappedForTerminal(text(schedule), width: Terminal.width))
    }

    private func rows(_ schedule: PlanSchedule, _ open: [PlanRecord]) -> [Row] {
        let records = Dictionary(open.map { ($0.reference, $0) }) { first, _ in first }
        let entries = Dictionary(schedule.entries.map { ($0.plan, $0) }) { first, _ in first }
        let critical = Set(schedule.criticalPath)
        return schedule.order.compactMap { reference in
            guard let entry = entries[reference], let record = records[reference] else { return nil }
            return Row(
                plan: reference.description,
                title: record.content.title,
                after: schedule.predecessors(of: reference).map(\.description),
                byWhen: entry.byWhen,
                earliest: entry.earliest,
                gapDays: entry.gapDays,
                lacksLeadTime: entry.lacksLeadTime,
                onCriticalPath: critical.contains(reference),
                contradictions: schedule.conflicts.filter { conflict in
                    conflict.parent == reference || conflict.child == reference.description
                }.map(\.message)
            )
        }
    }

    private func text(_ schedule: PlanSchedule) -> String {
        var text = ""
        if schedule.criticalPath.count > 1 {
            text += "\nCritical path: \(schedule.criticalPath.map(\.description).joined(separator: " → "))\n"
        }
        if !schedule.conflicts.isEmpty {
            text += "\nContradictions\n" + schedule.conflicts.map { "  - \($0.message)\n" }.joined()
        }
        let infeasible = schedule.entries.filter { $0.gapDays != nil }
        if !infeasible.isEmpty {
            text += "\nCannot be in time\n"
            for entry in infeasible {
                let verdict = entry.verdict ?? ""
                let wait = entry.lastPredecessor.map { " It waits for \($0)." } ?? ""
                text += "  - \(entry.plan) \(verdict).\(wait) Its by-when does not move: it needs an exception.\n"
            }
        }
        let unknown = schedule.entries.filter(\.lacksLeadTime).map(\.plan.description)
        if !unknown.isEmpty {
            let names = unknown.prefix(8).joined(separator: ", ") + (unknown.count > 8 ? ", …" : "")
            text +=
                "\nNobody said how long it takes: \(names). `reeve plan edit --procurement-days --build-days` does.\n"
        }
        return text
    }
}
