import EstateModel
import GRDB

#if canImport(Glibc)
    import Glibc
#endif

/// The estate's memory: what every scan learnt, kept as intervals, readable as of any past scan.
///
/// One SQLite file in write-ahead mode. Every host collection is one transaction, so that a process that is killed at
/// any moment leaves whole hosts behind. Calls suspend while SQLite works on its own queue.
package final class InventoryStore: Sendable {
    /// What to do when the file is not there.
    package enum Creation: Sendable {
        case create
        case mustExist
    }

    /// How the database file is used by this process.
    package struct Options: Sendable {
        package var creation: Creation
        /// How long to wait for another process that writes.
        package var busyTimeoutSeconds: Double

        package init(creation: Creation = .create, busyTimeoutSeconds: Double = 10) {
            self.creation = creation
            self.busyTimeoutSeconds = busyTimeoutSeconds
        }
    }

    /// Where the database file is.
    package let path: String
    let pool: DatabasePool
    private let recorder: GroupedWriter
    let memo = ItemMemo()

    private init(path: String, pool: DatabasePool) {
        self.path = path
        self.pool = pool
        recorder = GroupedWriter(pool)
    }

    /// Opens the database and brings its schema up to date.
    ///
    /// - Throws: ``StoreError`` with `missing`, `not-a-database`, `foreign-database`, `newer-schema`, `damaged`,
    ///   `locked`, `disk-full` or `not-writable`.
    package static func open(path: String, options: Options = Options()) throws(StoreError) -> InventoryStore {
        try prepareFile(path, creation: options.creation)
        do {
            let pool = try DatabasePool(path: path, configuration: configuration(options))
            if try pool.read({ try isEmpty($0, path: path) }) {
                try pool.writeWithoutTransaction {
                    try $0.execute(sql: "PRAGMA application_id = \(Schema.applicationID)")
                }
            }
            try Schema.migrator.migrate(pool)
            return InventoryStore(path: path, pool: pool)
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Ends all use of the file and folds the write-ahead log into it.
    package func close() throws(StoreError) {
        do {
            // A reader in another process may hold part of the log; then that process, or the next one, folds it in.
            _ = try? pool.writeWithoutTransaction { try $0.checkpoint(.truncate) }
            try pool.close()
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// SQLite's own check of every page and index. Empty when all is well, else one sentence per fault.
    package func integrityFaults() async throws(StoreError) -> [String] {
        try await read { database in
            try String.fetchAll(database, sql: "PRAGMA integrity_check").filter { $0 != "ok" }
                + Row.fetchAll(database, sql: "PRAGMA foreign_key_check").map { "dangling reference: \($0)" }
                + danglingHoldings(database)
        }
    }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        do {
            return try await pool.read(body)
        } catch {
            throw StoreError(error, path: path)
        }
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        do {
            return try await pool.write(body)
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// Like ``write(_:)``, for what comes in crowds: several pieces may share a transaction.
    func writeInGroup<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws(StoreError) -> Value {
        do {
            return try await recorder.write(body)
        } catch {
            throw StoreError(error, path: path)
        }
    }
}

extension InventoryStore {
    private static func configuration(_ options: Options) -> Configuration {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(options.busyTimeoutSeconds)
        configuration.maximumReaderCount = 2
        configuration.prepareDatabase { database in
            try database.execute(
                sql: """
                    PRAGMA trusted_schema = OFF;
                    PRAGMA cell_size_check = ON;
                    PRAGMA cache_size = -64000;
                    -- A host's rows touch pages all over the indexes; folding the log in rarely writes each page once.
                    PRAGMA wal_autocheckpoint = 16000;
                    PRAGMA journal_size_limit = 67108864;
                    """
            )
        }
        return configuration
    }

    /// Creates the file for its owner alone: an inventory tells an attacker where to begin.
    private static func prepareFile(_ path: String, creation: Creation) throws(StoreError) {
        if access(path, F_OK) == 0 { return }
        guard creation == .create else {
            throw StoreError(
                .missing,
                subject: path,
                message: "there is no database yet; run `reeve scan` first, or name the estate folder with --estate."
            )
        }
        let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .notWritable(path, reason: String(cString: strerror(errno)))
        }
        Glibc.close(descriptor)
    }

    /// Whether the file is a fresh one. Any other must be Reeve's, with a schema that this version knows.
    private static func isEmpty(_ database: Database, path: String) throws -> Bool {
        let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") ?? 0
        let applicationID = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        if tables == 0, applicationID == 0 { return true }
        guard applicationID == Schema.applicationID else {
            throw StoreError(
                .foreignDatabase,
                subject: path,
                message: "this SQLite database was not made by reeve; name the right estate folder with --estate."
            )
        }
        guard try !Schema.migrator.hasBeenSuperseded(database) else {
            throw StoreError(
                .newerSchema,
                subject: path,
                message: "the database was written by a newer reeve, whose tables this one does not know; "
                    + "use that version or a later one."
            )
        }
        return false
    }
}
