import Discovery
import EstateModel
import SSH

/// One server that was found, as `reeve discover` lists it.
struct DiscoveredRow: Encodable {
    enum Relation: String, Encodable {
        case target
        case knownKey = "known-key"
        case unknown
    }

    var address: String
    var port: Int
    var relation: Relation
    /// Targets or recorded names that it is known under.
    var knownAs: [String]
    var banner: String?
    var keyType: String?
    var fingerprint: String?
    var keyExchange: String?
    /// Why there was no key exchange.
    var problem: String?

    init(_ found: Discoverer.Found, _ known: KnownServers) {
        address = found.address.description
        port = Int(found.port)
        switch found.kind {
        case .server(let posture, let key):
            banner = posture.banner
            keyType = visible(key.type)
            fingerprint = key.fingerprint
            keyExchange = posture.keyExchange
            (relation, knownAs) = Self.parts(known.relation(of: found.address, port: found.port, key: key))
        case .other(let text, let reason):
            banner = text
            problem = reason.message
            (relation, knownAs) = Self.parts(known.relation(of: found.address, port: found.port, key: nil))
        }
    }

    private static func parts(_ relation: KnownServers.Relation) -> (Relation, [String]) {
        switch relation {
        case .target(let name): (.target, [visible(name)])
        case .sameKeyAsTargets(let names), .keyRecorded(let names): (.knownKey, names.map { visible($0) })
        case .unknown: (.unknown, [])
        }
    }

    static var columns: [Listing<DiscoveredRow>.Column] {
        [
            .init("Address") { $0.address },
            .init("Port", isNumber: true) { String($0.port) },
            .init("In the estate", canShrink: true) { row in
                switch row.relation {
                case .target: "target \(row.knownAs.joined(separator: ", "))"
                case .knownKey: "same key as \(row.knownAs.joined(separator: ", "))"
                case .unknown: "no"
                }
            },
            .init("Server", canShrink: true) { $0.banner ?? $0.problem ?? "—" },
            .init("Key") { $0.keyType ?? "—" },
            .init("Fingerprint", canShrink: true) { $0.fingerprint ?? "—" },
        ]
    }
}
