package import EstateModel
import GRDB

/// A problem of one target in one scan.
package struct ScanProblem: Hashable, Sendable {
    package var target: String
    /// Nil when the target has never been collected.
    package var asset: AssetID?
    package var reach: Reach
    package var problem: Problem
}

/// How much of the estate a scan covered.
package struct Coverage: Hashable, Sendable {
    package var targets: Int
    package var reached: Int
    package var authenticated: Int
    package var collected: Int
    /// Targets that were not collected, by the code of their first problem.
    package var failuresByCode: [Problem.Code: Int]
    /// Collected targets of which something could not be learnt.
    package var collectedWithProblems: Int
}

extension InventoryStore {
    /// What a scan could not do or learn, by target, code and message.
    package func problems(in scan: ScanID) async throws(StoreError) -> [ScanProblem] {
        try await read { database in
            _ = try Moment(scan, in: database)
            return try scanProblems(database, scan: scan.rawValue)
        }
    }

    /// How many of the targets that a scan visited it got how far with.
    package func coverage(of scan: ScanID) async throws(StoreError) -> Coverage {
        try await read { database in
            _ = try Moment(scan, in: database)
            let reaches = try Int.fetchAll(
                database,
                sql: "SELECT reach FROM visit WHERE scan_id = ?",
                arguments: [scan.rawValue]
            )
            var coverage = Coverage(
                targets: reaches.count,
                reached: reaches.count { $0 >= Reach.reached.rawValue },
                authenticated: reaches.count { $0 >= Reach.authenticated.rawValue },
                collected: reaches.count { $0 >= Reach.collected.rawValue },
                failuresByCode: [:],
                collectedWithProblems: 0
            )
            var counted: Set<String> = []
            for problem in try scanProblems(database, scan: scan.rawValue) where counted.insert(problem.target).inserted
            {
                if problem.reach == .collected {
                    coverage.collectedWithProblems += 1
                } else {
                    coverage.failuresByCode[problem.problem.code, default: 0] += 1
                }
            }
            return coverage
        }
    }

    /// For each target ever visited, by name: the last visit that collected it; nil when none did.
    package func lastSuccesses(asOf: ScanID? = nil) async throws(StoreError) -> [String: Visit?] {
        try await read { database in
            let moment = try Moment(asOf, in: database)
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT target.name, max(visit.scan_id), max(visit.at),
                        max(CASE WHEN visit.reach = :collected THEN visit.scan_id END),
                        max(CASE WHEN visit.reach = :collected THEN visit.at END)
                    FROM visit JOIN target ON target.id = visit.target_id
                    WHERE visit.scan_id <= :scan GROUP BY target.name
                    """,
                arguments: ["scan": moment.scan, "collected": Reach.collected.rawValue]
            )
            var last: [String: Visit?] = [:]
            for row in rows {
                let scan: Int64? = row[3]
                let at: Int64? = row[4]
                let visit = scan.flatMap { scan in
                    at.map { Visit(scan: ScanID(rawValue: scan), at: Instant(secondsSinceEpoch: $0)) }
                }
                last.updateValue(visit, forKey: row[0])
            }
            return last
        }
    }
}

private func scanProblems(_ database: Database, scan: Int64) throws -> [ScanProblem] {
    let rows = try Row.fetchAll(
        database,
        sql: """
            SELECT target.name, target.asset_id, visit.reach, item.body, item.id
            FROM visit_problem
            JOIN visit ON visit.scan_id = visit_problem.scan_id AND visit.target_id = visit_problem.target_id
            JOIN target ON target.id = visit.target_id
            JOIN item ON item.id = visit_problem.item_id
            WHERE visit_problem.scan_id = :scan
            UNION ALL
            SELECT target.name, visit.asset_id, visit.reach, item.body, item.id
            FROM item
            CROSS JOIN observation ON observation.item_id = item.id
            JOIN visit ON visit.scan_id = :scan AND visit.asset_id = observation.asset_id
            JOIN target ON target.id = visit.target_id
            WHERE item.kind = 'problem' AND item.kind <> 'software' AND \(Moment.holds("observation"))
            ORDER BY 1, 5
            """,
        arguments: ["scan": scan]
    )
    return try rows.map { row in
        let asset: Int64? = row[1]
        return ScanProblem(
            target: row[0],
            asset: asset.map(AssetID.init(rawValue:)),
            reach: Reach(rawValue: row[2]) ?? .nothing,
            problem: try CanonicalJSON.decode(Problem.self, from: row[3])
        )
    }
}
