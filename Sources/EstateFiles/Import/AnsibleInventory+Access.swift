import EstateModel

extension AnsibleInventory {
    /// The last jump host on the way, from the arguments that Ansible gives to `ssh`.
    mutating func via(_ values: [String: Variable], of host: String, in tree: AnsibleGroupTree) -> String? {
        for key in ["ssh-arguments", "more-ssh-arguments"] {
            guard let variable = values[key] else { continue }
            switch ProxyArguments(variable.value) {
            case .nothing:
                noteUnused(key == "ssh-arguments" ? "ansible_ssh_common_args" : "ansible_ssh_extra_args")
            case .unreadable:
                noteUnread(
                    variable,
                    "arguments of ssh of host '\(host)' are left out: Reeve reads only a plain ProxyJump"
                )
                return nil
            case .hops(let hops):
                return via(hops, from: variable, of: host, in: tree)
            }
        }
        return nil
    }

    private mutating func via(
        _ hops: [ProxyJump],
        from variable: Variable,
        of host: String,
        in tree: AnsibleGroupTree
    ) -> String? {
        // As in `[all:vars]`, where the jump host is meant for all others.
        guard !hops.contains(where: { $0.host == host }) else { return nil }
        var via: String?
        do throws(ImportedJumpHosts.Fault) {
            for hop in hops {
                var jumpHost = jumpHost(hop, in: tree)
                jumpHost.via = via
                via = try jumpHosts.add(jumpHost)
            }
            return via
        } catch {
            noteUnread(variable, "host '\(host)' is reached through jump hosts, which are left out: \(error.rawValue)")
            return nil
        }
    }

    /// A host of the inventory, where the name is one of its names; else an address, as `ssh` takes it.
    private mutating func jumpHost(_ hop: ProxyJump, in tree: AnsibleGroupTree) -> ImportedTargets.JumpHost {
        let values = values(of: hop.host, in: tree)
        var jumpHost = ImportedTargets.JumpHost(name: hop.host, address: values["address"]?.value ?? hop.host)
        jumpHost.user = hop.user ?? user(values["user"], of: hop.host)
        jumpHost.port = hop.port ?? port(values["port"], of: hop.host)
        jumpHost.keyFile = keyFile(values["key-file"], of: hop.host)
        return jumpHost
    }

    /// `ansible_become` with the methods that Reeve knows; nil where nothing is said or something else is meant.
    mutating func escalation(_ values: [String: Variable], of host: String) -> Escalation? {
        if let become = values["become"] {
            switch become.value.lowercased() {
            case "true", "yes", "on", "1": break
            case "false", "no", "off", "0": return nil
            default:
                noteFaulty(become, "ansible_become", of: host)
                return nil
            }
        } else if values["become-method"] == nil {
            return nil
        }
        if let user = values["become-user"], user.value != "root" {
            noteFaulty(user, "ansible_become_user", of: host)
            return nil
        }
        guard let method = values["become-method"] else { return .sudo }
        if let escalation = Escalation(rawValue: method.value), escalation != .none { return escalation }
        noteFaulty(method, "ansible_become_method", of: host)
        return nil
    }
}
