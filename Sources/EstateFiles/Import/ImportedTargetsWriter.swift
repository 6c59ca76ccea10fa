import EstateModel

/// Writes imported targets as a part of an `estate.yaml`: `credentials`, `jump-hosts`, `groups` and `targets`.
///
/// Together with a name and an organisation the text loads as it is.
package struct ImportedTargetsWriter: Sendable {
    /// The credential of targets without a key file of their own, defined as the running SSH agent.
    package static let agent = "imported-agent"
    /// The group of targets that were in none.
    package static let ungrouped = "imported"

    private let imported: ImportedTargets
    private let user: String

    /// - Parameter user: logs in where the other tool named nobody; must be a valid user name.
    package init(_ imported: ImportedTargets, user: String = "reeve") {
        self.imported = imported
        self.user = user
    }

    package func text() -> String {
        let credentials = credentials()
        var lines = ["# Imported; check it, then merge it into estate.yaml.", "credentials:"]
        for (path, id) in credentials.sorted(by: { $0.value < $1.value }) {
            lines += ["  \(id):", "    key-file: \(YAMLText.scalar(path))"]
        }
        lines += ["  \(Self.agent):", "    agent: true"]
        if !imported.jumpHosts.isEmpty { lines.append("jump-hosts:") }
        lines += imported.jumpHosts.map { line(of: $0, credentials: credentials) }
        lines.append("groups:")
        for group in groups() { lines += self.lines(of: group) }
        lines.append("targets:")
        if imported.targets.isEmpty { lines[lines.count - 1] += " {}" }
        lines += imported.targets.map { line(of: $0, credentials: credentials) }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Ids for key files: `key-` and the file's name, numbered where two files have one name.
    private func credentials() -> [String: String] {
        var ids: [String: String] = [:]
        var taken: Set<String> = [Self.agent]
        let paths = imported.jumpHosts.compactMap(\.keyFile) + imported.targets.compactMap(\.keyFile)
        for path in paths where ids[path] == nil {
            let name = path.split(separator: "/").last.map(String.init) ?? ""
            let base =
                "key-" + String(name.map { $0.isASCII && NameSyntax.isIdentifier("a\($0)") ? $0 : "-" }.prefix(60))
            var id = base
            var number = 2
            while !taken.insert(id).inserted {
                id = "\(base)-\(number)"
                number += 1
            }
            ids[path] = id
        }
        return ids
    }

    private func groups() -> [ImportedTargets.Group] {
        imported.groups.contains { $0.id == Self.ungrouped }
            ? imported.groups
            : [ImportedTargets.Group(id: Self.ungrouped)] + imported.groups
    }

    private func lines(of group: ImportedTargets.Group) -> [String] {
        var lines = ["  \(YAMLText.scalar(group.id)):"]
        if let parent = group.extends {
            lines.append("    extends: \(YAMLText.scalar(parent))")
        } else {
            lines += ["    user: \(YAMLText.scalar(user))", "    credential: \(Self.agent)"]
        }
        return lines
    }

    private func line(of host: ImportedTargets.JumpHost, credentials: [String: String]) -> String {
        var pairs = ["address: \(YAMLText.scalar(host.address))", "user: \(YAMLText.scalar(host.user ?? user))"]
        let credential = host.keyFile.flatMap { credentials[$0] } ?? Self.agent
        pairs.append("credential: \(YAMLText.scalar(credential))")
        if let port = host.port { pairs.append("port: \(port)") }
        if let via = host.via { pairs.append("via: \(YAMLText.scalar(via))") }
        return "  \(YAMLText.scalar(host.name)): {\(pairs.joined(separator: ", "))}"
    }

    private func line(of target: ImportedTargets.Target, credentials: [String: String]) -> String {
        var pairs = ["address: \(YAMLText.scalar(target.address))"]
        pairs.append("group: \(YAMLText.scalar(target.group ?? Self.ungrouped))")
        if let port = target.port { pairs.append("port: \(port)") }
        if let user = target.user { pairs.append("user: \(YAMLText.scalar(user))") }
        if let id = target.keyFile.flatMap({ credentials[$0] }) { pairs.append("credential: \(YAMLText.scalar(id))") }
        if let via = target.via { pairs.append("via: \(YAMLText.scalar(via))") }
        if let escalation = target.escalation { pairs.append("escalate: \(escalation.rawValue)") }
        if !target.tags.isEmpty {
            pairs.append("tags: [\(target.tags.sorted().map(YAMLText.scalar).joined(separator: ", "))]")
        }
        return "  \(YAMLText.scalar(target.name)): {\(pairs.joined(separator: ", "))}"
    }
}
