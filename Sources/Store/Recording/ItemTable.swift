import GRDB

/// Items by their digest, each stored once.
struct ItemTable {
    let database: Database

    init(_ database: Database) {
        self.database = database
    }

    /// The id of an item; a new one is stored.
    func id(_ item: Item) throws -> Int64 {
        let finder = try RowStatement(database, Self.findSQL)
        if let id = try find(item, with: finder) { return id }
        return try insert(item, with: try RowStatement(database, Self.insertSQL))
    }

    /// The ids of the items, in their order; those that are new are stored.
    func ids(_ items: [Item]) throws -> [Int64] {
        let finder = try RowStatement(database, Self.findSQL)
        let inserter = try RowStatement(database, Self.insertSQL)
        return try items.map { try find($0, with: finder) ?? insert($0, with: inserter) }
    }

    /// The JSON of an item.
    func body(_ id: Int64) throws -> String? {
        let statement = try database.cachedStatement(sql: "SELECT body FROM item WHERE id = ?")
        return try String.fetchOne(statement, arguments: [id])
    }

    private func find(_ item: Item, with statement: borrowing RowStatement) throws -> Int64? {
        item.digest.withBytes { statement.bind(blob: $0, at: 1) }
        guard try statement.step() else { return nil }
        defer { statement.reset() }
        return statement.number(0)
    }

    private func insert(_ item: Item, with statement: borrowing RowStatement) throws -> Int64 {
        statement.bind(text: item.kind.rawValue, at: 1)
        item.digest.withBytes { statement.bind(blob: $0, at: 2) }
        statement.bind(text: item.source, at: 3)
        statement.bind(text: item.name, at: 4)
        statement.bind(text: item.version, at: 5)
        statement.bind(text: item.joinKey, at: 6)
        item.body.withUnsafeBytes { statement.bind(text: $0, at: 7) }
        try statement.run()
        return database.lastInsertedRowID
    }

    private static let findSQL = "SELECT id FROM item WHERE digest = ?"
    private static let insertSQL = """
        INSERT INTO item (kind, digest, source, name, version, join_key, body) VALUES (?, ?, ?, ?, ?, ?, ?)
        """
}
