import Crypto
import EstateModel

/// All questions of one or more platforms as one text, ready to run on a host over one channel.
package struct ProbeScript: Hashable, Sendable {
    private let wording: ScriptText
    /// What to execute over SSH. Constant words that every login shell reads alike.
    package let command: String
    /// What to send to the command's stdin before closing it. Holds what differs between runs, then the text.
    package let input: [UInt8]
    /// A password that ``input`` holds.
    private let secret: Secret?

    /// What runs on the host, word for word the same for every host and every scan: what `reeve probes` prints.
    package var text: String { wording.text }
    /// SHA-256 of ``text``, lower-case hexadecimal.
    package var digest: String { wording.digest }

    /// - Parameter settings: what stands before the text.
    init(_ wording: ScriptText, command: String, settings: [UInt8], secret: Secret? = nil) {
        self.wording = wording
        self.secret = secret
        self.command = command
        self.input = settings + wording.bytes
    }

    /// What a host printed, without the password that it was sent: a host that shows its input must not get it into our
    /// database. To be called on stdout and stderr before anything else looks at them.
    package func withoutSecret(_ bytes: [UInt8]) -> [UInt8] {
        secret.map { EscalationPassword.removing($0, from: bytes) } ?? bytes
    }
}

/// The part of a script that is the same for every host: composed and digested once for a whole scan.
package struct ScriptText: Hashable, Sendable {
    package let text: String
    let bytes: [UInt8]
    /// SHA-256, lower-case hexadecimal.
    package let digest: String

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
        var hash = SHA256()
        bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
        digest = hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
