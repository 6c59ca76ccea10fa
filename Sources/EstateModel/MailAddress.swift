/// One address of electronic mail in the plain form that every mail server takes: `jane.smith@council.example`.
///
/// Nothing in it can end a header line or begin another recipient: no quoting, comments, blanks or control characters.
package struct MailAddress: Hashable, Sendable, CustomStringConvertible {
    package let description: String
    /// What stands behind the `@`.
    package let domain: String

    /// Nil for anything but `local@domain` of RFC 5321 in ASCII, the local part being a dot-atom.
    package init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard text.utf8.count <= 254, parts.count == 2, parts[0].utf8.count <= 64, parts[1].utf8.count <= 253,
            Self.labels(parts[0]).allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isAtomByte) }),
            Self.labels(parts[1]).allSatisfy(Self.isDomainLabel)
        else { return nil }
        description = text
        domain = String(parts[1])
    }

    private static func labels(_ text: Substring) -> [Substring] {
        text.split(separator: ".", omittingEmptySubsequences: false)
    }

    private static func isDomainLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
            && label.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isAtomByte(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
}
