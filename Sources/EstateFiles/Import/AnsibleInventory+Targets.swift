import EstateModel
import StrictYAML

extension AnsibleInventory {
    /// The hosts with what their groups say, as Ansible merges it: parents first, children over them, the host last.
    consuming func targets() -> ImportedTargets {
        var inventory = self
        var result = ImportedTargets()
        let tree = AnsibleGroupTree(inventory)
        if let cycle = tree.cycle {
            inventory.notices.note(
                line: 1,
                "groups contain each other in a circle: \(cycle.map { visible($0, limit: 60) }.joined(separator: " → "))"
            )
            result.notices = inventory.notices.finished()
            return result
        }
        var memberships: [String: [String]] = [:]
        for group in inventory.groupOrder {
            for host in inventory.groups[group]?.hosts ?? [] { memberships[host, default: []].append(group) }
        }
        for name in inventory.hostOrder {
            let target = inventory.target(name, in: memberships[name] ?? [], tree: tree)
            if let target { result.targets.append(target) }
        }
        inventory.noteUnusedVariables()
        result.jumpHosts = inventory.jumpHosts.hosts
        result.groups = tree.imported(used: Set(result.targets.compactMap(\.group)))
        result.notices = inventory.notices.finished()
        return result
    }

    private mutating func target(_ name: String, in direct: [String], tree: AnsibleGroupTree) -> ImportedTargets.Target?
    {
        guard let host = hosts[name] else { return nil }
        var values: [String: Variable] = [:]
        for group in tree.mergeOrder(of: direct) {
            values.merge(groups[group]?.variables ?? [:]) { _, last in last }
        }
        values.merge(host.variables) { _, last in last }
        let shown = visible(name, limit: 60)
        if let connection = values["connection"]?.value,
            !["ssh", "smart", "paramiko", "paramiko_ssh"].contains(connection)
        {
            notices.note(
                at: host.location,
                "host '\(shown)' is left out: it is reached by '\(visible(connection, limit: 40))', not by SSH"
            )
            return nil
        }
        let address = values["address"]?.value ?? name
        guard NameSyntax.isIdentifier(name) else {
            notices.note(at: host.location, "host '\(shown)' is left out: its name \(identifierRule)")
            return nil
        }
        if let fault = NameSyntax.faultOfAddress(address) {
            let place = values["address"]?.location ?? host.location
            notices.note(at: place, "host '\(shown)' is left out: '\(visible(address, limit: 60))' \(fault)")
            return nil
        }
        var target = ImportedTargets.Target(name: name, address: address)
        target.port = check(values["port"], "port", of: shown) { UInt16($0).flatMap { $0 > 0 ? $0 : nil } }
        target.user = check(values["user"], "user", of: shown) { NameSyntax.isUser($0) ? $0 : nil }
        target.keyFile = check(values["key-file"], "key file", of: shown) { ImportedValue.isPath($0) ? $0 : nil }
        target.via = via(values, of: shown)
        target.escalation = escalation(values, of: shown)
        let groups = tree.placing(of: direct)
        target.group = groups.first
        target.tags = Set(groups.dropFirst())
        return target
    }

    private mutating func check<Value>(
        _ variable: Variable?,
        _ what: String,
        of host: String,
        _ convert: (String) -> Value?
    ) -> Value? {
        guard let variable else { return nil }
        if let value = convert(variable.value) { return value }
        noteFaulty(variable, what, of: host)
        return nil
    }
}

/// How groups stand to each other. `all` and `ungrouped` are everyone's and no group of the result.
struct AnsibleGroupTree {
    let cycle: [String]?
    private var parents: [String: [String]] = [:]
    private var depths: [String: Int] = [:]

    init(_ inventory: AnsibleInventory) {
        let edges = inventory.groups.mapValues(\.children)
        cycle = firstCycle(inventory.groupOrder, edges: edges)
        guard cycle == nil else { return }
        for group in inventory.groupOrder {
            for child in edges[group] ?? [] { parents[child, default: []].append(group) }
        }
        setDepths(inventory.groupOrder, edges: edges)
    }

    /// The longest way from the top: a group is merged after all its parents.
    private mutating func setDepths(_ order: [String], edges: [String: [String]]) {
        var waiting = parents.mapValues(\.count)
        var ready = order.filter { parents[$0] == nil }
        while let group = ready.popLast() {
            let depth = depths[group] ?? (group == "all" ? 0 : 1)
            depths[group] = depth
            for child in edges[group] ?? [] {
                depths[child] = max(depths[child] ?? 1, depth + 1)
                waiting[child, default: 1] -= 1
                if waiting[child] == 0 { ready.append(child) }
            }
        }
    }

    /// All groups that a host is in, by depth and then name: later ones win.
    func mergeOrder(of direct: [String]) -> [String] {
        var all: Set<String> = ["all"]
        var waiting = direct
        while let group = waiting.popLast() {
            if all.insert(group).inserted { waiting += parents[group] ?? [] }
        }
        return all.sorted { (depths[$0] ?? 0, $0) < (depths[$1] ?? 0, $1) }
    }

    /// The group that becomes the target's, then those that become its tags.
    func placing(of direct: [String]) -> [String] {
        let usable = mergeOrder(of: direct).filter { Self.isUsable($0) }
        guard let own = usable.filter({ direct.contains($0) }).last else { return usable }
        let inherited = Set(lineage(of: own))
        return [own] + usable.filter { !inherited.contains($0) }
    }

    /// A group and what it extends: of several parents, the first by name.
    private func lineage(of group: String) -> [String] {
        var line = [group]
        while let last = line.last, let parent = parent(of: last) { line.append(parent) }
        return line
    }

    private func parent(of group: String) -> String? {
        (parents[group] ?? []).filter { Self.isUsable($0) }.min()
    }

    /// The used groups and what they extend, parents first.
    func imported(used: Set<String>) -> [ImportedTargets.Group] {
        let needed = Set(used.flatMap { lineage(of: $0) })
        return needed.sorted { (depths[$0] ?? 0, $0) < (depths[$1] ?? 0, $1) }
            .map { ImportedTargets.Group(id: $0, extends: parent(of: $0)) }
    }

    private static func isUsable(_ group: String) -> Bool {
        group != "all" && group != "ungrouped" && NameSyntax.isIdentifier(group)
    }
}
