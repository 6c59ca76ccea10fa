/// The steps of a kind of plan and how long each takes.
package struct PlanTemplate: Hashable, Sendable {
    package struct Step: Hashable, Sendable {
        package var code: Milestone.Code
        /// Working days from the end of the step before it, or from the start, to its own end; at least 1.
        package var workingDays: Int

        package init(_ code: Milestone.Code, workingDays: Int) {
            self.code = code
            self.workingDays = max(1, min(workingDays, 1000))
        }
    }

    /// In their order, containment apart; each waits for the one before it.
    package var steps: [Step]
    /// Whether the plan begins with containment although no rule gives a day for it.
    package var alwaysContains: Bool

    package init(steps: [Step], alwaysContains: Bool = false) {
        self.steps = steps
        self.alwaysContains = alwaysContains
    }

    /// What a kind of plan takes when nobody says anything else.
    package static func standard(for kind: PlanKind) -> PlanTemplate {
        switch kind {
        case .patch:
            PlanTemplate(steps: [Step(.build, workingDays: 3), Step(.migrate, workingDays: 5), .verification])
        case .upgrade, .replace, .migrate:
            PlanTemplate(steps: [
                Step(.options, workingDays: 20), Step(.funding, workingDays: 20), Step(.build, workingDays: 40),
                Step(.migrate, workingDays: 30), Step(.switchOff, workingDays: 10), Step(.dispose, workingDays: 10),
            ])
        case .consolidateRetire:
            PlanTemplate(steps: [
                Step(.options, workingDays: 20), Step(.migrate, workingDays: 20), Step(.switchOff, workingDays: 10),
                Step(.dispose, workingDays: 10),
            ])
        case .buyCover:
            PlanTemplate(steps: [Step(.options, workingDays: 10), Step(.funding, workingDays: 20), .verification])
        case .isolate:
            PlanTemplate(steps: [.verification], alwaysContains: true)
        }
    }
}

extension PlanTemplate.Step {
    fileprivate static let verification = PlanTemplate.Step(.switchOff, workingDays: 5)
}
