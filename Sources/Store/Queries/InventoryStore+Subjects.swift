import GRDB

/// One distinct fact with all the assets of which it is true: what is judged once for the whole estate.
package struct Subject: Hashable, Sendable {
    package var item: ItemID
    package var value: ItemValue
    /// Sorted; never empty.
    package var assets: [AssetID]
}

extension InventoryStore {
    /// Folds over every distinct fact of some kinds, in the order of item ids, without holding them all at once.
    ///
    /// Ten thousand hosts with seven hundred packages each are a few thousand subjects and seven million pairs: one
    /// pass over an index. `body` runs on the database's own queue and should not wait for anything.
    package func reduceSubjects<Result: Sendable>(
        kinds: Set<ItemKind>,
        asOf: ScanID? = nil,
        into initial: Result,
        _ body: @escaping @Sendable (inout Result, Subject) throws -> Void
    ) async throws(StoreError) -> Result {
        try await read { database in
            let reader = try SubjectReader(database, kinds: kinds, asOf: asOf)
            var result = initial
            while let subject = try reader.next() { try body(&result, subject) }
            return result
        }
    }

    /// Every distinct fact of some kinds with the assets that have it, by item id.
    package func distinctSubjects(
        kinds: Set<ItemKind> = [.software, .operatingSystem, .hardware, .fact, .secureShell],
        asOf: ScanID? = nil
    ) async throws(StoreError) -> [Subject] {
        try await reduceSubjects(kinds: kinds, asOf: asOf, into: []) { $0.append($1) }
    }
}

/// Walks items and observations side by side, both in the order of item ids.
private final class SubjectReader {
    private let items: RowCursor
    private let pairs: RowStatement
    private let hidden: Set<Int64>
    private var pair: (item: Int64, asset: Int64)?

    init(_ database: Database, kinds: Set<ItemKind>, asOf: ScanID?) throws {
        let moment = try Moment(asOf, in: database)
        hidden = try moment.hiddenAssets(database)
        let names = kinds.map(\.rawValue).sorted()
        let marks = Array(repeating: "?", count: names.count).joined(separator: ", ")
        items = try Row.fetchCursor(
            database,
            sql: "SELECT id, kind, body FROM item WHERE kind IN (\(marks)) ORDER BY id",
            arguments: StatementArguments(names)
        )
        pairs = try RowStatement(
            database,
            """
            SELECT item_id, asset_id FROM observation
            WHERE \(Moment.holds("observation")) ORDER BY item_id
            """
        )
        pairs.bind(moment.scan, at: 1)
        try advance()
    }

    /// Nil at the end.
    func next() throws -> Subject? {
        while let row = try items.next() {
            let item: Int64 = row[0]
            let assets = try assets(of: item)
            guard !assets.isEmpty, let kind = ItemKind(rawValue: row[1]),
                let value = try ItemValue(kind, body: row[2])
            else { continue }
            return Subject(item: ItemID(rawValue: item), value: value, assets: assets)
        }
        return nil
    }

    private func assets(of item: Int64) throws -> [AssetID] {
        while let current = pair, current.item < item { try advance() }
        var assets: [AssetID] = []
        while let current = pair, current.item == item {
            if !hidden.contains(current.asset) { assets.append(AssetID(rawValue: current.asset)) }
            try advance()
        }
        return assets.sorted()
    }

    private func advance() throws {
        pair = try pairs.step() ? (pairs.number(0), pairs.number(1)) : nil
    }
}
