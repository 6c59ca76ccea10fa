package import EstateModel

extension Weakness {
    /// Services that send passwords in clear text, by port.
    private static let obsoletePorts = [23: "Telnet", 512: "rexec", 513: "rlogin", 514: "rsh"]
    private static let smb1Features: Set<String> = ["SMB1Protocol", "SMB1Protocol-Server", "FS-SMB1", "FS-SMB1-SERVER"]

    /// The kinds of facts that ``observed(host:listeners:facts:)`` looks at.
    package static let observedKinds: Set = ["windows-feature"]

    /// Obsolete services that a scan shows: clear-text logins that others can reach, and SMB version 1 on Windows.
    ///
    /// **Source:** the host's listening sockets; facts of kind `windows-feature` with `name` and `state`.
    package static func observed(host: String, listeners: [Listener], facts: [Fact]) -> [Weakness] {
        var found: Set<Weakness> = []
        for listener in listeners where !listener.isLoopback {
            guard let service = obsoletePorts[listener.port] else { continue }
            let text = "\(service) listens on port \(listener.port) of \(visible(host, limit: 80))"
            let evidence = EvidenceReference(.network, host)
            found.insert(Weakness(code: service.lowercased(), explanation: text, evidence: evidence))
        }
        for fact in facts where fact.kind == "windows-feature" && isOn(fact.fields["state"]) {
            guard smb1Features.contains(fact.fields["name"] ?? "") else { continue }
            let text = "SMB version 1 is on at \(visible(host, limit: 80))"
            found.insert(
                Weakness(code: "smb1", explanation: text, evidence: EvidenceReference(.configuration, host))
            )
        }
        return found.sorted()
    }

    /// `Enabled` of DISM, `Installed` of the server's own command, `1` of WMI's InstallState.
    private static func isOn(_ state: String?) -> Bool {
        ["enabled", "installed", "1"].contains(state?.lowercased() ?? "")
    }
}
