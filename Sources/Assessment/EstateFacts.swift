package import EstateModel
package import Store

/// What the inventory holds at one moment, read once: everything that judging and scoring need.
package struct EstateFacts: Sendable {
    package struct Host: Sendable {
        package var detail: AssetDetail
        package var guests: [GuestRelation]
    }

    /// By name, then id.
    package var hosts: [Host]
    /// Targets of the estate file that no scan has ever read, by name.
    package var unreadTargets: [Target]
    /// The day on which each scan began.
    package var scanDays: [ScanID: CalendarDay]

    package init(hosts: [Host], unreadTargets: [Target], scanDays: [ScanID: CalendarDay]) {
        self.hosts = hosts
        self.unreadTargets = unreadTargets
        self.scanDays = scanDays
    }

    /// Reads the inventory.
    ///
    /// - Parameter asOf: the scan after which to look; nil for now.
    package static func read(
        from store: InventoryStore,
        targets: [Target],
        asOf: ScanID? = nil
    ) async throws(StoreError) -> EstateFacts {
        var hosts: [Host] = []
        for detail in try await store.assetDetails(asOf: asOf) {
            let guests =
                detail.collection.guests.isEmpty
                ? [] : try await store.guestsWithAssets(of: detail.summary.id, asOf: asOf)
            hosts.append(Host(detail: detail, guests: guests))
        }
        let days = try await store.scans().map { ($0.id, $0.startedAt.day) }
        let known = Set(hosts.map(\.detail.summary.target.name))
        return EstateFacts(
            hosts: hosts,
            unreadTargets: targets.filter { !known.contains($0.name) }.sorted { $0.name < $1.name },
            scanDays: Dictionary(days, uniquingKeysWith: { first, _ in first })
        )
    }
}
