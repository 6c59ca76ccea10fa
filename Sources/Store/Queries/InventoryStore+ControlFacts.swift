package import EstateModel
import GRDB

/// What controls can be told from, of one asset.
package struct ControlledAsset: Hashable, Sendable {
    /// The target under which it was last collected.
    package var name: String
    /// The last visit that brought a collection.
    package var lastSeen: Visit
    /// Without software, problems and all else that no control is told from.
    package var collection: HostCollection
}

extension InventoryStore {
    /// What is known now about assets on which controls work, by the ids given; a merged one gives what it was merged
    /// into. Assets that were never collected are left out.
    package func controlledAssets(_ assets: Set<AssetID>) async throws(StoreError) -> [AssetID: ControlledAsset] {
        if assets.isEmpty { return [:] }
        return try await read { database in
            let kinds: Set<ItemKind> = [
                .collection, .operatingSystem, .fact, .listener, .networkState, .agents, .enabledServices,
            ]
            let items = ItemReader(
                ItemReader.Selection(
                    kinds: kinds,
                    catalogue: FactCatalogue(),
                    use: { FactUse(isNumbered: false, isWhole: $0.kind == "windows-feature") }
                )
            )
            let reader = try AssetReader(database, asOf: nil, items: items)
            let holdings = HoldingReader(database, asOf: reader.moment.scan)
            var found: [AssetID: ControlledAsset] = [:]
            for asset in assets {
                let resolved = reader.merges.resolve(asset.rawValue)
                let facts = AssetFacts(asset: resolved, system: nil, problems: [])
                guard let summary = try reader.summary(resolved, facts: facts) else { continue }
                var builder = CollectionBuilder()
                for holding in try holdings.holdings(of: resolved) {
                    builder.add(try reader.items.item(holding.item, in: database))
                }
                found[asset] = ControlledAsset(
                    name: summary.name,
                    lastSeen: summary.lastSeen,
                    collection: builder.finished()
                )
            }
            return found
        }
    }
}
