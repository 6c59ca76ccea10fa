package import Risk

/// Who approves what a plan commits the council to.
package struct SpendRoute: Hashable, Sendable, Codable {
    /// The post or body; nil when the policy asks nobody.
    package let approver: String?
    /// The commitment in whole pounds, rounded up: one penny above a threshold is above it.
    package let pounds: Int
    /// What is approved already for the same product on some of the same assets, in whole pounds: parts of one purpose are
    /// decided by whoever decides about the whole.
    package let besidePounds: Int
    /// Several organisations pay, or own what the plan changes.
    package let isShared: Bool
    /// The sum from which on somebody else decides: `(up to £25,000)` shows it; nil when no step lies above.
    package let limitPounds: Int?

    /// - Parameter owners: the organisations that have a share in the plan's assets: what is done to them affects each,
    ///   whoever pays.
    /// - Parameter beside: see ``PlanBook/committedPounds(beside:)``.
    package init(_ cost: PlanCost, owners: Set<String>, beside: Int = 0, policy: ApprovalPolicy) {
        let pounds = cost.commitmentPounds
        let isShared = owners.union(cost.split.organisations).count > 1
        let whole = pounds.addingReportingOverflow(beside)
        let all = whole.overflow ? .max : whole.partialValue
        let above = policy.spend.filter { $0.overPounds >= all && (isShared || !$0.sharedOnly) }
        approver = policy.spendApprover(pounds: all, isShared: isShared)
        self.pounds = pounds
        besidePounds = beside
        self.isShared = isShared
        limitPounds = above.map(\.overPounds).min()
    }

    /// Whether it was worked out for this cost: what several pay for is never one council's own matter.
    func fits(_ cost: PlanCost, beside: Int) -> Bool {
        pounds == cost.commitmentPounds && besidePounds == beside && (isShared || !cost.split.isShared)
    }

    /// `ICT manager (up to £25,000)`.
    package var label: String {
        let approver = approver ?? "nobody is asked"
        return limitPounds.map { "\(approver) (up to £\(grouped($0)))" } ?? approver
    }
}
