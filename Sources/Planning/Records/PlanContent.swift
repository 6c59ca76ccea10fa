package import EstateModel

/// What a plan is about and what it intends: the part of it that its author writes.
package struct PlanContent: Hashable, Sendable, Codable {
    /// The product that the plan removes, or whose fixes it installs.
    package struct Subject: Hashable, Sendable, Codable {
        package var product: String
        package var release: String?
        /// For people: `Windows Server 2012 R2`.
        package var label: String

        package init(product: String, release: String?, label: String) {
            self.product = product
            self.release = release
            self.label = label
        }
    }

    /// One way that was looked at.
    package struct Option: Hashable, Sendable, Codable {
        package var title: String
        package var costPence: Int?
        /// The risk's points that would be left; nil when nobody worked it out.
        package var pointsAfter: Int?
        package var isChosen: Bool

        package init(title: String, costPence: Int?, pointsAfter: Int?, isChosen: Bool) {
            self.title = title
            self.costPence = costPence
            self.pointsAfter = pointsAfter
            self.isChosen = isChosen
        }
    }

    package var title: String
    package var kind: PlanKind
    package var subject: Subject
    /// References of the risks that it ends: `R-0007`; sorted.
    package var risks: [String]
    /// Ids of the assets of its scope; sorted.
    package var assets: [Int64]
    /// The post that answers for the plan.
    package var owner: String
    package var target: PlanTarget?
    /// Needed before a plan with a target is approved.
    package var supplier: SupplierStatement?
    package var deadline: PlanDeadline
    /// In the order of their codes.
    package var milestones: [Milestone]
    package var cost: PlanCost?
    /// The plan that ends what this one only bridges.
    package var followOn: PlanReference?
    package var options: [Option]
    /// Calendar days from a decision to the delivery of what is bought; nil when nobody said.
    package var procurementLeadDays: Int?
    /// Calendar days from the delivery to the end of the work; nil when nobody said.
    package var buildLeadDays: Int?
    /// The council's own change and work plan; nil when there is none.
    package var changeReference: String?
    package var workPlanReference: String?

    package init(
        title: String,
        kind: PlanKind,
        subject: Subject,
        risks: [String],
        assets: [Int64],
        owner: String,
        deadline: PlanDeadline,
        milestones: [Milestone]
    ) {
        self.title = title
        self.kind = kind
        self.subject = subject
        self.risks = risks.sorted()
        self.assets = assets.sorted()
        self.owner = owner
        self.deadline = deadline
        self.milestones = milestones.sorted { $0.code < $1.code }
        options = []
    }

    /// The milestone that ends the plan; nil without milestones.
    package var lastMilestone: Milestone? { milestones.last }

    /// The day on which the target goes live: that of migration, or else of the last milestone before it.
    package var goLive: CalendarDay {
        let live = milestones.last { $0.code <= .migrate } ?? milestones.last
        return live?.current ?? deadline.value
    }

    /// When the work could end at the earliest if it were decided on a day; nil when a lead time is missing.
    package func earliestEnd(decided day: CalendarDay) -> CalendarDay? {
        guard let procurementLeadDays, let buildLeadDays else { return nil }
        return day.adding(days: procurementLeadDays).adding(days: buildLeadDays)
    }
}
