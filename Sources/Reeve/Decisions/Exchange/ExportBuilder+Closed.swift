import Assessment
import Decisions
import EstateFiles
import EstateModel
import Lifecycle
import Planning
import RegisterExchange
import Reporting
import Risk

extension ExportBuilder {
    /// The risks that a complete scan has shown to be gone, as the log last knew them; by reference.
    ///
    /// What is back, or stands in the register of the day that is judged, is not among them.
    func closedRisks() -> [RegisterTableRow] {
        let open = Set(model.risks.map { model.reference(of: $0) })
        return book.risks.values.compactMap { risk -> (RiskRecord, RiskKey, Sighting)? in
            guard !risk.isOpen, !open.contains(risk.id), let key = RiskKey(risk.key), isOwn(key),
                let proof = risk.closures.last?.proof, proof.on <= asOf
            else { return nil }
            return (risk, key, proof)
        }
        .sorted { ($0.0.id.count, $0.0.id) < ($1.0.id.count, $1.0.id) }
        .map { risk, key, proof in closed(risk, key, proof) }
    }

    private func isOwn(_ key: RiskKey) -> Bool {
        model.organisation == nil || key.organisation == model.organisation?.id
    }

    private func closed(_ risk: RiskRecord, _ key: RiskKey, _ proof: Sighting) -> RegisterTableRow {
        let service = key.service.map { id in loaded.workspace.estate.services.first { $0.id == id }?.name ?? id }
        let purpose = service.map { " for the service \($0)" } ?? ""
        let title = "\(risk.label)\(purpose) is gone: the scan of \(proof.on.longDescription) no longer found it."
        var row = RegisterTableRow(reference: risk.id, title: title)
        row.subject.organisations = [key.organisation].compactMap(\.self)
        row.subject.service = service
        row.subject.product = risk.label
        row.subject.assets = risk.assets.compactMap { names[$0] }.sorted()
        row.subject.assetCount = risk.assets.count
        row.subject.scopes = ComplianceScope.named(in: tags(of: risk.assets, service: key.service)).map(\.rawValue)
            .sorted()
        if let score = risk.scores.last {
            row.inherent = self.score(score.inherent)
            row.residual = self.score(score.residual)
            row.target = score.target.map(self.score) ?? RegisterTableRow.Score()
        }
        let exception = book.exceptions.values.filter { $0.approval != nil && $0.request.risks.contains(risk.id) }
            .max { $0.id < $1.id }
        row.treatment = decided(risk.id, exception, for: key.organisation)
        let plans = book.plans.records.filter { $0.state != .cancelled && $0.content.risks.contains(risk.id) }
        if let record = plans.last {
            row.plan = plan(record, risk: nil, for: key.organisation)
            row.treatment.actionOwner = self.title(record.content.owner)
        }
        row.history = history(of: risk, key, proof)
        guard isWithholding else { return row }
        let family = loaded.pack.product(key.product)?.name ?? "outdated technology"
        return row.withheld(family: family, title: "\(family): gone, as a scan has shown")
    }

    private func history(of risk: RiskRecord, _ key: RiskKey, _ proof: Sighting) -> RegisterTableRow.History {
        var history = RegisterTableRow.History()
        history.status = "closed"
        history.opened = PlanDate(risk.firstSeen.on)
        history.closed = PlanDate(proof.on)
        history.firstSeen = PlanDate(risk.firstSeen.on)
        history.lastSeen = PlanDate(risk.lastSeen.on)
        history.foundBy = "scan \(risk.firstSeen.scan)"
        history.change = "gone: scan \(proof.scan) no longer found it"
        history.wasOpenAtLastSubmission = wasSubmitted(risk, by: key.organisation)
        return history
    }

    /// Bands are kept by id, and a policy may have another name for one since.
    private func score(_ level: ScoreEntry.Level) -> RegisterTableRow.Score {
        let band = loaded.workspace.policies.risk.scoring.matrix.bands.first { $0.id == level.band }
        return RegisterTableRow.Score(
            likelihood: level.likelihood,
            impact: level.impact,
            points: level.points,
            band: band?.label ?? level.band
        )
    }

    private func tags(of assets: [Int64], service: String?) -> Set<String> {
        let own = service.flatMap { id in loaded.workspace.estate.services.first { $0.id == id }?.tags } ?? []
        return assets.reduce(into: Set(own)) { $0.formUnion(tags[$1] ?? []) }
    }
}
