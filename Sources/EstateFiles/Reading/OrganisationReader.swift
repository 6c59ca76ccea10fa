import EstateModel
import StrictYAML

/// Reads `organisations:`, `sites:` and the shares that organisations have in a thing.
enum OrganisationReader {
    static func organisations(in root: MappingReader) -> [Organisation] {
        guard let mapping = root.mapping("organisations", subject: "organisations") else {
            if root.node("organisations") == nil { root.missing("organisations") }
            return []
        }
        let entries = mapping.allEntries()
        if entries.isEmpty { root.error("organisations", "an estate needs at least one organisation") }
        return entries.compactMap { organisation($0, sink: root.sink) }
    }

    private static func organisation(_ entry: YAMLNode.Entry, sink: DiagnosticSink) -> Organisation? {
        guard let id = entry.identifier(kind: "organisation", sink: sink),
            let reader = MappingReader(entry.value, subject: "organisation '\(id)'", sink: sink)
        else { return nil }
        let name = reader.requiredLine("name")
        let siro = reader.requiredLine("siro")
        let submission = reader.day("psn-submission")
        let submitted = reader.day("psn-submitted")
        reader.finish()
        guard let name, let siro else { return nil }
        return Organisation(
            id: id,
            name: name,
            siroPost: siro,
            psnSubmission: submission,
            psnSubmitted: submitted
        )
    }

    static func sites(in root: MappingReader) -> [Site] {
        guard let mapping = root.mapping("sites", subject: "sites") else { return [] }
        return mapping.allEntries().compactMap { entry in
            guard let id = entry.identifier(kind: "site", sink: root.sink) else { return nil }
            if case .scalar = entry.value.content { return shortSite(id, mapping) }
            guard let reader = MappingReader(entry.value, subject: "site '\(id)'", sink: root.sink) else { return nil }
            let name = reader.requiredLine("name")
            let hostsAtOnce = reader.integer("hosts-at-once", in: 1...10_000)
            reader.finish()
            return name.map { Site(id: id, name: $0, hostsAtOnce: hostsAtOnce) }
        }
    }

    /// `town-hall: Town Hall, High Street`.
    private static func shortSite(_ id: String, _ mapping: MappingReader) -> Site? {
        mapping.line(id).map { Site(id: id, name: $0) }
    }

    /// `organisations: darlbrook` or `organisations: {darlbrook: 60, stockvale: 40}`; nil when absent or wrong.
    static func shares(in reader: MappingReader, among names: NameList) -> [String: Int]? {
        guard let node = reader.node("organisations") else { return nil }
        switch node.content {
        case .scalar(let name):
            return reader.checked(name, at: node.location, kind: "organisation", among: names).map { [$0: 100] }
        case .mapping(let entries):
            return split(entries, at: node.location, reader: reader, among: names)
        default:
            reader.error(
                "organisations",
                "'organisations' must be one name or the share of each, such as {north: 60, south: 40}, "
                    + "but is \(node.kind)"
            )
            return nil
        }
    }

    private static func split(
        _ entries: [YAMLNode.Entry],
        at location: SourceLocation,
        reader: MappingReader,
        among names: NameList
    ) -> [String: Int]? {
        var shares: [String: Int] = [:]
        var isComplete = true
        for entry in entries {
            guard let name = reader.checked(entry.key, at: entry.keyLocation, kind: "organisation", among: names),
                let share = share(entry, sink: reader.sink)
            else {
                isComplete = false
                continue
            }
            shares[name] = share
        }
        guard isComplete else { return nil }
        let sum = shares.values.reduce(0, +)
        guard sum == 100 else {
            reader.sink.error(at: location, "the shares of 'organisations' add up to \(sum), but must add up to 100")
            return nil
        }
        return shares
    }

    private static func share(_ entry: YAMLNode.Entry, sink: DiagnosticSink) -> Int? {
        guard case .scalar(let text) = entry.value.content, let share = Int(text), (1...100).contains(share) else {
            let key = visible(entry.key, limit: 60)
            sink.error(at: entry.value.location, "the share of '\(key)' must be a whole number from 1 to 100 (percent)")
            return nil
        }
        return share
    }
}
