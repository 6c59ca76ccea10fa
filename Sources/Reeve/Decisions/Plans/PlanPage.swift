import EstateModel
import Planning
import Risk

/// A plan as a page for a person.
struct PlanPage {
    let record: PlanRecord
    /// The plan that ends what this one only bridges; nil when it names none.
    let followOn: PlanRecord?
    /// Open plans that bridge the time until this one.
    let interims: [PlanReference]
    /// Exceptions that rest on it and are suspended.
    let exceptions: [String]
    /// The last day of the exception that lets it end after the policy's by-when; nil where none that holds does.
    let mayEndLaterUntil: CalendarDay?
    /// Names by id.
    let assets: [Int64: String]
    /// Names by id.
    let organisations: [String: String]
    /// Names by id.
    let people: [String: String]
    let approval: ApprovalPolicy
    /// Those that have a share in the plan's assets.
    let owners: Set<String>
    /// What is approved already for the same product on some of the same assets.
    let besidePounds: Int
    /// Where it stands among the open plans; nil for one that is over.
    let place: PlanPlace?
    let ladder: EscalationLadder
    let asOf: CalendarDay
    /// Nil wraps nothing.
    let width: Int?

    var content: PlanContent { record.content }
    private var mayEndLater: Bool { mayEndLaterUntil != nil }

    var text: String {
        let standing = record.standing(asOf: asOf, ladder: ladder, mayEndLater: mayEndLater)
        let steps =
            "Steps, \(record.percentComplete)% done\n\n"
            + PlanTables.milestones(record, asOf: asOf).text(width: width)
        let before = [heading(standing), attention(standing), subject, "By when\n" + byWhen, order, money].filter {
            !$0.isEmpty
        }
        let after = [evidence, missing, history].filter { !$0.isEmpty }
        return
            (before.map { wrappedForTerminal($0, width: width) } + [steps]
            + after.map { wrappedForTerminal($0, width: width) }).joined(separator: "\n")
    }

    func line(_ label: String, _ value: String?) -> String {
        guard let value, !value.isEmpty else { return "" }
        return "  " + label + String(repeating: " ", count: max(2, 16 - label.count)) + visible(value, limit: 800)
            + "\n"
    }

    // MARK: What it is

    private func heading(_ standing: PlanStanding?) -> String {
        let rating = standing.map { ", \($0.rating.rawValue)" } ?? ""
        let on = "on \(asOf.longDescription)"
        return "\(record.reference) \(visible(content.title, limit: 300))\n\(record.state.label)\(rating) \(on)\n"
    }

    private var subject: String {
        line("About", content.subject.label)
            + line("On", names)
            + line("Ends", content.risks.joined(separator: ", "))
            + line("Answers for it", content.owner)
            + line("Kind", content.kind.explanation)
            + line("Target", content.targetWords)
            + line("Supplier", supplier)
            + line("Followed by", followOn.map { "\($0.reference), \($0.state.label): \($0.content.title)" })
            + line("Bridged by", interims.map(\.description).joined(separator: ", "))
            + content.options.map { line("Weighed", option($0)) }.joined()
            + line("Change", content.changeReference)
            + line("Work plan", content.workPlanReference)
            + line("Waits for", record.blockedBy)
    }

    private var names: String {
        let names = content.assets.map { assets[$0] ?? "asset \($0)" }.sorted()
        let shown = names.prefix(10).joined(separator: ", ")
        return names.count > 10 ? "\(shown) and \(names.count - 10) more" : shown
    }

    private var supplier: String? {
        guard let supplier = content.supplier else { return content.kind.needsTarget ? "not asked yet" : nil }
        let words =
            switch supplier.answer {
            case .yes: "says that it runs on the target"
            case .no: "says that it does not run on the target"
            case .unknown: "has given no answer that could be relied on"
            }
        return "\(words) (\(supplier.reference), \(supplier.on.longDescription))"
    }

    private func option(_ option: PlanContent.Option) -> String {
        var parts = [option.title]
        if let pence = option.costPence { parts.append(sterling(pence: pence)) }
        if let points = option.pointsAfter { parts.append("would leave a score of \(points)") }
        return parts.joined(separator: ", ") + (option.isChosen ? " (chosen)" : "")
    }

    // MARK: By when

    private var byWhen: String {
        var text = line("Now", record.latestDay(mayEndLater: mayEndLater).longDescription)
        if let baseline = record.baselineByWhen {
            let slips = record.slipCount == 1 ? "1 slip" : "\(record.slipCount) slips"
            text += line("First agreed", "\(baseline.longDescription), \(slips)")
        }
        if record.currentByWhen != content.deadline.value {
            text += line("Policy's own", content.deadline.value.longDescription)
        }
        text += line("Allowed by", allowance)
        text += line("Because", content.deadline.explanation)
        for row in content.deadline.trace where !row.hasSuffix("(won)") { text += line("  weighed", row) }
        return text + line("Contain it by", content.deadline.containBy?.longDescription)
    }

    private var allowance: String? {
        guard let exception = record.exception else { return nil }
        guard let last = mayEndLaterUntil else { return "\(exception) no more: it does not hold" }
        return "\(exception), which holds until \(last.longDescription)"
    }

    // MARK: Order

    /// Empty when nothing else bears on it.
    private var order: String {
        guard let place else { return "" }
        let lines =
            line("Comes after", place.after) + line("In time", place.verdict)
            + place.contradictions.map { line("Contradiction", $0) }.joined()
        return lines.isEmpty ? "" : "Order among plans\n" + lines
    }

    // MARK: Money

    /// Those that got a share since it was approved.
    private var unheard: String? {
        let councils = record.unheard(owners: owners, policy: approval).sorted().map { organisations[$0] ?? $0 }
        if councils.isEmpty { return nil }
        return "for \(councils.joined(separator: " and ")), which got a share since: "
            + "`reeve plan cost \(record.reference) --minute`"
    }

    private var money: String {
        guard let cost = content.cost else {
            return content.kind == .patch ? "" : "Money\n" + line("Cost", "not known yet")
        }
        var amount = "\(sterling(pence: cost.oneOffPence)) once"
        if cost.recurringPencePerYear > 0 {
            let years = cost.recurringYears == 1 ? "1 year" : "\(cost.recurringYears) years"
            amount += ", \(sterling(pence: cost.recurringPencePerYear)) a year for \(years)"
            amount += ", \(sterling(pence: cost.commitmentPence)) in all"
        }
        if cost.peopleDays > 0 { amount += ", \(cost.peopleDays) days of people" }
        let route = SpendRoute(cost, owners: owners, beside: besidePounds, policy: approval)
        let funding =
            switch cost.funding {
            case .yes: "there is money"
            case .no: "there is no money"
            case .bid: "there is a bid for it"
            }
        return "Money\n" + line("Cost", amount)
            + line("Source", "\(cost.source), \(cost.confidence.rawValue) confidence")
            + line("Paid by", cost.split.label(names: organisations))
            + line("From", "\(cost.spend.rawValue) of \(cost.financialYear); \(funding)")
            + line("Budget line", cost.budgetLine)
            + line(
                "Approved too",
                besidePounds > 0 ? "\(sterling(pence: besidePounds * 100)), by other plans for these hosts" : nil
            )
            + line("Approval by", route.label)
            + line("Not approved", unheard)
    }
}

extension PlanContent {
    /// What takes the product's place and how long that lasts; nil when nothing does.
    var targetWords: String? {
        guard let target else { return kind.needsTarget ? "not chosen yet" : nil }
        guard let end = target.ownEnd else { return "\(target.label), no published end (\(target.source))" }
        let months = target.monthsLeft(from: goLive) ?? 0
        return "\(target.label), security fixes until \(end.longDescription): \(months) months after it goes live "
            + "(\(target.source))"
    }
}

extension PlanKind {
    /// For people who decide whether it fits.
    var explanation: String {
        switch self {
        case .patch: "patch: the fixes that exist are installed"
        case .upgrade: "upgrade: a newer release on the same machine"
        case .replace: "replace: something else takes its place"
        case .migrate: "migrate: it moves to a service that somebody else runs"
        case .consolidateRetire: "retire: nothing takes its place, or something that is there already"
        case .buyCover: "buy cover: paid fixes until another plan ends it"
        case .isolate: "isolate: cut off until another plan ends it"
        }
    }
}
