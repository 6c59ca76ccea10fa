import EstateModel
import StrictYAML

/// Reads `entitlements:`, the contracts for prolonged support that people recorded.
struct EntitlementReader {
    let names: EstateNames
    let targets: NameList
    let tags: NameList
    let sink: DiagnosticSink

    init(names: EstateNames, targets: [Target], sink: DiagnosticSink) {
        self.names = names
        self.sink = sink
        self.targets = NameList(targets.map(\.name))
        tags = NameList(Set(targets.flatMap(\.tags)).sorted())
    }

    func entitlements(in nodes: [YAMLNode]) -> [RecordedEntitlement] {
        nodes.compactMap { MappingReader($0, subject: "an entitlement", sink: sink) }.compactMap(entitlement)
    }

    private func entitlement(_ reader: MappingReader) -> RecordedEntitlement? {
        let id = identifier(reader)
        let organisations = owners(reader)
        let scope = scope(reader)
        let reference = reader.requiredLine("reference")
        let starts = requiredDay("starts", of: reader)
        let ends = requiredDay("ends", of: reader)
        let evidence = reader.line("evidence", limit: 500)
        reader.finish()
        if let starts, let ends, ends < starts {
            reader.error("ends", "'ends' (\(ends)) is before 'starts' (\(starts))")
            return nil
        }
        guard let id, let organisations, let scope, let reference, let starts, let ends else { return nil }
        return RecordedEntitlement(
            id: id,
            organisations: organisations,
            scope: scope,
            reference: reference,
            starts: starts,
            ends: ends,
            evidence: evidence,
            location: reader.location(of: "id")
        )
    }

    private func identifier(_ reader: MappingReader) -> String? {
        guard let text = reader.requiredString("id") else { return nil }
        if NameSyntax.isIdentifier(text) { return text }
        reader.error("id", "entitlement '\(visible(text, limit: 60))' \(identifierRule)")
        return nil
    }

    private func requiredDay(_ key: String, of reader: MappingReader) -> CalendarDay? {
        if reader.node(key) == nil { reader.missing(key) }
        return reader.day(key)
    }

    /// Whose contract it is; may be left out where there is one organisation only.
    private func owners(_ reader: MappingReader) -> [String]? {
        guard reader.node("organisations") != nil else {
            if names.organisations.ordered.count == 1 { return names.organisations.ordered }
            reader.missing("organisations")
            return nil
        }
        return members("organisations", kind: "organisation", among: names.organisations, of: reader)
    }

    /// `all`, or hosts, groups, tags and sites of which any one is enough.
    private func scope(_ reader: MappingReader) -> RecordedEntitlement.Scope? {
        guard let node = reader.node("scope") else {
            reader.missing("scope")
            return nil
        }
        if case .scalar(let word) = node.content {
            if word == "all" { return .all }
            let hint = hint(word, ["all"])
            reader.error("scope", "'scope' must be all, or name hosts, groups, tags or sites; \(hint)")
            return nil
        }
        guard let part = MappingReader(node, subject: "scope", sink: sink) else { return nil }
        let hosts = members("hosts", kind: "target", among: targets, of: part, hasRanges: true)
        let groups = members("groups", kind: "group", among: names.groups, of: part)
        let tags = members("tags", kind: "target with the tag", among: tags, of: part)
        let sites = members("sites", kind: "site", among: names.sites, of: part)
        part.finish()
        guard let hosts, let groups, let tags, let sites else { return nil }
        if hosts.isEmpty, groups.isEmpty, tags.isEmpty, sites.isEmpty {
            reader.error("scope", "'scope' covers nothing; write all, or name hosts, groups, tags or sites")
            return nil
        }
        return .some(hosts: hosts, groups: groups, tags: tags, sites: sites)
    }

    /// Nil when one of them is not the name of anything.
    private func members(
        _ key: String,
        kind: String,
        among known: NameList,
        of reader: MappingReader,
        hasRanges: Bool = false
    ) -> [String]? {
        var found: [String] = []
        var isComplete = true
        for item in reader.list(key) {
            guard case .scalar(let text) = item.content else {
                sink.error(at: item.location, "'\(key)' must hold names, but this is \(item.kind)")
                isComplete = false
                continue
            }
            for name in hasRanges ? expanded(text, at: item.location) : [text] {
                if let name = reader.checked(name, at: item.location, kind: kind, among: known) {
                    found.append(name)
                } else {
                    isComplete = false
                    break
                }
            }
        }
        return isComplete ? found : nil
    }

    private func expanded(_ text: String, at location: SourceLocation) -> [String] {
        do throws(HostRange.Fault) {
            return try HostRange.expand(text)
        } catch {
            sink.error(at: location, "'\(visible(text, limit: 60))' \(error.message)")
            return []
        }
    }
}
