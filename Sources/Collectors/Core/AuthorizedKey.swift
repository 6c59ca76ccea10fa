/// A line of `authorized_keys` for the scan account that allows as little as OpenSSH can be told to.
package enum AuthorizedKey {
    /// Why a line could not be made; a sentence with the remedy.
    package struct Objection: Error, Hashable, CustomStringConvertible {
        package let description: String
    }

    /// - Parameters:
    ///   - publicKey: the text of a `.pub` file.
    ///   - from: addresses and networks that may log in, as in `10.1.2.0/24`; empty for all.
    ///   - forcedDigest: the SHA-256 of the only script that the key may run; nil for any command.
    package static func line(
        publicKey: String,
        from: [String],
        forcedDigest: String?
    ) throws(Objection) -> String {
        var options = ["restrict"]
        for address in from where !isAddress(address) {
            throw Objection(description: "'\(address)' is neither an address nor a network; write it like 10.1.2.0/24.")
        }
        if !from.isEmpty { options.append("from=\"\(from.joined(separator: ","))\"") }
        if let forcedDigest { options.append("command=\"\(quoted(forcedCommand(digest: forcedDigest)))\"") }
        return "\(options.joined(separator: ",")) \(try key(in: publicKey))\n"
    }

    /// Runs the script whose SHA-256 is named, and nothing else. The lines of settings before it are not run, but the
    /// second is taken apart: its words become arguments of `/bin/sh -s`. No file is written. It holds no `!`, which
    /// csh replaces even between quotes.
    package static func forcedCommand(digest: String) -> String {
        """
        exec /bin/sh -c 'read -r again; read -r set dashes nonce escalation seconds rest; \
        odd=$(printf %s "$nonce$escalation$seconds" | tr -d 0-9A-Za-z); \
        text=$(cat; echo x); text=${text%x}; sum=$(printf %s "$text" | sha256sum); \
        case "$set,$dashes,$odd,$rest,${sum%% *}" in \
        set,--,,,\(digest)) printf %s "$text" | /bin/sh -s -- "$nonce" "$escalation" "$seconds" ;; \
        *) echo "this key runs one script only, SHA-256 \(digest)" >&2; exit 126 ;; \
        esac'
        """
    }

    private static func key(in text: String) throws(Objection) -> String {
        if text.contains("PRIVATE KEY") {
            throw Objection(description: "that is a private key, which leaves this machine never; name the .pub file.")
        }
        let lines = text.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }
        let words = lines.first?.split(separator: " ") ?? []
        guard lines.count == 1, words.count >= 2, isType(words[0]), words[1].hasPrefix("AAAA"),
            words[1].utf8.allSatisfy(isBase64), text.utf8.allSatisfy({ $0 >= 0x20 || $0 == 0x0A || $0 == 0x0D })
        else {
            throw Objection(description: "no public key was found there; name a .pub file that ssh-keygen wrote.")
        }
        return lines[0].trimmingPrefix { $0 == " " }.description
    }

    private static func isType(_ word: Substring) -> Bool {
        ["ssh-", "ecdsa-", "sk-"].contains { word.hasPrefix($0) }
            && word.utf8.allSatisfy { isBase64($0) || "-@.".utf8.contains($0) }
    }

    private static func isBase64(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || "+/=".utf8.contains(byte)
    }

    /// Addresses with or without a length, and OpenSSH's names with `*`; a shape, not a check.
    private static func isAddress(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { (0x61...0x7A).contains($0 | 0x20) || ("0123456789.:/*-").utf8.contains($0) }
    }

    /// As sshd reads a quoted option.
    private static func quoted(_ text: String) -> String {
        text.replacing("\"", with: "\\\"")
    }
}
