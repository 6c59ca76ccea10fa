package import EstateModel

/// What a scan says about every asset of a plan's scope.
package struct ScanProof: Hashable, Sendable, Codable {
    package enum Sighting: String, Sendable, Codable, CaseIterable {
        /// Looked at, and what the plan is about was not there.
        case clear
        /// It is still there.
        case seen
        /// The asset did not answer, or answered in part.
        case unreached
        /// The asset has been taken out of the estate; counts when the plan shows that it was disposed of.
        case retired
    }

    package struct Asset: Hashable, Sendable, Codable {
        package var id: Int64
        package var sighting: Sighting

        package init(id: Int64, sighting: Sighting) {
            self.id = id
            self.sighting = sighting
        }
    }

    /// The scan's id.
    package var scan: Int64
    package var startedAt: Instant
    /// It came to its end. A scan that was cut off proves nothing.
    package var isComplete: Bool
    /// Sorted by id.
    package var assets: [Asset]

    package init(scan: Int64, startedAt: Instant, isComplete: Bool, assets: [Asset]) {
        self.scan = scan
        self.startedAt = startedAt
        self.isComplete = isComplete
        self.assets = assets.sorted { ($0.id, $0.sighting.rawValue) < ($1.id, $1.sighting.rawValue) }
    }

    /// Why it does not prove that a plan is done; empty when it does.
    func faults(_ record: PlanRecord) -> [PlanFault.Item] {
        var faults = FaultList()
        faults.require(isComplete, .notProven, "scan \(scan) did not come to its end; scan again")
        faults.require(isLater(than: record), .notProven, "scan \(scan) began before the work ended; scan again")
        faults.append(assetFaults(record))
        return faults.items
    }

    /// Begun on a day after the last step on the machines, or after somebody said that all was done.
    private func isLater(than record: PlanRecord) -> Bool {
        if let claimed = record.claimedAt, startedAt > claimed { return true }
        let ends = record.content.milestones.filter { $0.code <= .switchOff }.compactMap(\.actual)
        return ends.max().map { startedAt.londonDay > $0 } ?? false
    }

    private func assetFaults(_ record: PlanRecord) -> [PlanFault.Item] {
        var faults = FaultList()
        let sightings = Dictionary(grouping: assets, by: \.id).mapValues { Set($0.map(\.sighting)) }
        let label = record.content.subject.label
        let isDisposed = record.content.milestones.contains { $0.code >= .switchOff && !$0.evidence.isEmpty }
        for asset in record.content.assets {
            let found = sightings[asset] ?? []
            if found.contains(.seen) {
                faults.add(.notProven, "asset \(asset): scan \(scan) still sees \(label); finish the work there")
            } else if found.isEmpty || found.contains(.unreached) {
                faults.add(.notProven, "asset \(asset): scan \(scan) did not look at it; scan it, or retire it")
            } else if found.contains(.retired), !isDisposed {
                let advice = "give M5 or M6 evidence of its disposal"
                faults.add(.notProven, "asset \(asset) was taken out of the estate; \(advice)")
            }
        }
        return faults.items
    }
}
