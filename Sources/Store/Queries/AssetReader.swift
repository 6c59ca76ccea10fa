import EstateModel
import GRDB

/// Puts assets together from their intervals, at one moment.
struct AssetReader {
    let database: Database
    let moment: Moment
    let merges: MergeMap
    let items: ItemReader
    private let retired: Set<Int64>

    init(_ database: Database, asOf: ScanID?) throws {
        self.database = database
        moment = try Moment(asOf, in: database)
        merges = try MergeMap(database, asOf: asOf)
        items = ItemReader(database)
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
        let statement = try database.cachedStatement(
            sql: """
                SELECT visit.scan_id, visit.at, visit.target_id, target.name, asset.first_scan
                FROM visit JOIN target ON target.id = visit.target_id JOIN asset ON asset.id = visit.asset_id
                WHERE visit.asset_id = ? AND visit.scan_id <= ?
                ORDER BY visit.scan_id DESC, visit.at DESC, visit.target_id DESC LIMIT 1
                """
        )
        guard let seen = try Row.fetchOne(statement, arguments: [asset, moment.scan]) else { return nil }
        let target: Int64 = seen[2]
        guard let snapshot = try snapshot(target) else { return nil }
        let lastVisit = try lastVisit(target)
        let system = facts.systems[asset]
        return AssetSummary(
            id: AssetID(rawValue: asset),
            name: seen[3],
            target: snapshot,
            operatingSystem: system?.value,
            operatingSystemItem: system?.item,
            firstSeen: ScanID(rawValue: try firstScan(asset, own: seen[4])),
            lastSeen: Visit(scan: ScanID(rawValue: seen[0]), at: Instant(secondsSinceEpoch: seen[1])),
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
        let statement = try database.cachedStatement(sql: "SELECT first_scan FROM asset WHERE id = ?")
        return try merges.merged(into: asset).reduce(own) { earliest, other in
            min(earliest, try Int64.fetchOne(statement, arguments: [other]) ?? earliest)
        }
    }

    private func snapshot(_ target: Int64) throws -> TargetSnapshot? {
        let statement = try database.cachedStatement(
            sql: """
                SELECT item.body FROM target_observation JOIN item ON item.id = target_observation.item_id
                WHERE target_observation.target_id = :target AND \(Moment.holds("target_observation"))
                """
        )
        let body = try String.fetchOne(statement, arguments: ["target": target, "scan": moment.scan])
        return try body.map { try CanonicalJSON.decode(TargetSnapshot.self, from: $0) }
    }

    private func lastVisit(_ target: Int64) throws -> (visit: Visit, failures: [Problem]) {
        let statement = try database.cachedStatement(
            sql: """
                SELECT scan_id, at, reach FROM visit WHERE target_id = ? AND scan_id <= ?
                ORDER BY scan_id DESC LIMIT 1
                """
        )
        guard let row = try Row.fetchOne(statement, arguments: [target, moment.scan]) else {
            throw StoreError(.damaged, subject: "target \(target)", message: "its visits are gone; restore a backup.")
        }
        let visit = Visit(scan: ScanID(rawValue: row[0]), at: Instant(secondsSinceEpoch: row[1]))
        if (row[2] as Int) == Reach.collected.rawValue { return (visit, []) }
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
