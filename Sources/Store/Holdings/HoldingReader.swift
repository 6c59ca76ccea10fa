import GRDB

/// An item that is true of an asset.
struct Holding: Hashable, Sendable {
    let item: Int64
    /// The first scan of the observation or of the baseline that says so.
    let firstScan: Int64
    let isInBaseline: Bool
}

/// Puts together what is true of an asset as of a scan: its baseline, without what ended since, and its observations.
struct HoldingReader {
    let database: Database
    let scan: Int64

    /// - Parameter scan: greater than any scan's id for what is true now.
    init(_ database: Database, asOf scan: Int64) {
        self.database = database
        self.scan = scan
    }

    /// What is true of one asset: the baseline's items by id, then the others by id.
    func holdings(of asset: Int64) throws -> [Holding] {
        let baseline = try BaselineTable(database).holding(asset, at: scan)
        let rows = try RowStatement(
            database,
            "SELECT item_id, first_scan, end_scan FROM observation WHERE asset_id = ? AND first_scan <= ?"
        )
        rows.bind(asset, at: 1)
        rows.bind(scan, at: 2)
        var collector = HoldingCollector(baseline: baseline, scan: scan)
        while try rows.step() {
            collector.add(item: rows.number(0), firstScan: rows.number(1), endScan: rows.optionalNumber(2))
        }
        return collector.holdings
    }

    /// What is true of every asset that ever was, in two passes side by side; assets of which nothing is true are
    /// left out.
    ///
    /// - Parameter assets: only those with these ids.
    func forEachAsset(
        in assets: ClosedRange<Int64> = 0...(.max),
        _ body: (_ asset: Int64, _ items: [Holding]) throws -> Void
    ) throws {
        let baselines = try RowStatement(
            database,
            BaselineTable.selection
                + "WHERE asset_id BETWEEN ?2 AND ?3 AND first_scan <= ?1 AND (end_scan IS NULL OR end_scan > ?1) "
                + "ORDER BY asset_id"
        )
        let rows = try RowStatement(
            database,
            """
            SELECT asset_id, item_id, first_scan, end_scan FROM observation
            WHERE asset_id BETWEEN ?2 AND ?3 AND first_scan <= ?1 ORDER BY asset_id, item_id, first_scan
            """
        )
        for (index, value) in [scan, assets.lowerBound, assets.upperBound].enumerated() {
            baselines.bind(value, at: Int32(index + 1))
            rows.bind(value, at: Int32(index + 1))
        }

        var hasBaseline = try baselines.step()
        var hasRow = try rows.step()
        while hasBaseline || hasRow {
            let asset = min(hasBaseline ? baselines.number(3) : .max, hasRow ? rows.number(0) : .max)
            var baseline: Baseline?
            if hasBaseline, baselines.number(3) == asset {
                baseline = try BaselineTable.baseline(baselines)
                hasBaseline = try baselines.step()
            }
            var collector = HoldingCollector(baseline: baseline, scan: scan)
            while hasRow, rows.number(0) == asset {
                collector.add(item: rows.number(1), firstScan: rows.number(2), endScan: rows.optionalNumber(3))
                hasRow = try rows.step()
            }
            let holdings = collector.holdings
            if !holdings.isEmpty { try body(asset, holdings) }
        }
    }
}

/// Joins one asset's baseline with its observations.
private struct HoldingCollector {
    let baseline: Baseline?
    let scan: Int64
    private var gone: Set<Int64> = []
    private var observed: [Holding] = []

    init(baseline: Baseline?, scan: Int64) {
        self.baseline = baseline
        self.scan = scan
    }

    /// Adds an observation that began by the scan.
    mutating func add(item: Int64, firstScan: Int64, endScan: Int64?) {
        let hasEnded = endScan.map { $0 <= scan } ?? false
        if let baseline, firstScan == baseline.firstScan, baseline.contains(item) {
            if hasEnded { gone.insert(item) }
        } else if !hasEnded {
            observed.append(Holding(item: item, firstScan: firstScan, isInBaseline: false))
        }
    }

    var holdings: [Holding] {
        guard let baseline else { return observed }
        var all: [Holding] = []
        all.reserveCapacity(baseline.items.count + observed.count)
        for item in baseline.items where gone.isEmpty || !gone.contains(item) {
            all.append(Holding(item: item, firstScan: baseline.firstScan, isInBaseline: true))
        }
        all += observed
        return all
    }
}

/// Lists of items name items without SQLite's knowing; one sentence for each asset that holds one that is not there.
func danglingHoldings(_ database: Database) throws -> [String] {
    let items = try Int64.fetchSet(database, sql: "SELECT id FROM item")
    let baselines = try RowStatement(database, BaselineTable.selection)
    var faults: [String] = []
    while try baselines.step() {
        let missing = try BaselineTable.baseline(baselines).items.count { !items.contains($0) }
        if missing > 0 { faults.append("asset \(baselines.number(3)) holds \(missing) items that do not exist") }
    }
    return faults
}
