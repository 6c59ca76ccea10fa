import Crypto
package import EstateModel

/// All questions of one or more platforms as one text, ready to run on a host over one channel.
package struct ProbeScript: Hashable, Sendable {
    /// What runs on the host, word for word the same for every host and every scan: what `reeve probes` prints.
    package let text: String
    /// SHA-256 of ``text``, lower-case hexadecimal.
    package let digest: String
    /// What to execute over SSH. Constant words that every login shell reads alike.
    package let command: String
    /// What to send to the command's stdin before closing it. Holds what differs between runs, then ``text``.
    package let input: [UInt8]
    /// A password that ``input`` holds.
    private let secret: Secret?

    package init(text: String, command: String, input: [UInt8], secret: Secret? = nil) {
        self.secret = secret
        self.text = text
        self.digest = Self.digest(of: text)
        self.command = command
        self.input = input
    }

    /// What a host printed, without the password that it was sent: a host that shows its input must not get it into our
    /// database. To be called on stdout and stderr before anything else looks at them.
    package func withoutSecret(_ bytes: [UInt8]) -> [UInt8] {
        secret.map { EscalationPassword.removing($0, from: bytes) } ?? bytes
    }

    static func digest(of text: String) -> String {
        var hash = SHA256()
        Array(text.utf8).withUnsafeBytes { hash.update(bufferPointer: $0) }
        return hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
