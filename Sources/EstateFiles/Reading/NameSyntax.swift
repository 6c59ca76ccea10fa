/// What names, host addresses and user names may look like. Strict, because they end up in commands of other tools,
/// in files and on screens; a leading hyphen would be an option there.
enum NameSyntax {
    /// The id of a thing in the estate: letters, digits, `.`, `_` and `-`, beginning with a letter, digit or `_`.
    static func isIdentifier(_ text: String) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 100 else { return false }
        return (isAlphanumeric(first) || first == UInt8(ascii: "_"))
            && text.utf8.allSatisfy { isAlphanumeric($0) || isOne($0, of: "._-") }
    }

    /// A login name, domain forms (`DOMAIN\user`, `user@domain`) included.
    static func isUser(_ text: String) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 104 else { return false }
        return (isAlphanumeric(first) || first == UInt8(ascii: "_"))
            && text.utf8.allSatisfy { isAlphanumeric($0) || isOne($0, of: "._-@\\+$") }
    }

    static func isEnvironmentVariable(_ text: String) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 200 else { return false }
        return (isLetter(first) || first == UInt8(ascii: "_"))
            && text.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "_") }
    }

    /// Nil when the text is a host name or an IP address; otherwise what is wrong with it.
    static func faultOfAddress(_ text: String) -> String? {
        if text.isEmpty { return "is empty" }
        if text.utf8.first == UInt8(ascii: "-") { return "begins with a hyphen" }
        if text.utf8.count > 253 { return "is longer than 253 characters" }
        guard text.utf8.allSatisfy({ isAlphanumeric($0) || isOne($0, of: ".-:") }) else {
            return "may hold only letters, digits, dots, hyphens and colons"
        }
        if text.utf8.contains(UInt8(ascii: ":")) { return faultOfIPv6(text) }
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        if let last = labels.last, last.utf8.allSatisfy(isDigit), !last.isEmpty { return faultOfIPv4(labels) }
        for label in labels {
            if label.isEmpty { return "has an empty part between dots" }
            if label.utf8.count > 63 { return "has a part longer than 63 characters" }
            if label.hasPrefix("-") || label.hasSuffix("-") { return "has a part that begins or ends with a hyphen" }
        }
        return nil
    }

    private static func faultOfIPv4(_ labels: [Substring]) -> String? {
        let numbers = labels.compactMap { UInt8($0) }
        // A leading zero is octal to some programs and decimal to others.
        let hasLeadingZero = labels.contains { $0.count > 1 && $0.hasPrefix("0") }
        if labels.count == 4, numbers.count == 4, !hasLeadingZero { return nil }
        return "ends in a number but is no IPv4 address (four numbers from 0 to 255)"
    }

    private static func faultOfIPv6(_ text: String) -> String? {
        let fault = "has colons but is no IPv6 address; write a port under 'port'"
        let halves = text.components(separatedBy: "::")
        guard halves.count <= 2 else { return fault }
        let groups = halves.map { half in
            half.isEmpty ? [] : half.split(separator: ":", omittingEmptySubsequences: false)
        }
        for group in groups.joined() where group.isEmpty || group.count > 4 || !group.utf8.allSatisfy(isHexDigit) {
            return fault
        }
        let count = groups.joined().count
        return (halves.count == 2 ? count <= 7 : count == 8) ? nil : fault
    }

    static func isAlphanumeric(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }

    static func isDigit(_ byte: UInt8) -> Bool {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || ((byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "f"))
    }

    private static func isOne(_ byte: UInt8, of characters: StaticString) -> Bool {
        characters.withUTF8Buffer { $0.contains(byte) }
    }
}

extension String {
    /// The pieces between occurrences of a separator, empty ones included; without Foundation.
    func components(separatedBy separator: String) -> [Substring] {
        var pieces: [Substring] = []
        var rest = self[...]
        while let found = rest.firstRange(of: separator) {
            pieces.append(rest[..<found.lowerBound])
            rest = rest[found.upperBound...]
        }
        pieces.append(rest)
        return pieces
    }
}
