import EstateModel

/// PCI DSS: critical and high fixes within one month of release; technologies reviewed every year, and for those that
/// are outdated a plan that senior management approved.
///
/// **Source:** PCI DSS v4.0.1, requirements 6.3.3 and 12.3.4.
struct PaymentCardView {
    static let columns = [
        "Ref", "Requirement", "Technology", "Hosts", "Vendor gives fixes", "End of life", "Fix released",
        "Over one month", "Plan", "Action", "Approved by", "Approved on", "By when", "Reviewed on",
    ]

    let row: RegisterTableRow
    let asOf: CalendarDay

    var lines: [[String]] {
        if row.history.isClosed(on: asOf) { return [] }
        var lines: [[String]] = []
        if let review { lines.append(line("12.3.4 " + review)) }
        if row.support.missingFixSince != nil { lines.append(line("6.3.3 fixes within one month")) }
        return lines
    }

    /// What the yearly review of technologies has to look at; nil when there is nothing.
    private var review: String? {
        if row.support.lacksFixes == true { return "outdated technology" }
        guard let end = row.support.end?.due else { return "end of life not known" }
        if end < asOf { return "outdated technology" }
        if end <= asOf.adding(months: 12) { return "ends within a year" }
        return row.support.lacksFixes == nil ? "fixes not known" : nil
    }

    private func line(_ requirement: String) -> [String] {
        let isLate = row.fixReleased.map { asOf > $0.adding(months: 1) }
        return [
            row.reference, requirement, row.subject.product ?? "", row.hostCount,
            yesOrNo(row.support.lacksFixes.map { !$0 }), row.support.end?.text ?? "",
            row.support.missingFixSince?.text ?? "", row.support.missingFixSince == nil ? "" : yesOrNo(isLate),
            row.plan.reference ?? "", row.plan.action ?? "", approval.by ?? "", approval.on?.text ?? "",
            row.plan.byWhen?.text ?? "", row.history.reviewOn?.text ?? "",
        ]
    }

    /// Who decided about the risk accepted its plan with it; without such a decision, whoever approved the plan.
    private var approval: (by: String?, on: PlanDate?) {
        if let by = row.treatment.decidedBy { return (by, row.treatment.decidedOn) }
        return (row.plan.approvedBy, row.plan.approvedOn)
    }
}
