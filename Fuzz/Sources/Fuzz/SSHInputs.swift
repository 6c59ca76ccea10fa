import EstateModel

@testable import SSH

/// What a server, an agent or a file of keys may hold.
enum SSHInputs {
    private static let key = HostKey(blob: [0, 0, 0, 11] + Array("ssh-ed25519".utf8) + Array(repeating: 1, count: 36))

    /// The first bytes of a connection: what is found in a part stays found when more comes.
    static func identification(_ bytes: [UInt8]) {
        let whole = ServerIdentification.find(in: bytes)
        let part = ServerIdentification.find(in: bytes.prefix(bytes.count / 2))
        check(part == .incomplete || part == whole, "a verdict changed with later bytes")
        if case .found(let offset) = whole {
            check(bytes[offset...].starts(with: "SSH-".utf8), "the identification is elsewhere")
            _ = KeyExchangeOffer(afterIdentification: bytes[offset...])
        }
        _ = KeyExchangeOffer(afterIdentification: bytes)
    }

    /// Every byte is kept, and a key that is added is found.
    static func knownHosts(_ bytes: [UInt8]) {
        var hosts = KnownHosts(bytes)
        check(hosts.serialised == bytes, "a byte was lost")
        guard let key else { return }
        _ = hosts.match(host: "db01", port: 2222, key: key)
        _ = hosts.keyTypes(host: "10.1.2.3", port: 22)
        guard let line = KnownHosts.line(host: "added", port: 22, key: key) else { return }
        let before = hosts.match(host: "added", port: 22, key: key)
        hosts.append(line: line)
        let after = hosts.match(host: "added", port: 22, key: key)
        if case .unknown = before { check(after.isMatch, "an added key was not found") }
        check(KnownHosts(hosts.serialised).match(host: "added", port: 22, key: key) == after, "read back, it differs")
    }

    static func hostPattern(_ bytes: [UInt8]) {
        let parts = bytes.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
        let name = parts.count > 1 ? Array(parts[1]) : Array("db01.example.org".utf8)
        guard let pattern = HostPattern(parts[0]) else { return }
        let isMatch = pattern.matches(name)
        if let names = pattern.plainNames { check(isMatch == names.contains(name), "the index and the pattern differ") }
    }

    static func privateKey(_ bytes: [UInt8]) {
        if case .success(let key) = PrivateKeyFile.parse(bytes) {
            check(key.contents.withUTF8 { $0.elementsEqual(bytes) }, "the file was changed")
        }
    }

    static func agentAnswer(_ bytes: [UInt8]) {
        let identities = AgentProtocol.identities(in: bytes) ?? []
        check(identities.count <= AgentProtocol.identityLimit, "too many keys")
        for identity in identities.prefix(4) {
            _ = AgentProtocol.signRequest(key: identity.key, data: bytes)
            _ = identity.key.fingerprint
        }
        _ = AgentProtocol.signature(in: bytes)
    }

    /// The first byte of each step says what is read next.
    static func wire(_ bytes: [UInt8]) {
        if let key = HostKey(blob: bytes) {
            check((key.bits ?? 1) > 0, "a key without length")
            check(!key.line.contains("\n"), "a key of several lines")
        }
        var reader = WireReader(bytes)
        while let step = reader.byte() {
            switch step % 4 {
            case 0: _ = reader.uint32()
            case 1: _ = reader.string()
            case 2: _ = reader.text()
            default: _ = reader.bytes(Int(step))
            }
        }
        check(reader.isAtEnd, "bytes are left")
    }
}
