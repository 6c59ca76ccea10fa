import EstateModel
import GRDB

/// Reads items by id, each once: ten thousand hosts share most of theirs, and so share the text in memory too.
final class ItemReader {
    enum Stored {
        case value(ItemValue)
        case summary(CollectionSummary)
    }

    private let database: Database
    private var known: [Int64: Stored] = [:]
    private var unwanted: Set<Int64> = []

    init(_ database: Database) {
        self.database = database
    }

    /// - Parameter kinds: nil for any; items of others are nil. Always the same for one reader.
    /// - Throws: ``StoreError`` with `damaged` when there is no such item, or its body cannot be read.
    func item(_ id: Int64, _ kinds: Set<ItemKind>? = nil) throws -> Stored? {
        if let stored = known[id] { return stored }
        if unwanted.contains(id) { return nil }
        let row = try RowStatement(database, "SELECT kind, body FROM item WHERE id = ?")
        row.bind(id, at: 1)
        guard try row.step(), let kind = ItemKind(rawValue: row.text(0)) else {
            throw StoreError(
                .damaged,
                subject: "item \(id)",
                message: "a host's list of facts names it, but it is gone; restore the database from a backup."
            )
        }
        if let kinds, !kinds.contains(kind) {
            unwanted.insert(id)
            return nil
        }
        let body = row.text(1)
        let stored: Stored
        if let value = try ItemValue(kind, body: body) {
            stored = .value(value)
        } else {
            stored = .summary(try CanonicalJSON.decode(CollectionSummary.self, from: body))
        }
        known[id] = stored
        return stored
    }
}
