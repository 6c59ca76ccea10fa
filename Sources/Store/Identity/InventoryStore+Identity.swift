package import EstateModel
import GRDB

/// One entry of the log that says why a collection was given to an asset.
package struct AssetMatch: Hashable, Sendable {
    package var scan: ScanID
    package var target: String
    package var asset: AssetID
    /// Nothing matched, so the asset was made then.
    package var isNew: Bool
    /// The evidence that agreed, strongest first.
    package var rules: [EvidenceKind]
}

/// A merge by hand.
package struct MergeRecord: Hashable, Sendable {
    package var id: MergeID
    package var asset: AssetID
    package var into: AssetID
    package var at: Instant
    package var reason: String
    /// Nil while it is in force.
    package var undoneAt: Instant?
}

extension InventoryStore {
    /// Which assets are part of another, each with the one that stands for it now.
    package func mergedAssets() async throws(StoreError) -> [AssetID: AssetID] {
        try await read { database in
            let map = try MergeMap(database, asOf: nil)
            return Dictionary(uniqueKeysWithValues: map.all.map { (AssetID(rawValue: $0), AssetID(rawValue: $1)) })
        }
    }

    /// Declares that two assets are one host: `asset` is shown no more, and what it is recognised by counts for `into`.
    ///
    /// Nothing is moved or deleted, so that the past stays as it was reported and ``split(_:at:)`` can undo it.
    package func merge(
        _ asset: AssetID,
        into: AssetID,
        reason: String,
        at: Instant
    ) async throws(StoreError) -> MergeID {
        try await write { database in
            let merges = try MergeMap(database, asOf: nil)
            for id in [asset, into] { try requireAsset(id, in: database) }
            guard asset != into, !merges.isMerged(asset.rawValue), merges.resolve(into.rawValue) != asset.rawValue
            else {
                throw StoreError(
                    .notAllowed,
                    subject: "asset \(asset.rawValue)",
                    message: "it is merged already, or would be merged into itself; `reeve assets show` tells where."
                )
            }
            try database.execute(
                sql: """
                    INSERT INTO asset_merge (asset_id, into_id, after_scan, at, reason)
                    VALUES (?, ?, (SELECT coalesce(max(id), 0) FROM scan), ?, ?)
                    """,
                arguments: [asset.rawValue, into.rawValue, at.secondsSinceEpoch, reason]
            )
            let id = database.lastInsertedRowID
            try forgetAnswerSets(of: [asset, into], in: database)
            return MergeID(rawValue: id)
        }
    }

    /// Undoes a merge: both assets are shown again, each with what was recorded for it.
    package func split(_ merge: MergeID, at: Instant) async throws(StoreError) {
        try await write { database in
            let row = try Row.fetchOne(
                database,
                sql: "SELECT asset_id, into_id FROM asset_merge WHERE id = ? AND undone_at IS NULL",
                arguments: [merge.rawValue]
            )
            guard let row else {
                throw StoreError(
                    .notAllowed,
                    subject: "merge \(merge.rawValue)",
                    message: "there is no such merge in force; `reeve assets merges` lists them."
                )
            }
            try database.execute(
                sql: """
                    UPDATE asset_merge SET undone_at = ?, undone_after_scan = (SELECT coalesce(max(id), 0) FROM scan)
                    WHERE id = ?
                    """,
                arguments: [at.secondsSinceEpoch, merge.rawValue]
            )
            try forgetAnswerSets(of: [AssetID(rawValue: row[0]), AssetID(rawValue: row[1])], in: database)
        }
    }

    /// Takes an asset out of the inventory: it is left out of listings and judgements until a scan meets it again.
    ///
    /// Its name and address are free for another machine from then on.
    package func retire(_ asset: AssetID, reason: String, at: Instant) async throws(StoreError) {
        try await write { database in
            try requireAsset(asset, in: database)
            let newest = try Int64.fetchOne(database, sql: "SELECT coalesce(max(id), 0) FROM scan") ?? 0
            let retired = try Moment(nil, in: database).retiredAssets(database)
            if retired.contains(asset.rawValue) { return }
            try database.execute(
                sql: "INSERT INTO asset_retirement (asset_id, after_scan, at, reason) VALUES (?, ?, ?, ?)",
                arguments: [asset.rawValue, newest, at.secondsSinceEpoch, reason]
            )
            try EvidenceTable(database: database, scan: newest).endAll([.fqdn, .target], asset: asset.rawValue)
        }
    }

    /// Why collections were given to this asset, oldest first; an entry for each time that the reason changed.
    package func matches(of asset: AssetID) async throws(StoreError) -> [AssetMatch] {
        try await read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT asset_match.scan_id, target.name, asset_match.asset_id, asset_match.is_new, asset_match.rules
                    FROM asset_match JOIN target ON target.id = asset_match.target_id
                    WHERE asset_match.asset_id = ? ORDER BY asset_match.id
                    """,
                arguments: [asset.rawValue]
            )
            return rows.map { row in
                AssetMatch(
                    scan: ScanID(rawValue: row[0]),
                    target: row[1],
                    asset: AssetID(rawValue: row[2]),
                    isNew: row[3],
                    rules: (row[4] as String).split(separator: ",").compactMap { EvidenceKind(rawValue: String($0)) }
                )
            }
        }
    }

    /// All merges, oldest first.
    package func merges() async throws(StoreError) -> [MergeRecord] {
        try await read { database in
            try Row.fetchAll(
                database,
                sql: "SELECT id, asset_id, into_id, at, reason, undone_at FROM asset_merge ORDER BY id"
            ).map { row in
                let undone: Int64? = row[5]
                return MergeRecord(
                    id: MergeID(rawValue: row[0]),
                    asset: AssetID(rawValue: row[1]),
                    into: AssetID(rawValue: row[2]),
                    at: Instant(secondsSinceEpoch: row[3]),
                    reason: row[4],
                    undoneAt: undone.map(Instant.init(secondsSinceEpoch:))
                )
            }
        }
    }
}

private func requireAsset(_ asset: AssetID, in database: Database) throws {
    let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM asset WHERE id = ?", arguments: [asset.rawValue])
    guard count == 1 else { throw StoreError.noSuchAsset(asset) }
}

/// Makes the next scan identify the hosts again instead of taking their answers for unchanged.
private func forgetAnswerSets(of assets: [AssetID], in database: Database) throws {
    for asset in assets {
        try database.execute(
            sql: "UPDATE target SET answer_set = NULL WHERE asset_id = ?",
            arguments: [asset.rawValue]
        )
    }
}
