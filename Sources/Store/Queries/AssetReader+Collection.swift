import EstateModel
import GRDB

extension AssetReader {
    /// The host's facts as one collection again, in the order in which collectors give them.
    func collection(_ asset: Int64) throws -> HostCollection {
        var builder = CollectionBuilder()
        for holding in try HoldingReader(database, asOf: moment.scan).holdings(of: asset) {
            builder.add(try items.item(holding.item, in: database))
        }
        var collection = builder.finished()
        collection.bootedAt = try bootedAt(asset)
        Self.sort(&collection)
        return collection
    }

    /// The platform, script and parsers of the collection that holds; nil when there was none.
    func summaryOfCollection(_ asset: Int64) throws -> CollectionSummary? {
        let body = try String.fetchOne(
            database,
            sql: """
                SELECT item.body FROM observation JOIN item ON item.id = observation.item_id
                WHERE observation.asset_id = :asset AND item.kind = :kind AND \(Moment.holds("observation"))
                """,
            arguments: ["asset": asset, "scan": moment.scan, "kind": ItemKind.collection.rawValue]
        )
        return try body.map { try CanonicalJSON.decode(CollectionSummary.self, from: $0) }
    }

    private static func sort(_ collection: inout HostCollection) {
        collection.software.sort {
            ($0.source.rawValue, $0.name, $0.version ?? "", $0.architecture ?? "")
                < ($1.source.rawValue, $1.name, $1.version ?? "", $1.architecture ?? "")
        }
        collection.listeners.sort()
        collection.interfaces.sort { $0.name < $1.name }
        collection.guests.sort { ($0.name, $0.uuid ?? "") < ($1.name, $1.uuid ?? "") }
        collection.problems.sort { ($0.code.rawValue, $0.message) < ($1.code.rawValue, $1.message) }
        collection.otherFacts.sort { ($0.kind, $0.fields["name"] ?? "") < ($1.kind, $1.fields["name"] ?? "") }
    }

    private func bootedAt(_ asset: Int64) throws -> Instant? {
        let seconds = try Int64.fetchOne(
            database,
            sql: """
                SELECT booted_at FROM visit
                WHERE asset_id = ? AND scan_id <= ? AND booted_at IS NOT NULL ORDER BY scan_id DESC LIMIT 1
                """,
            arguments: [asset, moment.scan]
        )
        return seconds.map(Instant.init(secondsSinceEpoch:))
    }

    /// For each section that was ever complete, the last visit in which it was.
    func lastComplete(_ asset: Int64) throws -> [Section: Visit] {
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT item.body, max(visit.scan_id), max(visit.at)
                FROM observation
                JOIN item ON item.id = observation.item_id
                JOIN visit ON visit.asset_id = observation.asset_id
                    AND visit.scan_id >= observation.first_scan AND visit.scan_id <= :scan
                    AND (observation.end_scan IS NULL OR visit.scan_id < observation.end_scan)
                WHERE observation.asset_id = :asset AND item.kind = :kind AND observation.first_scan <= :scan
                GROUP BY observation.item_id, observation.first_scan, item.body
                """,
            arguments: ["asset": asset, "scan": moment.scan, "kind": ItemKind.collection.rawValue]
        )
        var last: [Section: Visit] = [:]
        for row in rows {
            let visit = Visit(scan: ScanID(rawValue: row[1]), at: Instant(secondsSinceEpoch: row[2]))
            let summary = try CanonicalJSON.decode(CollectionSummary.self, from: row[0])
            for (section, completeness) in summary.sections where completeness == .complete {
                if let known = last[section], known.scan > visit.scan { continue }
                last[section] = visit
            }
        }
        return last
    }

    /// The evidence of the asset and of those merged into it.
    func evidence(_ asset: Int64) throws -> IdentityEvidence {
        var values: [EvidenceKind: Set<String>] = [:]
        for part in [asset] + merges.merged(into: asset) {
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT kind, value FROM asset_evidence
                    WHERE asset_id = :asset AND \(Moment.holds("asset_evidence"))
                    """,
                arguments: ["asset": part, "scan": moment.scan]
            )
            for row in rows {
                guard let kind = EvidenceKind(rawValue: row[0]) else { continue }
                values[kind, default: []].insert(row[1])
            }
        }
        return IdentityEvidence(values: values)
    }
}
