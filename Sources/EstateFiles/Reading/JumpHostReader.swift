import EstateModel
import StrictYAML

/// What `via:` says: the last jump host before a target or another jump host, or that there is none.
enum Via: Hashable {
    case direct
    case jumpHost(String)

    /// The word that undoes an inherited `via`; no jump host may be called so.
    static let directWord = "none"
}

extension MappingReader {
    /// Nil when `via` is absent or names no jump host, which is reported.
    func via(among names: NameList) -> Via? {
        guard let text = string("via") else { return nil }
        if text == Via.directWord { return .direct }
        return checked(text, at: location(of: "via"), kind: "jump host", among: names).map(Via.jumpHost)
    }
}

/// Reads `jump-hosts:` and works out the way to each.
struct JumpHostReader {
    /// The most jump hosts on one way; OpenSSH has no bound, networks that people can keep in mind do.
    static let longestRoute = 8

    let names: EstateNames
    /// A jump host without a user or credential of its own takes these.
    let defaults: TargetSettings
    let sink: DiagnosticSink

    private struct Draft {
        var host: JumpHost
        var via: String?
        /// Where `via` stands, or the name when there is none.
        var location: SourceLocation
    }

    func read(_ root: MappingReader, into estate: inout Estate) {
        guard let mapping = root.mapping("jump-hosts", subject: "jump-hosts") else { return }
        let drafts = mapping.allEntries().compactMap(draft)
        estate.jumpHosts = drafts.map(\.host)
        estate.routes = routes(drafts)
    }

    private func draft(_ entry: YAMLNode.Entry) -> Draft? {
        guard let name = entry.identifier(kind: "jump host", sink: sink) else { return nil }
        guard name != Via.directWord else {
            sink.error(at: entry.keyLocation, "a jump host cannot be called 'none': 'via: none' means no jump host")
            return nil
        }
        if case .scalar(let address) = entry.value.content {
            let place = TargetReader.Place(name: address, location: entry.value.location)
            return host(name, entry, address: place, own: TargetSettings()).map {
                Draft(host: $0, via: nil, location: entry.keyLocation)
            }
        }
        guard let reader = MappingReader(entry.value, subject: "jump host '\(name)'", sink: sink) else { return nil }
        let address = reader.requiredString("address").map {
            TargetReader.Place(name: $0, location: reader.location(of: "address"))
        }
        let own = TargetSettings(jumpHost: reader, names: names)
        let hostsAtOnce = reader.integer("hosts-at-once", in: 1...5000)
        reader.finish()
        guard let address, var host = host(name, entry, address: address, own: own) else { return nil }
        host.hostsAtOnce = hostsAtOnce ?? host.hostsAtOnce
        guard case .jumpHost(let via) = own.via else {
            return Draft(host: host, via: nil, location: entry.keyLocation)
        }
        return Draft(host: host, via: via, location: reader.location(of: "via"))
    }

    private func host(
        _ name: String,
        _ entry: YAMLNode.Entry,
        address: TargetReader.Place,
        own: TargetSettings
    ) -> JumpHost? {
        if let fault = NameSyntax.faultOfAddress(address.name) {
            let shown = address.name.isEmpty ? "'address'" : "address '\(visible(address.name, limit: 60))'"
            sink.error(at: address.location, "\(shown) \(fault)")
            return nil
        }
        let faulty = own.faulty.union(defaults.faulty)
        let user = own.user ?? defaults.user
        let credential = own.credential ?? defaults.credential
        for (key, isMissing) in [("user", user == nil), ("credential", credential == nil)]
        where isMissing && !faulty.contains(key) {
            sink.error(
                at: entry.keyLocation,
                "jump host '\(name)' needs '\(key)'; set it there or under 'defaults'"
            )
        }
        guard let user, let credential else { return nil }
        var host = JumpHost(name: name, address: address.name, user: user, credential: credential)
        host.port = own.port ?? host.port
        host.legacyAlgorithms = own.legacyAlgorithms ?? host.legacyAlgorithms
        return host
    }

    /// By name, the jump hosts on the way to it and itself, the nearest to us first.
    private func routes(_ drafts: [Draft]) -> [String: [JumpHost]] {
        let byName = Dictionary(drafts.map { ($0.host.name, $0) }) { first, _ in first }
        let edges = byName.mapValues { [$0.via].compactMap(\.self) }
        if let cycle = firstCycle(drafts.map(\.host.name), edges: edges), let first = byName[cycle[0]] {
            let path = cycle.joined(separator: " → ")
            sink.error(at: first.location, "jump hosts are reached through each other in a circle: \(path)")
            return [:]
        }
        var routes: [String: [JumpHost]] = [:]
        for draft in drafts {
            var way = [draft.host]
            var next = draft.via.flatMap { byName[$0] }
            while let hop = next, way.count <= Self.longestRoute + 1 {
                way.append(hop.host)
                next = hop.via.flatMap { byName[$0] }
            }
            // Those behind the first that is too far are so as well; it is said once.
            if way.count == Self.longestRoute + 1 {
                sink.error(
                    at: draft.location,
                    "jump host '\(draft.host.name)' makes a way of more than \(Self.longestRoute) jump hosts"
                )
            }
            routes[draft.host.name] = way.reversed()
        }
        return routes
    }
}
