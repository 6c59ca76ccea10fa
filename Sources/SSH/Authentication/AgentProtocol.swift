/// The messages of the agent protocol that Reeve uses (draft-ietf-sshm-ssh-agent).
enum AgentProtocol {
    static let messageLimit = 256 << 10
    static let identityLimit = 256

    private static let requestIdentities: UInt8 = 11
    private static let identitiesAnswer: UInt8 = 12
    private static let signRequest: UInt8 = 13
    private static let signResponse: UInt8 = 14

    static let identitiesRequest = framed([requestIdentities])

    /// Asks for a signature with the key over `data`, which is what libssh2 wants signed.
    static func signRequest(key: HostKey, data: [UInt8]) -> [UInt8] {
        var writer = WireWriter()
        writer.byte(signRequest)
        writer.string(key.blob)
        writer.string(data)
        writer.uint32(flags(for: data))
        return framed(writer.bytes)
    }

    /// The keys in an answer, in the agent's order; nil when it is no such answer.
    static func identities(in answer: [UInt8]) -> [AgentIdentity]? {
        var reader = WireReader(answer)
        guard reader.byte() == identitiesAnswer, let count = reader.uint32(), count <= identityLimit else { return nil }
        var identities: [AgentIdentity] = []
        for _ in 0..<count {
            guard let blob = reader.string(), let comment = reader.text() else { return nil }
            // libssh2 cannot log in with certificates, and each is listed beside its plain key.
            guard let key = HostKey(blob: blob), !key.type.contains("-cert-") else { continue }
            identities.append(AgentIdentity(key: key, comment: comment))
        }
        return identities
    }

    /// The signature proper, without the algorithm's name, as libssh2 wants it; nil when the agent refused.
    static func signature(in answer: [UInt8]) -> [UInt8]? {
        var reader = WireReader(answer)
        guard reader.byte() == signResponse, let signature = reader.string() else { return nil }
        var inner = WireReader(signature)
        guard inner.string() != nil else { return nil }
        return inner.string()
    }

    /// An RSA key signs with SHA-1 unless told otherwise; the algorithm is named in the data (RFC 4252, section 7).
    private static func flags(for data: [UInt8]) -> UInt32 {
        var reader = WireReader(data)
        guard reader.string() != nil, reader.byte() != nil, reader.string() != nil, reader.string() != nil,
            reader.string() != nil, reader.byte() != nil, let algorithm = reader.text()
        else { return 0 }
        return switch algorithm {
        case "rsa-sha2-256": 2
        case "rsa-sha2-512": 4
        default: 0
        }
    }

    private static func framed(_ payload: [UInt8]) -> [UInt8] {
        var writer = WireWriter()
        writer.string(payload)
        return writer.bytes
    }
}

/// A key that an agent holds.
struct AgentIdentity: Hashable, Sendable {
    var key: HostKey
    var comment: String

    /// Whether this is the key that the estate names by fingerprint or comment.
    func isNamed(_ hint: String) -> Bool {
        hint == key.fingerprint || hint == comment
    }
}
