import EstateModel
import GRDB

/// How many items of a kind a scan found new, and how many it found gone.
package struct ChangeCount: Hashable, Sendable {
    package var added: Int
    package var ended: Int

    package init(added: Int = 0, ended: Int = 0) {
        self.added = added
        self.ended = ended
    }
}

/// Which items are true of an asset, from which scan until which.
///
/// The numerous items of the first collection are one row, its baseline; what changes afterwards is a row each. When
/// those have become many, a new baseline takes their place.
struct ObservationTable {
    let database: Database
    let scan: Int64

    private struct OpenItem {
        let holding: Holding
        let kind: ItemKind
        let digest: ItemDigest
        let source: String
    }

    /// Brings an asset's open intervals in line with what was just collected.
    ///
    /// What is new is opened. What is missing is ended only where its section was complete; a single value that is
    /// missing fields in a partial section keeps the fields it had.
    func record(
        _ items: [Item],
        asset: Int64,
        sections: [Section: Completeness]
    ) throws -> [ItemKind: ChangeCount] {
        let open = try openItems(asset)
        let found = try items.map { try withoutGaps($0, open: open, sections: sections) }
        let ended = itemsThatEnd(open, found: found, sections: sections)
        let openDigests = Set(open.map(\.digest))
        let added = found.filter { !openDigests.contains($0.digest) }

        var changes: [ItemKind: ChangeCount] = [:]
        for item in ended { changes[item.kind, default: ChangeCount()].ended += 1 }
        for item in added { changes[item.kind, default: ChangeCount()].added += 1 }
        if changes.isEmpty { return changes }

        let baseline = try BaselineTable(database).holding(asset, at: .max)
        let begun = try ids(added)
        if try needsBaseline(baseline, asset: asset, open: open, changes: changes) {
            try rebase(from: baseline, asset: asset, open: open, ended: ended, begun: begun)
        } else {
            for item in ended { try end(item.holding, asset: asset) }
            try insert(begun.map(\.id), asset: asset, baseline: baseline)
        }
        return changes
    }

    private func itemsThatEnd(
        _ open: [OpenItem],
        found: [Item],
        sections: [Section: Completeness]
    ) -> [OpenItem] {
        let foundDigests = Set(found.map(\.digest))
        let foundKinds = Set(found.map(\.kind))
        let replacedFacts = Set(found.compactMap { $0.kind == .fact ? $0.source : nil })
            .intersection(Fact.kindsToldWhole)
        return open.filter { item in
            guard !foundDigests.contains(item.digest) else { return false }
            let isReplaced = item.kind == .fact && replacedFacts.contains(item.source)
            return isReplaced || ends(item.kind, foundKinds: foundKinds, sections: sections)
        }
    }

    private func ends(_ kind: ItemKind, foundKinds: Set<ItemKind>, sections: [Section: Completeness]) -> Bool {
        if kind.isSingle, foundKinds.contains(kind) { return true }
        guard let section = kind.section else { return !kind.isSingle || kind.isOfTheMoment }
        return sections[section] == .complete
    }

    private func withoutGaps(_ item: Item, open: [OpenItem], sections: [Section: Completeness]) throws -> Item {
        guard item.kind.isSingle, let section = item.kind.section, sections[section] != .complete,
            let older = open.first(where: { $0.kind == item.kind && $0.digest != item.digest }),
            let olderBody = try ItemTable(database).body(older.holding.item)
        else { return item }
        let new = try CanonicalJSON.decode(JSONValue.self, from: String(decoding: item.body, as: UTF8.self))
        let filled = new.filled(from: try CanonicalJSON.decode(JSONValue.self, from: olderBody))
        return Item(
            item.kind,
            body: try CanonicalJSON.encode(filled),
            source: item.source,
            name: item.name,
            version: item.version,
            joinKey: item.joinKey
        )
    }

    private func openItems(_ asset: Int64) throws -> [OpenItem] {
        let row = try RowStatement(database, "SELECT kind, digest, source FROM item WHERE id = ?")
        return try HoldingReader(database, asOf: .max).holdings(of: asset).compactMap { holding in
            row.bind(holding.item, at: 1)
            guard try row.step() else { return nil }
            defer { row.reset() }
            guard let kind = ItemKind(rawValue: row.text(0)), let digest = row.withBlob(1, ItemDigest.init(bytes:))
            else { return nil }
            return OpenItem(holding: holding, kind: kind, digest: digest, source: row.text(2))
        }
    }

    private func ids(_ added: [Item]) throws -> [(id: Int64, kind: ItemKind)] {
        zip(try ItemTable(database).ids(added), added).map { ($0, $1.kind) }.sorted { $0.id < $1.id }
    }
}

// MARK: - Baselines

extension ObservationTable {
    /// Whether what is true now is better written down whole: there is no baseline yet, or it is worn.
    private func needsBaseline(
        _ baseline: Baseline?,
        asset: Int64,
        open: [OpenItem],
        changes: [ItemKind: ChangeCount]
    ) throws -> Bool {
        let numerous = changes.filter { $0.key.isNumerous }.values.reduce(0) { $0 + $1.added + $1.ended }
        guard numerous > 0 else { return false }
        guard let baseline else { return !open.contains { $0.kind.isNumerous } || numerous > 16 }
        guard baseline.firstScan < scan else { return false }
        let statement = try database.cachedStatement(
            sql: "SELECT count(*) FROM observation WHERE asset_id = ? AND first_scan >= ?"
        )
        let rows = try Int.fetchOne(statement, arguments: [asset, baseline.firstScan]) ?? 0
        return rows + numerous > 16 + baseline.items.count / 2
    }

    /// Ends the old baseline and all observations of numerous items, and begins a new baseline with what is true.
    private func rebase(
        from old: Baseline?,
        asset: Int64,
        open: [OpenItem],
        ended: [OpenItem],
        begun: [(id: Int64, kind: ItemKind)]
    ) throws {
        let gone = Set(ended.map(\.holding.item))
        var whole = begun.filter(\.kind.isNumerous).map(\.id)
        for item in open {
            if item.kind.isNumerous {
                if !gone.contains(item.holding.item) { whole.append(item.holding.item) }
                if !item.holding.isInBaseline { try end(item.holding, asset: asset) }
            } else if gone.contains(item.holding.item) {
                try end(item.holding, asset: asset)
            }
        }
        let table = BaselineTable(database)
        if let old { try table.end(old, asset: asset, scan: scan) }
        try table.begin(whole.sorted(), asset: asset, scan: scan)
        try insert(begun.filter { !$0.kind.isNumerous }.map(\.id), asset: asset, baseline: nil)
    }
}

// MARK: - Rows

extension ObservationTable {
    /// An interval that begins and ends in the same scan is empty, and goes; in a baseline it stays as its exception.
    private func end(_ holding: Holding, asset: Int64) throws {
        if holding.isInBaseline {
            let statement = try database.cachedStatement(
                sql: "INSERT INTO observation (asset_id, item_id, first_scan, end_scan) VALUES (?, ?, ?, ?)"
            )
            try statement.execute(arguments: [asset, holding.item, holding.firstScan, scan])
        } else if holding.firstScan == scan {
            try delete(holding.item, asset: asset)
        } else {
            let statement = try database.cachedStatement(
                sql: "UPDATE observation SET end_scan = ? WHERE asset_id = ? AND item_id = ? AND first_scan = ?"
            )
            try statement.execute(arguments: [scan, asset, holding.item, holding.firstScan])
        }
    }

    /// - Parameter baseline: the one that holds; what this very scan took out of it comes back.
    private func insert(_ items: [Int64], asset: Int64, baseline: Baseline?) throws {
        let statement = try RowStatement(
            database,
            "INSERT INTO observation (asset_id, item_id, first_scan) VALUES (?, ?, ?)"
        )
        for item in items {
            if let baseline, baseline.firstScan == scan, baseline.contains(item) {
                try delete(item, asset: asset)
                continue
            }
            statement.bind(asset, at: 1)
            statement.bind(item, at: 2)
            statement.bind(scan, at: 3)
            try statement.run()
        }
    }

    private func delete(_ item: Int64, asset: Int64) throws {
        let statement = try database.cachedStatement(
            sql: "DELETE FROM observation WHERE asset_id = ? AND item_id = ? AND first_scan = ?"
        )
        try statement.execute(arguments: [asset, item, scan])
    }
}
