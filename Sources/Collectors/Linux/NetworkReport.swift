import EstateModel

/// Reads what the network probe printed.
///
/// ```
/// link eth0 1 device 52:54:00:12:34:56
/// state eth0 up
/// address eth0 192.0.2.7/24
/// route4 00000000 010200C0 eth0
/// ifconfig eth0      Link encap:Ethernet  HWaddr 52:54:00:12:34:56
/// ```
struct NetworkReport {
    private struct Link {
        var mac: String?
        var isDevice = false
        var isEthernet = true
        var addresses: Set<String> = []
        /// `up`, `down`, `dormant`; `-` or nil when it could not be read.
        var state: String?
    }

    private var links: [String: Link] = [:]
    private var ifconfig = NetworkIfconfig()
    private var routes: Set<String> = []
    private var toldStates = false
    private var toldRoutes = false
    private let isBigEndian: Bool
    private static let mostInterfaces = 10_000
    private static let mostAddresses = 1000

    /// - Parameter isBigEndian: whether the host's processor writes the first byte of an address first.
    init(_ answer: [UInt8], isBigEndian: Bool = false) {
        self.isBigEndian = isBigEndian
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

    /// Default routes, and the interfaces that are up; nil where the answer does not tell.
    var state: NetworkState {
        let outward = links.filter { $0.key != "lo" && !Self.isInward($0.key) }
        let areKnown = toldStates && outward.values.allSatisfy { $0.state != nil && $0.state != "-" }
        let up = outward.filter { $0.value.state == "up" }.keys.sorted()
        return NetworkState(
            defaultRoutes: toldRoutes ? routes.sorted() : nil,
            interfacesUp: areKnown || !up.isEmpty ? up : nil
        )
    }

    private static func isPrimary(_ name: String, _ link: Link) -> Bool {
        !link.addresses.isEmpty && link.isEthernet && !isInward(name) && !name.hasPrefix("vmbr")
    }

    /// Bridges of container and guest managers, which lead to the host's own guests.
    private static func isInward(_ name: String) -> Bool {
        let bridges = ["docker", "br-", "virbr", "cni", "flannel", "lxcbr", "lxdbr", "podman", "kube", "nerdctl"]
        return bridges.contains { name.hasPrefix($0) }
    }

    private mutating func read(_ words: [String]) {
        if words == ["states"] { toldStates = true }
        if words == ["routes"] { toldRoutes = true }
        guard words.count >= 3 else { return }
        if words[0] == "state", words.count == 3 {
            change(words[1]) { $0.state = words[2] }
        } else if let route = NetworkRoute.text(words, isBigEndian: isBigEndian), routes.count < Self.mostAddresses {
            routes.insert(route)
        }
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
