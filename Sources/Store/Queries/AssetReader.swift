import EstateModel
import GRDB

/// Puts assets together from their intervals, at one moment.
struct AssetReader {
    let database: Database
    let moment: Moment
    let merges: MergeMap
    let items: ItemReader
    private let retired: Set<Int64>

    init(_ database: Database, asOf: ScanID?, items: ItemReader = ItemReader()) throws {
        self.database = database
        moment = try Moment(asOf, in: database)
        merges = try MergeMap(database, asOf: asOf)
        self.items = items
        retired = try moment.retiredAssets(database)
    }

    func visibleAssets(includingRetired: Bool) throws -> [Int64] {
        try Int64.fetchAll(
            database,
            sql: "SELECT id FROM asset WHERE first_scan <= ? ORDER BY id",
            arguments: [moment.scan]
        ).filter { !merges.isMerged($0) && (includingRetired || !retired.contains($0)) }
    }

    /// Nil when the asset had not been collected by then.
    ///
    /// - Parameter facts: of this asset at least.
    func summary(_ asset: Int64, facts: AssetFacts) throws -> AssetSummary? {
        let row = try RowStatement(
            database,
            """
            SELECT visit.scan_id, visit.at, visit.target_id, target.name, asset.first_scan
            FROM visit JOIN target ON target.id = visit.target_id JOIN asset ON asset.id = visit.asset_id
            WHERE visit.asset_id = ? AND visit.scan_id <= ?
            ORDER BY visit.scan_id DESC, visit.at DESC, visit.target_id DESC LIMIT 1
            """
        )
        row.bind(asset, at: 1)
        row.bind(moment.scan, at: 2)
        guard try row.step(), let snapshot = try snapshot(row.number(2)) else { return nil }
        let lastVisit = try lastVisit(row.number(2))
        let system = facts.systems[asset]
        return AssetSummary(
            id: AssetID(rawValue: asset),
            name: row.text(3),
            target: snapshot,
            operatingSystem: system?.value,
            operatingSystemItem: system?.item,
            firstSeen: ScanID(rawValue: try firstScan(asset, own: row.number(4))),
            lastSeen: Visit(scan: ScanID(rawValue: row.number(0)), at: Instant(secondsSinceEpoch: row.number(1))),
            lastVisit: lastVisit.visit,
            failures: lastVisit.failures,
            problems: facts.problems[asset] ?? [],
            isRetired: retired.contains(asset)
        )
    }

    func detail(_ summary: AssetSummary) throws -> AssetDetail {
        let asset = summary.id.rawValue
        return AssetDetail(
            summary: summary,
            collection: try collection(asset),
            lastComplete: try lastComplete(asset),
            evidence: try evidence(asset),
            mergedAssets: merges.merged(into: asset).map(AssetID.init(rawValue:))
        )
    }

    private func firstScan(_ asset: Int64, own: Int64) throws -> Int64 {
        if merges.isEmpty { return own }
        let statement = try database.cachedStatement(sql: "SELECT first_scan FROM asset WHERE id = ?")
        return try merges.merged(into: asset).reduce(own) { earliest, other in
            min(earliest, try Int64.fetchOne(statement, arguments: [other]) ?? earliest)
        }
    }

    private func snapshot(_ target: Int64) throws -> TargetSnapshot? {
        let row = try RowStatement(
            database,
            """
            SELECT item.body FROM target_observation AS seen JOIN item ON item.id = seen.item_id
            WHERE seen.target_id = ?1 AND seen.first_scan <= ?2 AND (seen.end_scan IS NULL OR seen.end_scan > ?2)
            """
        )
        row.bind(target, at: 1)
        row.bind(moment.scan, at: 2)
        return try row.step() ? CanonicalJSON.decode(TargetSnapshot.self, from: row.text(0)) : nil
    }

    private func lastVisit(_ target: Int64) throws -> (visit: Visit, failures: [Problem]) {
        let row = try RowStatement(
            database,
            "SELECT scan_id, at, reach FROM visit WHERE target_id = ? AND scan_id <= ? ORDER BY scan_id DESC LIMIT 1"
        )
        row.bind(target, at: 1)
        row.bind(moment.scan, at: 2)
        guard try row.step() else {
            throw StoreError(.damaged, subject: "target \(target)", message: "its visits are gone; restore a backup.")
        }
        let visit = Visit(scan: ScanID(rawValue: row.number(0)), at: Instant(secondsSinceEpoch: row.number(1)))
        if row.number(2) == Int64(Reach.collected.rawValue) { return (visit, []) }
        return (visit, try visitProblems(visit.scan, target: target))
    }

    /// Why a visit brought no collection, in the order in which the problems were stored.
    func visitProblems(_ scan: ScanID, target: Int64) throws -> [Problem] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT item.body FROM visit_problem JOIN item ON item.id = visit_problem.item_id
                WHERE visit_problem.scan_id = ? AND visit_problem.target_id = ? ORDER BY item.id
                """
        )
        return try String.fetchAll(statement, arguments: [scan.rawValue, target]).map {
            try CanonicalJSON.decode(Problem.self, from: $0)
        }
    }
}
