package import EstateModel
import GRDB

/// A guest of a virtualisation host, with the asset that was scanned inside it.
package struct GuestRelation: Hashable, Sendable {
    package var guest: VirtualMachine
    /// Nil when no scanned asset has the guest's UUID, in either byte order.
    package var asset: AssetID?
}

extension InventoryStore {
    /// The guests that a host listed, by name, joined to the assets that were scanned inside them.
    package func guestsWithAssets(of host: AssetID, asOf: ScanID? = nil) async throws(StoreError) -> [GuestRelation] {
        try await read { database in
            let moment = try Moment(asOf, in: database)
            let merges = try MergeMap(database, asOf: asOf)
            return try guestRelations(of: merges.resolve(host.rawValue), moment: moment, merges: merges, in: database)
        }
    }

    /// By the name of a target, the virtualisation host that lists it as a guest. Of several hosts, the one that was
    /// recorded first: all members of a cluster list all its guests.
    package func hypervisorsByTarget() async throws(StoreError) -> [String: AssetID] {
        try await read { database in
            let rows = try Row.fetchAll(
                database,
                sql: """
                    SELECT target.name, min(observation.asset_id)
                    FROM item
                    JOIN observation ON observation.item_id = item.id AND observation.end_scan IS NULL
                    JOIN asset_evidence ON asset_evidence.value = item.join_key AND asset_evidence.end_scan IS NULL
                    JOIN target ON target.asset_id = asset_evidence.asset_id
                    WHERE item.kind = 'guest' AND asset_evidence.kind = :uuid
                    GROUP BY target.name
                    """,
                arguments: ["uuid": EvidenceKind.smbiosUUID.rawValue]
            )
            var hypervisors: [String: AssetID] = [:]
            for row in rows { hypervisors[row[0]] = AssetID(rawValue: row[1]) }
            return hypervisors
        }
    }

    /// The virtualisation hosts that list an asset as their guest, by id. More than one while a guest is moved, or on a
    /// cluster whose members list each other's guests.
    package func hosts(of guest: AssetID, asOf: ScanID? = nil) async throws(StoreError) -> [AssetID] {
        try await read { database in
            let reader = try AssetReader(database, asOf: asOf)
            let evidence = try reader.evidence(reader.merges.resolve(guest.rawValue))
            let hidden = try reader.moment.hiddenAssets(database)
            var hosts: Set<Int64> = []
            for uuid in evidence.values[.smbiosUUID] ?? [] {
                hosts.formUnion(
                    try Int64.fetchAll(
                        database,
                        sql: """
                            SELECT observation.asset_id
                            FROM item JOIN observation ON observation.item_id = item.id
                            WHERE item.join_key = :uuid AND \(Moment.holds("observation"))
                            """,
                        arguments: ["uuid": uuid, "scan": reader.moment.scan]
                    )
                )
            }
            return hosts.subtracting(hidden).sorted().map(AssetID.init(rawValue:))
        }
    }
}

func guestRelations(
    of host: Int64,
    moment: Moment,
    merges: MergeMap,
    in database: Database
) throws -> [GuestRelation] {
    let rows = try Row.fetchAll(
        database,
        sql: """
            SELECT item.body, item.join_key
            FROM observation JOIN item ON item.id = observation.item_id
            WHERE observation.asset_id = :host AND \(Moment.holds("observation")) AND item.kind = 'guest'
            ORDER BY item.name, item.id
            """,
        arguments: ["host": host, "scan": moment.scan]
    )
    return try rows.map { row in
        let guest = try CanonicalJSON.decode(VirtualMachine.self, from: row[0])
        let asset = try (row[1] as String?).flatMap {
            try assetWithUUID($0, moment: moment, merges: merges, in: database)
        }
        return GuestRelation(guest: guest, asset: asset.map(AssetID.init(rawValue:)))
    }
}

private func assetWithUUID(
    _ uuid: String,
    moment: Moment,
    merges: MergeMap,
    in database: Database
) throws -> Int64? {
    // Open evidence is found by its index; evidence that has ended since is looked for only when that fails.
    let current = try Int64.fetchOne(
        database,
        sql: """
            SELECT asset_id FROM asset_evidence
            WHERE value = ? AND kind = 'smbios-uuid' AND end_scan IS NULL AND first_scan <= ?
            ORDER BY first_scan DESC LIMIT 1
            """,
        arguments: [uuid, moment.scan]
    )
    if let current { return merges.resolve(current) }
    if moment.asOf == nil { return nil }
    let past = try Int64.fetchOne(
        database,
        sql: """
            SELECT asset_id FROM asset_evidence
            WHERE value = :uuid AND kind = 'smbios-uuid' AND \(Moment.holds("asset_evidence"))
            ORDER BY first_scan DESC LIMIT 1
            """,
        arguments: ["uuid": uuid, "scan": moment.scan]
    )
    return past.map(merges.resolve)
}
