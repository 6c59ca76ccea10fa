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

    init(_ database: Database) {
        self.database = database
    }

    /// - Throws: ``StoreError`` with `damaged` when there is no such item, or its body cannot be read.
    func item(_ id: Int64) throws -> Stored {
        if let stored = known[id] { return stored }
        let row = try RowStatement(database, "SELECT kind, body FROM item WHERE id = ?")
        row.bind(id, at: 1)
        guard try row.step(), let kind = ItemKind(rawValue: row.text(0)) else {
            throw StoreError(
                .damaged,
                subject: "item \(id)",
                message: "a host's list of facts names it, but it is gone; restore the database from a backup."
            )
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
