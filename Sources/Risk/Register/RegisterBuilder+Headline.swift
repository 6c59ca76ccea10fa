import EstateModel

extension RegisterBuilder {
    /// The figures of a register that this builder made from the same input.
    ///
    /// - Parameter organisation: the organisation whose assets count; nil for the whole estate.
    package func headline(_ input: RegisterInput, _ register: Register, organisation: String? = nil) -> Headline {
        let assets = input.assets.filter { organisation == nil || $0.organisations.keys.contains(organisation ?? "") }
        let ids = Set(assets.map(\.id))
        let findings = input.findings.filter { ids.contains($0.assetID) }
        let rows = register.risks.filter { organisation == nil || $0.key.organisation == organisation }
        let judged = Set(findings.map(\.assetID))
        let tally = StatusTally(findings)
        let unidentified = input.unidentifiedSoftware.filter { ids.contains($0.key) && $0.value > 0 }
        let identified = input.identifiedSoftware.filter { ids.contains($0.key) }
        // Where nobody counted the pieces, each finding is one.
        let uncounted = findings.filter { identified[$0.assetID] == nil }
        let pieces = identified.values.reduce(0, +)
        return Headline(
            unmanaged: Self.distinct(rows.filter(\.isUnmanaged)),
            risks: Self.distinct(rows),
            bands: bandCounts(rows),
            statuses: tally.counts(unidentified: unidentified),
            unsupportedParts: tally.unsupportedParts,
            assetsJudged: judged.count,
            assetsNotJudged: assets.filter { !judged.contains($0.id) }.map(\.name).sorted(),
            identified: pieces + uncounted.filter { $0.verdict.product != nil }.count,
            seen: pieces + uncounted.count + unidentified.values.reduce(0, +),
            timeline: Timeline(
                asOf: input.asOf,
                horizonMonths: policies.plan.horizonMonths,
                findings: findings,
                assets: assets
            ).quarters()
        )
    }

    /// Rows that differ only by organisation are one risk of the estate.
    private static func distinct(_ rows: [RegisterRow]) -> Int {
        Set(rows.map { [$0.kind.rawValue, $0.key.product, $0.key.release ?? "", $0.key.service ?? ""] }).count
    }

    private func bandCounts(_ rows: [RegisterRow]) -> [Headline.BandCount] {
        policies.scoring.matrix.bands.reversed().map { band in
            Headline.BandCount(
                band: band,
                risks: Self.distinct(rows.filter { $0.score.residual.band.id == band.id })
            )
        }
    }
}

/// Counts judged pieces by status.
private struct StatusTally {
    private struct Piece: Hashable {
        var asset: Int64
        var product: String?
        var release: String?
        var subject: Fact?
    }

    private var pieces: [SupportStatus: Set<Piece>] = [:]
    private(set) var unsupportedParts = 0

    init(_ findings: [Finding]) {
        for finding in findings {
            let verdict = finding.verdict
            if verdict.role == .component || verdict.role == .leftover {
                if verdict.status == .unsupported { unsupportedParts += 1 }
                continue
            }
            // Packages of a distribution are judged with it; each is still a piece of its own.
            let isNamed = verdict.product == nil || verdict.role == .distributionPackage
            let piece = Piece(
                asset: finding.assetID,
                product: verdict.product,
                release: verdict.release,
                subject: isNamed ? finding.subject : nil
            )
            pieces[verdict.status, default: []].insert(piece)
        }
    }

    /// - Parameter unidentified: how many pieces on each asset no rule knows.
    func counts(unidentified: [Int64: Int]) -> [Headline.StatusCount] {
        SupportStatus.allCases.map { status in
            let found = pieces[status] ?? []
            let others = status == .unknown ? unidentified : [:]
            return Headline.StatusCount(
                status: status,
                pieces: found.count + others.values.reduce(0, +),
                assets: Set(found.map(\.asset)).union(others.keys).count
            )
        }
    }
}
