package import EstateModel

/// What somebody wants to do, as far as it matters who they are.
package enum DecisionAction: Hashable, Sendable {
    /// Draft, amend, submit or withdraw an exception.
    case requestException
    case advise
    /// Approve, reject or send back an exception that asks for at least this level.
    case decide(ApprovalLevel)
    case revoke
    case suspend
    /// Resume an exception that asks for at least this level.
    case resume(ApprovalLevel)
    /// Record, check or retire a control.
    case keepControls
    /// Take assets out of use, merge and split them.
    case keepInventory
    /// Draft, change or report on a plan.
    case plan
    /// Approve a plan, baseline it again or cancel it.
    case approvePlan
    /// Decide what is done about a risk that asks for at least this level.
    case treatRisk(ApprovalLevel)
    case read

    /// The roles that may.
    package var roles: Set<Role> {
        switch self {
        case .requestException, .plan: [.architect, .serviceOwner, .manager]
        case .advise: [.advisor]
        case .decide(let level), .treatRisk(let level):
            Set(Role.allCases.filter { ApprovalLevel($0).map { $0 >= level } ?? false })
        case .revoke: Set(Role.allCases.filter { ApprovalLevel($0) != nil })
        case .resume(let level):
            Set(Role.allCases.filter { ApprovalLevel($0).map { $0 >= level } ?? false }).union([.manager, .architect])
        case .suspend: [.architect, .advisor, .manager, .siro, .board]
        case .keepControls, .keepInventory: [.architect, .serviceOwner, .manager]
        case .approvePlan: [.manager, .siro, .board]
        case .read: Set(Role.allCases)
        }
    }

    /// The roles that somebody who may not is sent to: those that may whatever happened before.
    package var advisedRoles: Set<Role> {
        switch self {
        // Who is below the SIRO ends only what they approved themselves.
        case .revoke: [.siro, .board]
        default: roles
        }
    }

    /// For people, after "may not".
    package var label: String {
        switch self {
        case .requestException: "ask for exceptions"
        case .advise: "advise on exceptions"
        case .decide(let level): "decide what \(level.label) or higher must decide"
        case .revoke: "revoke exceptions"
        case .suspend: "suspend exceptions"
        case .resume: "resume exceptions"
        case .keepControls: "record controls"
        case .keepInventory: "correct the inventory"
        case .plan: "make plans"
        case .approvePlan: "approve plans"
        case .treatRisk(let level): "decide about risks that \(level.label) or higher must decide"
        case .read: "read the log"
        }
    }
}

/// Whether somebody may do something.
package enum Permission: Hashable, Sendable {
    /// In that post.
    case allowed(Actor)
    /// Why not, and who may: one sentence.
    case refused(String)
}
