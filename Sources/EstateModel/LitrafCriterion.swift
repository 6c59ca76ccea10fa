/// A criterion of the Legacy IT Risk Assessment Framework.
///
/// **Source:** GOV.UK, "Guidance on the Legacy IT Risk Assessment Framework", 29 September 2023, updated 13 March 2025.
package enum LitrafCriterion: String, Sendable, Codable, CaseIterable {
    case endOfSupport = "L1"
    case expiredContract = "L2"
    case missingSkills = "L3"
    case unmetNeeds = "L4"
    case unsuitableHardware = "L5"
    case knownVulnerabilities = "L6"
    case pastIssues = "L7"
    case safety = "C1"
    case reputation = "C2"
    case directCost = "C3"
    case stakeholders = "C4"
    case hoursLost = "C5"
    case barrier = "C6"

    /// Seven likelihoods, over three years.
    package static let likelihoods = allCases.filter(\.isLikelihood)
    /// Six impacts.
    package static let impacts = allCases.filter { !$0.isLikelihood }

    package var isLikelihood: Bool { rawValue.hasPrefix("L") }

    /// A likelihood goes to 6, which is certain; an impact to 5.
    package var range: ClosedRange<Int> { isLikelihood ? 1...6 : 1...5 }

    /// For people: `End of life or support`.
    package var title: String {
        switch self {
        case .endOfSupport: "End of life or support"
        case .expiredContract: "Expired vendor contract"
        case .missingSkills: "Lack of knowledge and skills"
        case .unmetNeeds: "Inability to meet business needs"
        case .unsuitableHardware: "Unsuitable environment or hardware"
        case .knownVulnerabilities: "Known security vulnerabilities"
        case .pastIssues: "Historically recorded issues"
        case .safety: "National security, health and safety"
        case .reputation: "Reputation"
        case .directCost: "Direct financial cost"
        case .stakeholders: "External stakeholders"
        case .hoursLost: "Operational hours lost"
        case .barrier: "Barrier to innovation and other systems"
        }
    }
}

/// What a council has answered for a service under the framework: who, when, and which criteria.
package struct LitrafAnswers: Hashable, Sendable {
    /// The post that assessed it.
    package var by: String
    package var on: CalendarDay
    /// Each within its criterion's range; a criterion that is missing is not answered.
    package var scores: [LitrafCriterion: Int]

    package init(by: String, on day: CalendarDay, scores: [LitrafCriterion: Int]) {
        self.by = by
        on = day
        self.scores = scores
    }
}
