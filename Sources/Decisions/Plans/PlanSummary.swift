package import EstateModel
package import Planning

/// What a decision needs to know of a plan.
package struct PlanSummary: Hashable, Sendable {
    package struct Milestone: Hashable, Sendable, Codable {
        package var code: String
        package var title: String
        /// As agreed; as planned before the first approval.
        package var due: CalendarDay
        /// The day on which it was done; nil while it is not.
        package var completedOn: CalendarDay?

        init(_ milestone: Planning.Milestone) {
            code = milestone.code.rawValue
            title = milestone.title
            due = milestone.due
            completedOn = milestone.actual
        }
    }

    /// `P-0001`.
    package let id: String
    /// For people: `Replace Windows Server 2012 R2 on FS1`.
    package let title: String
    package let kind: PlanKind
    /// Ids of the assets that it removes or replaces the product on.
    package let assets: Set<Int64>
    /// References of the risks that it ends.
    package let risks: [String]
    /// What it removes or replaces.
    package let subject: PlanContent.Subject
    /// What takes its place; nil when nothing does, or nobody has chosen.
    package let target: PlanTarget?
    /// The day by which the product is removed or replaced; nil when it has no such milestone.
    package let finalDate: CalendarDay?
    /// The day on which that was said to be done; nil while it is not.
    package let endedOn: CalendarDay?
    /// The last day on which it can be done without being breached.
    package let byWhen: CalendarDay
    /// Somebody who may has approved it: its days move by a decision only.
    package let isApproved: Bool
    /// Nobody works on it any more without its having been done.
    package let isCancelled: Bool
    /// A later complete scan no longer saw the product.
    package let isDone: Bool
    /// In the order of their codes.
    package let milestones: [Milestone]
    /// SHA-256 of what was planned: changes when dates, scope or target do, not when milestones are done.
    package let digest: String

    package init(_ record: PlanRecord) throws(DecisionFault) {
        let content = record.content
        id = record.reference.description
        title = content.title
        byWhen = record.currentByWhen
        kind = content.kind
        assets = Set(content.assets)
        risks = content.risks
        subject = content.subject
        target = content.target
        isApproved = !record.approvals.isEmpty
        isCancelled = record.state == .cancelled
        isDone = record.state == .verifiedDone
        milestones = content.milestones.map(Milestone.init)
        let end = content.milestones.first { $0.code == .switchOff }
        finalDate = end?.due
        endedOn = end?.actual
        digest = AuditChain.digest(of: try CanonicalJSON.encode(Intent(record)))
    }

    /// Within so many days after it was said to be done a scan must prove it.
    private static let proofDays = 14

    /// The first day on which the plan's end was passed without its being done; nil while it can still be kept. Whoever
    /// says in time that it is done is believed for a while; whoever says so later is not: then a scan must prove it.
    ///
    /// - Parameter removal: the day of removal or replacement that was signed for; nil before that.
    package func breach(of removal: CalendarDay?, asOf day: CalendarDay) -> CalendarDay? {
        if isDone { return nil }
        if isCancelled { return day }
        let due = removal.map { min($0, byWhen) } ?? byWhen
        let isInTime = endedOn.map { $0 <= due } ?? false
        let last = isInTime ? due.adding(days: Self.proofDays) : due
        return last < day ? last.adding(days: 1) : nil
    }

    /// Why it does not end what an exception is about, for people; nil when it does.
    ///
    /// - Parameters:
    ///   - risks: references of the exception's risks.
    ///   - lacksFixes: there are no fixes any more that could be installed.
    package func shortfall(for scope: ExceptionScope, risks: [String], lacksFixes: Bool) -> String? {
        if kind.isInterim { return "\(id) only bridges time" }
        if kind == .patch, lacksFixes { return "\(id) installs fixes, and there are none any more" }
        if let target, target.product == scope.product, target.release == scope.release {
            return "\(id) puts the product in its own place"
        }
        let left = scope.assets.filter { !assets.contains($0) }.count
        if left > 0 {
            let all = scope.assets.count
            return left == all ? "\(id) is about other assets" : "\(id) leaves out \(left) of the \(all) assets"
        }
        let isAboutIt = subject.product == scope.product && subject.release == scope.release
        if !isAboutIt, Set(self.risks).isDisjoint(with: risks) {
            return "\(id) is about \(visible(subject.label, limit: 80)), and ends none of the risks"
        }
        return nil
    }

    /// What somebody accepts who accepts a plan.
    private struct Intent: Codable {
        var assets: [Int64]
        var byWhen: CalendarDay
        var kind: PlanKind
        var milestones: [Milestone]
        var risks: [String]
        var subject: PlanContent.Subject
        var target: PlanTarget?
        var title: String

        init(_ record: PlanRecord) {
            let content = record.content
            assets = content.assets
            byWhen = record.currentByWhen
            kind = content.kind
            milestones = content.milestones.map { milestone in
                var milestone = PlanSummary.Milestone(milestone)
                milestone.completedOn = nil
                return milestone
            }
            risks = content.risks
            subject = content.subject
            target = content.target
            title = content.title
        }
    }
}

extension DecisionBook {
    /// What decisions need to know of a plan; nil when there is none with that reference.
    package func plan(_ id: String) -> PlanSummary? {
        PlanReference(id).flatMap { plans[$0] }.flatMap { try? PlanSummary($0) }
    }

    mutating func apply(_ act: PlanAct, by actor: Actor, at instant: Instant) throws(DecisionFault) {
        do {
            try plans.apply(act, by: PlanActor(actor), at: instant)
        } catch {
            let gaps = error.items.map { DecisionFault.Gap(.plan, $0.message, "") }
            throw DecisionFault(act.plan.description, gaps)
        }
    }
}

extension PlanActor {
    package init(_ actor: Actor) {
        self.init(
            person: actor.person,
            post: actor.title,
            organisation: actor.organisation,
            delegatedBy: actor.delegatedBy
        )
    }
}
