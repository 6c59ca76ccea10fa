import Assessment
import Decisions
import EstateModel
import Planning
import RegisterExchange
import Reporting
import Risk

/// A plan as the tables of plans show it.
struct ExportedPlanRow {
    private static let mostNames = 3

    let builder: ExportBuilder
    let record: PlanRecord
    /// A risk that it ends; nil when the register has none of them.
    let risk: RegisterRow?

    init(_ builder: ExportBuilder, _ record: PlanRecord, risk: RegisterRow?) {
        self.builder = builder
        self.record = record
        self.risk = risk
    }

    var plan: ExportedRegister.Plan {
        ExportedRegister.Plan(
            reference: record.reference.description,
            risks: record.content.risks,
            row: row,
            project: project,
            money: money,
            events: events
        )
    }

    private var money: ExportedRegister.Plan.Money {
        if record.state.isFinal { return .nothing }
        let share = record.content.cost?.share(of: builder.model.organisation?.id)
        if builder.costs.counted(insteadOf: record.reference) != nil { return .alternative(share) }
        if builder.costs.uncosted.contains(where: { $0.reference == record.reference }) { return .notKnown }
        return share.map { .cost($0) } ?? .nothing
    }

    /// What is done, in a sentence; for the public without hosts and versions.
    var action: String {
        let content = record.content
        guard builder.isWithholding else {
            let end = risk?.verdict.flatMap(builder.lastFixes)
            return record.actionSentence(place: place, supportEnd: end, asOf: builder.asOf)
        }
        return "\(content.kind.label) \(family)\(risk?.service.map { " of the service \($0.name)" } ?? "")."
    }

    private var family: String {
        risk.map(builder.family) ?? "outdated technology"
    }

    private var place: String? {
        let names = record.content.assets.compactMap { builder.names[$0] }.sorted()
        if names.isEmpty { return risk?.service?.name }
        return names.count <= Self.mostNames ? names.joined(separator: ", ") : "\(names.count) hosts"
    }

    private var row: PlanTableRow {
        let content = record.content
        return PlanTableRow(
            reference: record.reference.description,
            theme: isInfrastructure ? "Infrastructure" : "Applications",
            area: area,
            action: action,
            remark: remark,
            linkedTo: LinkedReferences(content.risks + [content.followOn?.description].compactMap(\.self)),
            byWhom: builder.title(content.owner),
            byWhen: PlanDate(british: builder.book.latestDay(of: record, asOf: builder.asOf))
        )
    }

    private var remark: String {
        var sentences: [String] = []
        switch record.state {
        case .verifiedDone: sentences.append("Done, and a scan has shown it.")
        case .inProgress: sentences.append("In progress, \(record.percentComplete)% done.")
        default: sentences.append(record.state.label.prefix(1).uppercased() + record.state.label.dropFirst() + ".")
        }
        if record.hasSlipped, let baseline = record.baselineByWhen {
            sentences.append("First agreed for \(britishDay(baseline)).")
        }
        return sentences.joined(separator: " ")
    }

    private var isInfrastructure: Bool {
        let kinds: Set = ["os", "hypervisor", "hardware", "network", "storage", "appliance", "backup", "mobile"]
        return kinds.contains(risk?.verdict?.productKind ?? "os")
    }

    private var area: String {
        switch risk?.verdict?.productKind {
        case "os": systemArea
        case "hypervisor": "Virtualisation"
        case "hardware": "Hardware"
        case "network": "Network"
        case "storage", "backup": "Storage"
        case "mobile": "Mobile devices"
        case "database": "Databases"
        case "desktop-app", "browser": "Desktop"
        case "security": "Security"
        case nil: "Servers"
        default: "Applications"
        }
    }

    private var systemArea: String {
        let ids = Set(record.content.assets)
        let first = builder.loaded.assessment.hosts.first { ids.contains($0.context.id) }
        return switch first?.context.assetClass {
        case .desktop, .laptop: "Desktop"
        case .virtualisationHost: "Virtualisation"
        case .networkDevice: "Network"
        default: "Servers"
        }
    }

    private var project: ProjectRow {
        let content = record.content
        let isDone = record.state == .verifiedDone
        // What only bridges the time to another plan closes nothing.
        let closes = !content.risks.isEmpty && !content.kind.isInterim
        let risks = closes ? "\(content.risks.joined(separator: ", ")) closed and " : ""
        let target = builder.isWithholding ? nil : content.target?.label
        let subject = risk?.service?.name ?? (builder.isWithholding ? family : content.subject.label)
        let outcome =
            "\(subject) \(content.kind.outcome)\(target.map { " (\($0))" } ?? ""); \(risks)\(isDone ? "" : "to be ")verified by scan"
        let byWhen = PlanDate(builder.book.latestDay(of: record, asOf: builder.asOf))
        return ProjectRow(
            project: builder.isWithholding ? String(action.dropLast()) : content.title,
            expectedOutcome: outcome,
            byWhen: PlanDate(text: byWhen.shortMonth, meaning: byWhen.meaning)
        )
    }

    /// Milestones that are not done; no host names.
    private var events: [EventCalendar.Event] {
        guard !record.state.isFinal else { return [] }
        return record.content.milestones.filter { !$0.isDone }.map { milestone in
            EventCalendar.Event(
                identifier: "\(record.reference).\(milestone.code.rawValue)",
                day: milestone.due,
                summary: "\(record.reference): \(milestone.code.rawValue) \(milestone.code.title)",
                description: "Owner: \(visible(builder.title(milestone.owner), limit: 120))",
                category: "milestone"
            )
        }
    }
}

extension PlanKind {
    /// What is true of its subject once it is done.
    fileprivate var outcome: String {
        switch self {
        case .patch: "patched"
        case .consolidateRetire: "retired"
        case .upgrade, .replace, .migrate: "on a supported platform"
        case .buyCover: "under paid support"
        case .isolate: "cut off from what could attack it"
        }
    }
}
