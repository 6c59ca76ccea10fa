/// What the SSH handshake told about the host's server.
package struct SecureShellPosture: Hashable, Sendable, Codable {
    /// The server's identification line: `SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u6`.
    package var banner: String?
    package var keyExchange: String?
    /// The type of host key that was used: `ssh-ed25519`.
    package var hostKeyType: String?
    /// The length of that key in bits: 256 for Ed25519, the modulus for RSA; nil for a type that is not known.
    package var hostKeyBits: Int?
    package var cipher: String?
    package var mac: String?

    package init(
        banner: String? = nil,
        keyExchange: String? = nil,
        hostKeyType: String? = nil,
        hostKeyBits: Int? = nil,
        cipher: String? = nil,
        mac: String? = nil
    ) {
        self.banner = banner
        self.keyExchange = keyExchange
        self.hostKeyType = hostKeyType
        self.hostKeyBits = hostKeyBits
        self.cipher = cipher
        self.mac = mac
    }
}
