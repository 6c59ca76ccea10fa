import GRDB

extension InventoryStore {
    /// Reads the log and the state, decides, and writes, as one step that no other writer can come between.
    ///
    /// - Parameter compose: decides what is added. What it throws comes out as it is, and nothing was written then.
    /// - Throws: ``StoreError``, or what `compose` throws.
    package func appendToAuditLog<Value: Sendable>(
        _ compose: @escaping @Sendable (AuditTransaction) throws -> Value
    ) async throws -> Value {
        let outcome = try await attempt(compose)
        return try outcome.get()
    }

    /// Looks at the log and the state as they are at one moment. Nobody who writes is held up.
    ///
    /// - Parameter look: what it throws comes out as it is.
    package func readAuditLog<Value: Sendable>(
        _ look: @escaping @Sendable (AuditTransaction) throws -> Value
    ) async throws -> Value {
        let outcome: Result<Value, any Error> = try await read { database in
            do {
                return .success(try look(AuditTransaction(database: database)))
            } catch let error as DatabaseError {
                throw error
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }

    /// A refusal must undo the transaction and yet not be taken for a fault of the store.
    private func attempt<Value: Sendable>(
        _ compose: @escaping @Sendable (AuditTransaction) throws -> Value
    ) async throws(StoreError) -> Result<Value, any Error> {
        try await write { database in
            var outcome: Result<Value, any Error>?
            try database.inSavepoint {
                do {
                    outcome = .success(try compose(AuditTransaction(database: database)))
                    return .commit
                } catch let error as DatabaseError {
                    throw error
                } catch {
                    outcome = .failure(error)
                    return .rollback
                }
            }
            return outcome ?? .failure(CancellationError())
        }
    }

    /// The last entry's sequence and digest; nil while the log is empty.
    package func auditHead() async throws(StoreError) -> (sequence: Int64, digest: String)? {
        try await read { try AuditTransaction(database: $0).head() }
    }

    /// Entries from one to another in order, both included; to the end when there is no other.
    package func auditEntries(
        from first: Int64 = 1,
        through last: Int64 = .max
    ) async throws(StoreError) -> [AuditRow] {
        try await read { database in
            let sql = "SELECT sequence, body, digest FROM audit_entry WHERE sequence BETWEEN ? AND ? ORDER BY sequence"
            return try Row.fetchAll(database, sql: sql, arguments: [first, last]).map {
                AuditRow(sequence: $0[0], body: $0[1], digest: $0[2])
            }
        }
    }

    /// Lends every entry's text in the order of the log, without copying it: a million in a few seconds.
    ///
    /// - Parameters:
    ///   - initial: what `take` gathers in.
    ///   - take: gets each entry and says whether to go on.
    package func foldAuditLog<Value: Sendable>(
        _ initial: Value,
        _ take:
            @escaping @Sendable (inout Value, Int64, UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Bool
    ) async throws(StoreError) -> Value {
        try await read { database in
            var value = initial
            let sql = "SELECT sequence, body, digest FROM audit_entry ORDER BY sequence"
            let statement = try RowStatement(database, sql)
            while try statement.step() {
                let goesOn = statement.withBlob(1) { body in
                    statement.withBlob(2) { digest in take(&value, statement.number(0), body, digest) }
                }
                if !goesOn { break }
            }
            return value
        }
    }

    /// Hands over every stored record of the state, one after another, and what is left of outlines without a record.
    ///
    /// - Parameter take: gets kind, id, body and outline; the body is nil where there is an outline alone.
    package func foldDecisionStates<Value: Sendable>(
        _ initial: Value,
        _ take: @escaping @Sendable (inout Value, String, String, _ body: String?, _ outline: String?) -> Void
    ) async throws(StoreError) -> Value {
        try await read { database in
            var value = initial
            let rows = try DecisionStateRow.cursor(database, kind: nil)
            while let row = try rows.next() { take(&value, row[0], row[1], row[2], row[3]) }
            let orphans = try Row.fetchCursor(
                database,
                sql: """
                    SELECT kind, id, outline FROM decision_outline AS o WHERE NOT EXISTS (
                        SELECT 1 FROM decision_state AS s WHERE s.kind = o.kind AND s.id = o.id
                    )
                    """
            )
            while let row = try orphans.next() { take(&value, row[0], row[1], nil, row[2]) }
            return value
        }
    }

    /// The state that follows from the log: every record, or those of one kind; by kind and id.
    package func decisionStates(kind: String? = nil) async throws(StoreError) -> [DecisionStateRow] {
        try await read { try DecisionStateRow.fetch($0, kind: kind) }
    }

    /// Puts a state that was rebuilt from the log in the place of the one that is stored.
    package func replaceDecisionStates(_ states: [DecisionStateRow]) async throws(StoreError) {
        try await write { database in
            try database.execute(sql: "DELETE FROM decision_state; DELETE FROM decision_outline")
            let transaction = AuditTransaction(database: database)
            for state in states { try transaction.keep(state) }
        }
    }
}
