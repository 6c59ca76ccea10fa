package import EstateModel
import GRDB

extension InventoryStore {
    /// The assets that had been collected by then, by name and id.
    ///
    /// - Parameters:
    ///   - asOf: the scan after which to look; nil for now.
    ///   - includingRetired: retired assets are left out otherwise, as merged ones always are.
    package func assets(
        asOf: ScanID? = nil,
        includingRetired: Bool = false
    ) async throws(StoreError) -> [AssetSummary] {
        try await read { database in
            let reader = try AssetReader(database, asOf: asOf)
            let facts = try AssetFacts(database, moment: reader.moment)
            return try reader.visibleAssets(includingRetired: includingRetired)
                .compactMap { try reader.summary($0, facts: facts) }
                .sorted { ($0.name, $0.id) < ($1.name, $1.id) }
        }
    }

    /// Everything about one asset; a merged one gives what it was merged into.
    ///
    /// - Throws: ``StoreError`` with `no-such-asset`, also when it had not been seen by then.
    package func asset(_ id: AssetID, asOf: ScanID? = nil) async throws(StoreError) -> AssetDetail {
        try await read { database in
            let reader = try AssetReader(database, asOf: asOf)
            let resolved = reader.merges.resolve(id.rawValue)
            let facts = try AssetFacts(database, moment: reader.moment, asset: resolved)
            guard let summary = try reader.summary(resolved, facts: facts) else { throw StoreError.noSuchAsset(id) }
            return try reader.detail(summary)
        }
    }

    /// Reads what judging needs of every asset, all as of one moment.
    ///
    /// - Parameters:
    ///   - asOf: the scan after which to look; nil for now. What is written while the reader reads is not seen.
    ///   - assets: only these; nil for all.
    ///   - catalogue: what numbers the facts and software.
    ///   - use: what is to become of a fact; asked once for each distinct one.
    package func hosts(
        asOf: ScanID? = nil,
        assets: Set<AssetID>? = nil,
        catalogue: FactCatalogue,
        use: @escaping @Sendable (Fact) -> FactUse
    ) throws(StoreError) -> HostReader {
        do {
            return HostReader(
                try pool.makeSnapshot(),
                path: path,
                asOf: asOf,
                assets: assets,
                catalogue: catalogue,
                use: use
            )
        } catch {
            throw StoreError(error, path: path)
        }
    }

    /// The assets that a person may mean: by name, by number, by any other target's name under which it is reached, or
    /// by host name or SMBIOS UUID, in the order of their ids. What was merged into another gives that one.
    package func findAssets(_ text: String, asOf: ScanID? = nil) async throws(StoreError) -> [AssetID] {
        let all = try await assets(asOf: asOf, includingRetired: true)
        let named = all.filter { $0.name == text }.map(\.id)
        if !named.isEmpty { return named.sorted() }
        if let number = Int64(text) { return all.map(\.id).filter { $0.rawValue == number } }
        let wanted = text.lowercased()
        return try await read { database in
            let moment = try Moment(asOf, in: database)
            // The machine that answered last under the name; an earlier one is the other's no more.
            let behindTarget = try Int64.fetchSet(
                database,
                sql: """
                    SELECT visit.asset_id FROM visit JOIN target ON target.id = visit.target_id
                    WHERE target.name = ? AND visit.scan_id <= ? AND visit.asset_id IS NOT NULL
                    ORDER BY visit.scan_id DESC LIMIT 1
                    """,
                arguments: [text, moment.scan]
            )
            let kinds = [EvidenceKind.fqdn, .hostname, .smbiosUUID].map(\.rawValue)
            let uuid = MachineUUID(text)?.canonical ?? wanted
            let byEvidence = try Int64.fetchSet(
                database,
                sql: """
                    SELECT asset_id FROM asset_evidence
                    WHERE value IN (?, ?) AND kind IN (?, ?, ?) AND end_scan IS NULL
                    """,
                arguments: StatementArguments([wanted, uuid] + kinds)
            )
            let merges = try MergeMap(database, asOf: asOf)
            let found = Set((behindTarget.isEmpty ? byEvidence : behindTarget).map(merges.resolve))
            return all.map(\.id).filter { found.contains($0.rawValue) }.sorted()
        }
    }
}
