import EstateModel
import Planning

/// An order of plans as `reeve plan order` shows it.
struct PlanOrderReport {
    /// A person reads so many; `--format json` has all.
    private static let mostShown = 100

    let schedule: PlanSchedule
    /// The plans that were ordered.
    let plans: [PlanRecord]

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

    /// In the order in which the plans can be done.
    var rows: [Row] {
        let records = Dictionary(plans.map { ($0.reference, $0) }) { first, _ in first }
        let entries = Dictionary(schedule.entries.map { ($0.plan, $0) }) { first, _ in first }
        let critical = Set(schedule.criticalPath)
        let contradictions = contradictions
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
                contradictions: contradictions[reference.description] ?? []
            )
        }
    }

    /// By the plans that they name.
    private var contradictions: [String: [String]] {
        var messages: [String: [String]] = [:]
        for conflict in schedule.conflicts {
            let parent = conflict.parent.description
            messages[parent, default: []].append(conflict.message)
            if conflict.child != parent { messages[conflict.child, default: []].append(conflict.message) }
        }
        return messages
    }

    /// What a person must know beside the rows; empty when nothing is.
    var text: String {
        var text = ""
        if schedule.criticalPath.count > 1 {
            text += "\nCritical path: \(shownPath(schedule.criticalPath.map(\.description)))\n"
        }
        text += section("Contradictions", schedule.conflicts.map(\.message))
        text += section(
            "Cannot be in time",
            schedule.entries.compactMap { entry in
                guard let verdict = entry.verdict else { return nil }
                let wait = entry.lastPredecessor.map { " It waits for \($0)." } ?? ""
                return "\(entry.plan) \(verdict).\(wait) Its by-when does not move: it needs an exception."
            }
        )
        let unknown = schedule.entries.filter(\.lacksLeadTime).map(\.plan.description)
        if !unknown.isEmpty {
            let names = unknown.prefix(8).joined(separator: ", ") + (unknown.count > 8 ? ", …" : "")
            text +=
                "\nNobody said how long it takes: \(names). `reeve plan edit --procurement-days --build-days` does.\n"
        }
        return text
    }

    private func section(_ title: String, _ sentences: [String]) -> String {
        guard !sentences.isEmpty else { return "" }
        let more = sentences.count - Self.mostShown
        return "\n\(title)\n" + sentences.prefix(Self.mostShown).map { "  - \($0)\n" }.joined()
            + (more > 0 ? "  - and \(more) more: `reeve plan order --format json`\n" : "")
    }
}

extension PlanOrderReport.Row {
    /// `P-0002, P-0003`; of many the first.
    var shownAfter: String {
        guard !after.isEmpty else { return "—" }
        return after.prefix(8).joined(separator: ", ") + (after.count > 8 ? " and \(after.count - 8) more" : "")
    }
}

/// What the order of all plans says of one of them.
struct PlanPlace {
    /// `P-0002, P-0003`; nil when it waits for none.
    var after: String?
    /// `cannot meet policy: 12 days after 19 May 2027 at best`; nil when it can, or nobody knows.
    var verdict: String?
    /// Sentences.
    var contradictions: [String] = []

    init(_ reference: PlanReference, in schedule: PlanSchedule) {
        let before = schedule.predecessors(of: reference).map(\.description)
        if !before.isEmpty {
            after =
                before.prefix(20).joined(separator: ", ") + (before.count > 20 ? " and \(before.count - 20) more" : "")
        }
        verdict = schedule.entries.first { $0.plan == reference }?.verdict
        contradictions = schedule.conflicts.filter { conflict in
            conflict.parent == reference || conflict.child == reference.description
        }.prefix(20).map(\.message)
    }

    /// - Parameter fault: why no order can be given.
    init(fault: String) {
        contradictions = [fault]
    }
}

extension PlanWork {
    /// Where a plan stands among those that are open; nil for one that is over. What forbids an order is told in it.
    func place(
        of record: PlanRecord,
        _ schedule: ([PlanRecord]) async throws -> PlanSchedule
    ) async throws -> PlanPlace? {
        guard !record.state.isFinal else { return nil }
        let open = try await book().records.filter { !$0.state.isFinal }
        do {
            return PlanPlace(record.reference, in: try await schedule(open))
        } catch let fault as PlanFault {
            return PlanPlace(fault: fault.description)
        }
    }
}
