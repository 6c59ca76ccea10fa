import EstateModel
package import Risk

/// What today's register means for the risks in the log: which are new, changed, back, or proven to be gone.
package struct RiskUpdate: Sendable {
    /// A risk as the register shows it.
    package struct Sight: Sendable {
        package var reference: String
        package var key: RiskKey
        package var label: String
        /// Ids, ascending.
        package var assets: [Int64]
        package var score: ScoreEntry
        /// By the first scan that saw it.
        package var firstSeen: Sighting

        /// - Parameter firstSeen: nil, or no earlier, for the scan of the score.
        package init(
            reference: String,
            key: RiskKey,
            label: String,
            assets: some Sequence<Int64>,
            score: ScoreEntry,
            firstSeen: Sighting? = nil
        ) {
            self.reference = reference
            self.key = key
            self.label = label
            self.assets = Set(assets).sorted()
            self.score = score
            let isEarlier = firstSeen.map { $0.on <= score.seen.on && $0.scan <= score.seen.scan } ?? false
            self.firstSeen = isEarlier ? firstSeen ?? score.seen : score.seen
        }
    }

    /// What is known of an asset that had a risk.
    package struct Survey: Sendable {
        /// The asset that stands for it: itself, or the one that it was merged into.
        package var asset: Int64
        package var name: String
        /// The last scan that read all its software; nil when none did.
        package var readWhole: Int64?

        package init(asset: Int64, name: String, readWhole: Int64?) {
            self.asset = asset
            self.name = name
            self.readWhole = readWhole
        }
    }

    /// The last scan of the inventory that was judged.
    package var scan: Sighting
    /// By reference.
    private let sights: [String: Sight]
    /// By asset; one that is not in it is not known at all.
    private let surveys: [Int64: Survey]
    private let presence: Presence

    /// Which of the assets still have what a risk is about, or may have it, whatever is thought of it.
    package typealias Presence = @Sendable (_ risks: [RiskKey: [Int64]]) -> [RiskKey: [Int64]]

    package init(
        scan: Sighting,
        sights: [Sight],
        surveys: [Int64: Survey],
        presence: @escaping Presence = { _ in [:] }
    ) {
        self.scan = scan
        self.sights = Dictionary(sights.map { ($0.reference, $0) }) { first, _ in first }
        self.surveys = surveys
        self.presence = presence
    }

    /// References of the records that must be read for ``acts(in:)``: the others are as the log knows them.
    package func concerned(_ outlines: some Sequence<RiskOutline>) -> Set<String> {
        var concerned: Set<String> = []
        for outline in outlines {
            guard let sight = sights[outline.id] else {
                if outline.isOpen, outline.lastSeen.scan < scan.scan { concerned.insert(outline.id) }
                continue
            }
            let isSame =
                outline.isOpen && outline.score.isSame(as: sight.score)
                && outline.assetCount == sight.assets.count
                && outline.assetsDigest == RiskOutline.digest(of: sight.assets)
            if !isSame { concerned.insert(outline.id) }
        }
        return concerned
    }

    /// What is to be logged, each with its reason, in the order of the references.
    ///
    /// - Parameters:
    ///   - known: references of every risk in the log.
    ///   - book: holds the records that ``concerned(_:)`` named.
    package func acts(known: Set<String>, in book: DecisionBook) -> [(act: RiskAct, reason: String)] {
        let new = sights.keys.filter { !known.contains($0) }
        let present = presence(unseen(in: book))
        let origins = RiskOrigins(book.risks.values)
        return (Array(book.risks.keys) + new).sorted().compactMap { id in
            guard let record = book.risks[id] else { return sights[id].map { opening($0, origins) } }
            guard let sight = sights[id] else { return closing(record, book, present) }
            // A newer scan was judged meanwhile by somebody else.
            guard record.lastSeen.scan <= sight.score.seen.scan else { return nil }
            return record.isOpen ? change(record, sight, origins) : returning(record, sight, origins)
        }
    }

    private func opening(_ sight: Sight, _ origins: RiskOrigins) -> (act: RiskAct, reason: String) {
        let origin = origins.sight(of: sight.key, on: sight.assets, before: sight.firstSeen)
        let first = origin ?? sight.firstSeen
        let act = RiskAct.open(
            risk: sight.reference,
            key: sight.key.description,
            label: sight.label,
            assets: sight.assets,
            score: sight.score,
            firstSeen: first == sight.score.seen ? nil : first
        )
        if origin != nil {
            let since = "scan \(first.scan) of \(first.on.longDescription)"
            return (act, "known on \(names(sight.assets)) under another reference since \(since)")
        }
        return (act, "first seen on \(names(sight.assets)), by scan \(first.scan)")
    }

    private func change(
        _ record: RiskRecord,
        _ sight: Sight,
        _ origins: RiskOrigins
    ) -> (act: RiskAct, reason: String)? {
        let (now, before) = (Set(sight.assets), Set(record.assets))
        let joined = now.subtracting(before).sorted()
        let left = before.subtracting(now).sorted()
        guard record.isNews(sight.score) || !joined.isEmpty || !left.isEmpty else { return nil }
        var reasons: [String] = []
        if let last = record.scores.last, !last.isSame(as: sight.score) {
            reasons.append(Self.difference(last, sight.score))
        }
        if !joined.isEmpty { reasons.append("also on \(names(joined))") }
        if !left.isEmpty { reasons.append("no longer on \(names(left))") }
        let first = joined.isEmpty ? nil : origins.sight(of: sight.key, on: joined, before: record.firstSeen)
        if let first { reasons.append("known there since scan \(first.scan) of \(first.on.longDescription)") }
        let act = RiskAct.score(risk: record.id, score: sight.score, joined: joined, left: left, firstSeen: first)
        return (act, reasons.joined(separator: "; "))
    }

    private func returning(
        _ record: RiskRecord,
        _ sight: Sight,
        _ origins: RiskOrigins
    ) -> (act: RiskAct, reason: String)? {
        guard let closed = record.closures.last, closed.proof.scan < sight.score.seen.scan else { return nil }
        let note =
            "\(sight.label) was seen again on \(names(sight.assets)); it was gone since "
            + closed.proof.on.longDescription
        let act = RiskAct.reopen(
            risk: record.id,
            assets: sight.assets,
            score: sight.score,
            note: note,
            firstSeen: origins.sight(of: sight.key, on: sight.assets, before: record.firstSeen)
        )
        return (act, note)
    }

    private func unseen(in book: DecisionBook) -> [RiskKey: [Int64]] {
        let unseen = book.risks.values.filter { $0.isOpen && sights[$0.id] == nil }
        return Dictionary(unseen.compactMap { record in RiskKey(record.key).map { ($0, record.assets) } }) { $0 + $1 }
    }

    /// Closed only when each asset was read whole since the risk was last seen, or was taken out of the estate.
    private func closing(
        _ record: RiskRecord,
        _ book: DecisionBook,
        _ present: [RiskKey: [Int64]]
    ) -> (act: RiskAct, reason: String)? {
        guard record.isOpen, record.lastSeen.scan < scan.scan else { return nil }
        func isRetired(_ survey: Survey) -> Bool { book.assets[survey.asset]?.isRetired == true }
        let isProven = record.assets.allSatisfy { asset in
            guard let survey = surveys[asset] else { return false }
            return isRetired(survey) || survey.readWhole.map { $0 > record.lastSeen.scan } ?? false
        }
        guard isProven else { return nil }
        let outOfUse = Set(record.assets.compactMap { surveys[$0] }.filter(isRetired).map(\.asset))
        // That one is part of another is somebody's word too, whatever scans read of the other.
        let retired = outOfUse.union(record.assets.filter { book.assets[$0]?.isMerged == true }).sorted()
        let remaining = RiskKey(record.key).flatMap { present[$0] } ?? []
        var reason = "\(record.label) is no risk any more on \(names(record.assets)), by scan \(scan.scan)"
        if !remaining.isEmpty {
            reason += "; it is still on \(names(remaining)), and rules, cover or policy say otherwise of it now"
        }
        for asset in retired.prefix(3) { reason += book.assets[asset].flatMap(\.departure).map { "; \($0)" } ?? "" }
        if retired.count > 3 { reason += "; \(retired.count - 3) more were taken out of use or merged" }
        let act = RiskAct.close(
            risk: record.id,
            proof: scan,
            wasComplete: true,
            retired: retired.isEmpty ? nil : retired,
            remaining: remaining.isEmpty ? nil : remaining
        )
        return (act, reason)
    }

    private static func difference(_ before: ScoreEntry, _ now: ScoreEntry) -> String {
        let levels = [("inherent", before.inherent, now.inherent), ("residual", before.residual, now.residual)]
        let changes = levels.filter { $0.1 != $0.2 }.map { "\($0.0) score from \($0.1.points) to \($0.2.points)" }
        if !changes.isEmpty {
            return changes.joined(separator: ", ") + (before.method == now.method ? "" : " by another scoring policy")
        }
        return before.method == now.method ? "its target is another" : "the scoring policy is another"
    }

    private func names(_ assets: [Int64]) -> String {
        let shown = assets.prefix(3).map { surveys[$0].map { visible($0.name, limit: 80) } ?? "asset \($0)" }
        let more = assets.count - shown.count
        return shown.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    }
}
