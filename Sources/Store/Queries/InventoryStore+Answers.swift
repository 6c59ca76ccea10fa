package import EstateModel
import GRDB

/// What a host answered to one probe, with since when it has answered so.
package struct StoredAnswer: Hashable, Sendable {
    package var answer: Answer
    /// SHA-256 of the standard output.
    package var digest: ContentDigest
    /// The first scan that got exactly this answer.
    package var since: ScanID
}

/// Where a fact of an asset comes from.
package struct Evidence: Hashable, Sendable {
    package var item: ItemID
    package var value: ItemValue
    /// The scan that first found it true of the asset.
    package var firstSeen: ScanID
    /// The scan that found it no longer true; nil while it holds.
    package var ended: ScanID?
    /// The last visit, up to the moment asked for, during which it held.
    package var lastSeen: Visit
    /// The platform and the SHA-256 of the script that ran on the host then.
    package var platform: String
    package var scriptDigest: String
    package var parserVersion: String
}

extension InventoryStore {
    /// What an asset's probes answered, by probe id; the bytes are those that the host sent.
    package func answers(of asset: AssetID, asOf: ScanID? = nil) async throws(StoreError) -> [StoredAnswer] {
        try await read { database in
            let moment = try Moment(asOf, in: database)
            let contents = try ContentTable(database)
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT probe, status, stdout_id, stderr_id, duration_milliseconds, truncated, first_scan
                    FROM answer WHERE asset_id = :asset AND \(Moment.holds("answer")) ORDER BY probe
                    """,
                arguments: ["asset": try MergeMap(database, asOf: asOf).resolve(asset.rawValue), "scan": moment.scan]
            )
            return try rows.map { row in
                let stderr: Int64? = row[3]
                let stdout = try contents.content(row[2])
                let answer = Answer(
                    probe: row[0],
                    status: row[1],
                    stdout: stdout,
                    stderr: try stderr.map(contents.content) ?? [],
                    durationMilliseconds: row[4],
                    truncated: row[5]
                )
                return StoredAnswer(
                    answer: answer,
                    digest: ContentDigest(of: stdout),
                    since: ScanID(rawValue: row[6])
                )
            }
        }
    }

    /// Since when an item has been true of an asset, and which script and parsers found it.
    ///
    /// - Returns: nil when it is not true of the asset at that moment.
    package func evidence(
        for item: ItemID,
        of asset: AssetID,
        asOf: ScanID? = nil
    ) async throws(StoreError) -> Evidence? {
        try await read { database in
            let reader = try AssetReader(database, asOf: asOf)
            let resolved = reader.merges.resolve(asset.rawValue)
            let holdings = HoldingReader(database, asOf: reader.moment.scan)
            guard let lifetime = try holdings.lifetime(of: item.rawValue, asset: resolved),
                let value = try reader.items.item(item.rawValue, in: database).value,
                let summary = try reader.summaryOfCollection(resolved),
                let lastSeen = try lastVisit(database, asset: resolved, moment: reader.moment)
            else { return nil }
            return Evidence(
                item: item,
                value: value,
                firstSeen: ScanID(rawValue: lifetime.firstScan),
                ended: lifetime.endScan.map(ScanID.init(rawValue:)),
                lastSeen: lastSeen,
                platform: summary.platform,
                scriptDigest: summary.scriptDigest,
                parserVersion: summary.parserVersion
            )
        }
    }
}

private func lastVisit(_ database: Database, asset: Int64, moment: Moment) throws -> Visit? {
    let row = try Row.fetchOne(
        database,
        sql: "SELECT scan_id, at FROM visit WHERE asset_id = ? AND scan_id <= ? ORDER BY scan_id DESC, at DESC LIMIT 1",
        arguments: [asset, moment.scan]
    )
    return row.map { Visit(scan: ScanID(rawValue: $0[0]), at: Instant(secondsSinceEpoch: $0[1])) }
}
