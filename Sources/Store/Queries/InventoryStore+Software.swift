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
            let reader = HoldingReader(database, asOf: moment.scan)
            let own = try resolved.map { Set(try reader.holdings(of: $0).map(\.item)) }
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
            let items = try Row.fetchAll(
                database,
                sql: "SELECT item.id, item.body FROM item WHERE \(conditions.joined(separator: " AND "))",
                arguments: arguments
            )
            let wanted = items.filter { row in own?.contains(row[0]) ?? true }
            return try listings(wanted, counts: try hostCounts(reader, hidden: hidden))
        }
    }

    /// The assets that have an item, by id.
    package func assets(with item: ItemID, asOf: ScanID? = nil) async throws(StoreError) -> [AssetID] {
        try await read { database in
            let moment = try Moment(asOf, in: database)
            let hidden = try moment.hiddenAssets(database)
            var assets: [AssetID] = []
            try HoldingReader(database, asOf: moment.scan).forEachAsset { asset, holdings in
                guard !hidden.contains(asset), holdings.contains(where: { $0.item == item.rawValue }) else { return }
                assets.append(AssetID(rawValue: asset))
            }
            return assets
        }
    }
}

/// How many assets have each item.
private func hostCounts(_ reader: HoldingReader, hidden: Set<Int64>) throws -> [Int64: Int] {
    let newest = try Int.fetchOne(reader.database, sql: "SELECT max(id) FROM item") ?? 0
    // An array: seven million pairs of host and package are counted here.
    var counts = [Int32](repeating: 0, count: newest + 1)
    try reader.forEachAsset { asset, holdings in
        guard !hidden.contains(asset) else { return }
        for holding in holdings where counts.indices.contains(Int(holding.item)) { counts[Int(holding.item)] += 1 }
    }
    return Dictionary(
        uniqueKeysWithValues: counts.enumerated().compactMap { $1 > 0 ? (Int64($0), Int($1)) : nil }
    )
}

private func listings(_ items: [Row], counts: [Int64: Int]) throws -> [SoftwareListing] {
    try items.compactMap { row in
        let item: Int64 = row[0]
        guard let hosts = counts[item], case .software(let software)? = try ItemValue(.software, body: row[1]) else {
            return nil
        }
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
