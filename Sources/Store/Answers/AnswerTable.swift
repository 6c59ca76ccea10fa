import EstateModel
import FoundationEssentials
import GRDB

/// What each probe of an asset answered, from which scan until which.
struct AnswerTable {
    let database: Database
    let scan: Int64

    private struct OpenAnswer {
        let firstScan: Int64
        let status: Int?
        let truncated: Bool
        let stdoutID: Int64
        let stderrID: Int64?
        let stdoutDigest: [UInt8]
        let stderrDigest: [UInt8]?
    }

    /// Brings the asset's open answers in line with those just received. An empty set, as an import has, says nothing.
    func record(_ set: AnswerSet, asset: Int64) throws {
        if set.answers.isEmpty { return }
        let contents = try ContentTable(database)
        var open = try openAnswers(asset)
        var seen: Set<String> = []
        for (index, answer) in set.answers.enumerated() where seen.insert(answer.probe).inserted {
            let older = open.removeValue(forKey: answer.probe)
            let stdout = set.stdoutDigests[index]
            let stderr = answer.stderr.isEmpty ? nil : set.stderrDigests[index]
            if let older {
                if older.status == answer.status, older.truncated == answer.truncated,
                    older.stdoutDigest == stdout.bytes, older.stderrDigest == stderr?.bytes
                {
                    continue
                }
                try end(answer.probe, older, asset: asset)
            }
            let stdoutID = try contents.store(answer.stdout, digest: stdout, older: older?.stdoutID)
            let stderrID = try stderr.map {
                try contents.store(answer.stderr, digest: $0, older: older?.stderrID)
            }
            try insert(answer, asset: asset, stdoutID: stdoutID, stderrID: stderrID)
        }
        for (probe, older) in open { try end(probe, older, asset: asset) }
    }

    private func openAnswers(_ asset: Int64) throws -> [String: OpenAnswer] {
        let statement = try database.cachedStatement(
            sql: """
                SELECT answer.probe, answer.first_scan, answer.status, answer.truncated, answer.stdout_id,
                    answer.stderr_id, output.digest, message.digest
                FROM answer
                JOIN content AS output ON output.id = answer.stdout_id
                LEFT JOIN content AS message ON message.id = answer.stderr_id
                WHERE answer.asset_id = ? AND answer.end_scan IS NULL
                """
        )
        var open: [String: OpenAnswer] = [:]
        for row in try Row.fetchAll(statement, arguments: [asset]) {
            open[row[0]] = OpenAnswer(
                firstScan: row[1],
                status: row[2],
                truncated: row[3],
                stdoutID: row[4],
                stderrID: row[5],
                stdoutDigest: [UInt8](row[6] as Data),
                stderrDigest: (row[7] as Data?).map { [UInt8]($0) }
            )
        }
        return open
    }

    private func end(_ probe: String, _ answer: OpenAnswer, asset: Int64) throws {
        if answer.firstScan == scan {
            try database.execute(
                sql: "DELETE FROM answer WHERE asset_id = ? AND probe = ? AND first_scan = ?",
                arguments: [asset, probe, scan]
            )
        } else {
            try database.execute(
                sql: "UPDATE answer SET end_scan = ? WHERE asset_id = ? AND probe = ? AND first_scan = ?",
                arguments: [scan, asset, probe, answer.firstScan]
            )
        }
    }

    private func insert(_ answer: Answer, asset: Int64, stdoutID: Int64, stderrID: Int64?) throws {
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO answer (
                    asset_id, probe, first_scan, status, truncated, duration_milliseconds, stdout_id, stderr_id
                ) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
        )
        try statement.execute(
            arguments: [
                asset, answer.probe, scan, answer.status, answer.truncated, answer.durationMilliseconds, stdoutID,
                stderrID,
            ]
        )
    }
}
