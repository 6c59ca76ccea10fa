import EstateModel
import RegisterExchange
import Risk

extension RegisterTableRow.Score {
    init(_ state: ScoreState) {
        self.init(
            likelihood: state.likelihood.value,
            impact: state.impact.value,
            points: state.points,
            band: state.band.label
        )
    }
}

extension RegisterTableRow {
    /// For committees and the public: no hosts, no versions, no days that tell a version, nothing that somebody wrote in
    /// their own words, and no counts below five.
    func withheld(family: String?, title: String?) -> RegisterTableRow {
        var row = RegisterTableRow(reference: reference, title: title)
        row.subject.organisations = subject.organisations
        row.subject.service = history.recordedIn == nil ? subject.service : nil
        row.subject.product = family
        row.subject.assetCount = subject.assetCount.flatMap { $0 < 5 ? nil : $0 }
        row.subject.scopes = subject.scopes
        row.support.status = support.status
        row.support.lacksFixes = support.lacksFixes
        row.inherent = inherent
        row.residual = residual
        row.target = target
        row.support.isEndWithheld = support.end != nil
        row.treatment.kind = treatment.kind
        row.treatment.exception = treatment.exception
        row.treatment.exceptionExpires = treatment.exceptionExpires
        if history.recordedIn == nil {
            row.treatment.riskOwner = treatment.riskOwner
            row.treatment.actionOwner = treatment.actionOwner
            row.treatment.decision = treatment.decision
            row.treatment.decidedBy = treatment.decidedBy
            row.treatment.decidedOn = treatment.decidedOn
            row.treatment.decisionRoute = treatment.decisionRoute
            row.plan = plan
            row.plan.evidence = nil
            row.history = history
        } else {
            row.plan.byWhen = plan.byWhen
            row.history.recordedIn = "the council's own register"
        }
        row.linkedTo = linkedTo
        return row
    }
}
