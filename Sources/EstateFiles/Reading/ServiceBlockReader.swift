import EstateModel
import StrictYAML

/// Reads what services hold up, once all targets are known: `blocks-upgrade-of: [gis, 'db[01-02]']`.
struct ServiceBlockReader {
    let records: RecordReader
    private let names: NameList

    init(records: RecordReader) {
        self.records = records
        names = NameList(records.names.services.ordered + records.targets.ordered)
    }

    /// - Parameter root: services.yaml, from which the services were read.
    func read(_ root: YAMLNode, into services: inout [BusinessService]) {
        let places = Dictionary(services.enumerated().map { ($1.id, $0) }) { first, _ in first }
        let written = entries(of: root, under: "services")
        for entry in written {
            guard let place = places[entry.key], case .mapping = entry.value.content,
                let reader = MappingReader(entry.value, subject: "service '\(entry.key)'", sink: records.sink),
                let held = held(reader, by: entry.key)
            else { continue }
            // A name that a service and a host share means both: the host is part of what the service is.
            services[place].blockedServices = held.filter { $0 != entry.key && records.names.services.contains($0) }
            services[place].blockedTargets = held.filter(records.targets.contains)
        }
        reportCircle(services, written)
    }

    private func held(_ reader: MappingReader, by id: String) -> [String]? {
        guard
            let held = records.members(blocksKey, kind: "service or target", among: names, of: reader, hasRanges: true)
        else { return nil }
        guard held.contains(id), !records.targets.contains(id) else { return held }
        let place = reader.list(blocksKey).first { $0.content == .scalar(id) }?.location
        records.sink.error(at: place ?? reader.location(of: blocksKey), "'\(id)' cannot hold up its own upgrade")
        return nil
    }

    private func reportCircle(_ services: [BusinessService], _ entries: [YAMLNode.Entry]) {
        let edges = Dictionary(services.map { ($0.id, $0.blockedServices) }) { first, _ in first }
        guard let cycle = firstCycle(services.map(\.id), edges: edges),
            let entry = entries.first(where: { $0.key == cycle[0] })
        else { return }
        let message = "services hold up each other's upgrade in a circle: \(shownCircle(cycle)); remove one of them"
        records.sink.error(at: entry.keyLocation, message)
    }
}
