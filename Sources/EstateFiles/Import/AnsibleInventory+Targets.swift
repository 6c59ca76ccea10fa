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
        for name in inventory.hostOrder {
            let target = inventory.target(name, tree: tree)
            if let target { result.targets.append(target) }
        }
        inventory.noteUnusedVariables()
        result.jumpHosts = inventory.jumpHosts.hosts
        result.groups = tree.imported(used: Set(result.targets.compactMap(\.group)))
        result.notices = inventory.notices.finished()
        return result
    }

    /// What is said of a host of the inventory, by its groups and by itself; empty for any other.
    func values(of name: String, in tree: AnsibleGroupTree) -> [String: Variable] {
        guard let host = hosts[name] else { return [:] }
        var values: [String: Variable] = [:]
        for group in tree.mergeOrder(of: tree.memberships[name] ?? []) {
            values.merge(groups[group]?.variables ?? [:]) { _, last in last }
        }
        return values.merging(host.variables) { _, last in last }
    }

    private mutating func target(_ name: String, tree: AnsibleGroupTree) -> ImportedTargets.Target? {
        guard let host = hosts[name] else { return nil }
        let values = values(of: name, in: tree)
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
        target.port = port(values["port"], of: shown)
        target.user = user(values["user"], of: shown)
        target.keyFile = keyFile(values["key-file"], of: shown)
        target.via = via(values, of: shown, in: tree)
        target.escalation = escalation(values, of: shown)
        let groups = tree.placing(of: tree.memberships[name] ?? [])
        target.group = groups.first
        target.tags = Set(groups.dropFirst())
        return target
    }

    mutating func port(_ variable: Variable?, of host: String) -> UInt16? {
        check(variable, "port", of: host) { UInt16($0).flatMap { $0 > 0 ? $0 : nil } }
    }

    mutating func user(_ variable: Variable?, of host: String) -> String? {
        check(variable, "user", of: host) { NameSyntax.isUser($0) ? $0 : nil }
    }

    mutating func keyFile(_ variable: Variable?, of host: String) -> String? {
        check(variable, "key file", of: host) { ImportedValue.isPath($0) ? $0 : nil }
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
    /// By host, the groups that name it.
    private(set) var memberships: [String: [String]] = [:]

    init(_ inventory: AnsibleInventory) {
        let edges = inventory.groups.mapValues(\.children)
        cycle = firstCycle(inventory.groupOrder, edges: edges)
        guard cycle == nil else { return }
        for group in inventory.groupOrder {
            for child in edges[group] ?? [] { parents[child, default: []].append(group) }
            for host in inventory.groups[group]?.hosts ?? [] { memberships[host, default: []].append(group) }
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
