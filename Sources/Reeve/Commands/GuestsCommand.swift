import ArgumentParser
import EstateModel
import Store

struct GuestsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "guests",
        abstract: "List the guests of virtualisation hosts and the assets that were scanned inside them."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var moment: MomentOption
    @OptionGroup var format: FormatOption

    struct Row: Encodable {
        var host: String
        var guest: String
        var manager: String
        var uuid: String?
        var state: String?
        var virtualCPUs: Int?
        var memoryBytes: Int64?
        /// Nil when no scan has been inside it: a gap in coverage.
        var asset: String?
    }

    func run() async throws {
        let workspace = try Workspace(estate)
        let store = try await workspace.openStore()
        let scan = try await moment.scan(in: store)
        let rows: [Row] = try await explainingErrors { try await guests(store, scan) }
        try Listing(
            rows,
            columns: [
                .init("Host") { $0.host },
                .init("Guest", canShrink: true) { $0.guest },
                .init("By") { $0.manager },
                .init("State") { $0.state ?? "—" },
                .init("CPUs", isNumber: true) { $0.virtualCPUs.map(String.init) ?? "—" },
                .init("Memory MiB", isNumber: true) { $0.memoryBytes.map { String($0 >> 20) } ?? "—" },
                .init("Scanned as", canShrink: true) { $0.asset ?? "not scanned" },
            ],
            whenEmpty: "no virtualisation host with guests has been read"
        ).print(format.format)
    }

    private func guests(_ store: InventoryStore, _ scan: ScanID?) async throws -> [Row] {
        let assets = try await store.assets(asOf: scan)
        let names = Dictionary(assets.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        var rows: [Row] = []
        for asset in assets {
            for relation in try await store.guestsWithAssets(of: asset.id, asOf: scan) {
                rows.append(
                    Row(
                        host: asset.name,
                        guest: relation.guest.name,
                        manager: relation.guest.manager,
                        uuid: relation.guest.uuid,
                        state: relation.guest.state?.rawValue,
                        virtualCPUs: relation.guest.virtualCPUs,
                        memoryBytes: relation.guest.memoryBytes,
                        asset: relation.asset.flatMap { names[$0] }
                    )
                )
            }
        }
        return rows
    }
}
