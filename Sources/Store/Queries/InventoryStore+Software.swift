package import EstateModel
import GRDB

/// One distinct piece of software and the hosts that have it.
package struct SoftwareListing: Hashable, Sendable {
    package var item: ItemID
    package var software: InstalledSoftware
    /// How many assets have it; with a filter on one asset, still of the whole estate.
    package var hostCount: Int
}

/// Which software to list; nil means any.
package struct SoftwareFilter: Hashable, Sendable {
    /// `*` stands for any text, `?` for any one character; letters match without regard to case (ASCII).
    package var name: String?
    package var source: SoftwareSource?
    package var asset: AssetID?

    package init(name: String? = nil, source: SoftwareSource? = nil, asset: AssetID? = nil) {
        self.name = name
        self.source = source
        self.asset = asset
    }

    /// The name as a pattern for `LIKE … ESCAPE '\'`, which SQLite and PostgreSQL share.
    var likePattern: String? {
        name.map { name in
            name.lowercased().reduce(into: "") { pattern, character in
                switch character {
                case "*": pattern += "%"
                case "?": pattern += "_"
                case "%", "_", "\\": pattern += "\\\(character)"
                default: pattern.append(character)
                }
            }
        }
    }
}

extension InventoryStore {
    /// Distinct software by name, source and version, with the number of hosts that have it.
    package func software(
        _ filter: SoftwareFilter = SoftwareFilter(),
        asOf: ScanID? = nil
    ) async throws(StoreError) -> [SoftwareListing] {
        try await read { database in
            let moment = try Moment(asOf, in: database)
            let hidden = try moment.hiddenAssets(database)
            let resolved = try filter.asset.map { try MergeMap(database, asOf: asOf).resolve($0.rawValue) }
            var conditions = ["item.kind = 'software'"]
            var arguments: StatementArguments = []
            if let pattern = filter.likePattern {
                conditions.append("lower(item.name) LIKE :pattern ESCAPE '\\'")
                arguments += ["pattern": pattern]
            }
            if let source = filter.source {
                conditions.append("item.source = :source")
                arguments += ["source": source.rawValue]
            }
            if let resolved {
                conditions.append(
                    """
                    item.id IN (
                        SELECT mine.item_id FROM observation AS mine
                        WHERE mine.asset_id = :asset AND \(Moment.holds("mine"))
                    )
                    """
                )
                arguments += ["asset": resolved, "scan": moment.scan]
            }
            let items = try Row.fetchAll(
                database,
                sql: "SELECT item.id, item.body FROM item WHERE \(conditions.joined(separator: " AND "))",
                arguments: arguments
            )
            return try listings(items, moment: moment, hidden: hidden, in: database)
        }
    }

    /// The assets that have an item, by id.
    package func assets(with item: ItemID, asOf: ScanID? = nil) async throws(StoreError) -> [AssetID] {
        try await read { database in
            let moment = try Moment(asOf, in: database)
            let hidden = try moment.hiddenAssets(database)
            return try Int64.fetchAll(
                database,
                sql: """
                    SELECT asset_id FROM observation
                    WHERE item_id = :item AND \(Moment.holds("observation")) ORDER BY asset_id
                    """,
                arguments: ["item": item.rawValue, "scan": moment.scan]
            ).filter { !hidden.contains($0) }.map(AssetID.init(rawValue:))
        }
    }
}

private func listings(
    _ items: [Row],
    moment: Moment,
    hidden: Set<Int64>,
    in database: Database
) throws -> [SoftwareListing] {
    let marks =
        hidden.isEmpty ? "" : "AND asset_id NOT IN (\(hidden.sorted().map(String.init).joined(separator: ", ")))"
    let count = try database.cachedStatement(
        sql: "SELECT count(*) FROM observation WHERE item_id = :item AND \(Moment.holds("observation")) \(marks)"
    )
    return try items.compactMap { row in
        let item: Int64 = row[0]
        let hosts = try Int.fetchOne(count, arguments: ["item": item, "scan": moment.scan]) ?? 0
        guard hosts > 0, case .software(let software)? = try ItemValue(.software, body: row[1]) else { return nil }
        return SoftwareListing(item: ItemID(rawValue: item), software: software, hostCount: hosts)
    }.sorted { ($0.sortKey, $0.item) < ($1.sortKey, $1.item) }
}

extension SoftwareListing {
    fileprivate var sortKey: (String, String, String) {
        (software.name, software.source.rawValue, software.version ?? "")
    }
}

private func < (
    left: ((String, String, String), ItemID),
    right: ((String, String, String), ItemID)
) -> Bool {
    left.0 == right.0 ? left.1 < right.1 : left.0 < right.0
}
