/// `ifconfig -a` of net-tools before and after 2.0 and of BusyBox.
///
/// ```
/// eth0      Link encap:Ethernet  HWaddr 52:54:00:12:34:56      eth0: flags=4163<UP,BROADCAST>  mtu 1500
///           inet addr:192.0.2.7  Bcast:192.0.2.255                     inet 192.0.2.7  netmask 255.255.255.0
///           inet6 addr: 2001:db8::7/64 Scope:Global                    ether 52:54:00:12:34:56  txqueuelen 1000
/// ```
struct NetworkIfconfig {
    struct Interface {
        var mac: String?
        var addresses: [String] = []
    }

    private(set) var interfaces: [String: Interface] = [:]
    private var current: String?

    mutating func read(_ line: ArraySlice<UInt8>) {
        let words = line.trimmed.split(whereSeparator: { $0 == 0x20 || $0 == 0x09 }).map(\.text)
        guard var first = words.first else { return }
        if let byte = line.first, byte != 0x20, byte != 0x09 {
            if first.hasSuffix(":") { first.removeLast() }
            // `eth0:1` is a second address of eth0.
            current = String(first.prefix { $0 != ":" })
        }
        guard let current, interfaces[current] != nil || interfaces.count < 10_000 else { return }
        var interface = interfaces[current] ?? Interface()
        for (index, word) in words.enumerated() where index + 1 < words.count {
            switch word {
            case "HWaddr", "ether": interface.mac = interface.mac ?? NetworkAddress.mac(words[index + 1])
            case "inet", "inet6":
                let next = words[index + 1]
                let address = next == "addr:" && index + 2 < words.count ? words[index + 2] : next
                let bare = address.hasPrefix("addr:") ? String(address.dropFirst(5)) : address
                if interface.addresses.count < 1000 { interface.addresses.append(bare) }
            default: break
            }
        }
        interfaces[current] = interface
    }
}
