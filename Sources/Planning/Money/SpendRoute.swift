package import Risk

/// Who approves what a plan commits the council to.
package struct SpendRoute: Hashable, Sendable, Codable {
    /// The post or body; nil when the policy asks nobody.
    package let approver: String?
    /// The commitment in whole pounds, rounded up: one penny above a threshold is above it.
    package let pounds: Int
    /// Several organisations pay, or own what the plan changes.
    package let isShared: Bool
    /// The sum from which on somebody else decides: `(up to £25,000)` shows it; nil when no step lies above.
    package let limitPounds: Int?

    /// - Parameter owners: the organisations that have a share in the plan's assets: what is done to them affects each,
    ///   whoever pays.
    package init(_ cost: PlanCost, owners: Set<String>, policy: ApprovalPolicy) {
        let pounds = cost.commitmentPounds
        let isShared = owners.union(cost.split.organisations).count > 1
        let above = policy.spend.filter { $0.overPounds >= pounds && (isShared || !$0.sharedOnly) }
        approver = policy.spendApprover(pounds: pounds, isShared: isShared)
        self.pounds = pounds
        self.isShared = isShared
        limitPounds = above.map(\.overPounds).min()
    }

    /// Whether it was worked out for this cost: what several pay for is never one council's own matter.
    func fits(_ cost: PlanCost) -> Bool {
        pounds == cost.commitmentPounds && (isShared || !cost.split.isShared)
    }

    /// `ICT manager (up to £25,000)`.
    package var label: String {
        let approver = approver ?? "nobody is asked"
        return limitPounds.map { "\(approver) (up to £\(grouped($0)))" } ?? approver
    }
}
