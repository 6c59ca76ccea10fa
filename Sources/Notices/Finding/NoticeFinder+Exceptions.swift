import Decisions
import EstateModel

extension NoticeFinder {
    mutating func findExceptions() {
        for record in book.exceptions.values.sorted(by: { $0.id < $1.id }) {
            switch record.condition(in: book, asOf: asOf) {
            case .live: findExpiry(of: record)
            case .suspended(let since, let causes):
                findExpiry(of: record)
                findSuspension(of: record, since: since, causes)
            case .expired(let last): findExpired(record, last: last)
            case .over: if record.state == .superseded { findDropped(by: record) }
            case .undecided, .scheduled: break
            }
        }
    }

    // MARK: Its end

    private mutating func findExpiry(of record: ExceptionRecord) {
        let last = record.lastDay
        let left = asOf.days(until: last)
        guard let stage = Self.stage(days.exception, left: left), !isRenewed(record, by: last.adding(days: 1)) else {
            return
        }
        let isLastStage = stage == days.exception.min()
        let reached = told(people(of: record) + (isLastStage ? deciders(of: record) : []), of: owners(of: record))
        keep(
            Notice(
                .exceptionExpiring,
                record.id,
                stage: String(stage),
                urgency: .init(daysLeft: left),
                dueOn: last,
                for: reached,
                title: "Exception \(record.id) ends on \(last.longDescription), \(distance(left))",
                text: [
                    "It allows \(subject(of: record)) until then.", renewalState(of: record),
                    "From the next day on the risk counts as unmanaged unless the plan is carried out or the "
                        + "exception is renewed.",
                ],
                remedy: renewalAdvice(record, last: last)
            )
        )
    }

    private mutating func findExpired(_ record: ExceptionRecord, last: CalendarDay) {
        guard isStillNeeded(record), !isRenewed(record, by: asOf) else { return }
        let reached = told(people(of: record) + deciders(of: record), of: owners(of: record))
        keep(
            Notice(
                .exceptionExpired,
                record.id,
                stage: "expired",
                urgency: .overdue,
                dueOn: last,
                for: reached,
                title: "Exception \(record.id) ended on \(last.longDescription)",
                text: [
                    "It allowed \(subject(of: record)).", renewalState(of: record),
                    "Its risk counts as unmanaged until the product is gone or another exception is approved.",
                ],
                remedy: "\(planAdvice(record)) What cannot be done at once needs a new request for an exception."
            )
        )
    }

    /// Nothing is left of an exception whose risks are all closed.
    private func isStillNeeded(_ record: ExceptionRecord) -> Bool {
        if let affected = question.affected[record.id] { return !affected.isEmpty }
        return record.request.risks.isEmpty || record.request.risks.contains { book.risks[$0]?.isOpen != false }
    }

    /// Others, in force by a day, stand in for it on every asset that still has the risk: a renewal for fewer leaves
    /// the rest without cover.
    private func isRenewed(_ record: ExceptionRecord, by day: CalendarDay) -> Bool {
        covered(atRisk(of: record), as: record.request.scope, on: day, besides: record.id)
    }

    private func covered(
        _ assets: [Int64],
        as scope: ExceptionScope,
        on day: CalendarDay,
        besides own: String? = nil
    ) -> Bool {
        let others = book.exceptions.values.filter { other in
            guard other.id != own, other.state == .approved, let approval = other.approval else { return false }
            return approval.effectiveOn <= day && day <= approval.expiresOn
        }
        return assets.allSatisfy { asset in
            others.contains { $0.request.scope.covers(asset: asset, product: scope.product, release: scope.release) }
        }
    }

    /// The assets of the scope that still have the risk; all of them where that is not known.
    private func atRisk(of record: ExceptionRecord) -> [Int64] {
        guard let affected = question.affected[record.id] else { return record.request.scope.assets }
        return record.request.scope.assets.filter(affected.contains)
    }

    /// A renewal takes over on its first day: what it leaves out is without cover from then on.
    private mutating func findDropped(by record: ExceptionRecord) {
        let renewals = book.exceptions.values.filter { $0.request.renews == record.id && $0.approval != nil }
        guard let renewal = renewals.min(by: { $0.id < $1.id }), let start = renewal.approval?.effectiveOn else {
            return
        }
        let dropped = atRisk(of: record).filter { !renewal.request.scope.assets.contains($0) }
        let bare = dropped.filter { !covered([$0], as: record.request.scope, on: asOf) }
        guard !bare.isEmpty else { return }
        let reached = told(people(of: record) + deciders(of: record), of: owners(of: record))
        let assets = counted(bare.count, "asset", "assets")
        keep(
            Notice(
                .exceptionExpired,
                record.id,
                stage: "dropped",
                urgency: .overdue,
                dueOn: start,
                for: reached,
                title: "Exception \(record.id) was renewed by \(renewal.id) without \(assets) that it covered",
                text: [
                    "It allowed \(subject(of: record)).",
                    "On what was left out the risk counts as unmanaged since \(start.longDescription).",
                ],
                remedy: "\(planAdvice(record)) What cannot be done at once needs a new request for an exception."
            )
        )
    }

    private func renewalState(of record: ExceptionRecord) -> String? {
        let renewals = book.exceptions.values.filter { $0.request.renews == record.id && !$0.state.isFinal }
        return renewals.min { $0.id < $1.id }.map { "\($0.id), which is \($0.state.label), is to renew it." }
    }

    private func renewalAdvice(_ record: ExceptionRecord, last: CalendarDay) -> String {
        let limits = record.terms?.limits ?? ExceptionPolicy()
        let opens = last.adding(days: -limits.renewalOpensDays)
        let closes = last.adding(days: -limits.renewalClosesDays)
        if asOf > closes { return "\(planAdvice(record)) It is too late to ask for a renewal." }
        let from = asOf < opens ? "from \(opens.longDescription) to" : "until"
        return "\(planAdvice(record)) A renewal can be asked for \(from) \(closes.longDescription)."
    }

    // MARK: Suspension

    private mutating func findSuspension(
        of record: ExceptionRecord,
        since: CalendarDay,
        _ causes: [SuspensionCause]
    ) {
        let lastCovered = since.adding(days: Self.graceDays)
        let left = asOf.days(until: lastCovered)
        let stage = left < 0 ? "unmanaged" : Self.stage(days.suspension, left: left).map { String($0) }
        guard let stage else { return }
        let next = lastCovered.adding(days: 1).longDescription
        // Whoever signed it hears of it at once: what they signed no longer holds.
        let reached = told(people(of: record) + deciders(of: record), of: owners(of: record))
        keep(
            Notice(
                .exceptionSuspended,
                record.id,
                stage: stage,
                urgency: left < 0 ? .overdue : .urgent,
                dueOn: began(record, since: since, causes),
                for: reached,
                title: left < 0
                    ? "Exception \(record.id) is suspended, and its risk counts as unmanaged"
                    : "Exception \(record.id) is suspended since \(since.longDescription)",
                text: [
                    "It was to allow \(subject(of: record)).", Self.sentence(causes),
                    left < 0
                        ? "The risk counts as unmanaged since \(next)."
                        : "From \(next) on its risk counts as "
                            + "unmanaged.",
                ],
                remedy: "Put right what changed and have the exception resumed, or remove the product."
            )
        )
    }

    /// For so many days a suspended exception still covers its risk.
    private static let graceDays = 14

    /// A plan that slipped is wrong as of every day anew until the suspension is logged; it is one and the same.
    private func began(
        _ record: ExceptionRecord,
        since: CalendarDay,
        _ causes: [SuspensionCause]
    ) -> CalendarDay {
        guard record.suspension == nil, since == asOf, let approval = record.approval else { return since }
        let plan = record.request.plan.flatMap(book.plan)
        let isFloating = causes.allSatisfy { cause in
            cause.kind == .planSlipped || cause.kind == .planChanged
                || cause.kind == .planBreached && plan?.isCancelled == true
        }
        return isFloating ? approval.on : since
    }

    private static func sentence(_ causes: [SuspensionCause]) -> String {
        let shown = causes.prefix(3).map { visible($0.detail, limit: 300) }.joined(separator: "; ")
        return "What changed: \(shown)\(causes.count > 3 ? ", and \(causes.count - 3) more" : "")."
    }

    // MARK: Whom and what it concerns

    /// `Windows Server 2012 R2 on 4 assets`; by its ids when no risk that it names is known.
    func subject(of record: ExceptionRecord) -> String {
        let scope = record.request.scope
        let label = record.request.risks.lazy.compactMap { question.riskLabels[$0] ?? book.risks[$0]?.label }.first
        let ids = [scope.product, scope.release].compactMap { $0 }.joined(separator: " ")
        return "\(visible(label ?? ids, limit: 100)) on \(counted(scope.assets.count, "asset", "assets"))"
    }

    func owners(of record: ExceptionRecord) -> Set<String> {
        Set(record.terms?.organisations ?? []).union(
            record.terms == nil ? organisations(of: record.request.scope.assets) : []
        )
    }

    /// Whoever answers for the assets, and whoever asked.
    private func people(of record: ExceptionRecord) -> [String] {
        posts(named: [record.request.ownerPost, record.requestedBy.post], of: owners(of: record))
    }

    func deciders(of record: ExceptionRecord, in organisations: Set<String>? = nil) -> [String] {
        let organisations = organisations ?? owners(of: record)
        switch record.level {
        case .owner: return posts(named: [record.request.ownerPost], of: organisations)
        case .manager: return recipients.posts(.manager, of: organisations)
        case .siro: return recipients.posts(.siro, of: organisations)
        case .board: return recipients.posts(.board, of: organisations)
        }
    }

    private func planAdvice(_ record: ExceptionRecord) -> String {
        guard let plan = record.request.plan.flatMap(book.plan), !plan.isCancelled else {
            return "Make a plan that removes or replaces the product."
        }
        let end = plan.finalDate.map { ", which ends on \($0.longDescription)" } ?? ""
        return "Carry out \(plan.id)\(end)."
    }
}
