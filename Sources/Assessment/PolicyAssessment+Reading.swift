package import Compliance
package import EstateFiles
package import EstateModel
package import Lifecycle
package import Store

extension PolicyAssessment {
    /// Reads every host of the inventory, judges it and holds it against the policy; hosts are in memory one batch at
    /// a time.
    ///
    /// - Parameters:
    ///   - scan: the scan after which to look; nil for now.
    ///   - body: called for each host, in the order of their ids.
    /// - Returns: the verdicts on contracts, and the targets that no scan has ever read, by name.
    package func read(
        from store: InventoryStore,
        estate: Estate,
        pack: RulePack,
        scan: ScanID? = nil,
        _ body: (HostResult, HostReport) -> Void
    ) async throws(StoreError) -> (agreements: [PolicyVerdict], neverRead: [Target]) {
        let judge = Judge(pack: pack)
        let assessor = HostAssessor(
            judge: judge,
            record: OrganisationRecord(estate, policy: demands.lifecycle),
            contexts: ContextBuilder(estate: estate, scanDays: [:], asOf: demands.asOf),
            asOf: demands.asOf,
            controls: [:],
            keepsEvidence: false
        )
        var hostCounts = [Int](repeating: 0, count: agreements.count)
        var known: Set<String> = []
        let reader = try store.hosts(asOf: scan, catalogue: judge.catalogue, use: HostAssessor.use)
        while let batch = try await reader.nextBatch() {
            for host in batch {
                let report = assessor.assess(host).report
                let result = result(of: host.summary, host.collection, report)
                for place in result.agreements { hostCounts[place] += 1 }
                known.insert(host.summary.target.name)
                body(result, report)
            }
        }
        let unread = estate.targets.filter { !known.contains($0.name) }.sorted { $0.name < $1.name }
        return (agreementVerdicts(hostCounts: hostCounts), unread)
    }
}
