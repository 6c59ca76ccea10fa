import Crypto
import EstateModel
import FoundationEssentials

/// A public key as SSH sends it, with its type in front.
package struct HostKey: Hashable, Sendable {
    /// `ssh-ed25519`, `ecdsa-sha2-nistp256`, `ssh-rsa`, …
    package let type: String
    package let blob: [UInt8]

    /// Nil when the bytes do not begin with a plausible key type.
    package init?(blob: [UInt8]) {
        var reader = WireReader(blob)
        guard let name = reader.string(), !name.isEmpty, name.count <= 64, !reader.isAtEnd,
            name.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: ",") })
        else { return nil }
        type = String(decoding: name, as: UTF8.self)
        self.blob = blob
    }

    /// As OpenSSH shows it: `SHA256:` and base64 without padding.
    package var fingerprint: String {
        "SHA256:" + Base64.encode(Array(SHA256.hash(data: blob)), padded: false)
    }

    /// The type and base64, as in a `.pub` file: `ssh-ed25519 AAAA…`.
    package var line: String {
        type + " " + Base64.encode(blob)
    }
}
