import EstateModel
import StrictYAML

/// A group as it stands in the file, before `extends` is followed.
struct GroupDraft {
    var group: TargetGroup
    var location: SourceLocation
    var settings: TargetSettings
    /// The mapping under `targets:`; nil when the group has none.
    var targets: MappingReader?
    var targetFiles: [TargetFile]
}

/// A CSV file named by `targets-from`.
struct TargetFile {
    var name: String
    var location: SourceLocation
}

/// A group with everything it inherits.
struct ResolvedGroup {
    var settings: TargetSettings
    /// The group itself, then what it extends, nearest first.
    var lineage: [String]
}

struct GroupReader {
    let names: EstateNames
    let sink: DiagnosticSink

    func groups(in root: MappingReader) -> [GroupDraft] {
        guard let mapping = root.mapping("groups", subject: "groups") else { return [] }
        return mapping.allEntries().compactMap(group)
    }

    private func group(_ entry: YAMLNode.Entry) -> GroupDraft? {
        guard let id = entry.identifier(kind: "group", sink: sink),
            let reader = MappingReader(entry.value, subject: "group '\(id)'", sink: sink)
        else { return nil }
        let about = reader.line("about", limit: 500)
        let extends = reader.reference("extends", to: "group", among: names.groups)
        let draft = GroupDraft(
            group: TargetGroup(id: id, extends: extends, about: about),
            location: extends == nil ? entry.keyLocation : reader.location(of: "extends"),
            settings: TargetSettings(reader, names: names),
            targets: reader.mapping("targets", subject: "targets"),
            targetFiles: Self.targetFiles(reader)
        )
        reader.finish()
        return draft
    }

    static func targetFiles(_ reader: MappingReader) -> [TargetFile] {
        reader.list("targets-from").compactMap { item in
            guard case .scalar(let name) = item.content else {
                reader.sink.error(
                    at: item.location,
                    "'targets-from' must be the name of a CSV file, but is \(item.kind)"
                )
                return nil
            }
            guard isInside(name) else {
                reader.sink.error(
                    at: item.location,
                    "'targets-from' must be a .csv file inside the estate directory, such as targets.csv, "
                        + "not '\(visible(name, limit: 80))'"
                )
                return nil
            }
            return TargetFile(name: name, location: item.location)
        }
    }

    private static func isInside(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return name.hasSuffix(".csv") && name.utf8.count <= 200 && visible(name) == name
            && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    }

    /// Follows `extends`; groups in a circle are reported once and keep their own settings.
    func resolve(_ drafts: [GroupDraft], defaults: TargetSettings) -> [String: ResolvedGroup] {
        let edges = Dictionary(drafts.map { ($0.group.id, [$0.group.extends].compactMap(\.self)) }) { first, _ in first
        }
        let byID = Dictionary(drafts.map { ($0.group.id, $0) }) { first, _ in first }
        if let cycle = firstCycle(drafts.map(\.group.id), edges: edges), let first = byID[cycle[0]] {
            sink.error(at: first.location, "groups extend each other in a circle: \(cycle.joined(separator: " → "))")
            return byID.mapValues { ResolvedGroup(settings: $0.settings.over(defaults), lineage: [$0.group.id]) }
        }
        var resolved: [String: ResolvedGroup] = [:]
        for draft in drafts { resolve(draft, byID: byID, defaults: defaults, into: &resolved) }
        return resolved
    }

    private func resolve(
        _ draft: GroupDraft,
        byID: [String: GroupDraft],
        defaults: TargetSettings,
        into resolved: inout [String: ResolvedGroup]
    ) {
        var chain: [GroupDraft] = []
        var next: GroupDraft? = draft
        while let current = next, resolved[current.group.id] == nil {
            chain.append(current)
            next = current.group.extends.flatMap { byID[$0] }
        }
        var parent = next.flatMap { resolved[$0.group.id] } ?? ResolvedGroup(settings: defaults, lineage: [])
        for current in chain.reversed() {
            parent = ResolvedGroup(
                settings: current.settings.over(parent.settings),
                lineage: [current.group.id] + parent.lineage
            )
            resolved[current.group.id] = parent
        }
    }
}
