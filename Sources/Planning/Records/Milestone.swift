package import EstateModel

/// One step of a plan.
package struct Milestone: Hashable, Sendable, Codable {
    package enum Code: String, Sendable, Codable, CaseIterable, Comparable {
        case contain = "M0"
        case options = "M1"
        case funding = "M2"
        case build = "M3"
        case migrate = "M4"
        case switchOff = "M5"
        case dispose = "M6"

        package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

        /// The default title.
        package var title: String {
            switch self {
            case .contain: "Contain"
            case .options: "Options and supplier confirmation"
            case .funding: "Funding and approval"
            case .build: "Build and pilot"
            case .migrate: "Migrate"
            case .switchOff: "Switch off and verify by scan"
            case .dispose: "Sanitise, dispose, close licences and contracts"
            }
        }

        /// It is done while the plan is still being decided.
        var precedesApproval: Bool { self <= .funding }
    }

    package var code: Code
    package var title: String
    /// The post that does it.
    package var owner: String
    /// The day that the first approval fixed; nil before it. Never changes.
    package internal(set) var baseline: CalendarDay?
    /// The day that the last approval fixed: ``baseline`` until the plan is baselined again; nil before the first.
    package internal(set) var agreed: CalendarDay?
    /// The owner's forecast; before the first approval the planned day.
    package var current: CalendarDay
    /// The day on which work on it began; nil when it has not.
    package internal(set) var started: CalendarDay?
    /// The day on which it was done; nil when it is not.
    package internal(set) var actual: CalendarDay?
    /// What must be done before; sorted.
    package var predecessors: [Code]
    /// Where what was done is shown; sorted.
    package internal(set) var evidence: [String]

    package init(
        _ code: Code,
        title: String? = nil,
        owner: String,
        day: CalendarDay,
        after predecessors: [Code] = []
    ) {
        self.code = code
        self.title = title ?? code.title
        self.owner = owner
        current = day
        self.predecessors = predecessors.sorted()
        evidence = []
    }

    /// The day that counts for what is late: what was agreed, not what its owner expects.
    package var due: CalendarDay { agreed ?? current }

    package var isDone: Bool { actual != nil }
}
