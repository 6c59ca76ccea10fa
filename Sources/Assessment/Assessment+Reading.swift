package import EstateFiles
package import EstateModel
package import Lifecycle
package import Risk
package import Store

extension Assessment {
    /// With what and for which moment an estate is judged.
    package struct Question: Sendable {
        package var estate: Estate
        package var policies: CouncilPolicies
        package var pack: RulePack
        package var asOf: CalendarDay
        /// The scan after which to look; nil for now.
        package var scan: ScanID?
        /// Only these; nil for all.
        package var assets: Set<AssetID>?
        package var firstDetected: [RiskKey: CalendarDay]
        package var decisions: any RiskDecisions
        /// What lowers the risks of an asset, by its id.
        package var controls: [AssetID: [Control]]
        /// Whether all evidence of every installation is kept, and not the strongest alone.
        package var keepsEvidence: Bool

        package init(estate: Estate, policies: CouncilPolicies, pack: RulePack, asOf: CalendarDay) {
            self.estate = estate
            self.policies = policies
            self.pack = pack
            self.asOf = asOf
            scan = nil
            assets = nil
            firstDetected = [:]
            decisions = NoDecisions()
            controls = [:]
            keepsEvidence = false
        }
    }

    /// Reads the inventory, judges it and makes the register.
    package static func read(
        from store: InventoryStore,
        _ question: Question
    ) async throws(StoreError) -> Assessment {
        let contexts = try await contexts(store, question)
        return Assessment(try await hosts(from: store, question, contexts), question, contexts: contexts)
    }

    /// The judged hosts by name, without a register.
    package static func hosts(
        from store: InventoryStore,
        _ question: Question
    ) async throws(StoreError) -> [Host] {
        try await hosts(from: store, question, contexts(store, question))
    }

    private static func contexts(
        _ store: InventoryStore,
        _ question: Question
    ) async throws(StoreError) -> ContextBuilder {
        let days = try await store.scans().map { ($0.id, $0.startedAt.londonDay) }
        return ContextBuilder(
            estate: question.estate,
            scanDays: Dictionary(days, uniquingKeysWith: { first, _ in first }),
            asOf: question.asOf
        )
    }

    /// Hosts are judged side by side while the next are read: what they have installed is never in memory as a whole.
    private static func hosts(
        from store: InventoryStore,
        _ question: Question,
        _ contexts: ContextBuilder
    ) async throws(StoreError) -> [Host] {
        let judge = Judge(pack: question.pack)
        let assessor = HostAssessor(
            judge: judge,
            record: OrganisationRecord(question.estate, policy: question.policies.lifecycle),
            contexts: contexts,
            asOf: question.asOf,
            controls: question.controls,
            keepsEvidence: question.keepsEvidence
        )
        let reader = try store.hosts(
            asOf: question.scan,
            assets: question.assets,
            catalogue: judge.catalogue,
            use: HostAssessor.use
        )
        return try await assessed(reader, by: assessor)
    }

    /// A batch is judged while the next is read, and another one where there is a second core.
    private static let batchesUnderWay = 2

    private static func assessed(
        _ reader: HostReader,
        by assessor: HostAssessor
    ) async throws(StoreError) -> [Host] {
        let result: Result<[Host], StoreError> = await withTaskGroup(of: [Host].self) { group in
            var hosts: [Host] = []
            var underWay = 0
            do throws(StoreError) {
                while let batch = try await reader.nextBatch() {
                    group.addTask { batch.map(assessor.assess) }
                    underWay += 1
                    guard underWay > batchesUnderWay, let done = await group.next() else { continue }
                    underWay -= 1
                    hosts += done
                }
            } catch {
                return .failure(error)
            }
            for await done in group { hosts += done }
            return .success(hosts)
        }
        return try result.get().sorted { ($0.name, $0.summary.id) < ($1.name, $1.summary.id) }
    }
}
