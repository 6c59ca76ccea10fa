import ArgumentParser
import EstateFiles
import EstateModel
import Store

struct ScansCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scans",
        abstract: "List past scans, with how much of the estate each read."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var format: FormatOption

    struct Row: Encodable {
        var id: Int64
        var startedAt: Instant
        var finishedAt: Instant?
        var state: String
        var targets: Int
        var collected: Int
        /// SHA-256 of the rules that there were at the time, in hexadecimal; nil when the scan did not note them.
        var rulesDigest: String?
        var note: String?
    }

    func run() async throws {
        let workspace = try Workspace(estate)
        let store = try await workspace.openStore()
        let rows = try await explainingErrors {
            let isHeld = EstateLock.isHeld(folder: workspace.directory.path)
            var rows: [Row] = []
            for scan in try await store.scans(lockHeld: isHeld) {
                let coverage = try await store.coverage(of: scan.id)
                rows.append(
                    Row(
                        id: scan.id.rawValue,
                        startedAt: scan.startedAt,
                        finishedAt: scan.finishedAt,
                        state: scan.state.rawValue,
                        targets: coverage.targets,
                        collected: coverage.collected,
                        rulesDigest: scan.context.rulePackDigest,
                        note: scan.context.note
                    )
                )
            }
            return rows
        }
        try Listing(
            rows,
            columns: [
                .init("Scan", isNumber: true) { String($0.id) },
                .init("Begun") { $0.startedAt.description },
                .init("State") { $0.state },
                .init("Visited", isNumber: true) { String($0.targets) },
                .init("Read", isNumber: true) { String($0.collected) },
                .init("Rules") { row in
                    row.rulesDigest.map { format.format == .table ? String($0.prefix(12)) : $0 } ?? ""
                },
                .init("Note", canShrink: true) { $0.note ?? "" },
            ],
            whenEmpty: "no scan has begun"
        ).print(format.format)
    }
}
