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

    /// The last scan that read each asset under its own id; none for one that was never read.
    package func lastScans(of assets: [AssetID]) async throws(StoreError) -> [AssetID: ScanID] {
        try await read { database in
            let statement = try database.cachedStatement(sql: "SELECT max(scan_id) FROM visit WHERE asset_id = ?")
            return try assets.reduce(into: [:]) { scans, asset in
                scans[asset] = try Int64.fetchOne(statement, arguments: [asset.rawValue]).map(ScanID.init(rawValue:))
            }
        }
    }

    /// ``AuditTransaction/merge(_:into:reason:at:)`` alone, without an entry in a log.
    package func merge(
        _ asset: AssetID,
        into: AssetID,
        reason: String,
        at: Instant
    ) async throws(StoreError) -> MergeID {
        try await write { try AuditTransaction(database: $0).merge(asset, into: into, reason: reason, at: at) }
    }

    /// ``AuditTransaction/split(_:at:)`` alone, without an entry in a log.
    package func split(_ merge: MergeID, at: Instant) async throws(StoreError) {
        _ = try await write { try AuditTransaction(database: $0).split(merge, at: at) }
    }

    /// ``AuditTransaction/retire(_:reason:at:)`` alone, without an entry in a log.
    package func retire(_ asset: AssetID, reason: String, at: Instant) async throws(StoreError) {
        try await write { try AuditTransaction(database: $0).retire(asset, reason: reason, at: at) }
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
