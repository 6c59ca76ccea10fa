import EstateModel

/// What an item is about. Raw values are stored and so never change.
package enum ItemKind: String, Sendable, Codable, CaseIterable, Hashable {
    case operatingSystem = "operating-system"
    case identity
    case hardware
    case software
    case fact
    case listener
    case updateState = "update-state"
    case pendingUpdate = "pending-update"
    case guest
    case interface
    case secureShell = "secure-shell"
    case networkState = "network-state"
    /// The agents that protect a host: all of them, or that there is none.
    case agents
    case enabledServices = "enabled-services"
    /// Which platform and script made the collection, and how complete each section was.
    case collection
    /// What could not be learnt.
    case problem
    /// What the estate file says of a target.
    case target
    /// With which rules and policy a scan ran.
    case scanContext = "scan-context"

    /// The section whose completeness decides whether an item that is not seen again has ended.
    ///
    /// Nil when the kind does not hang on what the host let us read: it is always known in full.
    var section: Section? {
        switch self {
        case .operatingSystem, .identity: .system
        case .hardware: .hardware
        case .software, .fact: .software
        case .listener: .services
        case .updateState, .pendingUpdate: .updates
        case .guest: .guests
        case .interface: .network
        case .secureShell, .networkState, .agents, .enabledServices, .collection, .problem, .target, .scanContext:
            nil
        }
    }

    /// A host has at most one of them at a time: a new one replaces the old one even from a partial section.
    var isSingle: Bool {
        switch self {
        case .operatingSystem, .identity, .hardware, .updateState, .secureShell, .networkState, .agents,
            .enabledServices, .collection, .target, .scanContext:
            true
        case .software, .fact, .listener, .pendingUpdate, .guest, .interface, .problem: false
        }
    }

    /// True of the moment only: what a scan did not learn of it is not known any more, and nothing older stands in.
    var isOfTheMoment: Bool {
        switch self {
        case .networkState, .agents, .enabledServices: true
        default: false
        }
    }

    /// A host has hundreds of them, most of which stay for years: those of its first collection make one baseline.
    var isNumerous: Bool {
        switch self {
        case .software, .fact, .pendingUpdate: true
        default: false
        }
    }
}
