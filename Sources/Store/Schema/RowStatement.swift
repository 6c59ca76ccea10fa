import GRDB
import GRDBSQLite

/// A prepared statement that is bound and stepped without GRDB's boxing of arguments and rows.
///
/// Only for what is done once per package of a host: 700 inserts cost 2 ms less this way. Preparing, caching and
/// finalising stay with GRDB, so the statement is valid as long as the `Database` access in which it was made. It is
/// reset when it goes: one that stopped half way would hold its read transaction open, and with it an old snapshot.
struct RowStatement: ~Copyable {
    private let statement: Statement
    private let handle: OpaquePointer
    /// Tells SQLite to copy what is bound before the call returns.
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    init(_ database: Database, _ sql: String) throws {
        statement = try database.cachedStatement(sql: sql)
        handle = statement.sqliteStatement
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    deinit {
        sqlite3_reset(handle)
    }

    /// Binds a number to a parameter, counted from 1.
    func bind(_ value: Int64, at index: Int32) {
        sqlite3_bind_int64(handle, index, value)
    }

    /// Binds UTF-8 text to a parameter, or NULL for nil.
    func bind(text value: String?, at index: Int32) {
        guard var value else {
            sqlite3_bind_null(handle, index)
            return
        }
        value.withUTF8 { bind(text: UnsafeRawBufferPointer($0), at: index) }
    }

    /// Binds UTF-8 text to a parameter.
    func bind(text bytes: UnsafeRawBufferPointer, at index: Int32) {
        let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        sqlite3_bind_text64(handle, index, start, UInt64(bytes.count), Self.transient, UInt8(SQLITE_UTF8))
    }

    /// Binds bytes to a parameter.
    func bind(blob bytes: UnsafeRawBufferPointer, at index: Int32) {
        sqlite3_bind_blob64(handle, index, bytes.baseAddress, UInt64(bytes.count), Self.transient)
    }

    /// Goes to the next row. False, and ready to be bound again, when there is none.
    func step() throws -> Bool {
        let code = sqlite3_step(handle)
        if code == SQLITE_ROW { return true }
        let message = sqlite3_db_handle(handle).flatMap { sqlite3_errmsg($0) }.map { String(cString: $0) }
        sqlite3_reset(handle)
        guard code == SQLITE_DONE else {
            throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: statement.sql)
        }
        return false
    }

    /// Runs a statement that gives no rows.
    func run() throws {
        while try step() {}
    }

    /// Makes the statement ready to be bound again before its rows are used up.
    func reset() {
        sqlite3_reset(handle)
    }

    /// A column of the current row, counted from 0.
    func number(_ column: Int32) -> Int64 {
        sqlite3_column_int64(handle, column)
    }

    /// A column of the current row, counted from 0; nil for NULL.
    func optionalNumber(_ column: Int32) -> Int64? {
        sqlite3_column_type(handle, column) == SQLITE_NULL ? nil : sqlite3_column_int64(handle, column)
    }

    /// A column of the current row as text; empty for NULL.
    func text(_ column: Int32) -> String {
        sqlite3_column_text(handle, column).map { String(cString: $0) } ?? ""
    }

    /// Lends a column of the current row as bytes.
    func withBlob<Result>(_ column: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        let start = sqlite3_column_blob(handle, column)
        let count = Int(sqlite3_column_bytes(handle, column))
        return try body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
    }
}
