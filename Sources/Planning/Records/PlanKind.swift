/// What a plan does about a product.
package enum PlanKind: String, Sendable, Codable, CaseIterable {
    /// Fixes exist and are installed.
    case patch
    /// A newer release on the same machine.
    case upgrade
    /// Something else in its place.
    case replace
    /// To a service that somebody else runs.
    case migrate
    /// Nothing takes its place, or something that the council has already.
    case consolidateRetire = "consolidate-retire"
    /// Paid cover until another plan ends it.
    case buyCover = "buy-cover"
    /// Cut off until another plan ends it.
    case isolate

    /// It only bridges the time to another plan and never ends a risk by itself.
    package var isInterim: Bool { self == .buyCover || self == .isolate }

    /// Something new goes live, whose own end of support matters.
    package var needsTarget: Bool { self == .upgrade || self == .replace || self == .migrate }

    /// What the plan is about is switched off at its end, so whatever runs on it must have gone before.
    package var switchesOff: Bool { self == .replace || self == .migrate || self == .consolidateRetire }

    /// For people, as the start of a sentence.
    package var label: String {
        switch self {
        case .patch: "Patch"
        case .upgrade: "Upgrade"
        case .replace: "Replace"
        case .migrate: "Migrate"
        case .consolidateRetire: "Retire"
        case .buyCover: "Buy cover for"
        case .isolate: "Isolate"
        }
    }
}
