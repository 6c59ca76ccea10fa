package import EstateModel

/// A password for sudo on its way through a script.
package enum EscalationPassword {
    private static let longestBytes = 1000
    /// Shorter ones would be found, and taken out, everywhere in what a host prints.
    private static let shortestBytes = 4
    private static let placeholder = Array("[secret]".utf8)
    private static let quote = UInt8(ascii: "'")

    /// Why a password cannot be handed to sudo, in the middle of a sentence; nil when it can.
    package static func objection(to password: Secret) -> String? {
        password.withUTF8 { bytes in
            if bytes.count < shortestBytes { return "it has fewer than \(shortestBytes) bytes" }
            if bytes.count > longestBytes { return "it has more than \(longestBytes) bytes" }
            return bytes.contains { $0 < 0x20 || $0 == 0x7F } ? "it holds a control character" : nil
        }
    }

    /// The password as one word of a POSIX shell.
    static func quoted(_ password: Secret) -> [UInt8] {
        password.withUTF8 { bytes in
            [quote] + bytes.flatMap { $0 == quote ? Array(#"'\''"#.utf8) : [$0] } + [quote]
        }
    }

    /// Replaces the password, plain and as ``quoted(_:)``, by `[secret]`.
    static func removing(_ password: Secret, from bytes: [UInt8]) -> [UInt8] {
        let plain = password.withUTF8 { Array($0) }
        let inside = Array(quoted(password).dropFirst().dropLast())
        let once = replacing(inside, in: bytes)
        return inside == plain ? once : replacing(plain, in: once)
    }

    private static func replacing(_ needle: [UInt8], in bytes: [UInt8]) -> [UInt8] {
        guard let first = needle.first, bytes.count >= needle.count else { return bytes }
        var result: [UInt8] = []
        var kept = 0
        var index = 0
        let last = bytes.count - needle.count
        while index <= last {
            if bytes[index] == first, bytes[index..<(index + needle.count)].elementsEqual(needle) {
                result += bytes[kept..<index]
                result += placeholder
                index += needle.count
                kept = index
            } else {
                index += 1
            }
        }
        return kept == 0 ? bytes : result + bytes[kept...]
    }
}

/// What the script's own frame `escalation` tells of the password that it was given.
package enum EscalationOutcome: String, Sendable {
    case accepted
    /// sudo asks this account for none; it was not used.
    case unneeded
    /// sudo did not take it, or was not there; it was tried once.
    case refused

    /// The id of the frame that holds it.
    package static let probe = "escalation"

    /// Nil when no password was given, or the account is root.
    package init?(_ answer: Answer?) {
        guard let answer else { return nil }
        let words = lines(of: answer.stdout).map(\.trimmed.text)
        self = words.lazy.compactMap(Self.init(rawValue:)).first ?? .refused
    }
}
