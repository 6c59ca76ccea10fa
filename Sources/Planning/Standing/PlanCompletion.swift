package import EstateModel

extension PlanRecord {
    /// What scans say about a claim that this plan is done: an act that verifies or refutes it; nil when they say
    /// nothing, or nobody claims anything.
    ///
    /// Every asset of the scope must have been read completely since the claim, each by its own last scan: the earliest
    /// of them is the one that the proof names. One asset on which a scan since the claim still sees the product
    /// refutes it. A plan that only bridges time leaves the product where it is, so nothing refutes it.
    ///
    /// - Parameters:
    ///   - assets: by id; one that is missing was never looked at.
    ///   - lastScan: the newest scan, for a plan whose assets are all taken out of the estate.
    package func completion(
        assets: [Int64: ScannedAsset],
        lastScan: ScannedAsset.Reading? = nil
    ) -> PlanAct? {
        guard state == .claimedDone, let claimedAt else { return nil }
        let looks = content.assets.map { id -> Look in
            guard let asset = assets[id] else { return Look(id: id, sighting: .unreached, reading: nil) }
            let reading = asset.isRetired ? lastScan : asset.reading(for: content.kind)
            return Look(id: id, sighting: asset.sighting(of: content), reading: reading)
        }
        let contradicting = looks.filter { $0.sighting == .seen && $0.isSince(claimedAt) }
        if !content.kind.isInterim, let first = contradicting.first, let reading = first.reading {
            let more = contradicting.count > 1 ? " and \(contradicting.count - 1) more" : ""
            let reason = "scan \(reading.scan) still sees \(content.subject.label) on asset \(first.id)\(more)"
            return .refuteClaim(plan: reference, scan: reading.scan, reason: reason)
        }
        return proof(looks).map { .verify(plan: reference, proof: $0) }
    }

    private struct Look {
        let id: Int64
        let sighting: ScanProof.Sighting
        let reading: ScannedAsset.Reading?

        func isSince(_ instant: Instant) -> Bool { reading.map { $0.startedAt > instant } ?? false }
    }

    /// Nil unless it holds.
    private func proof(_ looks: [Look]) -> ScanProof? {
        let readings = looks.compactMap(\.reading)
        guard let earliest = readings.min(by: { $0.order < $1.order }) else { return nil }
        let proof = ScanProof(
            scan: earliest.scan,
            startedAt: earliest.startedAt,
            isComplete: readings.allSatisfy(\.isFinished),
            assets: looks.map { ScanProof.Asset(id: $0.id, sighting: $0.sighting) }
        )
        return proof.faults(self).isEmpty ? proof : nil
    }
}

extension PlanBook {
    /// What scans say about all plans that are claimed to be done, each act possible after those before it: what
    /// bridges time comes after the plan that follows it.
    ///
    /// - Parameters:
    ///   - assets: by id; those of claimed plans at least.
    ///   - lastScan: the newest scan; nil when there was none.
    package func completions(
        assets: [Int64: ScannedAsset],
        lastScan: ScannedAsset.Reading?,
        at instant: Instant
    ) -> [PlanAct] {
        let program = PlanActor(person: "reeve", post: "Reeve")
        var book = self
        let claimed = records.filter { $0.state == .claimedDone }
        let order = claimed.filter { !$0.content.kind.isInterim } + claimed.filter(\.content.kind.isInterim)
        return order.compactMap { record in
            guard let act = record.completion(assets: assets, lastScan: lastScan),
                (try? book.apply(act, by: program, at: instant)) != nil
            else { return nil }
            return act
        }
    }

    /// The assets that claimed plans are about, sorted.
    package var claimedAssets: [Int64] {
        Set(records.filter { $0.state == .claimedDone }.flatMap(\.content.assets)).sorted()
    }
}
