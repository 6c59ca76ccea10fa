import ArgumentParser
import EstateModel
import Store

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
