import EstateModel
import Risk

/// Contracts, licences and paid cover, each until its last day.
extension CouncilDemands {
    /// One verdict for each agreement, in their order.
    ///
    /// - Parameter hostCounts: how many hosts each of them covers, in the same order.
    package func verdicts(on agreements: [Agreement], hostCounts: [Int]) -> [PolicyVerdict] {
        zip(agreements, hostCounts).compactMap { agreement, hosts in
            agreement.onlyWhereUsed && hosts == 0 ? nil : end(agreement, hosts: hosts)
        }
    }

    private func end(_ agreement: Agreement, hosts: Int) -> PolicyVerdict {
        let name = agreement.name ?? agreement.id
        let reference = agreement.reference.map { " (\($0))" } ?? ""
        var result = PolicyVerdict(
            agreement.kind.demand,
            on: nil,
            what: name + reference,
            .met(until: agreement.ends),
            reason: "",
            policyKey: agreement.key
        )
        result.contract = agreement.id
        result.organisations = agreement.organisations
        result.product = agreement.products.count == 1 ? agreement.products.first : nil
        let whom = agreement.supplier.map { " with \($0)" } ?? ""
        let covered = counted(hosts, "host", "hosts")
        let subject = "This \(agreement.kind.noun)\(whom), which covers \(covered),"
        let ends = agreement.ends.longDescription
        if let next = agreement.followedBy {
            result.outcome = .met(until: nil)
            result.reason = "\(subject) ends on \(ends) and is carried on by \(next) without a gap."
            return result
        }
        if agreement.ends < asOf {
            result.outcome = .breached(since: agreement.ends.adding(days: 1))
            result.reason = "\(subject) ended on \(ends)."
            return result
        }
        let notice = agreement.ends.adding(days: -(agreement.noticeDays ?? plan.contractNoticeDays))
        (result.outcome, result.horizonDays) = standing(until: agreement.ends)
        result.reason = "\(subject) ends on \(ends)."
        guard notice < agreement.ends else { return result }
        if notice <= asOf { result.outcome = .dueSoon(until: agreement.ends) }
        if result.standing == .dueSoon {
            result.actBy = notice
            let deadline = notice < asOf ? "the day for notice was" : "notice must be given by"
            result.reason = "\(subject) ends on \(ends); \(deadline) \(notice.longDescription)."
        }
        return result
    }
}
