import EstateModel

/// Reads what the network probe printed.
///
/// ```
/// link eth0 1 device 52:54:00:12:34:56
/// address eth0 192.0.2.7/24
/// ifconfig eth0      Link encap:Ethernet  HWaddr 52:54:00:12:34:56
/// ```
struct NetworkReport {
    private struct Link {
        var mac: String?
        var isDevice = false
        var isEthernet = true
        var addresses: Set<String> = []
    }

    private var links: [String: Link] = [:]
    private var ifconfig = NetworkIfconfig()
    private static let mostInterfaces = 10_000
    private static let mostAddresses = 1000

    init(_ answer: [UInt8]) {
        forEachLine(of: answer) { line in
            if line.hasPrefix("ifconfig ") {
                ifconfig.read(line.dropFirst("ifconfig ".utf8.count))
            } else {
                read(line.split(separator: UInt8(ascii: " ")).map(\.text))
            }
        }
        for (name, interface) in ifconfig.interfaces {
            change(name) { link in
                link.mac = link.mac ?? interface.mac
                link.addresses.formUnion(interface.addresses.compactMap(NetworkAddress.lasting))
            }
        }
    }

    /// Sorted by name; loopback interfaces are left out.
    var interfaces: [NetworkInterface] {
        links.filter { $0.key != "lo" }.map { name, link in
            NetworkInterface(name: name, macAddress: link.mac, addresses: link.addresses.sorted())
        }.sorted { $0.name < $1.name }
    }

    /// Those of real network cards, whether in use or not; without one (a container, an old kernel without
    /// /sys/class/net) those of interfaces that have an address and are no bridge of a container manager. Sorted.
    var identifyingMACs: [String] {
        let devices = links.filter { $0.value.isDevice && $0.value.isEthernet }
        let chosen = devices.isEmpty ? links.filter { Self.isPrimary($0.key, $0.value) } : devices
        return Set(chosen.values.compactMap(\.mac)).sorted()
    }

    private static func isPrimary(_ name: String, _ link: Link) -> Bool {
        let bridges = [
            "docker", "br-", "virbr", "cni", "flannel", "lxcbr", "lxdbr", "podman", "kube", "vmbr", "nerdctl",
        ]
        return !link.addresses.isEmpty && link.isEthernet && !bridges.contains { name.hasPrefix($0) }
    }

    private mutating func read(_ words: [String]) {
        guard words.count >= 3 else { return }
        if words[0] == "link", words.count == 5 {
            change(words[1]) { link in
                link.mac = NetworkAddress.mac(words[4])
                link.isDevice = words[3] == "device"
                link.isEthernet = words[2] == "1"
            }
        } else if words[0] == "address", let address = NetworkAddress.lasting(words[2]) {
            change(words[1]) { $0.addresses.insert(address) }
        }
    }

    private mutating func change(_ name: String, _ body: (inout Link) -> Void) {
        guard links[name] != nil || links.count < Self.mostInterfaces, name.utf8.count <= 64 else { return }
        var link = links[name] ?? Link()
        body(&link)
        if link.addresses.count <= Self.mostAddresses { links[name] = link }
    }
}
