package import EstateModel
package import Store

/// What the inventory holds at one moment, read once: everything that judging and scoring need.
package struct EstateFacts: Sendable {
    package struct Host: Sendable {
        package var summary: AssetSummary
        package var collection: HostCollection
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
        for host in try await store.hostSnapshots(asOf: asOf) {
            let guests =
                host.collection.guests.isEmpty
                ? [] : try await store.guestsWithAssets(of: host.summary.id, asOf: asOf)
            hosts.append(Host(summary: host.summary, collection: host.collection, guests: guests))
        }
        let days = try await store.scans().map { ($0.id, $0.startedAt.day) }
        let known = Set(hosts.map(\.summary.target.name))
        return EstateFacts(
            hosts: hosts,
            unreadTargets: targets.filter { !known.contains($0.name) }.sorted { $0.name < $1.name },
            scanDays: Dictionary(days, uniquingKeysWith: { first, _ in first })
        )
    }
}
