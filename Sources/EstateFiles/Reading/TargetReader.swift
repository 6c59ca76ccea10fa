import EstateModel
import StrictYAML

/// Reads targets, from YAML or CSV, and completes each from its group and its service.
struct TargetReader {
    static let largestEstate = 200_000

    let names: EstateNames
    let groups: [String: ResolvedGroup]
    let defaults: TargetSettings
    let services: [String: BusinessService]
    let routes: [String: [JumpHost]]
    let windows: [String: ScanWindow]
    let sink: DiagnosticSink
    private(set) var targets: [Target] = []
    private var places: [String: SourceLocation] = [:]
    private var addresses: [String: String] = [:]
    private var missing = MissingKeys()
    private var isFull = false

    /// - Parameter estate: read as far as its services, jump hosts and windows.
    init(
        names: EstateNames,
        groups: [String: ResolvedGroup],
        defaults: TargetSettings,
        estate: Estate,
        sink: DiagnosticSink
    ) {
        self.names = names
        self.groups = groups
        self.defaults = defaults
        services = Dictionary(estate.services.map { ($0.id, $0) }) { first, _ in first }
        routes = estate.routes
        windows = Dictionary(estate.windows.map { ($0.name, $0) }) { first, _ in first }
        self.sink = sink
    }

    /// Reads the entries of a `targets:` mapping.
    ///
    /// - Parameter group: the group the mapping stands in; nil for the one at the top, whose targets may name theirs.
    mutating func read(_ mapping: MappingReader, group: String?) {
        for entry in mapping.allEntries() {
            let place = Place(name: entry.key, location: entry.keyLocation)
            switch entry.value.content {
            case .scalar(let address):
                let settings = TargetSettings()
                let address = Place(name: address, location: entry.value.location)
                add(place, address: address, settings: settings, group: group)
            default:
                readLongForm(place, entry.value, group: group)
            }
        }
    }

    /// Reads one target that is a mapping; a row of a CSV file looks like one.
    mutating func readLongForm(_ name: Place, _ node: YAMLNode, group: String?) {
        let subject = "target '\(visible(name.name, limit: 60))'"
        guard let reader = MappingReader(node, subject: subject, sink: sink) else { return }
        let address = reader.string("address").map { Place(name: $0, location: reader.location(of: "address")) }
        var group = group
        if group == nil {
            group = reader.reference("group", to: "group", among: names.groups)
        } else {
            reader.refuse("group", "\(subject) stands in a group already; move it under 'targets' at the top")
        }
        var settings = TargetSettings(reader, names: names)
        reader.finish()
        if reader.has("group"), group == nil { settings.faulty = ["user", "credential", "organisations"] }
        guard let address else {
            if reader.node("address") == nil {
                sink.error(at: name.location, "\(subject) needs 'address', a host name or an IP address")
            }
            return
        }
        add(name, address: address, settings: settings, group: group)
    }

    /// A word of a file and where it stands.
    struct Place {
        var name: String
        var location: SourceLocation
    }

    private mutating func add(_ name: Place, address: Place, settings: TargetSettings, group: String?) {
        guard let targetNames = expand(name, "target name"), let hosts = expand(address, "address") else { return }
        guard targetNames.count == hosts.count else {
            let counts =
                "\(counted(targetNames.count, "target name")) but \(counted(hosts.count, "address", "addresses"))"
            sink.error(at: address.location, "\(counts); give both the same ranges")
            return
        }
        guard targets.count + hosts.count <= Self.largestEstate else {
            if !isFull { sink.error(at: name.location, "more than \(Self.largestEstate) targets; split the estate") }
            isFull = true
            return
        }
        if let fault = targetNames.first(where: { !NameSyntax.isIdentifier($0) }) {
            sink.error(at: name.location, "target name '\(visible(fault, limit: 60))' \(identifierRule)")
            return
        }
        for host in hosts {
            guard let fault = NameSyntax.faultOfAddress(host) else { continue }
            let shown = host.isEmpty ? "'address'" : "address '\(visible(host, limit: 60))'"
            sink.error(at: address.location, "\(shown) \(fault)")
            return
        }
        let complete = complete(settings, group: group)
        let lineage = group.flatMap { groups[$0]?.lineage } ?? []
        for (targetName, host) in zip(targetNames, hosts) {
            addOne(targetName, host, at: name.location, settings: complete, lineage: lineage)
        }
    }

    private func expand(_ place: Place, _ what: String) -> [String]? {
        if place.name.hasPrefix("["), place.name.contains("::") {
            let name = visible(place.name, limit: 60)
            sink.error(at: place.location, "\(what) '\(name)' has brackets; write an IPv6 address without them")
            return nil
        }
        do throws(HostRange.Fault) {
            return try HostRange.expand(place.name)
        } catch {
            sink.error(at: place.location, "\(what) '\(visible(place.name, limit: 60))' \(error.message)")
            return nil
        }
    }

    /// The settings with what the group, the defaults and the service say where the target says nothing.
    private func complete(_ settings: TargetSettings, group: String?) -> TargetSettings {
        var merged = settings.over(group.flatMap { groups[$0]?.settings } ?? defaults)
        if let id = merged.service {
            guard let service = services[id] else {
                merged.faulty.insert("organisations")
                return merged
            }
            merged.organisations = merged.organisations ?? service.organisations
            merged.owner = merged.owner ?? service.ownerPost
            merged.ratings = merged.ratings.over(service.ratings)
        }
        if merged.organisations == nil, names.organisations.ordered.count == 1 {
            merged.organisations = [names.organisations.ordered[0]: 100]
        }
        return merged
    }

    private mutating func addOne(
        _ name: String,
        _ address: String,
        at location: SourceLocation,
        settings: TargetSettings,
        lineage: [String]
    ) {
        if let first = places.updateValue(location, forKey: name) {
            sink.error(at: location, "target '\(name)' is already there, at \(first)")
            return
        }
        guard let user = settings.user, let credential = settings.credential,
            let organisations = settings.organisations
        else {
            missing.note(name, settings, group: lineage.first, at: location)
            return
        }
        var target = Target(name: name, address: address, user: user, credential: credential)
        target.organisations = organisations
        target.groups = lineage
        settings.apply(to: &target)
        applyScanning(settings, to: &target)
        if settings.escalationCredential != nil, target.escalation != .sudo, !settings.faulty.contains("escalate") {
            missing.noteEscalation(name, target.escalation, group: lineage.first, at: location)
        }
        warnOfTwin(target, at: location)
        warnOfWayThroughItself(target, at: location)
        targets.append(target)
    }

    private mutating func warnOfTwin(_ target: Target, at location: SourceLocation) {
        let key = target.address.lowercased() + " " + String(target.port)
        guard let twin = addresses.updateValue(target.name, forKey: key) else { return }
        let place = "\(target.address) port \(target.port)"
        sink.warning(at: location, "'\(target.name)' and '\(twin)' are both \(place); the host would be scanned twice")
    }

    private func applyScanning(_ settings: TargetSettings, to target: inout Target) {
        if case .jumpHost(let name) = settings.via { target.route = routes[name] ?? [] }
        if case .named(let name) = settings.window { target.window = windows[name] }
    }

    private func warnOfWayThroughItself(_ target: Target, at location: SourceLocation) {
        let address = target.address.lowercased()
        guard let hop = target.route.first(where: { $0.port == target.port && $0.address.lowercased() == address })
        else { return }
        sink.warning(
            at: location,
            "'\(target.name)' is the jump host '\(hop.name)' and would be reached through itself; write via: none there"
        )
    }

    /// Reports what targets lack; call it after the last target.
    func finish() {
        missing.report(to: sink)
    }
}

/// `1 address`, `2 addresses`.
func counted(_ count: Int, _ singular: String, _ plural: String? = nil) -> String {
    "\(count) \(count == 1 ? singular : plural ?? singular + "s")"
}

extension TargetSettings {
    func apply(to target: inout Target) {
        target.port = port ?? target.port
        target.site = site
        target.tags = tags
        target.service = service
        target.owner = owner
        target.ratings = ratings
        target.platform = platform
        target.escalation = escalation ?? target.escalation
        target.escalationCredential = escalationCredential
        target.legacyAlgorithms = legacyAlgorithms ?? target.legacyAlgorithms
        target.limits.connect = limits.connect ?? target.limits.connect
        target.limits.probe = limits.probe ?? target.limits.probe
        target.limits.host = limits.host ?? target.limits.host
        target.limits.hostBytes = limits.hostBytes ?? target.limits.hostBytes
    }
}
