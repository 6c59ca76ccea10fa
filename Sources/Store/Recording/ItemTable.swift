import FoundationEssentials
import GRDB

/// Items by their digest, each stored once.
struct ItemTable {
    let database: Database
    /// How many rows one statement handles: enough to make the cost of a call small, few enough to stay prepared.
    static let batch = 32

    init(_ database: Database) {
        self.database = database
    }

    func id(_ item: Item) throws -> Int64 {
        try ids([item])[0]
    }

    /// The ids of the items, in their order; those that are new are stored.
    func ids(_ items: [Item]) throws -> [Int64] {
        var known: [ItemDigest: Int64] = [:]
        known.reserveCapacity(items.count)
        var start = 0
        while start < items.count {
            let end = min(start + Self.batch, items.count)
            try find(items[start..<end], into: &known)
            start = end
        }
        return try items.map { item in
            if let id = known[item.digest] { return id }
            let id = try insert(item)
            known[item.digest] = id
            return id
        }
    }

    /// The JSON of an item.
    func body(_ id: Int64) throws -> String? {
        let statement = try database.cachedStatement(sql: "SELECT body FROM item WHERE id = ?")
        return try String.fetchOne(statement, arguments: [id])
    }

    private func find(_ items: ArraySlice<Item>, into known: inout [ItemDigest: Int64]) throws {
        // A short slice is filled up with nothing, so that one prepared statement serves all lengths.
        let values = items.map { item in item.digest.withBytes { Data($0) }.databaseValue }
        let padding = Array(repeating: DatabaseValue.null, count: Self.batch - values.count)
        let statement = try database.cachedStatement(sql: Self.findSQL)
        let rows = try Row.fetchCursor(statement, arguments: StatementArguments(values + padding))
        while let row = try rows.next() {
            let digest = try row.withUnsafeData(atIndex: 1) { $0?.withUnsafeBytes(ItemDigest.init(bytes:)) }
            if let digest { known[digest] = row[0] }
        }
    }

    private func insert(_ item: Item) throws -> Int64 {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO item (kind, digest, source, name, version, join_key, body) VALUES (?, ?, ?, ?, ?, ?, ?)
                """
        )
        try statement.execute(
            arguments: [
                item.kind.rawValue, item.digest.withBytes { Data($0) }, item.source, item.name, item.version,
                item.joinKey, String(decoding: item.body, as: UTF8.self),
            ]
        )
        return database.lastInsertedRowID
    }

    private static let findSQL: String = {
        let marks = Array(repeating: "?", count: batch).joined(separator: ", ")
        return "SELECT id, digest FROM item WHERE digest IN (\(marks))"
    }()
}
