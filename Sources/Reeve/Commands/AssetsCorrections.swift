import ArgumentParser
import Decisions
import EstateModel
import Store

/// Who corrects the inventory, and why; it is logged as a decision, because risks are closed by it.
struct CorrectionOption: ParsableArguments, NeedingOptions {
    @Option(
        help: ArgumentHelp(
            "Who does it: an id under 'people' in estate.yaml; not needed while it names nobody.",
            valueName: "person"
        )
    )
    var by: String?

    @Option(name: .customLong("reason"), help: "Why, for whoever reads the inventory and the log later. Needed.")
    var why: String?

    var reason: String { why ?? "" }

    var neededOptions: [NeededOption] {
        [NeededOption("--reason <reason>", "why, for whoever reads the inventory and the log later", why)]
    }

    func validate() throws { try validateReason(reason) }
}

struct AssetsRetire: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire",
        abstract: "Take an asset out of use: leave it out of listings and judgements from now on.",
        discussion: """
            For hosts that were switched off. Nothing is deleted: the past stays as it was reported, and a scan that \
            meets the host again brings it back. The log of decisions keeps who said so, because the risks of a host \
            that is gone are closed by the next scan. Remove it from estate.yaml too.
            """
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var correction: CorrectionOption

    @Argument(help: "An asset's number, name or host name.")
    var asset: String

    func run() async throws {
        let work = try await AssetCorrection(estate, correction)
        let summary = try await work.view.detail(of: asset).summary
        let (id, reason) = (summary.id, correction.reason)
        let name = "\(visible(summary.name, limit: 80)) (asset \(id.rawValue))"
        let logged = try await work.log(of: [id]) { book, at, transaction in
            // One that was taken out of use before that was logged is logged now.
            if summary.isRetired, book.assets[id.rawValue]?.isRetired == true { return nil }
            try transaction.retire(id, reason: reason, at: at)
            return .retire(asset: id.rawValue, name: summary.name)
        }
        Terminal.message(
            logged == nil
                ? "\(name) is retired already." : "Retired \(name). A scan that meets it again brings it back."
        )
    }
}

struct AssetsMerge: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Say that two assets are one host.",
        discussion: """
            The first is shown no more, and what it is recognised by counts for the other from now on. Nothing is \
            moved or deleted: `reeve assets split` undoes it. Exceptions and controls that name the first do not \
            cover the other: ask for what it needs.
            """
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var correction: CorrectionOption

    @Argument(help: "The asset that is shown no more.")
    var asset: String

    @Option(help: ArgumentHelp("The asset that stays.", valueName: "asset"))
    var into: String

    func run() async throws {
        let work = try await AssetCorrection(estate, correction)
        let gone = try await work.view.detail(of: asset).summary
        let stays = try await work.view.detail(of: into).summary
        let reason = correction.reason
        let logged = try await work.log(of: [gone.id, stays.id]) { _, at, transaction in
            let id = try transaction.merge(gone.id, into: stays.id, reason: reason, at: at)
            return .merge(
                asset: gone.id.rawValue,
                name: gone.name,
                into: stays.id.rawValue,
                intoName: stays.name,
                merge: id.rawValue
            )
        }
        let names = [gone, stays].map { "\(visible($0.name, limit: 80)) (asset \($0.id.rawValue))" }
        guard case .merge(_, _, _, _, let merge) = logged else { return }
        Terminal.message("Merged \(names[0]) into \(names[1]). `reeve assets split \(merge)` undoes it.")
        guard gone.lastSeen.scan >= stays.lastSeen.scan else { return }
        let scan = "scan \(gone.lastSeen.scan.rawValue)"
        Terminal.message(
            "\(names[0]) was read by \(scan), and \(names[1]) by no later one: they may be two machines. Risks of the "
                + "first stay open until a later scan has read the second."
        )
    }
}

struct AssetsSplit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "split",
        abstract: "Undo a merge: both assets are shown again, each with what was recorded for it."
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var correction: CorrectionOption

    @Argument(help: "The merge's number; `reeve assets merges` lists them.")
    var merge: Int64

    func run() async throws {
        let work = try await AssetCorrection(estate, correction)
        let merges = try await explainingErrors { try await work.store.merges() }
        let concerned = merges.first { $0.id.rawValue == merge }.map { [$0.asset, $0.into] } ?? []
        let id = MergeID(rawValue: merge)
        try await work.log(of: concerned) { _, at, transaction in
            .split(asset: try transaction.split(id, at: at).rawValue, merge: id.rawValue)
        }
        Terminal.message("Merge \(merge) is undone.")
    }
}
