import Decisions
import EstateModel
import Planning

extension NoticeFinder {
    /// What waits for somebody's advice or decision.
    mutating func findRequests() {
        for record in book.exceptions.values.sorted(by: { $0.id < $1.id }) {
            switch record.state {
            case .submitted:
                findAdvice(for: record)
                findDecision(about: record)
            case .changesRequested: findChanges(to: record)
            default: break
            }
        }
        for plan in book.plans.records where plan.state == .proposed { findDecision(about: plan) }
    }

    /// The last stage that was reached so long after the day of the request.
    private func waitingStage(since day: CalendarDay) -> Int? {
        let waited = day.days(until: asOf)
        return days.waiting.filter { $0 <= waited }.max()
    }

    private func urgency(of stage: Int) -> Notice.Urgency { stage >= 14 ? .urgent : .soon }

    private func request(_ record: ExceptionRecord) -> String {
        let by = visible(record.requestedBy.title, limit: 120)
        let last = record.request.expiresOn.map { " until \($0.longDescription)" } ?? ""
        return "\(by) asked on \(record.requestedOn.longDescription) to allow \(subject(of: record))\(last)."
    }

    private mutating func findAdvice(for record: ExceptionRecord) {
        let organisations = owners(of: record)
        let advisors = recipients.posts(.advisor, of: organisations)
        guard record.recommendation == nil, !advisors.isEmpty, let stage = waitingStage(since: record.requestedOn)
        else {
            return
        }
        let reached = told(advisors, of: organisations)
        keep(
            Notice(
                .adviceWanted,
                record.id,
                stage: "\(stage)@\(record.requestedBySequence)",
                urgency: urgency(of: stage),
                dueOn: record.requestedOn,
                for: reached,
                title: "Exception \(record.id) waits for advice",
                text: [request(record)],
                remedy: "Read `reeve exception show \(record.id)` and record what you recommend."
            )
        )
    }

    private mutating func findDecision(about record: ExceptionRecord) {
        guard let stage = waitingStage(since: record.requestedOn) else { return }
        let organisations = owners(of: record)
        let open = organisations.intersection(record.openOrganisations(in: book))
        let advice = record.recommendation.map { advice in
            "The advice is to \(Self.words(advice.advice))."
        }
        let able = deciders(of: record, in: open.isEmpty ? organisations : open)
        let reached = told(able, of: organisations)
        keep(
            Notice(
                .decisionWanted,
                record.id,
                stage: "\(stage)@\(record.requestedBySequence)",
                urgency: urgency(of: stage),
                dueOn: record.requestedOn,
                for: reached,
                title: "Exception \(record.id) waits for a decision",
                text: [request(record), advice ?? "Nobody has advised on it yet."]
                    + Self.nobody(able, may: "decide it: \(record.level.label) must"),
                remedy: "Read `reeve exception show \(record.id)`, then approve it or reject it."
            )
        )
    }

    /// Whoever hears of it in the place of a post that there is not must not be sent to be refused.
    private static func nobody(_ posts: [String], may what: String) -> [String] {
        posts.isEmpty ? ["No post in estate.yaml may \(what). Add it under 'posts', and to who holds it."] : []
    }

    private static func words(_ advice: Recommendation.Advice) -> String {
        switch advice {
        case .approve: "approve it"
        case .approveForLess: "approve it for a shorter time"
        case .reject: "reject it"
        }
    }

    private mutating func findChanges(to record: ExceptionRecord) {
        let organisations = organisations(of: record.request.scope.assets)
        let reached = told(posts(named: [record.requestedBy.post], of: organisations), of: organisations)
        keep(
            Notice(
                .changesWanted,
                record.id,
                stage: "changes@\(record.changedBy)",
                urgency: .soon,
                dueOn: record.requestedOn,
                for: reached,
                title: "Exception \(record.id) was sent back for changes",
                text: [request(record)],
                remedy: "Read `reeve exception show \(record.id)`, amend it and submit it again, or withdraw it."
            )
        )
    }

    private mutating func findDecision(about plan: PlanRecord) {
        let reference = plan.reference.description
        let organisations = organisations(of: plan.content.assets)
        // What was changed since is another proposal.
        let proposal = book.plan(reference)?.digest.prefix(8) ?? ""
        let approvers =
            question.planApprovers[reference].map { recipients.among($0, of: organisations) }
            ?? recipients.posts(.manager, of: organisations)
        let reached = told(approvers, of: organisations)
        keep(
            Notice(
                .planDecisionWanted,
                reference,
                stage: "proposed@\(proposal)",
                urgency: .soon,
                dueOn: plan.draftedAt.londonDay,
                for: reached,
                title: "Plan \(reference) waits for approval",
                text: [
                    "\(visible(plan.content.title, limit: 200)).",
                    "It is to be done by \(plan.currentByWhen.longDescription).",
                ] + Self.nobody(approvers, may: "approve a plan of its cost"),
                remedy: "Read `reeve plan show \(reference)`, then approve it or send it back."
            )
        )
    }
}
