package import EstateModel

/// Everything that a register is made from, apart from the policies. Order does not matter.
package struct RegisterInput: Sendable {
    package var asOf: CalendarDay
    package var findings: [Finding]
    /// Every asset, also those that no scan reached.
    package var assets: [AssetContext]
    package var organisations: [OrganisationContext]
    /// The day on which each risk was first seen; a key that is missing is seen for the first time.
    package var firstDetected: [RiskKey: CalendarDay]
    package var decisions: any RiskDecisions
    /// How many pieces of software on each asset are known, as they were found: a finding may join hundreds of them.
    /// Of an asset that is not named, each finding counts as one.
    package var identifiedSoftware: [Int64: Int]
    /// How many pieces of software on each asset no rule knows; they are not among the findings.
    package var unidentifiedSoftware: [Int64: Int]

    package init(asOf: CalendarDay, findings: [Finding], assets: [AssetContext]) {
        self.asOf = asOf
        self.findings = findings
        self.assets = assets
        organisations = []
        firstDetected = [:]
        decisions = NoDecisions()
        identifiedSoftware = [:]
        unidentifiedSoftware = [:]
    }
}

/// A council's policies, each read from its section of policy.yaml.
package struct RiskPolicies: Hashable, Sendable {
    package var scoring: ScoringPolicy
    package var plan: PlanPolicy
    package var approval: ApprovalPolicy
    package var calendar: CalendarPolicy

    package init(
        scoring: ScoringPolicy = .standard,
        plan: PlanPolicy = PlanPolicy(),
        approval: ApprovalPolicy = ApprovalPolicy(),
        calendar: CalendarPolicy = CalendarPolicy()
    ) {
        self.scoring = scoring
        self.plan = plan
        self.approval = approval
        self.calendar = calendar
    }
}
