import EstateModel
import GRDB

/// What becomes of a fact that is read.
package struct FactUse: Sendable {
    /// It gets a number, as all software does.
    package var isNumbered: Bool
    /// It stands in the host's collection.
    package var isWhole: Bool

    package init(isNumbered: Bool, isWhole: Bool) {
        self.isNumbered = isNumbered
        self.isWhole = isWhole
    }
}

/// Reads what judging needs of every asset, a batch after the other, all as of one moment; retired and merged assets
/// are left out.
package final class HostReader: Sendable {
    private final class State: @unchecked Sendable {  // Only used inside the snapshot's reads, one after the other.
        let items: ItemReader
        /// The ids that are still to be read, ascending; nil before the first batch.
        var rest: ArraySlice<Int64>?

        init(_ items: ItemReader) {
            self.items = items
        }
    }

    /// Holds one view of the database, whatever is written meanwhile.
    private let snapshot: DatabaseSnapshot
    private let path: String
    private let asOf: ScanID?
    /// Nil for all.
    private let assets: Set<Int64>?
    private let state: State
    private static let batchSize = 128
    private static let kinds: Set<ItemKind> = [
        .collection, .operatingSystem, .hardware, .software, .fact, .listener, .updateState, .pendingUpdate, .guest,
        .problem,
    ]

    init(
        _ snapshot: DatabaseSnapshot,
        path: String,
        asOf: ScanID?,
        assets: Set<AssetID>? = nil,
        catalogue: FactCatalogue,
        use: @escaping @Sendable (Fact) -> FactUse
    ) {
        self.snapshot = snapshot
        self.path = path
        self.asOf = asOf
        self.assets = assets.map { Set($0.map(\.rawValue)) }
        let selection = ItemReader.Selection(kinds: Self.kinds, catalogue: catalogue, use: use)
        state = State(ItemReader(selection))
    }

    /// The next hosts, in the order of their ids; nil after the last.
    ///
    /// - Throws: ``StoreError`` with `no-such-scan` or `damaged`.
    package func nextBatch() async throws(StoreError) -> [HostSnapshot]? {
        do {
            return try await snapshot.read { [state, asOf, assets] in try Self.batch($0, asOf, assets, state) }
        } catch {
            throw StoreError(error, path: path)
        }
    }

    private static func batch(
        _ database: Database,
        _ asOf: ScanID?,
        _ assets: Set<Int64>?,
        _ state: State
    ) throws -> [HostSnapshot]? {
        let reader = try AssetReader(database, asOf: asOf, items: state.items)
        let rest =
            try state.rest
            ?? reader.visibleAssets(includingRetired: false).filter { assets?.contains($0) ?? true }[...]
        let batch = rest.prefix(batchSize)
        state.rest = rest.dropFirst(batch.count)
        guard let first = batch.first, let last = batch.last else { return nil }
        let wanted = Set(batch)
        var hosts: [HostSnapshot] = []
        hosts.reserveCapacity(batch.count)
        try HoldingReader(database, asOf: reader.moment.scan).forEachAsset(in: first...last) { asset, holdings in
            guard wanted.contains(asset), let host = try reader.host(asset, holdings) else { return }
            hosts.append(host)
        }
        return hosts
    }
}

extension AssetReader {
    fileprivate func host(_ asset: Int64, _ holdings: [Holding]) throws -> HostSnapshot? {
        var builder = CollectionBuilder()
        var facts: [Int32] = []
        facts.reserveCapacity(holdings.count)
        var system: (item: ItemID, value: OperatingSystem)?
        for holding in holdings {
            let stored = try items.item(holding.item, in: database)
            if let number = stored.number { facts.append(number) }
            if case .operatingSystem(let value)? = stored.value { system = (ItemID(rawValue: holding.item), value) }
            builder.add(stored)
        }
        var collection = builder.finished()
        let known = AssetFacts(asset: asset, system: system, problems: collection.problems)
        collection.problems = []
        guard let summary = try summary(asset, facts: known) else { return nil }
        let guests =
            collection.guests.isEmpty ? [] : try guestRelations(of: asset, moment: moment, merges: merges, in: database)
        return HostSnapshot(summary: summary, collection: collection, facts: facts, guests: guests)
    }
}
