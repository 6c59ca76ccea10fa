import EstateModel
import GRDB

extension InventoryStore {
    /// Keeps the rows of a file, in the place of those that the same name had before: all of them or none.
    ///
    /// - Returns: how many rows were there before; nil when the name is new.
    @discardableResult
    package func keepImport(_ source: ImportedSource) async throws(StoreError) -> Int? {
        try await write { database in
            let known = try Self.importID(source.kind, source.name, database)
            let before = try known.map { id in
                try Int.fetchOne(
                    database,
                    sql: "SELECT count(*) FROM imported_record WHERE source_id = ?",
                    arguments: [id]
                )
                    ?? 0
            }
            if let known { try Self.removeImport(known, database) }
            try database.execute(
                sql: """
                    INSERT INTO imported_source
                        (kind, name, file, sha256, organisation, settings, imported_at, imported_by)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    source.kind, source.name, source.file, source.sha256, source.organisation, source.settings,
                    source.importedAt.secondsSinceEpoch, source.importedBy,
                ]
            )
            let id = database.lastInsertedRowID
            let insert = try database.cachedStatement(
                sql: "INSERT INTO imported_record (source_id, row, line, body) VALUES (?, ?, ?, ?)"
            )
            for (number, row) in source.rows.enumerated() {
                try insert.execute(arguments: [id, number + 1, row.line, row.body])
            }
            return before
        }
    }

    /// Takes a file's rows out of the inventory.
    ///
    /// - Returns: false when there is none of that name.
    package func removeImport(kind: String, name: String) async throws(StoreError) -> Bool {
        try await write { database in
            guard let id = try Self.importID(kind, name, database) else { return false }
            try Self.removeImport(id, database)
            return true
        }
    }

    /// All files with their rows, by kind and name.
    ///
    /// - Parameter kind: only these; nil for all.
    package func imports(kind: String? = nil) async throws(StoreError) -> [ImportedSource] {
        try await read { database in
            let sql = """
                SELECT id, kind, name, file, sha256, organisation, settings, imported_at, imported_by
                FROM imported_source WHERE ?1 IS NULL OR kind = ?1 ORDER BY kind, name
                """
            return try Row.fetchAll(database, sql: sql, arguments: [kind]).map { row in
                let rows = try Row.fetchAll(
                    database,
                    sql: "SELECT line, body FROM imported_record WHERE source_id = ? ORDER BY row",
                    arguments: [row[0] as Int64]
                )
                return ImportedSource(
                    kind: row[1],
                    name: row[2],
                    file: row[3],
                    sha256: row[4],
                    organisation: row[5],
                    settings: row[6],
                    importedAt: Instant(secondsSinceEpoch: row[7]),
                    importedBy: row[8],
                    rows: rows.map { ImportedSource.Row(line: $0[0], body: $0[1]) }
                )
            }
        }
    }

    private static func importID(_ kind: String, _ name: String, _ database: Database) throws -> Int64? {
        let sql = "SELECT id FROM imported_source WHERE kind = ? AND name = ?"
        return try Int64.fetchOne(database, sql: sql, arguments: [kind, name])
    }

    /// Rows first: the cascade is the schema's, and needs foreign keys to be on.
    private static func removeImport(_ id: Int64, _ database: Database) throws {
        try database.execute(sql: "DELETE FROM imported_record WHERE source_id = ?", arguments: [id])
        try database.execute(sql: "DELETE FROM imported_source WHERE id = ?", arguments: [id])
    }
}
