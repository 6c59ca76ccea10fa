/// Default routes as Linux's /proc/net shows them.
enum NetworkRoute {
    /// Processors on which an address in /proc/net/route reads from left to right.
    static func isBigEndian(_ machine: String?) -> Bool {
        ["s390", "s390x", "ppc", "ppc64", "sparc", "sparc64", "mips", "mips64", "parisc", "parisc64", "m68k"]
            .contains(machine ?? "")
    }

    /// `192.0.2.1 on eth0` of `route4 MASK GATEWAY INTERFACE` or `route6 PREFIX-LENGTH GATEWAY INTERFACE`; nil for what
    /// is no default route. A route without a gateway is named by its interface.
    static func text(_ words: [String], isBigEndian: Bool) -> String? {
        guard words.count == 4, words[3] != "lo", words[3] != "*", words[3].utf8.count <= 64 else { return nil }
        let interface = words[3]
        switch words[0] {
        case "route4":
            // All addresses, or the half of them: what VPN programs use to stand in front of the default route.
            guard let mask = bytes(words[1], 4, isBigEndian), let gateway = bytes(words[2], 4, isBigEndian),
                mask == [0, 0, 0, 0] || mask == [128, 0, 0, 0]
            else { return nil }
            if gateway == [0, 0, 0, 0] { return interface }
            return gateway.map(String.init).joined(separator: ".") + " on \(interface)"
        case "route6":
            guard ["00", "01", "03"].contains(words[1]), let gateway = bytes(words[2], 16, true) else { return nil }
            return gateway.allSatisfy { $0 == 0 } ? interface : "\(groups(gateway)) on \(interface)"
        default: return nil
        }
    }

    /// The bytes of an address in the order in which people write it.
    private static func bytes(_ text: String, _ count: Int, _ isInOrder: Bool) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count == count * 2, digits.allSatisfy(\.isHexadecimalDigit) else { return nil }
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap {
            UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
        }
        return isInOrder ? bytes : bytes.reversed()
    }

    /// `fe80::1`: the longest run of zero groups, of two at least, is left out.
    private static func groups(_ bytes: [UInt8]) -> String {
        let groups = stride(from: 0, to: 16, by: 2).map { Int(bytes[$0]) << 8 | Int(bytes[$0 + 1]) }
        var longest = 0..<0
        var start = 0
        while start < groups.count {
            let end = groups[start...].firstIndex { $0 != 0 } ?? groups.count
            if end - start > max(1, longest.count) { longest = start..<end }
            start = max(end, start + 1)
        }
        func text(_ part: ArraySlice<Int>) -> String { part.map { String($0, radix: 16) }.joined(separator: ":") }
        if longest.isEmpty { return text(groups[...]) }
        return text(groups[..<longest.lowerBound]) + "::" + text(groups[longest.upperBound...])
    }
}
