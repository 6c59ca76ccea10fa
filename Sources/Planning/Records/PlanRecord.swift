package import EstateModel

/// A plan as it stands: what was written, what was decided, and what was done.
package struct PlanRecord: Hashable, Sendable, Codable {
    /// One approval.
    package struct Approval: Hashable, Sendable, Codable {
        package let by: PlanActor
        package let at: Instant
        package let decision: PlanApproval
    }

    /// One time that the plan was baselined again.
    package struct Slip: Hashable, Sendable, Codable {
        package let by: PlanActor
        package let at: Instant
        /// The post or body that agreed.
        package let approver: String
        package let reason: String
        package let from: CalendarDay
        package let to: CalendarDay
        /// The by-when or a step moved later; what only moves earlier is no slip. Nil in records that did not keep it.
        package let isLater: Bool?
    }

    package let reference: PlanReference
    package internal(set) var content: PlanContent
    package internal(set) var state: PlanState
    package let draftedBy: PlanActor
    package let draftedAt: Instant
    package internal(set) var proposedBy: PlanActor?
    package internal(set) var proposedAt: Instant?
    /// Ids of all others who stood behind what was rewritten, priced or proposed before the approval, sorted; nil when
    /// there are none, and in records that did not keep it.
    package internal(set) var writers: [String]?
    package internal(set) var approvals: [Approval]
    /// The by-when at the first approval; nil before it. Never changes.
    package internal(set) var baselineByWhen: CalendarDay?
    /// The by-when that counts: the deadline's, unless an approver agreed to another one.
    package internal(set) var currentByWhen: CalendarDay
    /// The exception under which the plan ends later than the policy allows; nil when it does not.
    package internal(set) var exception: String?
    package internal(set) var slips: [Slip]
    /// What a blocked plan waits for.
    package internal(set) var blockedBy: String?
    package internal(set) var claimedAt: Instant?
    package internal(set) var proof: ScanProof?
    /// Why it was cancelled.
    package internal(set) var cancelReason: String?

    init(_ reference: PlanReference, _ content: PlanContent, by actor: PlanActor, at instant: Instant) {
        self.reference = reference
        self.content = content
        state = .draft
        draftedBy = actor
        draftedAt = instant
        approvals = []
        currentByWhen = content.deadline.value
        slips = []
    }

    /// Ids of all who wrote or proposed it, and of whoever they stood in for: none of them decides about it.
    var askers: Set<String> {
        draftedBy.people.union(proposedBy?.people ?? []).union(writers ?? [])
    }

    /// How often a day moved later.
    package var slipCount: Int { slips.count { $0.isLater != false } }

    /// The first and the current by-when differ.
    package var hasSlipped: Bool { baselineByWhen.map { $0 != currentByWhen } ?? false }

    /// Milestones that are done, in whole percent.
    package var percentComplete: Int {
        let milestones = content.milestones
        return milestones.isEmpty ? 0 : milestones.count(where: \.isDone) * 100 / milestones.count
    }

    /// Days by which the plan ends after the policy's by-when, by its last milestone or by its lead times from the day
    /// of the decision, which no work can precede; nil when it can meet it. Nothing is moved: it needs an exception.
    package func gapDays(decided day: CalendarDay) -> Int? {
        let ends = content.milestones.map(\.current) + [content.earliestEnd(decided: day) ?? day]
        guard let last = ends.max(), last > content.deadline.value else { return nil }
        return content.deadline.value.days(until: last)
    }
}
