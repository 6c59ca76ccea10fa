import EstateModel

/// Turns a host collection into items.
enum ItemEncoder {
    /// Every fact of the collection once, in no meaningful order.
    static func items(_ collection: HostCollection, parserVersion: String) throws -> [Item] {
        var items: [Item] = []
        items.reserveCapacity(collection.software.count + 64)
        var seen: Set<ItemDigest> = []
        seen.reserveCapacity(items.capacity)
        func add(_ item: Item) {
            if seen.insert(item.digest).inserted { items.append(item) }
        }
        for software in collection.software { add(item(software)) }
        for fact in collection.otherFacts { add(try item(fact)) }
        for listener in collection.listeners {
            let body = try CanonicalJSON.encode(listener)
            add(Item(.listener, body: body, name: listener.process, version: String(listener.port)))
        }
        for interface in collection.interfaces {
            add(Item(.interface, body: try CanonicalJSON.encode(interface), name: interface.name))
        }
        for guest in collection.guests { add(try item(guest)) }
        for problem in collection.problems { add(try item(problem)) }
        for single in try singles(collection, parserVersion: parserVersion) { add(single) }
        for update in collection.updates?.pending ?? [] {
            let body = try CanonicalJSON.encode(update)
            add(Item(.pendingUpdate, body: body, name: update.name, version: update.available))
        }
        return items
    }

    static func item(_ software: InstalledSoftware) -> Item {
        Item(
            .software,
            body: SoftwareBody.encode(software),
            source: software.source.rawValue,
            name: software.name,
            version: software.version
        )
    }

    static func item(_ problem: Problem) throws -> Item {
        Item(.problem, body: try CanonicalJSON.encode(problem), source: problem.probe, name: problem.code.rawValue)
    }

    static func item(_ target: TargetSnapshot) throws -> Item {
        Item(.target, body: try CanonicalJSON.encode(target), name: target.name)
    }

    static func item(_ context: ScanContext) throws -> Item {
        Item(.scanContext, body: try CanonicalJSON.encode(context), version: context.reeveVersion)
    }

    private static func item(_ fact: Fact) throws -> Item {
        Item(
            .fact,
            body: try CanonicalJSON.encode(fact),
            source: fact.kind,
            name: fact.fields["name"] ?? fact.fields["displayName"],
            version: fact.fields["version"] ?? fact.fields["displayVersion"]
        )
    }

    private static func item(_ guest: VirtualMachine) throws -> Item {
        Item(
            .guest,
            body: try CanonicalJSON.encode(guest),
            source: guest.manager,
            name: guest.name,
            joinKey: guest.uuid.flatMap(MachineUUID.init)?.canonical
        )
    }

    private static func singles(_ collection: HostCollection, parserVersion: String) throws -> [Item] {
        let summary = CollectionSummary(collection, parserVersion: parserVersion)
        var items = [
            Item(.collection, body: try CanonicalJSON.encode(summary), name: summary.platform),
            Item(.identity, body: try CanonicalJSON.encode(collection.identity), name: collection.identity.fqdn),
        ]
        if let system = collection.operatingSystem {
            let body = try CanonicalJSON.encode(system)
            items.append(Item(.operatingSystem, body: body, name: system.id, version: system.version))
        }
        if let hardware = collection.hardware {
            let body = try CanonicalJSON.encode(hardware)
            items.append(Item(.hardware, body: body, source: hardware.manufacturer, name: hardware.model))
        }
        if var updates = collection.updates {
            // The list has items of its own; that it is known at all, though empty, stays here.
            updates.pending = updates.pending.map { _ in [] }
            items.append(Item(.updateState, body: try CanonicalJSON.encode(updates)))
        }
        if let posture = collection.secureShell {
            let body = try CanonicalJSON.encode(posture)
            items.append(Item(.secureShell, body: body, name: posture.banner))
        }
        return items
    }
}
