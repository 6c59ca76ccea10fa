import EstateModel
import StrictYAML

/// Reads `services.yaml`.
struct ServiceReader {
    let names: EstateNames
    let sink: DiagnosticSink

    func services(in root: YAMLNode) -> [BusinessService] {
        guard let reader = MappingReader(root, subject: "services.yaml", sink: sink) else { return [] }
        let mapping = reader.mapping("services", subject: "services")
        reader.finish()
        let entries = mapping?.allEntries() ?? []
        let services = entries.compactMap(service)
        reportCycles(services, entries: entries)
        return services
    }

    /// The names under `services:`, whether or not the rest of each can be read.
    static func names(in root: YAMLNode?) -> [String] {
        root.map { entryNames($0, under: "services") } ?? []
    }

    private func service(_ entry: YAMLNode.Entry) -> BusinessService? {
        guard let id = entry.identifier(kind: "service", sink: sink),
            let reader = MappingReader(entry.value, subject: "service '\(id)'", sink: sink)
        else { return nil }
        let name = reader.requiredLine("name")
        let owner = reader.requiredLine("owner")
        let organisations = OrganisationReader.shares(in: reader, among: names.organisations)
        let ratings = reader.ratings()
        let tags = reader.tags()
        let dependsOn = dependencies(reader, of: id)
        // What it holds up may be targets, which are read after the services: see ServiceBlockReader.
        _ = reader.node(blocksKey)
        let litraf = reader.mapping("litraf", subject: "'litraf'").flatMap(answers)
        reader.finish()
        let everyone = names.organisations.ordered
        if organisations == nil, reader.node("organisations") == nil, everyone.count != 1 {
            reader.missing("organisations")
        }
        guard let name, let owner, let shares = organisations ?? everyone.first.map({ [$0: 100] }) else { return nil }
        var service = BusinessService(id: id, name: name, ownerPost: owner, organisations: shares)
        service.ratings = ratings
        service.tags = tags
        service.dependsOn = dependsOn
        service.litraf = litraf
        return service
    }

    /// `{by: Head of ICT, on: 2026-11-02, L2: 3, C1: 2}`: any of the framework's criteria, each within its range.
    private func answers(_ reader: MappingReader) -> LitrafAnswers? {
        let post = reader.requiredLine("by")
        if reader.node("on") == nil { reader.missing("on") }
        let day = reader.day("on")
        var scores: [LitrafCriterion: Int] = [:]
        for criterion in LitrafCriterion.allCases {
            scores[criterion] = reader.integer(criterion.rawValue, in: criterion.range)
        }
        reader.finish()
        guard let post, let day else { return nil }
        return LitrafAnswers(by: post, on: day, scores: scores)
    }

    private func dependencies(_ reader: MappingReader, of id: String) -> [String] {
        reader.list("depends-on").compactMap { item in
            guard case .scalar(let text) = item.content else {
                sink.error(at: item.location, "'depends-on' must hold names of services, but this is \(item.kind)")
                return nil
            }
            return reader.checked(text, at: item.location, kind: "service", among: names.services)
        }
    }

    private func reportCycles(_ services: [BusinessService], entries: [YAMLNode.Entry]) {
        let edges = Dictionary(services.map { ($0.id, $0.dependsOn) }) { first, _ in first }
        guard let cycle = firstCycle(services.map(\.id), edges: edges) else { return }
        let location = entries.first { $0.key == cycle[0] }?.keyLocation
        if let location { sink.error(at: location, "services depend on each other in a circle: \(shownCircle(cycle))") }
    }
}

/// The keys of the mapping that stands under a key of the root; empty when it is something else.
func entryNames(_ root: YAMLNode, under key: String) -> [String] {
    entries(of: root, under: key).map(\.key)
}

func entries(of root: YAMLNode, under key: String) -> [YAMLNode.Entry] {
    guard case .mapping(let sections) = root.content,
        case .mapping(let entries)? = sections.first(where: { $0.key == key })?.value.content
    else { return [] }
    return entries
}

/// The first circle among named things, as the way round it with the start at both ends; nil when there is none.
///
/// Walks with a stack of its own: a chain of a hundred thousand must not end the process.
func firstCycle(_ ids: [String], edges: [String: [String]]) -> [String]? {
    var finished: Set<String> = []
    for start in ids where !finished.contains(start) {
        var path = [start]
        var onPath: Set<String> = [start]
        var next = [0]
        while let current = path.last, let step = next.last {
            let targets = edges[current] ?? []
            guard step < targets.count else {
                finished.insert(current)
                onPath.remove(current)
                path.removeLast()
                next.removeLast()
                continue
            }
            next[next.count - 1] += 1
            let target = targets[step]
            if onPath.contains(target), let first = path.firstIndex(of: target) {
                return path[first...] + [target]
            }
            if finished.contains(target) { continue }
            path.append(target)
            onPath.insert(target)
            next.append(0)
        }
    }
    return nil
}
