import Crypto
import EstateModel

/// What an SSH signature says of itself, before anybody has checked it.
///
/// **Source:** PROTOCOL.sshsig of OpenSSH: `SSHSIG`, version 1, public key, namespace, reserved, hash, signature.
package struct SignatureEnvelope: Hashable, Sendable {
    package let namespace: String
    /// `SHA256:…`, as `ssh-keygen -l` prints it.
    package let keyFingerprint: String

    private static let header = "-----BEGIN SSH SIGNATURE-----"
    private static let footer = "-----END SSH SIGNATURE-----"
    private static let mostBytes = 65_536

    /// Reads an armoured signature; nil when it is none.
    package init?(_ armoured: String) {
        guard armoured.utf8.count <= Self.mostBytes else { return nil }
        let lines = armoured.split(whereSeparator: \.isNewline)
        guard lines.first == Self.header[...], lines.last == Self.footer[...], lines.count > 2,
            let bytes = Base64.decode(lines.dropFirst().dropLast().joined().utf8)
        else { return nil }
        var reader = WireReader(bytes)
        guard reader.take(6) == Array("SSHSIG".utf8), reader.number() == 1, let key = reader.string(),
            let namespace = reader.string(), !namespace.isEmpty, reader.string() != nil, reader.string() != nil,
            reader.string() != nil
        else { return nil }
        self.namespace = String(decoding: namespace, as: UTF8.self)
        keyFingerprint = Self.fingerprint(key)
    }

    /// The fingerprint of a public key in base64, as key files and files of allowed signers hold it; nil for other
    /// text.
    package static func fingerprint(ofKey text: some StringProtocol) -> String? {
        Base64.decode(text.utf8).flatMap { $0.isEmpty ? nil : fingerprint($0) }
    }

    private static func fingerprint(_ key: [UInt8]) -> String {
        let digest = key.withUnsafeBytes { Array(SHA256.hash(data: $0)) }
        return "SHA256:" + Base64.encode(digest, padded: false)
    }
}

/// Reads the binary form that SSH uses.
private struct WireReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    mutating func take(_ count: Int) -> [UInt8]? {
        guard count <= rest.count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }

    mutating func number() -> UInt32? {
        take(4).map { $0.reduce(0) { $0 << 8 | UInt32($1) } }
    }

    mutating func string() -> [UInt8]? {
        number().flatMap { take(Int($0)) }
    }
}
