import ArgumentParser
import EstateFiles
import EstateModel
import Store

struct AssetsList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the hosts that scans have read.",
        discussion: "With a name: the same as `reeve assets show NAME`."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var moment: MomentOption
    @OptionGroup var format: FormatOption

    @Flag(name: .customLong("all"), help: "Retired assets too.")
    var includesRetired = false

    @Argument(help: "An asset's number, host name, UUID, or the name of its target.")
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
        var retired: Bool
    }

    func run() async throws {
        let workspace = try Workspace(estate)
        let store = try await workspace.openStore()
        let scan = try await moment.scan(in: store)
        if let asset {
            let view = AssetView(store: store, scan: scan, targets: Set(workspace.estate.targets.map(\.name)))
            return try await view.show(asset, format: format.format)
        }
        let all = includesRetired
        let assets = try await explainingErrors { try await store.assets(asOf: scan, includingRetired: all) }
        try Listing(assets.map(row), columns: columns, whenEmpty: "no asset has been read")
            .print(format.format)
    }

    private func row(_ asset: AssetSummary) -> Row {
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
            problems: asset.problems.count { $0.code != .hostKeyRecorded },
            failure: asset.failures.first?.message,
            retired: asset.isRetired
        )
    }

    private var columns: [Listing<Row>.Column] {
        [
            .init("Id", isNumber: true) { String($0.id) },
            .init("Name", canShrink: true) { $0.retired ? "\($0.name) (retired)" : $0.name },
            .init("Operating system", canShrink: true) { $0.operatingSystem ?? "—" },
            .init("Organisations", canShrink: true) { $0.organisations.keys.sorted().joined(separator: ", ") },
            .init("Service", canShrink: true) { $0.service ?? "—" },
            .init("Last read") { $0.lastRead.day.description },
            .init("Gaps", isNumber: true) { String($0.problems) },
            .init("Last failure", canShrink: true) { $0.failure ?? "" },
        ]
    }
}

struct AssetsShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show everything known about one asset."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var moment: MomentOption
    @OptionGroup var format: FormatOption

    @Argument(help: "An asset's number, host name, UUID, or the name of its target.")
    var asset: String

    func run() async throws {
        let workspace = try Workspace(estate)
        let store = try await workspace.openStore()
        let scan = try await moment.scan(in: store)
        let view = AssetView(store: store, scan: scan, targets: Set(workspace.estate.targets.map(\.name)))
        try await view.show(asset, format: format.format)
    }
}
