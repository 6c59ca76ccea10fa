import Assessment
import Decisions
import EstateModel
import Planning
import Risk

/// One exception on one page, in the order in which an approver needs it.
struct ExceptionPage {
    let work: ExceptionWork
    let record: ExceptionRecord
    let book: DecisionBook
    let day: CalendarDay
    /// Where its plan stands among the open plans; nil when it has none that is open.
    let place: PlanPlace?

    init(_ work: ExceptionWork, _ record: ExceptionRecord, _ book: DecisionBook, _ place: PlanPlace?) {
        self.place = place
        self.work = work
        self.record = record
        self.book = book
        day = work.board.day
    }

    var text: String {
        let standing = ExceptionWords(record, book, councils: work.work.workspace.organisationNames, asOf: day)
        var text = "\(record.id): \(standing.word), \(standing.sentence)\n\n"
        text += asked + risks + why + controls + plan + end + advice + decisions + missing + ways
        return text
    }

    // MARK: Parts

    private var asked: String {
        let request = record.request
        let first = record.approval?.effectiveOn ?? request.effectiveOn
        let last = record.approval?.expiresOn ?? request.expiresOn
        var text = line("Covers", "\(label) on \(names(request.scope.assets))")
        text += line("And nothing else", newcomers)
        text += line("Not for", latecomers)
        let from = first?.longDescription ?? "the day of the approval"
        text += line("Period", last.map { "\(from) to \($0.longDescription)" } ?? "no last day is given")
        text += line("Asked by", "\(record.requestedBy.summary), on \(record.requestedOn.longDescription)")
        text += line("Answers for it", request.ownerPost.map(postTitle) ?? "nobody is named")
        if let former = request.renews {
            text += line("Renews", "\(former), for the \(ordinalWord(renewalNumber)) time")
        }
        let before = request.before(in: book, as: record.id)
        for (index, former) in before.suffix(Self.mostFormer).enumerated() {
            text += line(index == 0 ? "Before it" : "", "\(former.id), \(former.outcome)\(advice(on: former))")
        }
        if before.count > Self.mostFormer {
            text += line("", "and \(before.count - Self.mostFormer) before those: reeve exception list --all")
        }
        if let committee = request.committee {
            let reference = visible(committee.reference, limit: 200)
            let said = "\(visible(committee.body, limit: 200)), \(reference), \(committee.on.longDescription)"
            text += line("Committee", said)
        }
        text += line("Decides", decider)
        return text
    }

    private static let mostFormer = 5

    /// What was advised about another.
    private func advice(on other: ExceptionRecord) -> String {
        other.recommendation.map { "; advice: \($0.advice.label), \(visible($0.text, limit: 120))" } ?? ""
    }

    /// Hosts that have the risk and are outside the scope.
    private var newcomers: String? {
        let scope = Set(record.request.scope.assets)
        let others = Set(rows.flatMap { $0.assets.map(\.id) }).subtracting(scope).sorted()
        guard !others.isEmpty else { return nil }
        return
            "\(names(others)) \(others.count == 1 ? "has" : "have") the same risk and \(others.count == 1 ? "is" : "are") not covered"
    }

    /// Councils to which assets were given after it was approved.
    private var latecomers: String? {
        guard record.approval != nil, let decided = record.terms?.organisations else { return nil }
        let late = work.organisations(of: record.request).filter { !decided.contains($0) }.sorted().map(work.council)
        guard !late.isEmpty else { return nil }
        return "\(late.joined(separator: " and ")), which got a share of the assets since and has accepted nothing"
    }

    /// Councils that share the assets have a risk each; what is the same of all is said once.
    private var risks: String {
        var text = ""
        var told: [String: [String]] = [:]
        var order: [String] = []
        let asked = record.request.risks
        let today = work.board.references(of: record.request.scope).filter { !asked.contains($0) }
        for reference in asked + today {
            guard let row = work.board.row(reference) else {
                text += "\n\(reference)  \(state(of: reference))\(successors(today))\n"
                continue
            }
            let body = body(row)
            if told[body] == nil { order.append(body) }
            told[body, default: []].append("\(reference) (\(work.council(row.key.organisation)))")
        }
        for body in order { text += "\n\((told[body] ?? []).joined(separator: ", "))\n\(body)" }
        return text
    }

    /// Of a risk that is not in today's register.
    private func state(of reference: String) -> String {
        guard let risk = book.risks[reference], !risk.isOpen else { return "not in today's register" }
        return risk.isOver ? "no risk any more by what is known" : "gone"
    }

    /// The product may still be there under another reference, because the service of its host is another one now.
    private func successors(_ today: [String]) -> String {
        today.isEmpty ? "" : "; what it covers is now \(today.joined(separator: ", "))"
    }

    private func body(_ row: RegisterRow) -> String {
        var text = line("Risk", row.title)
        text += line("The vendor", row.vendorStanding)
        let inherent = row.score.inherent.summary
        let residual = row.score.residual.summary
        text += line("Score", "\(inherent) before controls, \(residual) with those that are proven")
        if row.assets.count > record.request.scope.assets.count,
            let cell = work.board.situation(of: record.request).cell
        {
            text += line("What it covers", "\(cell.points) \(cell.band.label) with the controls that are proven")
        }
        text += line("Target", row.score.target.map { "\($0.summary), once the plan is carried out" })
        for obligation in row.obligations where obligation.code != .nameTarget && obligation.code != .exceptionAndPlan {
            text += line("Must", obligation.text)
        }
        return text
    }

    private var why: String {
        line("\nWhy it is needed", nonEmpty(record.request.justification) ?? "nobody has said")
            + line("Why not now", nonEmpty(record.request.alternatives) ?? "nobody has said")
    }

    private var controls: String {
        guard !record.request.controls.isEmpty else { return "\nProtected by nothing that is named\n" }
        let maximum =
            record.terms?.limits.evidenceMaximumAgeDays
            ?? work.work.workspace.policies.exceptions.evidenceMaximumAgeDays
        return "\nProtected by\n"
            + record.request.controls.map { id in
                guard let control = book.controls[id] else { return "  \(id)  is not recorded\n" }
                let state: String
                switch control.standing(asOf: day, maximumAgeDays: maximum) {
                case .holds(let until): state = "seen on \(checked(control)), counts until \(until.longDescription)"
                case .stale(let last): state = "COUNTS NO MORE: its evidence ran out after \(last.longDescription)"
                case .failed(let since): state = "COUNTS NO MORE: it failed its check on \(since.longDescription)"
                case .neverChecked: state = "was never checked"
                case .retired(let on): state = "was taken out of use on \(on.longDescription)"
                }
                let evidence = control.lastCheck.map { "; evidence: \(visible($0.evidence, limit: 120))" } ?? ""
                let own = protected(by: control)
                let on = own.count == scope.count ? "" : own.isEmpty ? " (on none of them)" : " (on \(names(own)) only)"
                return "  \(id)  \(visible(control.about, limit: 200))\(on): \(state)\(evidence)\n"
            }.joined() + unprotected
    }

    private var scope: [Int64] { record.request.scope.assets }

    private func protected(by control: ControlRecord) -> [Int64] {
        scope.filter(Set(control.assets).contains)
    }

    /// Assets that none of the controls protects.
    private var unprotected: String {
        let all = Set(record.request.controls.compactMap { book.controls[$0] }.flatMap(\.assets))
        let bare = scope.filter { !all.contains($0) }
        return bare.isEmpty ? "" : line("By nothing", "\(names(bare)): no control that is named is about it")
    }

    private var advice: String {
        guard let advice = record.recommendation else { return line("\nAdvice", "none yet") }
        let words: [Recommendation.Advice: String] = [
            .approve: "approve", .approveForLess: "approve for less", .reject: "reject",
        ]
        let text = "\(words[advice.advice] ?? ""): \(visible(advice.text, limit: 2000))"
        return line("\nAdvice", "\(text) (\(advice.by.summary), \(advice.on.longDescription))")
    }

    private var decisions: String {
        let open = record.openOrganisations(in: book)
        var text = record.decisions.map { decision in
            let changed = record.state == .submitted && open.contains(decision.organisation)
            let verb =
                decision.verdict == .reject
                ? "rejected" : changed ? "approved, with the plan as it was before its days changed," : "approved"
            let by = decision.by.map { " by \($0.summary)" } ?? ""
            let on = decision.on.map { ", \($0.longDescription)" } ?? ""
            let key = decision.signature.map { ", signed with \($0.keyFingerprint)" } ?? ", not signed"
            return line("Decision", "\(verb) for \(work.council(decision.organisation))\(by)\(on)\(key)")
                + line("", visible(decision.statement, limit: 2000))
        }.joined()
        if record.state == .submitted {
            for id in open { text += line("Decision", "open for \(work.council(id)): \(record.level.label) decides") }
        }
        return text
    }

    /// Everything that stands in the way, at once.
    private var missing: String {
        let gaps: [DecisionFault.Gap]
        switch record.state {
        case .draft, .changesRequested:
            gaps = record.request.gaps(in: book, as: record.id, terms: work.terms(of: record.request), on: day)
        case .submitted: gaps = record.gaps(under: work.terms(of: record.request))
        default: gaps = []
        }
        guard !gaps.isEmpty else { return "" }
        return "\nMissing\n" + gaps.map { "  - \($0.message); \($0.remedy)\n" }.joined()
    }

    private var ways: String {
        switch record.state {
        case .draft, .changesRequested: "\nNext: reeve exception amend \(record.id)\n"
        case .submitted: "\nNext: reeve approve \(record.id), or reeve exception send-back or reject\n"
        case .approved where record.suspension != nil && isWithoutPlan:
            "\nNext: reeve exception revoke \(record.id), and ask anew with a plan that is worked on\n"
        case .approved where record.suspension != nil:
            "\nNext: mend the cause, then reeve exception resume \(record.id)\n"
        default: ""
        }
    }

    /// Its plan was given up, or is done without having ended it: nothing brings it back.
    private var isWithoutPlan: Bool {
        record.request.plan.flatMap(book.plan).map { $0.isCancelled || $0.isDone } ?? true
    }

    // MARK: Words

    private var rows: [RegisterRow] {
        let named = record.request.risks.compactMap(work.board.row)
        return named.isEmpty ? work.board.rows(of: record.request.scope) : named
    }

    private var label: String {
        let scope = record.request.scope
        return rows.first?.label
            ?? record.request.risks.compactMap { book.risks[$0]?.label }.first.map { visible($0, limit: 80) }
            ?? [scope.product, scope.release ?? ""].map { visible($0, limit: 80) }.joined(separator: " ")
    }

    private func checked(_ control: ControlRecord) -> String { control.lastCheck?.on.longDescription ?? "no day" }

    private func names(_ assets: [Int64]) -> String {
        let all = work.names(assets)
        let shown = all.prefix(12).joined(separator: ", ")
        return all.count > 12 ? "\(shown) and \(all.count - 12) more (\(all.count) in all)" : shown
    }

    private func postTitle(_ id: String) -> String {
        let roles = work.work.workspace.roles
        guard let post = roles.post(id) else { return visible(id, limit: 80) }
        let holder = roles.holders(of: id, on: day).map { visible($0.name, limit: 80) }.first
        return "\(visible(post.title, limit: 120)) (\(holder ?? "VACANT"))"
    }

    private func nonEmpty(_ text: String) -> String? {
        let shown = visible(text, limit: 4000)
        return shown.contains { $0 != " " } ? shown : nil
    }

    func line(_ label: String, _ value: String?) -> String {
        guard let value else { return "" }
        let lead = label.hasPrefix("\n") ? "\n" : ""
        let word = label.drop { $0 == "\n" }
        return lead + "  " + word + String(repeating: " ", count: max(2, 18 - word.count)) + value + "\n"
    }
}
