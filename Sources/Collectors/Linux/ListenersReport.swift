import EstateModel

/// Reads what the listeners probe printed.
///
/// ```
/// tcp 0.0.0.0:22 "systemd"sshd
/// tcp [::ffff:127.0.0.1]:8005 "java
/// hex 00000000:0016
/// ```
struct ListenersReport {
    private(set) var listeners: [Listener] = []
    /// Nobody could name the processes.
    private(set) var isUnprivileged = false
    private(set) var ignoredLines = 0
    private static let mostListeners = 10_000

    init(_ answer: [UInt8]) {
        var found: Set<Listener> = []
        forEachLine(of: answer) { line in
            let words = line.split(separator: UInt8(ascii: " "), maxSplits: 2).map(\.text)
            if words.first == "unprivileged", words.count == 1 {
                isUnprivileged = true
            } else if words.count >= 2, words[0] == "tcp", let end = Self.endpoint(words[1]) {
                let process = words.count == 3 ? Self.process(words[2]) : nil
                if found.count < Self.mostListeners {
                    found.insert(Listener(address: end.address, port: end.port, process: process))
                }
            } else if words.count == 2, words[0] == "hex", let end = Self.hexadecimalEndpoint(words[1]) {
                if found.count < Self.mostListeners { found.insert(Listener(address: end.address, port: end.port)) }
            } else if !words.isEmpty {
                ignoredLines += 1
            }
        }
        listeners = found.sorted()
    }

    /// One name for a socket: systemd holds the sockets that it passes on, so another name says more.
    private static func process(_ names: String) -> String? {
        let distinct = Set(names.split(separator: "\"").map { String($0.prefix(64)) }).sorted()
        return distinct.first { $0 != "systemd" && $0 != "init" } ?? distinct.first
    }

    /// `0.0.0.0:22`, `*:22`, `[::]:22`, `:::22`, `[fe80::1]%eth0:22`, `127.0.0.53%lo:53`.
    static func endpoint(_ text: String) -> (address: String, port: Int)? {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (1...65_535).contains(port)
        else { return nil }
        var address = String(text[..<colon])
        address.removeAll { $0 == "[" || $0 == "]" }
        address = String(address.prefix { $0 != "%" })
        // A socket for both families; `ss` writes a star, `netstat` and older releases `::`.
        if address == "*" || address == "::" { return ("::", port) }
        return NetworkAddress.isIPv4(address) || NetworkAddress.isIPv6(address) ? (address, port) : nil
    }

    /// `0100007F:1F90` is 127.0.0.1:8080: words in the byte order of the processor, taken for little-endian.
    static func hexadecimalEndpoint(_ text: String) -> (address: String, port: Int)? {
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].count == 8 || parts[0].count == 32, parts[1].count == 4,
            parts.allSatisfy({ $0.allSatisfy(\.isHexadecimalDigit) }),
            let port = Int(Substring(parts[1]), radix: 16), port > 0
        else { return nil }
        var bytes: [UInt8] = []
        var rest = Substring(parts[0])
        while !rest.isEmpty {
            guard let word = UInt32(rest.prefix(8), radix: 16) else { return nil }
            bytes += (0..<4).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) }
            rest = rest.dropFirst(8)
        }
        if bytes.count == 4 { return (bytes.map(String.init).joined(separator: "."), port) }
        return (ipv6(bytes), port)
    }

    /// The text form of RFC 5952: the longest run of zero groups is `::`; mapped IPv4 addresses keep their dots.
    static func ipv6(_ bytes: [UInt8]) -> String {
        if bytes.prefix(10).allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
            return "::ffff:" + bytes[12...].map(String.init).joined(separator: ".")
        }
        let groups = stride(from: 0, to: 16, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }
        var best = 0..<0
        var start: Int?
        for index in 0...8 {
            if index < 8, groups[index] == 0 {
                start = start ?? index
            } else if let first = start {
                if index - first > max(best.count, 1) { best = first..<index }
                start = nil
            }
        }
        func text(_ range: Range<Int>) -> String {
            groups[range].map { String($0, radix: 16) }.joined(separator: ":")
        }
        return best.isEmpty ? text(0..<8) : text(0..<best.lowerBound) + "::" + text(best.upperBound..<8)
    }
}
