package import EstateModel

/// A plan as far as the order of plans is concerned. Plans that are verified or cancelled are left out.
package struct PlannedWork: Hashable, Sendable {
    package var plan: PlanReference
    package var kind: PlanKind
    /// Ids of the parts of the estate that it is about.
    package var nodes: [String]
    /// Ids of services that are free to let go of what they hold up once it is done.
    package var changedServices: [String] = []
    /// Ids of services whose parts it is about: it waits for whatever holds them up.
    package var heldServices: [String] = []
    package var byWhen: CalendarDay
    /// Calendar days from the start to the end of the work; nil when nobody said, which counts as none.
    package var leadDays: Int?
    /// The planned day of the switch-off; nil when there is none.
    package var switchOff: CalendarDay?

    package init(
        plan: PlanReference,
        kind: PlanKind,
        nodes: [String],
        byWhen: CalendarDay,
        leadDays: Int?,
        switchOff: CalendarDay? = nil
    ) {
        self.plan = plan
        self.kind = kind
        self.nodes = nodes
        self.byWhen = byWhen
        self.leadDays = leadDays
        self.switchOff = switchOff
    }

    /// A record attached to parts of the estate.
    package init(_ record: PlanRecord, nodes: [String]) {
        let content = record.content
        self.init(
            plan: record.reference,
            kind: content.kind,
            nodes: nodes,
            byWhen: record.currentByWhen,
            leadDays: content.earliestEnd(decided: CalendarDay(daysSinceEpoch: 0)).map { Int($0.daysSinceEpoch) },
            switchOff: content.kind.switchesOff
                ? content.milestones.first { $0.code == .switchOff }?.current : nil
        )
    }
}

/// Two plans, or a plan and a part of the estate, that cannot both be right.
package struct PlanConflict: Hashable, Sendable {
    package enum Kind: String, Sendable, Codable, CaseIterable, Comparable {
        /// The plan of a child must end by a later day than that of its parent.
        case childLater = "child-later"
        /// A parent is to be switched off before its child.
        case parentOffFirst = "parent-off-first"
        /// A parent is to be retired, and nothing is planned for a child.
        case childStays = "child-stays"
        /// An upgrade is held back by something for which nothing is planned.
        case blockerUnplanned = "blocker-unplanned"
        /// Two plans would switch off the same thing.
        case twoPlans = "two-plans"

        package static func < (left: Self, right: Self) -> Bool {
            (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
        }
    }

    package let kind: Kind
    /// A plan's reference, or the id of a part of the estate that has no plan.
    package let child: String
    package let parent: PlanReference
    /// What contradicts what and what to do, one sentence.
    package let message: String
}
