import Assessment
import Decisions
import EstateModel
import Planning

extension ExceptionPage {
    /// What ends the need for it, how that stands, and what it costs.
    var plan: String {
        guard let id = record.request.plan else { return "\nEnded by no plan: without one nothing is approved\n" }
        guard let plan = book.plan(id), let known = PlanReference(id).flatMap({ book.plans[$0] }) else {
            return "\nEnded by \(visible(id, limit: 40)), which does not exist\n"
        }
        var text = "\nEnded by \(plan.id), \(visible(plan.title, limit: 200))\n"
        text += line("Stands", standing(of: known))
        text += line("Kind", known.content.kind.explanation)
        text += line("Target", known.content.targetWords.map { visible($0, limit: 300) })
        text += line("On", work.names(known.content.assets).joined(separator: ", "))
        text += line("Gone by", plan.finalDate?.longDescription ?? "no day is given")
        text += line("At the latest", latest(plan))
        text += line("Comes after", place?.after)
        text += line("Among plans", place?.verdict)
        for sentence in place?.contradictions ?? [] { text += line("Contradiction", sentence) }
        text += line("Costs", cost(of: known.content))
        let titles = Dictionary(known.content.milestones.map { ($0.code.rawValue, visible($0.title, limit: 120)) }) {
            first,
            _ in first
        }
        for milestone in plan.milestones {
            let state = milestone.completedOn.map { "done on \($0.longDescription)" } ?? open(since: milestone.due)
            text += line(milestone.code, "\(milestone.due.longDescription), \(state): \(titles[milestone.code] ?? "")")
        }
        text += line("Accepted was", record.approval.map { accepted($0.plan) })
        return text
    }

    private func accepted(_ plan: AcceptedPlan) -> String {
        let target = plan.target.map { " with \(visible($0.label, limit: 120))" } ?? ""
        return "\(plan.kind.rawValue)\(target), gone by \(plan.removalBy.longDescription)"
    }

    private func standing(of plan: PlanRecord) -> String {
        let ladder = work.work.workspace.policies.planning.escalation
        let rating = book.standing(of: plan, asOf: day, ladder: ladder).map { ", \($0.rating.rawValue)" } ?? ""
        let isOpen = plan.state == .draft || plan.state == .proposed
        return plan.state.label + (isOpen ? ", not approved yet" : "") + rating
    }

    /// The by-when, and by how much the plan misses it.
    private func latest(_ plan: PlanSummary) -> String {
        let byWhen = plan.byWhen.longDescription
        guard let final = plan.finalDate, final > plan.byWhen else { return byWhen }
        let gap = plan.byWhen.days(until: final)
        return "\(byWhen); the plan CANNOT MEET IT: it ends \(gap == 1 ? "1 day" : "\(gap) days") later"
    }

    private func open(since due: CalendarDay) -> String {
        let days = due.days(until: day)
        return days <= 0 ? "open" : "OVERDUE by \(days == 1 ? "1 day" : "\(days) days")"
    }

    private func cost(of content: PlanContent) -> String {
        guard let cost = content.cost else { return content.kind == .patch ? "nothing is bought" : "not known yet" }
        var text = "\(sterling(pence: cost.oneOffPence)) once"
        if cost.recurringPencePerYear > 0 {
            let years = cost.recurringYears == 1 ? "1 year" : "\(cost.recurringYears) years"
            text += ", \(sterling(pence: cost.recurringPencePerYear)) a year for \(years)"
        }
        let names = work.work.workspace.organisationNames
        return "\(text); paid by \(visible(cost.split.label(names: names), limit: 300))"
    }

    // MARK: Who decides, and what comes after

    /// Nil when it was decided.
    var decider: String? {
        let level: ApprovalLevel
        switch record.state {
        case .submitted: level = record.level
        case .draft, .changesRequested:
            let asked = work.terms(of: record.request).level
            level = chain.level(asked, byCommittee: record.request.committee != nil)
        default: return nil
        }
        let councils = work.organisations(of: record.request)
        return councils.count > 1 ? "\(level.label) of each council" : level.label
    }

    /// How often it was renewed; of a renewal that is not handed in, how often it will have been.
    var renewalNumber: Int {
        record.terms == nil ? chain.renewalNumber : record.renewalNumber
    }

    private var chain: ExceptionChain { ExceptionChain(of: record.request, in: book, as: record.id) }

    /// What happens when it ends; empty when it is over or has no last day.
    var end: String {
        guard !record.isOver(in: book, asOf: day), let last = record.approval?.expiresOn ?? record.request.expiresOn
        else { return "" }
        let limits = record.terms?.limits ?? work.work.workspace.policies.exceptions
        let next = last.adding(days: 1).longDescription
        let unmanaged =
            "from \(next) its risks count as unmanaged, unless the product is gone or a renewal has been approved"
        return "\nWhen it ends\n" + line("Without more", unmanaged) + line("Renewal", renewal(last, limits))
    }

    private func renewal(_ last: CalendarDay, _ limits: ExceptionPolicy) -> String {
        guard renewalNumber < limits.maximumRenewals else {
            return "none is possible any more: it was renewed \(renewalNumber == 1 ? "once" : "\(renewalNumber) times")"
        }
        let opens = last.adding(days: -limits.renewalOpensDays)
        let closes = last.adding(days: -limits.renewalClosesDays)
        if closes < day { return "it is too late to ask: that ended on \(closes.longDescription)" }
        let higher = record.terms == nil ? nil : record.level.next?.label
        let who = higher.map { "; \($0) decides" } ?? ""
        return "asked for from \(opens.longDescription) to \(closes.longDescription), after a step of the plan was "
            + "done\(who)"
    }
}
