import EstateModel

/// Turns a host collection into items.
enum ItemEncoder {
    /// Every fact of the collection once, in no meaningful order.
    static func items(_ collection: HostCollection, parserVersion: String, memo: ItemMemo) throws -> [Item] {
        var items: [Item] = []
        items.reserveCapacity(collection.software.count + 64)
        var seen: Set<ItemDigest> = []
        seen.reserveCapacity(items.capacity)
        func add(_ item: Item) {
            if seen.insert(item.digest).inserted { items.append(item) }
        }
        try memo.items(collection.software).forEach(add)
        try memo.items(sharedValues(collection)).forEach(add)
        for value in ownValues(collection) { add(try item(value)) }
        let summary = CollectionSummary(collection, parserVersion: parserVersion)
        add(Item(.collection, body: try CanonicalJSON.encode(summary), name: summary.platform))
        return items
    }

    /// What a host is likely to have in common with others, beside software.
    private static func sharedValues(_ collection: HostCollection) -> [ItemValue] {
        var values = collection.otherFacts.map(ItemValue.fact)
        values += collection.listeners.map(ItemValue.listener)
        values += (collection.updates?.pending ?? []).map(ItemValue.pendingUpdate)
        if let system = collection.operatingSystem { values.append(.operatingSystem(system)) }
        if let agents = collection.agents { values.append(.agents(agents)) }
        if let services = collection.enabledServices { values.append(.enabledServices(services)) }
        return values
    }

    private static func ownValues(_ collection: HostCollection) -> [ItemValue] {
        var values = [ItemValue.identity(collection.identity)]
        values += collection.interfaces.map(ItemValue.interface)
        values += collection.guests.map(ItemValue.guest)
        values += collection.problems.map(ItemValue.problem)
        if let hardware = collection.hardware { values.append(.hardware(hardware)) }
        if let posture = collection.secureShell { values.append(.secureShell(posture)) }
        if let state = collection.networkState { values.append(.networkState(state)) }
        if var updates = collection.updates {
            // The list has items of its own; that it is known at all, though empty, stays here.
            updates.pending = updates.pending.map { _ in [] }
            values.append(.updateState(updates))
        }
        return values
    }

    /// The item of a value, with the columns that queries filter on.
    static func item(_ value: ItemValue) throws -> Item {
        switch value {
        case .software(let value):
            Item(
                .software,
                body: SoftwareBody.encode(value),
                source: value.source.rawValue,
                name: value.name,
                version: value.version
            )
        case .agents(let value): try named(.agents, value, nil)
        case .enabledServices(let value): try named(.enabledServices, value, nil)
        case .fact(let value):
            Item(
                .fact,
                body: try CanonicalJSON.encode(value),
                source: value.kind,
                name: value.fields["name"] ?? value.fields["displayName"],
                version: value.fields["version"] ?? value.fields["displayVersion"]
            )
        case .guest(let value):
            Item(
                .guest,
                body: try CanonicalJSON.encode(value),
                source: value.manager,
                name: value.name,
                joinKey: value.uuid.flatMap(MachineUUID.init)?.canonical
            )
        case .hardware(let value): try named(.hardware, value, value.model, source: value.manufacturer)
        case .identity(let value): try named(.identity, value, value.fqdn)
        case .interface(let value): try named(.interface, value, value.name)
        case .listener(let value): try named(.listener, value, value.process, version: String(value.port))
        case .networkState(let value): try named(.networkState, value, nil)
        case .operatingSystem(let value): try named(.operatingSystem, value, value.id, version: value.version)
        case .pendingUpdate(let value): try named(.pendingUpdate, value, value.name, version: value.available)
        case .problem(let value): try named(.problem, value, value.code.rawValue, source: value.probe)
        case .scanContext(let value): try named(.scanContext, value, nil, version: value.reeveVersion)
        case .secureShell(let value): try named(.secureShell, value, value.banner)
        case .target(let value): try named(.target, value, value.name)
        case .updateState(let value): try named(.updateState, value, nil)
        }
    }

    private static func named(
        _ kind: ItemKind,
        _ value: some Encodable,
        _ name: String?,
        version: String? = nil,
        source: String? = nil
    ) throws -> Item {
        Item(kind, body: try CanonicalJSON.encode(value), source: source, name: name, version: version)
    }
}
