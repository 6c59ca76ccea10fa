/// A web address that may become a link: `http` or `https`, a host, printable ASCII only, at most 2,000 characters.
///
/// Refuses user names, which make one site look like another, and everything that a reader could not retype.
package struct WebAddress: Hashable, Sendable {
    package let text: String

    /// Nil for anything else, such as `javascript:`, which stays text.
    package init?(_ text: String) {
        let scheme = ["https://", "http://"].first { text.hasPrefix($0) }
        guard let scheme, text.utf8.count <= 2000, text.utf8.allSatisfy(Self.isPlain) else { return nil }
        let authority = text.utf8.dropFirst(scheme.utf8.count).prefix { !"/?#".utf8.contains($0) }
        guard let first = authority.first, Self.isLetterOrDigit(first),
            authority.allSatisfy({ Self.isLetterOrDigit($0) || "-.:".utf8.contains($0) })
        else { return nil }
        self.text = text
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (0x21...0x7E).contains(byte) && !"\"'<>\\^`{|}".utf8.contains(byte)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }
}
