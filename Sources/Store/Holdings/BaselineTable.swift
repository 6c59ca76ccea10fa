import GRDB

/// The many items that an asset had in one scan: from then on they are true of it, until the baseline ends or an
/// observation with the same first scan says that one of them ended earlier.
struct Baseline: Hashable, Sendable {
    let firstScan: Int64
    /// The scan that replaced it by a newer baseline; nil for the asset's newest.
    let endScan: Int64?
    /// Ascending.
    let items: [Int64]

    func contains(_ item: Int64) -> Bool {
        var range = items.startIndex..<items.endIndex
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            if items[middle] == item { return true }
            range = items[middle] < item ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return false
    }
}

/// Baselines by asset; one row instead of seven hundred observations.
struct BaselineTable {
    let database: Database

    init(_ database: Database) {
        self.database = database
    }

    /// The baseline that holds as of a scan.
    func holding(_ asset: Int64, at scan: Int64) throws -> Baseline? {
        try first(
            "WHERE asset_id = ? AND first_scan <= ? ORDER BY first_scan DESC LIMIT 1",
            asset,
            scan
        ).flatMap { $0.endScan.map { $0 > scan } ?? true ? $0 : nil }
    }

    /// All baselines of an asset that began by a scan, oldest first.
    func all(_ asset: Int64, by scan: Int64) throws -> [Baseline] {
        let rows = try RowStatement(
            database,
            Self.selection + "WHERE asset_id = ? AND first_scan <= ? ORDER BY first_scan"
        )
        rows.bind(asset, at: 1)
        rows.bind(scan, at: 2)
        var baselines: [Baseline] = []
        while try rows.step() { baselines.append(try Self.baseline(rows)) }
        return baselines
    }

    func begin(_ items: [Int64], asset: Int64, scan: Int64) throws {
        let statement = try RowStatement(
            database,
            "INSERT INTO baseline (asset_id, first_scan, items) VALUES (?, ?, ?)"
        )
        statement.bind(asset, at: 1)
        statement.bind(scan, at: 2)
        ItemIDList.encode(items).withUnsafeBytes { statement.bind(text: $0, at: 3) }
        try statement.run()
    }

    func end(_ baseline: Baseline, asset: Int64, scan: Int64) throws {
        let statement = try database.cachedStatement(
            sql: "UPDATE baseline SET end_scan = ? WHERE asset_id = ? AND first_scan = ?"
        )
        try statement.execute(arguments: [scan, asset, baseline.firstScan])
    }

    private func first(_ condition: String, _ asset: Int64, _ scan: Int64) throws -> Baseline? {
        let rows = try RowStatement(database, Self.selection + condition)
        rows.bind(asset, at: 1)
        rows.bind(scan, at: 2)
        return try rows.step() ? Self.baseline(rows) : nil
    }

    /// The columns that ``baseline(_:)`` reads.
    static let selection = "SELECT first_scan, end_scan, items, asset_id FROM baseline "

    static func baseline(_ row: borrowing RowStatement) throws -> Baseline {
        guard let items = row.withBlob(2, ItemIDList.decode) else {
            throw StoreError(
                .damaged,
                subject: "baseline of asset \(row.number(3))",
                message: "its list of items cannot be read; restore the database from a backup."
            )
        }
        return Baseline(firstScan: row.number(0), endScan: row.optionalNumber(1), items: items)
    }
}
