import GRDB

/// The moment as of which a query reads: after one scan, or now.
struct Moment {
    /// Greater than any scan's id when it is now.
    let scan: Int64
    let asOf: ScanID?

    /// - Throws: ``StoreError`` with `no-such-scan`.
    init(_ asOf: ScanID?, in database: Database) throws {
        if let asOf {
            let exists = try Bool.fetchOne(
                database,
                sql: "SELECT count(*) FROM scan WHERE id = ?",
                arguments: [asOf.rawValue]
            )
            guard exists == true else { throw StoreError.noSuchScan(asOf) }
        }
        self.asOf = asOf
        scan = asOf?.rawValue ?? Int64.max
    }

    /// For the `WHERE` of a query over a table of intervals; `:scan` must be given.
    static func holds(_ table: String) -> String {
        "(\(table).first_scan <= :scan AND (\(table).end_scan IS NULL OR \(table).end_scan > :scan))"
    }

    /// The assets that do not count at this moment: merged into another, or retired.
    func hiddenAssets(_ database: Database) throws -> Set<Int64> {
        var hidden = try retiredAssets(database)
        let merges = try MergeMap(database, asOf: asOf)
        for asset in try Int64.fetchAll(database, sql: "SELECT asset_id FROM asset_merge") where merges.isMerged(asset)
        {
            hidden.insert(asset)
        }
        return hidden
    }

    func retiredAssets(_ database: Database) throws -> Set<Int64> {
        try Int64.fetchSet(
            database,
            sql: """
                SELECT asset_id FROM asset_retirement
                WHERE after_scan < ? AND (ended_by_scan IS NULL OR ended_by_scan > ?)
                """,
            arguments: [scan, scan]
        )
    }
}
