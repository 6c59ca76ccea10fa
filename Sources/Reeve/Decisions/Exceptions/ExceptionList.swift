import ArgumentParser
import Decisions
import EstateModel
import Risk

struct ExceptionList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List exceptions and how they stand."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var asOf: AsOfOption
    @OptionGroup var format: FormatOption

    @Flag(help: "Also those that are over.")
    var all = false

    struct Row: Encodable {
        var id: String
        /// `live`, `suspended`, `expired`, `scheduled`, or the record's state.
        var standing: String
        /// The same for people.
        var words: String
        var detail: String
        var risks: [String]
        var product: String
        var release: String?
        /// For people; nil when the log knows none of its risks.
        var label: String?
        var assets: [String]
        var plan: String?
        var lastDay: CalendarDay?
        var waitsFor: String?
        var renews: String?
    }

    func run() async throws {
        let workspace = try Workspace(estate)
        let work = try await DecisionWork(workspace)
        let book = try await work.ledger.book(.standing)
        let assets = try await work.assets()
        let labels = try await work.ledger.riskLabels()
        let councils = workspace.organisationNames
        let day = asOf.resolved
        let rows = book.exceptions.values.sorted { $0.id < $1.id }.filter { all || !$0.isOver(in: book, asOf: day) }
            .map { record in
                let standing = ExceptionWords(record, book, councils: councils, asOf: day)
                return Row(
                    id: record.id,
                    standing: standing.state,
                    words: standing.word,
                    detail: standing.sentence,
                    risks: record.request.risks,
                    product: record.request.scope.product,
                    release: record.request.scope.release,
                    label: record.request.risks.lazy.compactMap { labels[$0] }.first,
                    assets: record.request.scope.assets.map { assets[$0]?.name ?? "asset \($0)" }.sorted(),
                    plan: record.request.plan,
                    lastDay: record.approval?.expiresOn ?? record.request.expiresOn,
                    waitsFor: standing.waitsFor,
                    renews: record.request.renews
                )
            }
        try Listing(
            rows,
            columns: [
                .init("Exception") { $0.id },
                .init("Stands", canShrink: true, raw: { $0.standing }) { $0.words },
                .init("What", canShrink: true) { row in
                    row.label ?? [row.product, row.release].compactMap { $0 }.joined(separator: " ")
                },
                .init("Assets", canShrink: true) { $0.assets.joined(separator: ", ") },
                .init("Risks", canShrink: true) { $0.risks.joined(separator: ", ") },
                .init("Plan") { $0.plan ?? "none" },
                .init("Last day") { $0.lastDay?.description ?? "—" },
                .init("Note", canShrink: true) { $0.detail },
            ],
            whenEmpty: all
                ? "nobody has asked for an exception" : "no exception is open; --all lists those that are over"
        ).print(format.format)
    }
}

extension ExceptionRecord {
    /// Nothing will come of it any more.
    func isOver(in book: DecisionBook, asOf day: CalendarDay) -> Bool {
        if state.isFinal { return true }
        if case .expired = condition(in: book, asOf: day) { return true }
        return false
    }
}

/// How an exception stands, in words.
struct ExceptionWords {
    let word: String
    let sentence: String
    /// Who must act next; nil when nobody must.
    let waitsFor: String?
    /// For programs: `live`, `suspended`, `expired`, `scheduled`, or the record's state.
    let state: String

    /// - Parameter councils: names by id.
    init(_ record: ExceptionRecord, _ book: DecisionBook, councils: [String: String], asOf day: CalendarDay) {
        let condition = record.condition(in: book, asOf: day)
        switch condition {
        case .undecided: (word, sentence, waitsFor) = Self.undecided(record, book, councils)
        case .scheduled(let from):
            (word, sentence, waitsFor) = ("scheduled", "approved; begins on \(from.longDescription)", nil)
        case .live(let until):
            let left = day.days(until: until)
            let days = left == 0 ? "today is its last day" : left == 1 ? "1 day is left" : "\(left) days are left"
            (word, sentence, waitsFor) = ("live", "until \(until.longDescription); \(days)", nil)
        case .suspended(let since, let causes):
            let unmanaged = since.adding(days: ExceptionStanding.graceDays + 1)
            let counts =
                day < unmanaged ? "counts as unmanaged from \(unmanaged.longDescription)" : "counts as unmanaged"
            let why = causes.map { visible($0.detail, limit: 200) }.joined(separator: "; ")
            word = "suspended"
            sentence = "since \(since.longDescription), \(counts): \(why)"
            waitsFor = record.request.ownerPost
        case .expired(let last): (word, sentence, waitsFor) = ("expired", "after \(last.longDescription)", nil)
        case .over:
            let why = record.closeReason.map { visible($0, limit: 200) } ?? ""
            (word, sentence, waitsFor) = (record.state == .remediated ? "closed" : record.state.label, why, nil)
        }
        switch condition {
        case .scheduled: state = "scheduled"
        case .live: state = "live"
        case .suspended: state = "suspended"
        case .expired: state = "expired"
        case .undecided, .over: state = record.state.rawValue
        }
    }

    private static func undecided(
        _ record: ExceptionRecord,
        _ book: DecisionBook,
        _ councils: [String: String]
    ) -> (String, String, String?) {
        guard record.state == .submitted else {
            let name = visible(record.requestedBy.name, limit: 80)
            let word = record.state == .draft ? "draft" : record.state.label
            return (word, "\(name) has it", name)
        }
        let open = record.openOrganisations(in: book)
        let level = record.level.label
        let names = open.map { visible(councils[$0] ?? $0, limit: 60) }.joined(separator: " and ")
        let who = open.isEmpty ? level : "\(level) of \(names)"
        return ("submitted", "waits for \(who)", who)
    }
}
