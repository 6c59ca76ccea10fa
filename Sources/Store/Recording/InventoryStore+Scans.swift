package import EstateModel
import GRDB

/// One run over the estate, or one import.
package struct ScanRecord: Hashable, Sendable {
    package enum State: String, Sendable {
        case finished
        case running
        /// Never finished, and no process is at it: it was killed, or the machine went down.
        case interrupted
    }

    package var id: ScanID
    package var startedAt: Instant
    package var finishedAt: Instant?
    package var context: ScanContext
    package var state: State
}

extension InventoryStore {
    /// Opens a scan; everything recorded afterwards belongs to it. The caller holds the ``EstateLock``.
    package func beginScan(at startedAt: Instant, context: ScanContext) async throws(StoreError) -> ScanID {
        let item = try encoded { try ItemEncoder.item(.scanContext(context)) }
        return try await write { database in
            let contextID = try ItemTable(database).id(item)
            try database.execute(
                sql: "INSERT INTO scan (started_at, context_id) VALUES (?, ?)",
                arguments: [startedAt.secondsSinceEpoch, contextID]
            )
            return ScanID(rawValue: database.lastInsertedRowID)
        }
    }

    /// Marks a scan as complete: every target was visited.
    package func finishScan(_ scan: ScanID, at finishedAt: Instant) async throws(StoreError) {
        try await write { database in
            try requireOpen(scan, in: database)
            try database.execute(
                sql: "UPDATE scan SET finished_at = ? WHERE id = ?",
                arguments: [finishedAt.secondsSinceEpoch, scan.rawValue]
            )
        }
    }

    /// All scans, newest first.
    ///
    /// - Parameter lockHeld: whether some process holds the estate's lock now, so that the newest scan may be running.
    package func scans(lockHeld: Bool = false) async throws(StoreError) -> [ScanRecord] {
        try await read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT scan.id, scan.started_at, scan.finished_at, item.body
                    FROM scan JOIN item ON item.id = scan.context_id
                    ORDER BY scan.id DESC
                    """
            )
            return try rows.enumerated().map { index, row in
                let finished: Int64? = row[2]
                return ScanRecord(
                    id: ScanID(rawValue: row[0]),
                    startedAt: Instant(secondsSinceEpoch: row[1]),
                    finishedAt: finished.map(Instant.init(secondsSinceEpoch:)),
                    context: try CanonicalJSON.decode(ScanContext.self, from: row[3]),
                    state: finished != nil ? .finished : lockHeld && index == 0 ? .running : .interrupted
                )
            }
        }
    }

    /// The newest scan if it never finished, with the names of the targets that it has done: where to resume. Those
    /// that it put off to their scan window are not done.
    package func interruptedScan() async throws(StoreError) -> (scan: ScanID, visited: Set<String>)? {
        try await read { database in
            let newest = try Row.fetchOne(database, sql: "SELECT id, finished_at FROM scan ORDER BY id DESC LIMIT 1")
            guard let newest, (newest[1] as Int64?) == nil else { return nil }
            let names = try String.fetchSet(
                database,
                sql: """
                    SELECT name FROM visit JOIN target ON target.id = visit.target_id
                    WHERE visit.scan_id = :scan AND NOT EXISTS (
                        SELECT 1 FROM visit_problem JOIN item ON item.id = visit_problem.item_id
                        WHERE visit_problem.scan_id = :scan AND visit_problem.target_id = visit.target_id
                            AND item.name = :putOff
                    )
                    """,
                arguments: ["scan": newest[0] as Int64, "putOff": Problem.Code.outsideWindow.rawValue]
            )
            return (ScanID(rawValue: newest[0]), names)
        }
    }

    /// Runs an encoding step with the store's own error.
    func encoded<Value>(_ body: () throws -> Value) throws(StoreError) -> Value {
        do {
            return try body()
        } catch {
            throw StoreError(error, path: path)
        }
    }
}

/// Refuses to write into a scan that is over: intervals are only right when scans follow one another.
func requireOpen(_ scan: ScanID, in database: Database) throws {
    let statement = try database.cachedStatement(
        sql: "SELECT finished_at, (SELECT max(id) FROM scan) FROM scan WHERE id = ?"
    )
    guard let row = try Row.fetchOne(statement, arguments: [scan.rawValue]) else { throw StoreError.noSuchScan(scan) }
    let finished: Int64? = row[0]
    let newest: Int64? = row[1]
    guard finished == nil, newest == scan.rawValue else {
        throw StoreError(
            .notAllowed,
            subject: "scan \(scan.rawValue)",
            message: "the scan is over, so nothing more can be recorded in it; begin a new one."
        )
    }
}

extension StoreError {
    static func noSuchScan(_ scan: ScanID) -> StoreError {
        StoreError(
            .noSuchScan,
            subject: "scan \(scan.rawValue)",
            message: "there is no such scan; `reeve scans` lists them."
        )
    }
}
