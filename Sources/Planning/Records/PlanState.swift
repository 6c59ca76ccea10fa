/// Where a plan stands.
package enum PlanState: String, Sendable, Codable, CaseIterable {
    case draft
    /// Handed to its approver.
    case proposed
    case approved
    case inProgress = "in-progress"
    /// Work waits for something.
    case blocked
    /// Somebody says that it is done; no scan has shown it yet.
    case claimedDone = "claimed-done"
    /// A later complete scan no longer saw the product on any asset of the scope. Final.
    case verifiedDone = "verified-done"
    /// Final.
    case cancelled

    /// Nothing changes a plan any more.
    package var isFinal: Bool { self == .verifiedDone || self == .cancelled }

    /// It was approved and binds its owners.
    package var isBinding: Bool {
        switch self {
        case .approved, .inProgress, .blocked, .claimedDone: true
        case .draft, .proposed, .verifiedDone, .cancelled: false
        }
    }

    /// The states that can follow. Everything else is refused.
    package var successors: Set<PlanState> {
        switch self {
        case .draft: [.proposed, .cancelled]
        case .proposed: [.draft, .approved, .cancelled]
        case .approved: [.inProgress, .cancelled]
        case .inProgress: [.blocked, .claimedDone, .cancelled]
        case .blocked: [.inProgress, .cancelled]
        case .claimedDone: [.inProgress, .verifiedDone, .cancelled]
        case .verifiedDone, .cancelled: []
        }
    }

    /// For people, inside a sentence.
    package var label: String {
        switch self {
        case .draft: "a draft"
        case .proposed: "proposed"
        case .approved: "approved"
        case .inProgress: "in progress"
        case .blocked: "blocked"
        case .claimedDone: "claimed to be done"
        case .verifiedDone: "done, proven by a scan"
        case .cancelled: "cancelled"
        }
    }
}
