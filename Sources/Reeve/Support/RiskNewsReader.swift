import Assessment
import Decisions
import EstateModel
import Reporting
import Risk

/// Reads from the log what reports tell of risks beside their scores: what changed since the last report, and what was
/// decided to do about them.
struct RiskNewsReader {
    /// How much is read of each risk.
    enum Depth {
        /// Short forms wherever they can tell: a hundred thousand of them are read in a second.
        case short
        /// The record of each risk that changed or was decided about.
        case whole
    }

    private let loaded: LoadedAssessment
    private let organisations: [String: ReportModel.Organisation]
    private let since: CalendarDay?
    private let depth: Depth

    /// - Parameter since: the day that a person named, for all organisations; nil for each one's last submission.
    init(_ loaded: LoadedAssessment, _ organisations: [ReportModel.Organisation], since: CalendarDay?, depth: Depth) {
        self.loaded = loaded
        self.organisations = Dictionary(organisations.map { ($0.id, $0) }) { first, _ in first }
        self.since = since
        self.depth = depth
    }

    private var asOf: CalendarDay { loaded.assessment.register.asOf }

    private func lastReport(_ organisation: String?) -> CalendarDay? {
        organisation.flatMap { organisations[$0]?.lastReport } ?? since
    }

    /// - Returns: what is told of each risk of the register, and the risks that were closed since, by reference.
    func read() async throws -> (news: [RiskKey: RiskNews], closed: [ClosedRisk]) {
        let ledger = DecisionLedger(store: loaded.store)
        let outlines = try await ledger.outlines()
        let rows = Dictionary(
            loaded.assessment.register.risks.compactMap { row in loaded.references[row.key].map { ($0, row.key) } }
        ) { first, _ in first }
        var news: [RiskKey: RiskNews] = [:]
        var closed: [ClosedRisk] = []
        let references = referencesByProduct(rows)
        var needs = DecisionNeeds()
        for outline in outlines {
            guard let key = rows[outline.id] else {
                if let risk = self.closed(outline, references) { closed.append(risk) }
                continue
            }
            let change = outline.change(since: lastReport(key.organisation), asOf: asOf)
            news[key] = RiskNews(change: change)
            let isTold = change.map { depth == .short || $0.kind == .none || $0.kind == .new } ?? false
            // What was decided is told by name only in whole reports, but is short and rare.
            if !isTold || outline.treatment != nil { needs.risks.insert(outline.id) }
        }
        closed.sort { Self.isBefore($0.reference, $1.reference) }
        guard !needs.risks.isEmpty else { return (news, closed) }
        let book = try await ledger.book(needs)
        for reference in needs.risks {
            guard let key = rows[reference], let record = book.risks[reference] else { continue }
            news[key] = RiskNews(
                change: record.change(since: lastReport(key.organisation), asOf: asOf),
                treatment: record.treatment.map(RiskNews.Treatment.init)
            )
        }
        return (news, closed)
    }

    /// R-0099 before R-0100, and both before R-10000.
    private static func isBefore(_ left: String, _ right: String) -> Bool {
        (left.utf8.count, left) < (right.utf8.count, right)
    }

    /// - Parameter references: of open risks, by their keys without the service.
    private func closed(_ outline: RiskOutline, _ references: [RiskKey: [String]]) -> ClosedRisk? {
        guard let day = outline.closed?.on, day <= asOf, let key = RiskKey(outline.key),
            let since = lastReport(key.organisation), day > since
        else { return nil }
        return ClosedRisk(
            reference: outline.id,
            label: outline.label,
            organisation: key.organisation,
            on: day,
            isGone: !outline.isOver,
            successors: outline.isOver ? references[Self.product(of: key)] ?? [] : []
        )
    }

    private func referencesByProduct(_ rows: [String: RiskKey]) -> [RiskKey: [String]] {
        rows.sorted { Self.isBefore($0.key, $1.key) }.reduce(into: [:]) { found, row in
            found[Self.product(of: row.value), default: []].append(row.key)
        }
    }

    /// Whatever the service of its hosts is called.
    private static func product(of key: RiskKey) -> RiskKey {
        RiskKey(organisation: key.organisation, product: key.product, release: key.release, service: nil)
    }
}

extension RiskNews.Treatment {
    fileprivate init(_ treatment: Treatment) {
        self.init(
            treatment.choice,
            statement: treatment.statement,
            by: treatment.by?.summary,
            on: treatment.on,
            reviewOn: treatment.reviewOn
        )
    }
}
