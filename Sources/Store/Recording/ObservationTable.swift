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
struct ObservationTable {
    let database: Database
    let scan: Int64

    private struct OpenItem {
        let id: Int64
        let firstScan: Int64
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
        let openDigests = Set(open.map(\.digest))
        let foundDigests = Set(found.map(\.digest))
        let foundKinds = Set(found.map(\.kind))
        let replacedFacts = Set(found.compactMap { $0.kind == .fact ? $0.source : nil })
            .intersection(Fact.kindsToldWhole)

        var changes: [ItemKind: ChangeCount] = [:]
        for item in open where !foundDigests.contains(item.digest) {
            let isReplaced = item.kind == .fact && replacedFacts.contains(item.source)
            guard isReplaced || ends(item.kind, foundKinds: foundKinds, sections: sections) else { continue }
            try end(item, asset: asset)
            changes[item.kind, default: ChangeCount()].ended += 1
        }
        let added = found.filter { !openDigests.contains($0.digest) }
        for item in added { changes[item.kind, default: ChangeCount()].added += 1 }
        try insert(try ItemTable(database).ids(added).sorted(), asset: asset)
        return changes
    }

    private func ends(_ kind: ItemKind, foundKinds: Set<ItemKind>, sections: [Section: Completeness]) -> Bool {
        if kind.isSingle, foundKinds.contains(kind) { return true }
        guard let section = kind.section else { return !kind.isSingle }
        return sections[section] == .complete
    }

    private func withoutGaps(_ item: Item, open: [OpenItem], sections: [Section: Completeness]) throws -> Item {
        guard item.kind.isSingle, let section = item.kind.section, sections[section] != .complete,
            let older = open.first(where: { $0.kind == item.kind && $0.digest != item.digest }),
            let olderBody = try ItemTable(database).body(older.id)
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
        let rows = try RowStatement(
            database,
            """
            SELECT observation.item_id, observation.first_scan, item.kind, item.digest, item.source
            FROM observation JOIN item ON item.id = observation.item_id
            WHERE observation.asset_id = ? AND observation.end_scan IS NULL
            """
        )
        rows.bind(asset, at: 1)
        var items: [OpenItem] = []
        while try rows.step() {
            guard let digest = rows.withBlob(3, ItemDigest.init(bytes:)), let kind = ItemKind(rawValue: rows.text(2))
            else { continue }
            items.append(
                OpenItem(
                    id: rows.number(0),
                    firstScan: rows.number(1),
                    kind: kind,
                    digest: digest,
                    source: rows.text(4)
                )
            )
        }
        return items
    }

    /// An interval that begins and ends in the same scan is empty, and goes.
    private func end(_ item: OpenItem, asset: Int64) throws {
        if item.firstScan == scan {
            let statement = try database.cachedStatement(
                sql: "DELETE FROM observation WHERE asset_id = ? AND item_id = ? AND first_scan = ?"
            )
            try statement.execute(arguments: [asset, item.id, scan])
        } else {
            let statement = try database.cachedStatement(
                sql: "UPDATE observation SET end_scan = ? WHERE asset_id = ? AND item_id = ? AND first_scan = ?"
            )
            try statement.execute(arguments: [scan, asset, item.id, item.firstScan])
        }
    }

    private func insert(_ items: [Int64], asset: Int64) throws {
        let statement = try RowStatement(
            database,
            "INSERT INTO observation (asset_id, item_id, first_scan) VALUES (?, ?, ?)"
        )
        for item in items {
            statement.bind(asset, at: 1)
            statement.bind(item, at: 2)
            statement.bind(scan, at: 3)
            try statement.run()
        }
    }
}
