import EstateModel
import FoundationEssentials
import GRDB

/// Targets by name, what the estate file says of them over time, and each scan's visit to them.
struct TargetTable {
    let database: Database
    let scan: Int64

    /// The target's id; a new one is stored.
    func id(_ name: String) throws -> Int64 {
        let statement = try database.cachedStatement(sql: "SELECT id FROM target WHERE name = ?")
        if let id = try Int64.fetchOne(statement, arguments: [name]) { return id }
        try database.execute(sql: "INSERT INTO target (name) VALUES (?)", arguments: [name])
        return database.lastInsertedRowID
    }

    /// Keeps what the estate file says now, if it is not what it said before.
    func record(_ snapshot: TargetSnapshot, target: Int64) throws {
        let item = try ItemTable(database).id(try ItemEncoder.item(.target(snapshot)))
        let statement = try database.cachedStatement(
            sql: "SELECT item_id, first_scan FROM target_observation WHERE target_id = ? AND end_scan IS NULL"
        )
        if let open = try Row.fetchOne(statement, arguments: [target]) {
            if (open[0] as Int64) == item { return }
            let firstScan: Int64 = open[1]
            if firstScan == scan {
                try database.execute(
                    sql: "DELETE FROM target_observation WHERE target_id = ? AND first_scan = ?",
                    arguments: [target, scan]
                )
            } else {
                try database.execute(
                    sql: "UPDATE target_observation SET end_scan = ? WHERE target_id = ? AND first_scan = ?",
                    arguments: [scan, target, firstScan]
                )
            }
        }
        try database.execute(
            sql: "INSERT INTO target_observation (target_id, item_id, first_scan) VALUES (?, ?, ?)",
            arguments: [target, item, scan]
        )
    }

    /// Notes the visit; a second one in the same scan takes the place of the first.
    func recordVisit(target: Int64, asset: Int64?, at: Instant, reach: Reach, bootedAt: Instant? = nil) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO visit (scan_id, target_id, asset_id, at, reach, booted_at) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (scan_id, target_id) DO UPDATE SET
                    asset_id = excluded.asset_id, at = excluded.at, reach = excluded.reach,
                    booted_at = excluded.booted_at
                """
        )
        try statement.execute(
            arguments: [
                scan, target, asset, at.secondsSinceEpoch, reach.rawValue, bootedAt?.secondsSinceEpoch,
            ]
        )
        let clearing = try database.cachedStatement(
            sql: "DELETE FROM visit_problem WHERE scan_id = ? AND target_id = ?"
        )
        try clearing.execute(arguments: [scan, target])
    }

    func recordProblems(_ problems: [Problem], target: Int64) throws {
        let items = try ItemTable(database).ids(try problems.map { try ItemEncoder.item(.problem($0)) })
        for item in Set(items).sorted() {
            try database.execute(
                sql: "INSERT INTO visit_problem (scan_id, target_id, item_id) VALUES (?, ?, ?)",
                arguments: [scan, target, item]
            )
        }
    }

    /// Remembers which answers the asset's state was read from; nil when the next scan must read them again.
    func setState(target: Int64, asset: Int64, answerSet: ContentDigest?, parserVersion: String) throws {
        let statement = try database.cachedStatement(
            sql: "UPDATE target SET asset_id = ?, answer_set = ?, parser_version = ? WHERE id = ?"
        )
        try statement.execute(
            arguments: [asset, answerSet.map { Data($0.bytes) }, parserVersion, target]
        )
        let assetStatement = try database.cachedStatement(sql: "UPDATE asset SET last_target = ? WHERE id = ?")
        try assetStatement.execute(arguments: [target, asset])
    }

    /// The asset whose state was last read from exactly these answers, through this target; nil when any of it differs.
    func unchangedAsset(target: Int64, answerSet: ContentDigest, parserVersion: String) throws -> Int64? {
        let statement = try database.cachedStatement(
            sql: """
                SELECT asset.id FROM target JOIN asset ON asset.id = target.asset_id
                WHERE target.id = ? AND target.answer_set = ? AND target.parser_version = ?
                    AND asset.last_target = target.id
                    AND NOT EXISTS (
                        SELECT 1 FROM asset_merge
                        WHERE asset_merge.asset_id = asset.id AND undone_after_scan IS NULL
                    )
                    AND NOT EXISTS (
                        SELECT 1 FROM asset_retirement
                        WHERE asset_retirement.asset_id = asset.id AND ended_by_scan IS NULL
                    )
                """
        )
        return try Int64.fetchOne(statement, arguments: [target, Data(answerSet.bytes), parserVersion])
    }
}

extension TargetTable {
    /// The boot time if it is news: clocks are read to the second and set while running, so two minutes are nothing.
    func newBoot(_ bootedAt: Instant?, asset: Int64) throws -> Instant? {
        guard let bootedAt else { return nil }
        let statement = try database.cachedStatement(sql: "SELECT booted_at FROM asset WHERE id = ?")
        let known = try Int64.fetchOne(statement, arguments: [asset])
        if let known, abs(known - bootedAt.secondsSinceEpoch) <= 120 { return nil }
        try database.execute(
            sql: "UPDATE asset SET booted_at = ? WHERE id = ?",
            arguments: [bootedAt.secondsSinceEpoch, asset]
        )
        return bootedAt
    }

    /// A target that moved to another address must be identified again, whatever it answers.
    func isSameAddress(_ snapshot: TargetSnapshot, target: Int64) throws -> Bool {
        let statement = try database.cachedStatement(
            sql: """
                SELECT item.body FROM target_observation JOIN item ON item.id = target_observation.item_id
                WHERE target_id = ? AND end_scan IS NULL
                """
        )
        guard let body = try String.fetchOne(statement, arguments: [target]) else { return false }
        return try CanonicalJSON.decode(TargetSnapshot.self, from: body).address == snapshot.address
    }
}
