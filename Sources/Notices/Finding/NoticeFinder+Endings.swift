import Decisions
import EstateModel

extension NoticeFinder {
    // MARK: Evidence

    mutating func findControls() {
        for control in book.controls.values.sorted(by: { $0.id < $1.id }) {
            switch control.standing(asOf: asOf, maximumAgeDays: question.evidenceMaximumAgeDays) {
            case .holds(let until): findAgeing(control, until: until)
            case .stale(let last): findLoss(control, since: last.adding(days: 1), isOld: true)
            case .failed(let since): findLoss(control, since: since, isOld: false)
            case .neverChecked, .retired: break
            }
        }
    }

    private mutating func findAgeing(_ control: ControlRecord, until: CalendarDay) {
        let left = asOf.days(until: until)
        guard let stage = Self.stage(days.evidence, left: left) else { return }
        let exceptions = exceptions(restingOn: control)
        let organisations = organisations(of: control.assets)
        let reached = told(posts(named: [control.ownerPost], of: organisations), of: organisations)
        keep(
            Notice(
                .evidenceAgeing,
                control.id,
                stage: String(stage),
                urgency: .init(daysLeft: left),
                dueOn: until,
                for: reached,
                title: "The evidence for control \(control.id) counts until \(until.longDescription), "
                    + distance(left),
                text: [
                    "\(visible(control.about, limit: 200)).",
                    exceptions.isEmpty
                        ? nil : "\(exceptions.joined(separator: ", ")) would be suspended without it.",
                ],
                remedy: "Check that it still works and record the evidence with `reeve control check \(control.id)`."
            )
        )
    }

    private mutating func findLoss(_ control: ControlRecord, since: CalendarDay, isOld: Bool) {
        let exceptions = exceptions(restingOn: control)
        let organisations = organisations(of: control.assets)
        let state = isOld ? "is too old" : "failed its check"
        let reached = told(posts(named: [control.ownerPost], of: organisations), of: organisations)
        keep(
            Notice(
                .evidenceLost,
                control.id,
                stage: isOld ? "old" : "failed",
                urgency: .overdue,
                dueOn: since,
                for: reached,
                title: isOld
                    ? "The evidence for control \(control.id) \(state) since \(since.longDescription)"
                    : "Control \(control.id) \(state) on \(since.longDescription)",
                text: [
                    "\(visible(control.about, limit: 200)).", "It lowers no risk until a check passes.",
                    exceptions.isEmpty ? nil : "\(exceptions.joined(separator: ", ")) rests on it.",
                ],
                remedy: "Put it right and record a check that passed, or take it out of use with "
                    + "`reeve control retire \(control.id)`."
            )
        )
    }

    private func exceptions(restingOn control: ControlRecord) -> [String] {
        book.exceptions.values.filter { $0.state == .approved && $0.request.controls.contains(control.id) }
            .map(\.id).sorted()
    }

    // MARK: Support and paid cover

    private struct Ending: Hashable {
        var product: String
        var release: String?
        var organisation: String?
        var day: CalendarDay
        var isPaidCover: Bool
    }

    /// One notice for a product release of an organisation, however many services use it.
    mutating func findSupportEndings() {
        let groups = Dictionary(grouping: question.supportEndings.filter { $0.day >= asOf }) { ending in
            Ending(
                product: ending.product,
                release: ending.release,
                organisation: ending.organisation,
                day: ending.day,
                isPaidCover: ending.isPaidCover
            )
        }
        for (ending, lines) in groups {
            guard let stage = days.supportMonths.filter({ ending.day.adding(months: -$0) <= asOf }).min() else {
                continue
            }
            add(ending, lines.sorted { $0.reference < $1.reference }, stage: stage)
        }
    }

    private mutating func add(_ ending: Ending, _ lines: [EndingSupport], stage: Int) {
        guard let first = lines.first else { return }
        let left = asOf.days(until: ending.day)
        let organisations = Set([ending.organisation].compactMap { $0 })
        let key = [ending.product, ending.release ?? "", ending.organisation ?? ""].joined(separator: "/")
        let what = ending.isPaidCover ? "Paid cover" : "Support"
        let references = lines.map(\.reference)
        let more = references.count > 10 ? " and \(references.count - 10) more" : ""
        let hosts = counted(lines.reduce(0) { $0 + $1.assetCount }, "asset", "assets")
        let reached = told(
            posts(named: lines.flatMap(\.owners), of: organisations)
                + recipients.posts(.manager, of: organisations),
            of: organisations
        )
        keep(
            Notice(
                ending.isPaidCover ? .coverEnding : .supportEnding,
                first.reference,
                key: key,
                stage: String(stage),
                urgency: .init(daysLeft: left),
                dueOn: ending.day,
                for: reached,
                title: "\(what) of \(visible(first.label, limit: 120)) ends on \(ending.day.longDescription)",
                text: [
                    "\(left == 0 ? "That is today" : "That is \(distance(left))"); it runs on \(hosts) "
                        + "(\(references.prefix(10).joined(separator: ", "))\(more))."
                ],
                remedy: ending.isPaidCover
                    ? "Finish the replacement before that day, or prolong the cover."
                    : "Plan its replacement or removal, and put the money into the budget of that year."
            )
        )
    }

    // MARK: Contracts

    /// What ended longer ago is no news.
    private static let endedDays = 90

    mutating func findContracts() {
        for contract in question.contracts {
            let left = asOf.days(until: contract.ends)
            if left < 0 {
                if left >= -Self.endedDays { add(contract, left: left, stage: "ended") }
                continue
            }
            let noticeBy = contract.ends.adding(days: -contract.noticeDays)
            let toNotice = asOf.days(until: noticeBy)
            if toNotice < 0 {
                add(contract, left: left, stage: "notice-passed")
            } else if let stage = Self.stage(days.contract, left: toNotice) {
                add(contract, left: left, stage: String(stage))
            }
        }
    }

    private mutating func add(_ contract: EndingContract, left: Int, stage: String) {
        let noticeBy = contract.ends.adding(days: -contract.noticeDays)
        let toNotice = asOf.days(until: noticeBy)
        let organisations = Set(contract.organisations)
        let name = "\(contract.kind) contract \(visible(contract.id, limit: 100))"
        let ended = left < 0
        let about = contract.about.map { "\(visible($0, limit: 200))." }
        let reached = told(recipients.posts(.manager, of: organisations), of: organisations)
        keep(
            Notice(
                ended ? .contractEnded : .contractEnding,
                contract.id,
                stage: stage,
                urgency: ended ? .overdue : .init(daysLeft: max(toNotice, 0)),
                dueOn: contract.ends,
                for: reached,
                title: "The \(name) \(ended ? "ended" : "ends") on \(contract.ends.longDescription)",
                text: [
                    about, "Its reference is \(visible(contract.reference, limit: 120)).",
                    ended
                        ? "Nothing that follows it is recorded."
                        : "The last day on which notice can be given \(toNotice < 0 ? "was" : "is") "
                            + "\(noticeBy.longDescription).",
                ],
                remedy: ended
                    ? "Record what follows it under contracts in estate.yaml, or plan the removal of what it covered."
                    : "Decide whether it is prolonged, replaced or ended, and record what follows it."
            )
        )
    }
}
