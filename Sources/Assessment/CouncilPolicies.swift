package import Decisions
package import EstateFiles
package import Lifecycle
package import Planning
package import Risk
package import StrictYAML

/// policy.yaml, every section read by the module that applies it.
package struct CouncilPolicies: Sendable {
    package var lifecycle: CouncilPolicy
    package var risk: RiskPolicies
    package var exceptions: ExceptionPolicy
    package var planning: PlanningPolicy

    /// Reeve's defaults.
    package init() {
        lifecycle = CouncilPolicy()
        risk = RiskPolicies()
        exceptions = ExceptionPolicy()
        planning = PlanningPolicy()
    }

    /// - Throws: ``InvalidFile`` with everything that is wrong in any section.
    package init(_ file: PolicyFile) throws(InvalidFile) {
        self.init()
        let sink = DiagnosticSink()
        func reader(_ node: YAMLNode?, _ section: String) -> MappingReader? {
            node.flatMap { MappingReader($0, subject: section, sink: sink) }
        }
        if let section = reader(file.lifecycle, "lifecycle") { lifecycle = CouncilPolicy.read(section) }
        if let section = reader(file.scoring, "scoring") { risk.scoring = ScoringPolicy.read(section) }
        let bands = risk.scoring.matrix.bands
        if let section = reader(file.plan, "plan") {
            // Before the other, which names what nobody asked for.
            planning = PlanningPolicy.read(section)
            risk.plan = PlanPolicy.read(section, bands: bands)
        }
        if let section = reader(file.approval, "approval") {
            risk.approval = ApprovalPolicy.read(section, bands: bands)
        }
        // Unless it is said apart, evidence that counts in scores counts for exceptions.
        exceptions.evidenceMaximumAgeDays = risk.scoring.evidenceMaxAgeDays
        if let section = reader(file.exceptions, "exceptions") {
            exceptions = ExceptionPolicy.read(section, bands: bands, evidenceDays: exceptions.evidenceMaximumAgeDays)
        }
        if let section = reader(file.calendar, "calendar") { risk.calendar = CalendarPolicy.read(section) }
        try sink.throwIfErrors()
    }
}
