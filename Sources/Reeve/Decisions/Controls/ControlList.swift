import ArgumentParser
import Assessment
import Decisions
import EstateModel
import Risk
import Store

struct ControlList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List controls and whether they count."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var asOf: AsOfOption
    @OptionGroup var format: FormatOption

    struct Row: Encodable {
        var id: String
        var kind: Control.Kind
        var about: String
        var owner: String
        var assets: [String]
        var checkedOn: CalendarDay?
        var evidence: String?
        /// How scans re-check it: `no-listener 445`; nil when only people can.
        var recheck: String?
        var countsUntil: CalendarDay?
        /// Why it does not count; nil while it does.
        var problem: String?
    }

    func run() async throws {
        let workspace = try Workspace(estate)
        let store = try await workspace.openStore()
        let book = try await DecisionLedger(store: store).book(.standing)
        let assets = try await explainingErrors { try await store.assets(includingRetired: true) }
        let names = Dictionary(assets.map { ($0.id.rawValue, $0.name) }, uniquingKeysWith: { first, _ in first })
        let age = workspace.policies.risk.scoring.evidenceMaxAgeDays
        let rows = book.controls.values.sorted { $0.id < $1.id }.map { row($0, names, age) }
        try Listing(
            rows,
            columns: [
                .init("Control") { $0.id },
                .init("What", canShrink: true) { $0.about },
                .init("Assets", canShrink: true) { $0.assets.joined(separator: ", ") },
                .init("Checked") { $0.checkedOn?.description ?? "never" },
                .init("Re-checked", canShrink: true) { $0.recheck ?? "by people" },
                .init("Counts", canShrink: true) { row in
                    row.problem ?? row.countsUntil.map { "until \($0)" } ?? "—"
                },
            ],
            whenEmpty: "no control is recorded; `reeve control record --help` says how"
        ).print(format.format)
    }

    private func row(_ control: ControlRecord, _ names: [Int64: String], _ maximumAgeDays: Int) -> Row {
        let day = asOf.resolved
        return Row(
            id: control.id,
            kind: control.kind,
            about: control.about,
            owner: control.ownerPost,
            assets: control.assets.map { names[$0] ?? "asset \($0)" },
            checkedOn: control.lastCheck?.on,
            evidence: control.lastCheck?.evidence,
            recheck: control.probe?.text,
            countsUntil: control.validUntil(maximumAgeDays: maximumAgeDays),
            problem: control.lapse(asOf: day, maximumAgeDays: maximumAgeDays)?.cause.detail
        )
    }
}
