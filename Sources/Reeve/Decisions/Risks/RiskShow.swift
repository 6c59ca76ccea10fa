import ArgumentParser
import Assessment
import Decisions
import EstateModel
import Planning
import Reporting
import Risk

struct RiskShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Everything about one risk: its score, what was decided, and its history."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var rules: RulesOption

    @Argument(help: "The risk: R-0001.")
    var risk: String

    @OptionGroup var format: RecordFormatOption

    func run() async throws {
        let loaded = try await LoadedAssessment(estate, rules, asOf: nil, logging: true)
        let ledger = DecisionLedger(store: loaded.store)
        let reference = risk.uppercased()
        var needs = DecisionNeeds.standing
        needs.risks = [reference]
        let book = try await ledger.book(needs)
        let row = RiskBoard(loaded).row(reference)
        guard let record = book.risks[reference] else {
            guard row == nil else {
                throw Failure(
                    "\(reference) is on a list beside the register: it is no risk yet; `reeve explain` tells why"
                )
            }
            let known = try await ledger.outlines().map(\.id)
            throw Failure(
                "there is no risk '\(visible(risk, limit: 60))'"
                    + suggestion(for: reference, among: known, listedBy: "reeve risk --all")
            )
        }
        if format.isJSON { return Terminal.result(try StableJSON.encode(record)) }
        var text = ""
        if let row {
            let model = try await ReportModelBuilder(loaded).model(organisation: nil)
            text += RiskText(row, model).text
        } else {
            let state = record.isOver ? "no risk any more by what is known" : "gone"
            text += "\(record.id) \(visible(record.label, limit: 120)): \(state)\n"
        }
        text += Self.treatment(of: record, asOf: loaded.assessment.register.asOf)
        text += "\n" + RiskHistory(record, book, bands: loaded.workspace.policies.risk.scoring.matrix.bands).text
        Terminal.result(wrappedForTerminal(text, width: Terminal.width))
    }
}

extension RiskShow {
    /// What the council means to do about it; empty while nobody has decided, or not since it came back.
    static func treatment(of record: RiskRecord, asOf day: CalendarDay) -> String {
        guard record.isOpen, let treatment = record.treatment else {
            guard record.isOpen, let former = record.formerTreatments?.last else { return "" }
            return "  Treatment       none since it came back; before, it was \(former.choice.rawValue)\n"
        }
        let review =
            treatment.reviewOverdue(asOf: day).map { "; review overdue since \($0.longDescription)" }
            ?? treatment.reviewOn.map { "; to be reviewed by \($0.longDescription)" } ?? ""
        let on = treatment.on.map { " on \($0.longDescription)" } ?? ""
        return "  Treatment       \(treatment.choice.rawValue), decided\(on)\(review)\n"
    }
}

/// What became of a risk, oldest first.
struct RiskHistory {
    private let record: RiskRecord
    private let book: DecisionBook
    private let labels: [String: String]

    init(_ record: RiskRecord, _ book: DecisionBook, bands: [Band]) {
        self.record = record
        self.book = book
        labels = Dictionary(bands.map { ($0.id, $0.label) }) { first, _ in first }
    }

    var text: String {
        var events = scores + closures
        for treatment in (record.formerTreatments ?? []) + [record.treatment].compactMap(\.self) {
            guard let on = treatment.on else { continue }
            let by = treatment.by.map { " by \($0.summary)" } ?? ""
            let review = treatment.reviewOn.map { "; to be reviewed on \($0.longDescription)" } ?? ""
            events.append(
                (on, 3, "decided\(by): \(treatment.choice.rawValue). \(visible(treatment.statement))\(review)")
            )
        }
        for exception in book.exceptions.values.sorted(by: { $0.id < $1.id })
        where exception.request.risks.contains(record.id) {
            events.append((exception.requestedOn, 2, "\(exception.id) was asked for; it is \(exception.state.label)"))
        }
        for plan in book.plans.records where plan.content.risks.contains(record.id) {
            let day = plan.draftedAt.londonDay
            events.append((day, 2, "\(plan.reference) was drafted; it is \(plan.state.label)"))
        }
        // Of one day and kind they stand in the order in which they happened.
        let lines = events.enumerated()
            .sorted { ($0.element.0, $0.element.1, $0.offset) < ($1.element.0, $1.element.1, $1.offset) }
            .map { "  \($0.element.0.longDescription)  \($0.element.2)\n" }
        return "History\n" + lines.joined()
    }

    private typealias Event = (CalendarDay, Int, String)

    private var scores: [Event] {
        var previous: ScoreEntry?
        let first = record.firstSeen
        let isLate = record.scores.first.map { first.on < ($0.scoredOn ?? $0.seen.on) } ?? false
        let sight: [Event] = isLate ? [(first.on, 0, "first seen by scan \(first.scan)")] : []
        return sight
            + record.scores.map { score in
                defer { previous = score }
                let inherent = level(score.inherent)
                let residual = level(score.residual)
                let method = previous.map { $0.method != score.method } ?? false
                let start =
                    previous == nil
                    ? isLate
                        ? "first judged, with scan \(score.seen.scan): " : "first seen by scan \(score.seen.scan): "
                    : "judged anew, with scan \(score.seen.scan): "
                let end = method ? ", by another scoring policy" : ""
                let target = score.target.flatMap { $0 == previous?.target ? nil : ", target \(level($0))" } ?? ""
                return (
                    score.scoredOn ?? score.seen.on, 0,
                    "\(start)inherent \(inherent), residual \(residual)\(target)\(end)"
                )
            }
    }

    private var closures: [Event] {
        record.closures.flatMap { closure -> [Event] in
            let departures = (closure.retired ?? []).compactMap { book.assets[$0].flatMap(\.departure) }
            let proof =
                closure.remaining == nil
                ? "gone, proven by scan \(closure.proof.scan)" : "no risk any more by what is known of it now"
            let gone = [proof] + departures
            var events: [Event] = [(closure.proof.on, 1, gone.joined(separator: "; "))]
            if let back = closure.reappeared {
                events.append((back.on, 1, "back by scan \(back.scan): \(visible(closure.note ?? "", limit: 400))"))
            }
            return events
        }
    }

    private func level(_ level: ScoreEntry.Level) -> String {
        "\(level.points) \(labels[level.band] ?? visible(level.band, limit: 40))"
    }
}
