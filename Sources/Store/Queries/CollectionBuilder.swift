import EstateModel

/// Puts a collection together from its items.
struct CollectionBuilder {
    private var collection = HostCollection(platform: "", scriptDigest: "")
    private var pending: [UpdateState.PendingUpdate] = []

    mutating func add(_ stored: ItemReader.Stored) {
        if let value = stored.value { add(value) }
        guard let summary = stored.summary else { return }
        collection.platform = summary.platform
        collection.scriptDigest = summary.scriptDigest
        collection.completeness = stored.sections
    }

    private mutating func add(_ value: ItemValue) {
        switch value {
        case .operatingSystem(let system): collection.operatingSystem = system
        case .identity(let identity): collection.identity = identity
        case .hardware(let hardware): collection.hardware = hardware
        case .software(let software): collection.software.append(software)
        case .fact(let fact): collection.otherFacts.append(fact)
        case .listener(let listener): collection.listeners.append(listener)
        case .updateState(let state): collection.updates = state
        case .pendingUpdate(let update): pending.append(update)
        case .guest(let guest): collection.guests.append(guest)
        case .interface(let interface): collection.interfaces.append(interface)
        case .secureShell(let posture): collection.secureShell = posture
        case .networkState(let state): collection.networkState = state
        case .agents(let agents): collection.agents = agents
        case .enabledServices(let services): collection.enabledServices = services
        case .problem(let problem): collection.problems.append(problem)
        case .target, .scanContext: break
        }
    }

    /// In the order in which the items came.
    func finished() -> HostCollection {
        var collection = collection
        if collection.updates?.pending != nil {
            collection.updates?.pending = pending.sorted {
                ($0.name, $0.installed ?? "") < ($1.name, $1.installed ?? "")
            }
        }
        return collection
    }
}
