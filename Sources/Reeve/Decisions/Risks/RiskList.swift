import ArgumentParser
import Assessment
import Decisions
import EstateFiles
import EstateModel
import Risk

struct RiskList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the risks that the log knows, as they were last judged."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var format: FormatOption

    @Flag(help: "Also those that are gone.")
    var all = false

    @Option(
        help: ArgumentHelp("Only what was first seen, changed or gone on this day or later.", valueName: "YYYY-MM-DD"),
        transform: CalendarDay.argument
    )
    var since: CalendarDay?

    /// Ids, for programs.
    private static func place(_ row: Row) -> String {
        [row.organisation, row.service].compactMap { $0 }.joined(separator: ", ")
    }

    struct Row: Encodable {
        var reference: String
        var state: String
        var organisation: String?
        var service: String?
        var what: String
        var assets: Int
        var inherent: Int
        var residual: Int
        var residualBand: String
        var residualBefore: Int?
        var treatment: String?
        var reviewOn: CalendarDay?
        var firstSeen: CalendarDay
        var lastChange: CalendarDay
        var regressions: Int
    }

    func run() async throws {
        let workspace = try Workspace(estate)
        let ledger = DecisionLedger(store: try await workspace.openStore())
        let bands = workspace.policies.risk.scoring.matrix.bands
        let labels = Dictionary(bands.map { ($0.id, $0.label) }) { first, _ in first }
        let outlines = try await ledger.outlines().filter { outline in
            (all || outline.isOpen) && since.map { $0 <= outline.changedOn } ?? true
        }
        // Outlines are large: it is their places that are moved about while sorting.
        let names = outlines.map { (length: $0.id.utf8.count, id: $0.id) }
        let rows = names.indices.sorted { names[$0] < names[$1] }.map { Row(outlines[$0], labels) }
        let today = SystemClock.now.londonDay
        func council(_ id: String) -> String { workspace.organisationNames[id] ?? id }
        func service(_ id: String) -> String { workspace.estate.services.first { $0.id == id }?.name ?? id }
        try Listing(
            rows,
            columns: [
                .init("Risk") { $0.reference },
                .init("Stands") { $0.state },
                .init("What", canShrink: true) { $0.what },
                .init("For", canShrink: true, raw: Self.place) {
                    [$0.organisation.map(council), $0.service.map(service)].compactMap { $0 }.joined(separator: ", ")
                },
                .init("Assets", isNumber: true) { String($0.assets) },
                .init("Residual", canShrink: true) { "\($0.residual) \($0.residualBand)" },
                .init("Before") { $0.residualBefore.map { String($0) } ?? "—" },
                .init("Treatment") { row in
                    let isOverdue = row.reviewOn.map { $0 < today } ?? false
                    return (row.treatment ?? "—") + (isOverdue ? ", review overdue" : "")
                },
                .init("First seen") { $0.firstSeen.description },
                .init("Changed") { $0.lastChange.description },
            ],
            whenEmpty: "no risk is in the log yet; `reeve register` logs them"
        ).print(format.format)
    }
}

extension RiskList.Row {
    fileprivate init(_ outline: RiskOutline, _ labels: [String: String]) {
        let key = RiskKey(outline.key)
        reference = outline.id
        state = outline.isOpen ? outline.regressions > 0 ? "back" : "open" : outline.isOver ? "over" : "gone"
        organisation = key?.organisation
        service = key?.service
        what = outline.label
        assets = outline.assetCount
        inherent = outline.score.inherent.points
        residual = outline.score.residual.points
        residualBand = labels[outline.score.residual.band] ?? outline.score.residual.band
        residualBefore = outline.residualBefore
        treatment = outline.treatment
        reviewOn = outline.reviewOn
        firstSeen = outline.firstSeen.on
        lastChange = outline.changedOn
        regressions = outline.regressions
    }
}
