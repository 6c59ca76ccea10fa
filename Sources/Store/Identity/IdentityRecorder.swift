import EstateModel
import GRDB

/// Finds or makes the asset of a collection, and logs why.
struct IdentityRecorder {
    let database: Database
    let scan: Int64
    let rules: IdentityRules

    struct Outcome {
        let asset: Int64
        let isNew: Bool
        let returned: Bool
        let firedRules: [EvidenceKind]
        /// One-off conflicts, which must be looked at again in the next scan.
        let isSettled: Bool
        let problems: [Problem]
    }

    func identify(_ evidence: IdentityEvidence, target: Int64) throws -> Outcome {
        let table = EvidenceTable(database: database, scan: scan)
        let candidates = try table.candidates(evidence, rules: rules)
        let decision = IdentityMatcher.decide(evidence, candidates: candidates, rules: rules)
        let asset = try decision.asset?.rawValue ?? newAsset()
        let returned = try decision.asset != nil && endRetirement(asset)
        try log(asset, target: target, isNew: decision.asset == nil, rules: decision.firedRules)
        try table.takeOver(.target, of: evidence, by: asset)
        let reused = decision.conflicts.contains { $0.kind == .reusedAddress }
        if reused { try table.takeOver(.fqdn, of: evidence, by: asset) }
        try table.record(evidence, asset: asset)
        return Outcome(
            asset: asset,
            isNew: decision.asset == nil,
            returned: returned,
            firedRules: decision.firedRules,
            isSettled: !reused,
            problems: try Problem.conflicts(decision.conflicts) { try assetName(database, $0.rawValue) }
        )
    }

    private func newAsset() throws -> Int64 {
        try database.execute(sql: "INSERT INTO asset (first_scan) VALUES (?)", arguments: [scan])
        return database.lastInsertedRowID
    }

    private func endRetirement(_ asset: Int64) throws -> Bool {
        try database.execute(
            sql: "UPDATE asset_retirement SET ended_by_scan = ? WHERE asset_id = ? AND ended_by_scan IS NULL",
            arguments: [scan, asset]
        )
        return database.changesCount > 0
    }

    /// Logs a match when it rests on other rules than the one before.
    private func log(_ asset: Int64, target: Int64, isNew: Bool, rules: [EvidenceKind]) throws {
        let text = rules.map(\.rawValue).joined(separator: ",")
        let statement = try database.cachedStatement(
            sql: "SELECT rules FROM asset_match WHERE asset_id = ? ORDER BY id DESC LIMIT 1"
        )
        if try String.fetchOne(statement, arguments: [asset]) == text, !isNew { return }
        try database.execute(
            sql: "INSERT INTO asset_match (asset_id, scan_id, target_id, is_new, rules) VALUES (?, ?, ?, ?, ?)",
            arguments: [asset, scan, target, isNew, text]
        )
    }
}

/// What people call an asset: the target under which it was last collected.
func assetName(_ database: Database, _ asset: Int64) throws -> String {
    let statement = try database.cachedStatement(
        sql: "SELECT target.name FROM asset JOIN target ON target.id = asset.last_target WHERE asset.id = ?"
    )
    return try String.fetchOne(statement, arguments: [asset]) ?? "unnamed"
}
