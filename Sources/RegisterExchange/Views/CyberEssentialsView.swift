import EstateModel

/// Cyber Essentials: software must be licensed and supported, with a date on which that ends, or be removed or kept
/// from the internet; critical and high fixes within 14 days.
///
/// **Source:** Requirements for IT Infrastructure v3.2, security update management; questions A6.4, A6.5 and A6.7.
struct CyberEssentialsView {
    static let columns = [
        "Ref", "Requirement", "What", "Hosts", "Service", "Support ended or ends", "Fix released", "Days since release",
        "Over 14 days", "Kept from the internet by", "Exception", "Plan", "By when", "Risk owner",
    ]
    private static let days = 14

    let row: RegisterTableRow
    let asOf: CalendarDay

    /// What a row of the register has to say; empty for what is supported, dated, patched or gone.
    var lines: [[String]] {
        if row.history.isClosed(on: asOf) { return [] }
        var lines: [[String]] = []
        if let standing { lines.append(line(standing)) }
        if row.support.missingFixSince != nil { lines.append(line("Fixes within 14 days (A6.4, A6.5)")) }
        return lines
    }

    /// What is to be said of its support; nil when it is supported and dated.
    private var standing: String? {
        if row.support.lacksFixes == true || row.hasEnded(by: asOf) {
            let isMoved = row.treatment.segregatedBy != nil
            return isMoved ? "Unsupported, moved out of scope (A6.7)" : "Unsupported (A6.7)"
        }
        let knowsNoEnd = isUndated || row.support.end.map { $0.due == nil && $0.meaning != .ongoing } ?? false
        if row.support.lacksFixes == nil, knowsNoEnd { return "Not known whether it is supported" }
        // What Reeve itself found to be supported stands in its own list.
        guard row.history.recordedIn != nil, knowsNoEnd else { return nil }
        return isUndated ? Self.undated : "Not known until when it is supported"
    }

    /// The line of something that gets fixes: there must be one, with or without a day.
    var supported: [String] { line(isUndated ? Self.undated : "Supported") }

    private static let undated = "Supported, no end published"

    private var isUndated: Bool { row.support.end == nil && !row.support.isEndWithheld }

    private var end: String {
        if let end = row.support.end { return end.text }
        if row.support.isEndWithheld { return "withheld" }
        return isUndated && row.support.lacksFixes == false ? "no end published" : ""
    }

    private func line(_ requirement: String) -> [String] {
        let age = row.fixReleased.map { $0.days(until: asOf) }
        let late = row.support.missingFixSince == nil ? "" : yesOrNo(age.map { $0 > Self.days })
        return [
            row.reference, requirement, row.subject.product ?? "", row.hostCount, row.subject.service ?? "",
            end, row.support.missingFixSince?.text ?? "", age.map { String($0) } ?? "",
            late, row.treatment.segregatedBy ?? "", row.treatment.exception ?? "", row.plan.reference ?? "",
            row.plan.byWhen?.text ?? "", row.treatment.riskOwner ?? "",
        ]
    }
}
