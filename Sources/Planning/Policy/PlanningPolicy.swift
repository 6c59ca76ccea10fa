/// What a council may set about plans beside their by-when: how long the steps of each kind take, and who hears of what
/// is late.
package struct PlanningPolicy: Hashable, Sendable {
    /// Kinds that are not named take what is standard.
    package var templates: [PlanKind: PlanTemplate]
    package var escalation: EscalationLadder

    package init(templates: [PlanKind: PlanTemplate] = [:], escalation: EscalationLadder = .standard) {
        self.templates = templates
        self.escalation = escalation
    }

    package func template(for kind: PlanKind) -> PlanTemplate {
        templates[kind] ?? .standard(for: kind)
    }
}
