package import EstateModel
import GRDB

/// One look at the log and the state, and what is added to them: all of it at once or none.
///
/// Valid only inside ``InventoryStore/appendToAuditLog(_:)``, during which nobody else writes, or for looking alone
/// inside ``InventoryStore/readAuditLog(_:)``.
package struct AuditTransaction {
    let database: Database

    /// The last entry; nil while the log is empty.
    package func head() throws -> (sequence: Int64, digest: String)? {
        let sql = "SELECT sequence, digest FROM audit_entry ORDER BY sequence DESC LIMIT 1"
        return try Row.fetchOne(database, sql: sql).map { ($0[0], $0[1]) }
    }

    /// The last two entries, oldest first.
    package func lastTwo() throws -> [AuditRow] {
        let sql = "SELECT sequence, body, digest FROM audit_entry ORDER BY sequence DESC LIMIT 2"
        return try Row.fetchAll(database, sql: sql).reversed().map {
            AuditRow(sequence: $0[0], body: $0[1], digest: $0[2])
        }
    }

    /// When the newest scan began; nil before the first.
    package func newestScanStart() throws -> Instant? {
        try Int64.fetchOne(database, sql: "SELECT max(started_at) FROM scan").map(Instant.init(secondsSinceEpoch:))
    }

    /// One record of the state; nil when there is none.
    package func state(kind: String, id: String) throws -> String? {
        let statement = try database.cachedStatement(sql: "SELECT body FROM decision_state WHERE kind = ? AND id = ?")
        return try String.fetchOne(statement, arguments: [kind, id])
    }

    /// All records of a kind, by id.
    package func states(kind: String) throws -> [DecisionStateRow] {
        try DecisionStateRow.fetch(database, kind: kind)
    }

    /// The digest of an entry; nil when there is none.
    package func digest(of sequence: Int64) throws -> String? {
        try String.fetchOne(database, sql: "SELECT digest FROM audit_entry WHERE sequence = ?", arguments: [sequence])
    }

    /// Adds an entry, which must follow the last.
    package func append(_ row: AuditRow) throws {
        let statement = try database.cachedStatement(
            sql: "INSERT INTO audit_entry (sequence, body, digest) VALUES (?, ?, ?)"
        )
        try statement.execute(arguments: [row.sequence, row.body, row.digest])
    }

    /// Keeps a record of the state, in place of the one that was kept before.
    package func keep(_ row: DecisionStateRow) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO decision_state (kind, id, body) VALUES (?, ?, ?)
                ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body
                """
        )
        try statement.execute(arguments: [row.kind, row.id, row.body])
        guard let outline = row.outline else { return }
        let short = try database.cachedStatement(
            sql: """
                INSERT INTO decision_outline (kind, id, outline) VALUES (?, ?, ?)
                ON CONFLICT (kind, id) DO UPDATE SET outline = excluded.outline
                """
        )
        try short.execute(arguments: [row.kind, row.id, outline])
    }

    /// The short forms of all records of a kind, by id.
    package func outlines(kind: String) throws -> [(id: String, outline: String)] {
        let sql = "SELECT id, outline FROM decision_outline WHERE kind = ? ORDER BY id"
        let statement = try RowStatement(database, sql)
        statement.bind(text: kind, at: 1)
        var outlines: [(id: String, outline: String)] = []
        while try statement.step() { outlines.append((statement.text(0), statement.text(1))) }
        return outlines
    }
}

extension DecisionStateRow {
    /// By kind and id; of all kinds when none is given.
    static func fetch(_ database: Database, kind: String?) throws -> [DecisionStateRow] {
        let rows = try cursor(database, kind: kind)
        var states: [DecisionStateRow] = []
        while let row = try rows.next() { states.append(DecisionStateRow(row)) }
        return states
    }

    init(_ row: Row) {
        self.init(kind: row[0], id: row[1], body: row[2], outline: row[3])
    }

    static func cursor(_ database: Database, kind: String?) throws -> RowCursor {
        let sql = """
            SELECT s.kind, s.id, s.body, o.outline FROM decision_state AS s
            LEFT JOIN decision_outline AS o ON o.kind = s.kind AND o.id = s.id
            WHERE ?1 IS NULL OR s.kind = ?1 ORDER BY s.kind, s.id
            """
        return try Row.fetchCursor(database, sql: sql, arguments: [kind])
    }
}
