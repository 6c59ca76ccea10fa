import GRDB

/// Which assets are, at some moment, part of another.
struct MergeMap {
    private var target: [Int64: Int64] = [:]

    /// - Parameter asOf: nil for now.
    init(_ database: Database, asOf: ScanID?) throws {
        let scan = asOf?.rawValue ?? Int64.max
        let statement = try database.cachedStatement(
            sql: """
                SELECT asset_id, into_id FROM asset_merge
                WHERE after_scan < ? AND (undone_at IS NULL OR undone_after_scan >= ?)
                ORDER BY id
                """
        )
        for row in try Row.fetchAll(statement, arguments: [scan, scan]) { target[row[0]] = row[1] }
    }

    var isEmpty: Bool { target.isEmpty }

    /// The asset that stands for this one; itself when it was not merged.
    func resolve(_ asset: Int64) -> Int64 {
        var current = asset
        // A chain is never longer than the number of merges; the bound keeps a damaged table from looping.
        for _ in 0...target.count {
            guard let next = target[current] else { return current }
            current = next
        }
        return asset
    }

    /// Every merged asset with the one that stands for it.
    var all: [(Int64, Int64)] { target.keys.sorted().map { ($0, resolve($0)) } }

    func isMerged(_ asset: Int64) -> Bool { target[asset] != nil }

    /// All the assets that this one stands for, without itself, sorted.
    func merged(into asset: Int64) -> [Int64] {
        target.keys.filter { resolve($0) == asset }.sorted()
    }
}
