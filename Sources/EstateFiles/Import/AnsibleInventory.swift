import EstateModel
import StrictYAML

/// An Ansible inventory as both its formats describe it: groups with hosts, children and variables.
struct AnsibleInventory {
    struct Variable {
        var value: String
        var location: SourceLocation
    }

    struct Group {
        var hosts: [String] = []
        var children: [String] = []
        var variables: [String: Variable] = [:]
    }

    struct Host {
        var location: SourceLocation
        var variables: [String: Variable] = [:]
    }

    private(set) var groups: [String: Group] = [:]
    private(set) var hosts: [String: Host] = [:]
    /// In file order.
    private(set) var hostOrder: [String] = []
    private(set) var groupOrder: [String] = []
    private var unused: Set<String> = []
    private var isFull = false
    private var hasTooManyGroups = false
    private var mentions = 0
    private var faulty: Set<SourceLocation> = []
    var jumpHosts = ImportedJumpHosts()
    var notices: ImportNotices

    init(file: String) {
        notices = ImportNotices(file: file)
    }

    mutating func addGroup(_ name: String) {
        guard groups[name] == nil else { return }
        guard groups.count < ImportedTargets.mostGroups else {
            if !hasTooManyGroups {
                notices.note(line: 1, "more than \(ImportedTargets.mostGroups) groups; the rest is left out")
            }
            hasTooManyGroups = true
            return
        }
        groups[name] = Group()
        groupOrder.append(name)
    }

    mutating func addChild(_ child: String, to group: String) {
        addGroup(group)
        addGroup(child)
        guard groups[child] != nil else { return }
        if groups[group]?.children.contains(child) == false { groups[group]?.children.append(child) }
    }

    /// Adds every host that a pattern stands for.
    mutating func addHosts(
        _ pattern: String,
        to group: String,
        variables: [(name: String, Variable)],
        at location: SourceLocation
    ) {
        addGroup(group)
        guard mentions <= ImportedTargets.mostMentions else { return }
        let names: [String]
        do throws(HostRange.Fault) {
            names = try HostRange.expand(pattern)
        } catch {
            notices.note(at: location, "host '\(visible(pattern, limit: 60))' is left out: it \(error.message)")
            return
        }
        mentions += names.count
        let kept = keep(variables)
        for name in names {
            guard mentions <= ImportedTargets.mostMentions else {
                return noteFull("\(ImportedTargets.mostMentions) mentions of hosts", at: location)
            }
            if hosts[name] == nil {
                guard hosts.count < ImportedTargets.mostTargets else {
                    return noteFull("\(ImportedTargets.mostTargets) hosts", at: location)
                }
                hosts[name] = Host(location: location)
                hostOrder.append(name)
            }
            hosts[name]?.variables.merge(kept) { _, last in last }
            groups[group]?.hosts.append(name)
        }
    }

    private mutating func noteFull(_ most: String, at location: SourceLocation) {
        if !isFull { notices.note(at: location, "more than \(most); the rest is left out") }
        isFull = true
    }

    mutating func addVariable(_ name: String, _ variable: Variable, to group: String) {
        addGroup(group)
        let kept = keep([(name, variable)])
        groups[group]?.variables.merge(kept) { _, last in last }
    }

    /// The variables that Reeve uses; a notice for what may be secret, a count for the rest.
    private mutating func keep(_ variables: [(name: String, Variable)]) -> [String: Variable] {
        var kept: [String: Variable] = [:]
        for (name, variable) in variables {
            if AnsibleVariables.isSecret(name, value: variable.value) {
                noteSecret(name, at: variable.location)
            } else if let meaning = AnsibleVariables.meaning(of: name) {
                kept[meaning] = variable
            } else {
                unused.insert(name)
            }
        }
        return kept
    }

    mutating func noteSecret(_ name: String, at location: SourceLocation) {
        let shown = visible(name, limit: 60)
        notices.note(
            at: location,
            "variable '\(shown)' may hold a secret and is left out; refer to it under 'credentials'"
        )
    }

    /// Notices a value that Reeve cannot use, once for the variable and not for every host that inherits it.
    mutating func noteFaulty(_ variable: Variable, _ what: String, of host: String) {
        guard faulty.insert(variable.location).inserted else { return }
        let value = visible(variable.value, limit: 60)
        notices.note(at: variable.location, "\(what) '\(value)' of host '\(host)' is left out: Reeve cannot use it")
    }

    /// The same for a value that is not shown: arguments of a program may hold a secret.
    mutating func noteUnread(_ variable: Variable, _ message: String) {
        if faulty.insert(variable.location).inserted { notices.note(at: variable.location, message) }
    }

    mutating func noteUnused(_ name: String) {
        unused.insert(name)
    }

    /// One notice for all variables that mean nothing to Reeve.
    mutating func noteUnusedVariables() {
        guard !unused.isEmpty else { return }
        let shown = unused.sorted().prefix(10).map { visible($0, limit: 40) }.joined(separator: ", ")
        let more = unused.count > 10 ? " and \(unused.count - 10) more" : ""
        notices.note(line: 1, "variables that Reeve does not use are left out: \(shown)\(more)")
    }
}

/// What Ansible's connection variables mean to Reeve.
enum AnsibleVariables {
    private static let meanings = [
        "ansible_host": "address", "ansible_ssh_host": "address",
        "ansible_port": "port", "ansible_ssh_port": "port",
        "ansible_user": "user", "ansible_ssh_user": "user",
        "ansible_ssh_private_key_file": "key-file", "ansible_private_key_file": "key-file",
        "ansible_connection": "connection",
        "ansible_ssh_common_args": "ssh-arguments", "ansible_ssh_extra_args": "more-ssh-arguments",
        "ansible_become": "become", "ansible_become_method": "become-method", "ansible_become_user": "become-user",
    ]

    static func meaning(of name: String) -> String? { meanings[name] }

    /// Whether a name or a value is of the kind that holds secrets. Too many rather than too few.
    static func isSecret(_ name: String, value: String) -> Bool {
        if value.hasPrefix("$ANSIBLE_VAULT") || PrivateKeyScan.isPrivateKey(value) { return true }
        let name = name.lowercased()
        if name.hasSuffix("_file") || name.hasSuffix("_path") { return false }
        let marks = ["pass", "secret", "token", "vault", "credential", "api_key", "apikey", "private_key", "pwd"]
        return marks.contains { name.contains($0) }
    }
}
