import EstateModel
package import SSH

/// What the estate knows already: its targets by address, and the hosts whose keys it has recorded.
package struct KnownServers: Sendable {
    /// How a server that was found relates to the estate.
    package enum Relation: Hashable, Sendable {
        /// In a target list, at this address.
        case target(String)
        /// Not at this address, but its host key is recorded for these targets: the same machine, or a copy of it.
        case sameKeyAsTargets([String])
        /// Its host key is recorded for these names, none of which is a target.
        case keyRecorded([String])
        /// The coverage gap.
        case unknown
    }

    /// A target of the estate, as far as it matters here.
    package struct Place: Hashable, Sendable {
        package var name: String
        package var address: String
        package var port: UInt16
        /// The last jump host on the way; nil for a target that is reached directly.
        package var jumpHost: String?

        package init(name: String, address: String, port: UInt16, jumpHost: String? = nil) {
            self.name = name
            self.address = address
            self.port = port
            self.jumpHost = jumpHost
        }

        fileprivate var numericAddress: String { NetworkAddress(address)?.description ?? address }
    }

    private static let mostNames = 5

    /// By the name under which known_hosts has them.
    private var targetsByPlace: [String: [String]] = [:]
    /// Targets behind jump hosts, by the name that their address would have without.
    private var indirectByPlace: [String: [Place]] = [:]
    private var namesWithKeys: Set<String> = []
    /// By the key's `type base64`: the names in the first field of its lines.
    private var namesByKey: [String: [String]] = [:]

    /// - Parameters:
    ///   - places: the targets; addresses that are names match by host key only.
    ///   - knownHosts: the bytes of the estate's known_hosts.
    package init(_ places: [Place], knownHosts: [UInt8]) {
        for place in places {
            targetsByPlace[Self.recordedName(place), default: []].append(place.name)
            guard place.jumpHost != nil else { continue }
            indirectByPlace[KnownHosts.name(host: place.numericAddress, port: place.port), default: []].append(place)
        }
        for (index, line) in knownHosts.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let fields = line.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
            // Marked lines vouch for no host of their own.
            guard fields.count >= 3, let first = fields[0].first, first != UInt8(ascii: "#"), first != UInt8(ascii: "@")
            else { continue }
            let key = String(decoding: fields[1], as: UTF8.self) + " " + String(decoding: fields[2], as: UTF8.self)
            let names =
                first == UInt8(ascii: "|")
                ? ["line \(index + 1) of known_hosts"]
                : fields[0].split(separator: UInt8(ascii: ",")).map { String(decoding: $0, as: UTF8.self) }
            namesByKey[key, default: []] += names
            namesWithKeys.formUnion(names.map { $0.lowercased() })
        }
    }

    /// - Parameter key: the key that was shown; nil when there was no key exchange.
    package func relation(of address: NetworkAddress, port: UInt16, key: HostKey?) -> Relation {
        let place = KnownHosts.name(host: address.description, port: port)
        if let target = targetsByPlace[place]?.first { return .target(target) }
        guard let key, let names = namesByKey[key.line] else { return indirectRelation(place) }
        let targets = Set(names.flatMap { targetsByPlace[$0.lowercased()] ?? [] }).sorted()
        if !targets.isEmpty { return .sameKeyAsTargets(Array(targets.prefix(Self.mostNames))) }
        return .keyRecorded(Array(names.prefix(Self.mostNames)))
    }

    /// A target behind a jump host has the address. If its key is recorded, that key was not shown: another machine.
    private func indirectRelation(_ place: String) -> Relation {
        let target = indirectByPlace[place]?.first { !namesWithKeys.contains(Self.recordedName($0)) }
        return target.map { .target($0.name) } ?? .unknown
    }

    private static func recordedName(_ place: Place) -> String {
        KnownHosts.name(host: place.numericAddress, port: place.port, jumpHost: place.jumpHost)
    }
}
