import ArgumentParser
import EstateModel
import Store

/// Why a person corrects the inventory; it is kept with the correction.
struct ReasonOption: ParsableArguments {
    @Option(help: "Why, for whoever reads the inventory later.")
    var reason: String

    func validate() throws {
        guard reason.contains(where: { !$0.isWhitespace }) else { throw ValidationError("--reason says nothing.") }
        guard reason.utf8.count <= 1000 else { throw ValidationError("--reason is longer than 1000 bytes.") }
    }
}

struct AssetsRetire: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire",
        abstract: "Leave an asset out of listings and judgements from now on.",
        discussion: """
            For hosts that were switched off. Nothing is deleted: the past stays as it was reported, and a scan that \
            meets the host again brings it back. Remove it from estate.yaml too.
            """
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var why: ReasonOption

    @Argument(help: "An asset's number, name or host name.")
    var asset: String

    func run() async throws {
        let correction = try await Correction(estate)
        let detail = try await correction.view.detail(of: asset)
        let id = detail.summary.id
        let name = "\(visible(detail.summary.name, limit: 80)) (asset \(id.rawValue))"
        if detail.summary.isRetired { return Terminal.message("\(name) is retired already.") }
        try await explainingErrors {
            try await correction.store.retire(id, reason: why.reason, at: SystemClock.now)
        }
        Terminal.message("Retired \(name). A scan that meets it again brings it back.")
    }
}

struct AssetsMerge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Say that two assets are one host.",
        discussion: """
            The first is shown no more, and what it is recognised by counts for the other from now on. Nothing is \
            moved or deleted: `reeve assets split` undoes it.
            """
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var why: ReasonOption

    @Argument(help: "The asset that is shown no more.")
    var asset: String

    @Option(help: ArgumentHelp("The asset that stays.", valueName: "asset"))
    var into: String

    func run() async throws {
        let correction = try await Correction(estate)
        let gone = try await correction.view.detail(of: asset).summary
        let stays = try await correction.view.detail(of: into).summary
        let merge = try await explainingErrors {
            try await correction.store.merge(gone.id, into: stays.id, reason: why.reason, at: SystemClock.now)
        }
        let names = [gone, stays].map { "\(visible($0.name, limit: 80)) (asset \($0.id.rawValue))" }
        Terminal.message("Merged \(names[0]) into \(names[1]). `reeve assets split \(merge.rawValue)` undoes it.")
    }
}

struct AssetsSplit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "split",
        abstract: "Undo a merge: both assets are shown again, each with what was recorded for it."
    )

    @OptionGroup var estate: EstateOption

    @Argument(help: "The merge's number; `reeve assets merges` lists them.")
    var merge: Int64

    func run() async throws {
        let correction = try await Correction(estate)
        try await explainingErrors {
            try await correction.store.split(MergeID(rawValue: merge), at: SystemClock.now)
        }
        Terminal.message("Merge \(merge) is undone.")
    }
}

struct AssetsMerges: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merges",
        abstract: "List what was merged by hand, and what of it was undone."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var format: FormatOption

    struct Row: Encodable {
        var id: Int64
        var asset: Int64
        var into: Int64
        var at: Instant
        var undoneAt: Instant?
        var reason: String
    }

    func run() async throws {
        let store = try await Workspace(estate).openStore()
        let merges = try await explainingErrors { try await store.merges() }
        let rows = merges.map { merge in
            Row(
                id: merge.id.rawValue,
                asset: merge.asset.rawValue,
                into: merge.into.rawValue,
                at: merge.at,
                undoneAt: merge.undoneAt,
                reason: merge.reason
            )
        }
        try Listing(
            rows,
            columns: [
                .init("Merge", isNumber: true) { String($0.id) },
                .init("Asset", isNumber: true) { String($0.asset) },
                .init("Into", isNumber: true) { String($0.into) },
                .init("On") { $0.at.londonDay.description },
                .init("Undone on") { $0.undoneAt?.day.description ?? "—" },
                .init("Reason", canShrink: true) { $0.reason },
            ],
            whenEmpty: "nothing was merged by hand"
        ).print(format.format)
    }
}

/// What a correction by hand needs: the inventory, with no scan going on meanwhile.
private struct Correction: ~Copyable {
    let store: InventoryStore
    private let lock: EstateLock

    init(_ option: EstateOption) async throws {
        let workspace = try Workspace(option)
        let opened = try await workspace.openStore()
        let held = try workspace.hold()
        store = opened
        lock = held
    }

    var view: AssetView { AssetView(store: store, scan: nil) }
}
