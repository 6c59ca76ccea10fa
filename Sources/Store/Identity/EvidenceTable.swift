import GRDB

/// What is known to tell each asset from the others, from which scan until which.
struct EvidenceTable {
    let database: Database
    let scan: Int64

    /// More candidates of one kind of evidence than this are cut off: a machine-id that thousands of desktops share
    /// tells nothing, and stronger evidence is looked up first.
    private static let candidatesPerKind = 64

    /// The assets that share any evidence with the host, merged ones as what they were merged into.
    func candidates(_ evidence: IdentityEvidence, rules: IdentityRules) throws -> [IdentityCandidate] {
        let merges = try MergeMap(database, asOf: nil)
        let statement = try database.cachedStatement(
            sql: """
                SELECT asset_id FROM asset_evidence
                WHERE value = ? AND kind = ? AND end_scan IS NULL ORDER BY asset_id LIMIT ?
                """
        )
        var assets: [Int64] = []
        for kind in rules.kinds {
            for value in (evidence.values[kind] ?? []).sorted() {
                let arguments: StatementArguments = [value, kind.rawValue, Self.candidatesPerKind]
                assets += try Int64.fetchAll(statement, arguments: arguments).map(merges.resolve)
            }
        }
        return try Set(assets).sorted().map { asset in
            var values: [EvidenceKind: Set<String>] = [:]
            for part in [asset] + merges.merged(into: asset) {
                values.merge(try open(part)) { $0.union($1) }
            }
            return IdentityCandidate(asset: AssetID(rawValue: asset), evidence: IdentityEvidence(values: values))
        }
    }

    /// The evidence that holds now for one asset.
    func open(_ asset: Int64) throws -> [EvidenceKind: Set<String>] {
        let statement = try database.cachedStatement(
            sql: "SELECT kind, value FROM asset_evidence WHERE asset_id = ? AND end_scan IS NULL"
        )
        var values: [EvidenceKind: Set<String>] = [:]
        for row in try Row.fetchAll(statement, arguments: [asset]) {
            guard let kind = EvidenceKind(rawValue: row[0]) else { continue }
            values[kind, default: []].insert(row[1])
        }
        return values
    }

    /// Adds what is new and ends what it replaces. A kind that was not learnt this time keeps what it had, and an asset
    /// keeps all the targets under which it was reached.
    func record(_ evidence: IdentityEvidence, asset: Int64) throws {
        let known = try open(asset)
        for (kind, values) in evidence.values {
            let old = known[kind] ?? []
            if kind != .target {
                for value in old.subtracting(values) { try end(kind, value, asset: asset) }
            }
            for value in values.subtracting(old) {
                try database.execute(
                    sql: "INSERT INTO asset_evidence (asset_id, kind, value, first_scan) VALUES (?, ?, ?, ?)",
                    arguments: [asset, kind.rawValue, value, scan]
                )
            }
        }
    }

    /// A target's name and address belong to whoever answers there now.
    func takeOver(_ kind: EvidenceKind, of evidence: IdentityEvidence, by asset: Int64) throws {
        for value in evidence.values[kind] ?? [] {
            let others = try Int64.fetchAll(
                database,
                sql: """
                    SELECT asset_id FROM asset_evidence
                    WHERE value = ? AND kind = ? AND end_scan IS NULL AND asset_id <> ?
                    """,
                arguments: [value, kind.rawValue, asset]
            )
            for other in others { try end(kind, value, asset: other) }
        }
    }

    /// Ends all evidence of some kinds, as for a retired asset whose address will be given out again.
    func endAll(_ kinds: [EvidenceKind], asset: Int64) throws {
        for (kind, values) in try open(asset) where kinds.contains(kind) {
            for value in values { try end(kind, value, asset: asset) }
        }
    }

    private func end(_ kind: EvidenceKind, _ value: String, asset: Int64) throws {
        try database.execute(
            sql: """
                DELETE FROM asset_evidence WHERE asset_id = ? AND kind = ? AND value = ? AND first_scan = ?
                """,
            arguments: [asset, kind.rawValue, value, scan]
        )
        try database.execute(
            sql: """
                UPDATE asset_evidence SET end_scan = ?
                WHERE asset_id = ? AND kind = ? AND value = ? AND end_scan IS NULL
                """,
            arguments: [scan, asset, kind.rawValue, value]
        )
    }
}
