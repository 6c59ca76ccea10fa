import ArgumentParser
import EstateModel
import Store

struct AssetsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assets",
        abstract: "List the hosts that scans have read, or show one.",
        discussion: "Without a name: all. With a name, host name or number: everything known about that one."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var moment: MomentOption
    @OptionGroup var format: FormatOption

    @Argument(help: "An asset's number, name or host name.")
    var asset: String?

    struct Row: Encodable {
        var id: Int64
        var name: String
        var operatingSystem: String?
        var kernel: String?
        var organisations: [String: Int]
        var service: String?
        var owner: String?
        var firstSeenScan: Int64
        var lastRead: Instant
        var problems: Int
        var failure: String?
    }

    func run() async throws {
        let workspace = try Workspace(estate)
        let store = try await workspace.openStore()
        let scan = try await moment.scan(in: store)
        if let asset { return try await AssetView(store: store, scan: scan).show(asset, format: format.format) }
        let assets = try await explainingErrors { try await store.assets(asOf: scan) }
        let rows = assets.map { asset in
            Row(
                id: asset.id.rawValue,
                name: asset.name,
                operatingSystem: asset.operatingSystem?.name,
                kernel: asset.operatingSystem?.kernelRelease,
                organisations: asset.target.organisations,
                service: asset.target.service,
                owner: asset.target.owner,
                firstSeenScan: asset.firstSeen.rawValue,
                lastRead: asset.lastSeen.at,
                problems: asset.problems.count,
                failure: asset.failures.first?.message
            )
        }
        try Listing(rows, columns: columns).print(format.format)
    }

    private var columns: [Listing<Row>.Column] {
        [
            .init("Id", isNumber: true) { String($0.id) },
            .init("Name") { $0.name },
            .init("Operating system", canShrink: true) { $0.operatingSystem ?? "—" },
            .init("Organisations") { $0.organisations.keys.sorted().joined(separator: ", ") },
            .init("Service", canShrink: true) { $0.service ?? "—" },
            .init("Last read") { $0.lastRead.day.description },
            .init("Gaps", isNumber: true) { String($0.problems) },
            .init("Last failure", canShrink: true) { $0.failure ?? "" },
        ]
    }
}
