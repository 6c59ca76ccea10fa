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

        package init(name: String, address: String, port: UInt16) {
            self.name = name
            self.address = address
            self.port = port
        }
    }

    private static let mostNames = 5

    private var targetsByPlace: [String: [String]] = [:]
    /// By the key's `type base64`: the names in the first field of its lines.
    private var namesByKey: [String: [String]] = [:]

    /// - Parameters:
    ///   - places: the targets; addresses that are names match by host key only.
    ///   - knownHosts: the bytes of the estate's known_hosts.
    package init(_ places: [Place], knownHosts: [UInt8]) {
        for place in places {
            let address = NetworkAddress(place.address)?.description ?? place.address.lowercased()
            targetsByPlace[Self.recordedName(address, place.port), default: []].append(place.name)
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
        }
    }

    /// - Parameter key: the key that was shown; nil when there was no key exchange.
    package func relation(of address: NetworkAddress, port: UInt16, key: HostKey?) -> Relation {
        let place = Self.recordedName(address.description, port)
        if let target = targetsByPlace[place]?.first { return .target(target) }
        guard let key, let names = namesByKey[key.line] else { return .unknown }
        let targets = Set(names.flatMap { targetsByPlace[$0.lowercased()] ?? [] }).sorted()
        if !targets.isEmpty { return .sameKeyAsTargets(Array(targets.prefix(Self.mostNames))) }
        return .keyRecorded(Array(names.prefix(Self.mostNames)))
    }

    /// As known_hosts writes a host: with its port when that is not 22.
    private static func recordedName(_ address: String, _ port: UInt16) -> String {
        port == 22 ? address : "[\(address)]:\(port)"
    }
}
