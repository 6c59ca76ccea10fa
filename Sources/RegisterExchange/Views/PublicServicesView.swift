import EstateModel

/// PSN: the remediation action plan that goes with a submission, last year's open items marked.
struct PublicServicesView {
    static let columns = [
        "Ref", "Source", "Finding", "Affected assets", "Severity", "PSN condition area", "Treatment", "Action",
        "Milestone", "Owner", "Baseline by when", "Current by when", "Status", "Evidence", "Residual score",
        "Risk owner decision", "Opened", "Closed", "Open at last submission",
    ]

    let row: RegisterTableRow
    let asOf: CalendarDay

    /// Empty for what was closed and not open at the last submission: nobody asks for it any more.
    var lines: [[String]] {
        isClosed && row.history.wasOpenAtLastSubmission == false ? [] : [line]
    }

    private var line: [String] {
        let decision = [row.treatment.decision, row.treatment.decidedBy, row.treatment.decidedOn?.text]
        return [
            row.reference, row.history.foundBy ?? "", row.title ?? row.subject.product ?? "",
            row.subject.assets.isEmpty ? row.hostCount : row.subject.assets.joined(separator: "; "),
            row.inherent.band ?? "", area, row.treatment.kind ?? "", row.plan.action ?? "", row.plan.milestone ?? "",
            row.treatment.actionOwner ?? "", row.plan.baselineByWhen?.text ?? "", row.plan.byWhen?.text ?? "",
            (isClosed ? nil : row.plan.rag) ?? row.history.status ?? "", row.plan.evidence ?? "",
            row.residual.points.map { String($0) } ?? "", decision.compactMap(\.self).joined(separator: ", "),
            row.history.opened?.text ?? "", row.history.closed?.text ?? "",
            yesOrNo(row.history.wasOpenAtLastSubmission),
        ]
    }

    private var isClosed: Bool { row.history.isClosed(on: asOf) }

    /// Our own short titles; the council's wording of the conditions takes their place in its submission.
    private var area: String {
        row.support.lacksFixes == true ? "Unsupported software" : "Vulnerability and patch management"
    }
}
