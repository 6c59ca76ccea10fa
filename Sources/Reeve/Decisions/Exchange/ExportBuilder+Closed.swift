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
    /// The risks that are gone because complete scans no longer found them or their hosts were taken out of use, as the
    /// log last knew them; by reference.
    ///
    /// What is back, or stands in the register of the day that is judged, is not among them.
    func closedRisks() -> [RegisterTableRow] {
        let open = Set(model.risks.map { model.reference(of: $0) })
        return book.risks.values.compactMap { risk -> (RiskRecord, RiskKey, Closure)? in
            guard !risk.isOpen, !open.contains(risk.id), let key = RiskKey(risk.key), isOwn(key),
                let closure = risk.closures.last, closure.proof.on <= asOf
            else { return nil }
            return (risk, key, closure)
        }
        .sorted { ($0.0.id.count, $0.0.id) < ($1.0.id.count, $1.0.id) }
        .map { risk, key, closure in closed(risk, key, closure) }
    }

    private func isOwn(_ key: RiskKey) -> Bool {
        model.organisation == nil || key.organisation == model.organisation?.id
    }

    private func closed(_ risk: RiskRecord, _ key: RiskKey, _ closure: Closure) -> RegisterTableRow {
        let service = key.service.map { id in loaded.workspace.estate.services.first { $0.id == id }?.name ?? id }
        let purpose = service.map { " for the service \($0)" } ?? ""
        let ended = closure.isOver ? "over" : "gone"
        let title = "\(risk.label)\(purpose) is \(ended): \(reason(closure, of: risk))."
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
        row.history = history(of: risk, key, closure)
        guard isWithholding else { return row }
        let family = loaded.pack.product(key.product)?.name ?? "outdated technology"
        return row.withheld(family: family, title: "\(family): gone")
    }

    /// `the scan of 20 November 2026 no longer found it`.
    private func reason(_ closure: Closure, of risk: RiskRecord) -> String {
        let retired = closure.retired ?? []
        let day = closure.proof.on.longDescription
        if closure.isOver { return "it is no risk any more by what was known of it on \(day)" }
        if !retired.isEmpty, retired.count >= risk.assets.count {
            return "its hosts were taken out of use or merged by \(day)"
        }
        let rest = retired.isEmpty ? "" : "; \(retired.count) of its hosts were taken out of use or merged"
        return "the scan of \(day) no longer found it\(rest)"
    }

    private func history(of risk: RiskRecord, _ key: RiskKey, _ closure: Closure) -> RegisterTableRow.History {
        var history = RegisterTableRow.History()
        history.status = "closed"
        history.opened = PlanDate(risk.firstSeen.on)
        history.closed = PlanDate(closure.proof.on)
        history.firstSeen = PlanDate(risk.firstSeen.on)
        history.lastSeen = PlanDate(risk.lastSeen.on)
        history.foundBy = "scan \(risk.firstSeen.scan)"
        history.change =
            isWithholding ? nil : "\(closure.isOver ? "over" : "gone"): \(reason(closure, of: risk))"
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
