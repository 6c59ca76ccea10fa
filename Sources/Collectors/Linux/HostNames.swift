/// A host's names as its own files have them. No resolver is asked: that would be the network.
struct HostNames {
    let hostname: String?
    /// The kernel's name when it has a domain, else the name beside it in /etc/hosts. Lower case.
    let fqdn: String?

    init(_ files: ShownFiles) {
        let name = files.firstLine("/proc/sys/kernel/hostname").flatMap(Self.valid)
        hostname = name
        guard let name else {
            fqdn = nil
            return
        }
        if name.contains("."), !name.hasSuffix(".localdomain") {
            fqdn = name.lowercased()
        } else {
            fqdn = Self.qualified(name.lowercased(), hosts: files["/etc/hosts"] ?? [])
        }
    }

    /// `192.0.2.7  db01.example.org db01`.
    private static func qualified(_ short: String, hosts: [UInt8]) -> String? {
        var result: String?
        forEachLine(of: hosts) { line in
            guard result == nil else { return }
            let text = line.prefix { $0 != UInt8(ascii: "#") }
            let words = text.split { $0 == 0x20 || $0 == 0x09 }.dropFirst().map { $0.text.lowercased() }
            result = words.first { $0.hasPrefix(short + ".") && !$0.hasSuffix(".localdomain") }.flatMap(valid)
        }
        return result
    }

    /// Nil for the names that say nothing and for what cannot be a name.
    private static func valid(_ name: String) -> String? {
        guard name.utf8.count <= 253, !["localhost", "(none)", "localhost.localdomain"].contains(name.lowercased()),
            name.utf8.allSatisfy({ byte in
                (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte) || (0x41...0x5a).contains(byte)
                    || byte == 0x2d || byte == 0x2e || byte == 0x5f
            })
        else { return nil }
        return name
    }
}
