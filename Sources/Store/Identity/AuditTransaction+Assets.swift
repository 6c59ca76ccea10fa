package import EstateModel
import GRDB

/// What people decide about assets, in the transaction that logs it.
extension AuditTransaction {
    /// Declares that two assets are one host: `asset` is shown no more, and what it is recognised by counts for `into`.
    ///
    /// Nothing is moved or deleted, so that the past stays as it was reported and ``split(_:at:)`` can undo it.
    package func merge(_ asset: AssetID, into: AssetID, reason: String, at: Instant) throws -> MergeID {
        let merges = try MergeMap(database, asOf: nil)
        for id in [asset, into] { try requireAsset(id) }
        guard asset != into, !merges.isMerged(asset.rawValue), merges.resolve(into.rawValue) != asset.rawValue else {
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
        try forgetAnswerSets(of: [asset, into])
        return MergeID(rawValue: id)
    }

    /// Undoes a merge: both assets are shown again, each with what was recorded for it.
    ///
    /// - Returns: the asset that was part of another.
    @discardableResult
    package func split(_ merge: MergeID, at: Instant) throws -> AssetID {
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
        let asset = AssetID(rawValue: row[0])
        try forgetAnswerSets(of: [asset, AssetID(rawValue: row[1])])
        return asset
    }

    /// Takes an asset out of the inventory: it is left out of listings and judgements until a scan meets it again.
    ///
    /// Its name and address are free for another machine from then on. Of one that is retired already nothing changes.
    package func retire(_ asset: AssetID, reason: String, at: Instant) throws {
        try requireAsset(asset)
        let newest = try Int64.fetchOne(database, sql: "SELECT coalesce(max(id), 0) FROM scan") ?? 0
        if try Moment(nil, in: database).retiredAssets(database).contains(asset.rawValue) { return }
        try database.execute(
            sql: "INSERT INTO asset_retirement (asset_id, after_scan, at, reason) VALUES (?, ?, ?, ?)",
            arguments: [asset.rawValue, newest, at.secondsSinceEpoch, reason]
        )
        try EvidenceTable(database: database, scan: newest).endAll([.fqdn, .target], asset: asset.rawValue)
    }

    /// The scan that met a retired asset again and so ended its last retirement; nil while it is retired.
    package func returnOfRetired(_ asset: AssetID) throws -> ScanID? {
        let sql = "SELECT ended_by_scan FROM asset_retirement WHERE asset_id = ? ORDER BY id DESC LIMIT 1"
        return try Int64.fetchOne(database, sql: sql, arguments: [asset.rawValue]).map(ScanID.init(rawValue:))
    }

    private func requireAsset(_ asset: AssetID) throws {
        let count = try Int.fetchOne(
            database,
            sql: "SELECT count(*) FROM asset WHERE id = ?",
            arguments: [asset.rawValue]
        )
        guard count == 1 else { throw StoreError.noSuchAsset(asset) }
    }

    /// Makes the next scan identify the hosts again instead of taking their answers for unchanged.
    private func forgetAnswerSets(of assets: [AssetID]) throws {
        for asset in assets {
            try database.execute(
                sql: "UPDATE target SET answer_set = NULL WHERE asset_id = ?",
                arguments: [asset.rawValue]
            )
        }
    }
}
