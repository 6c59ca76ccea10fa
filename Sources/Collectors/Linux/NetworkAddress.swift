/// Addresses as hosts print them.
enum NetworkAddress {
    /// `52:54:00:12:34:56` in lower case; nil for other lengths (InfiniBand), zeros, broadcast and group addresses.
    static func mac(_ text: some StringProtocol) -> String? {
        let lower = text.lowercased()
        let parts = lower.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 6 else { return nil }
        let bytes = parts.compactMap {
            $0.count == 2 && $0.allSatisfy(\.isHexadecimalDigit) ? UInt8(Substring($0), radix: 16) : nil
        }
        guard bytes.count == 6, bytes.contains(where: { $0 != 0 }), bytes[0] & 1 == 0 else { return nil }
        return lower
    }

    /// `192.0.2.7` of `192.0.2.7/24`; nil for what is no address, and for loopback and link-local ones, which say
    /// nothing about where a host is.
    static func lasting(_ text: some StringProtocol) -> String? {
        let address = String(text.prefix { $0 != "/" && $0 != "%" }).lowercased()
        if isIPv4(address) {
            return address.hasPrefix("127.") || address.hasPrefix("169.254.") || address == "0.0.0.0" ? nil : address
        }
        guard isIPv6(address), address != "::1", address != "::" else { return nil }
        // fe80::/10
        return ["fe8", "fe9", "fea", "feb"].contains { address.hasPrefix($0) } ? nil : address
    }

    static func isIPv4(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                (1...3).contains(part.count) && part.allSatisfy(\.isDecimalDigit) && UInt8(Substring(part)) != nil
            }
    }

    static func isIPv6(_ text: String) -> Bool {
        let bytes = text.utf8
        return bytes.count <= 45 && bytes.filter { $0 == UInt8(ascii: ":") }.count >= 2
            && bytes.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: ":"), UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }
}

/// Swift reads signs as parts of numbers; what hosts print in these places has none.
extension UInt8 {
    var isDecimalDigit: Bool { (0x30...0x39).contains(self) }
    var isHexadecimalDigit: Bool { isDecimalDigit || (0x61...0x66).contains(self | 0x20) }
}
