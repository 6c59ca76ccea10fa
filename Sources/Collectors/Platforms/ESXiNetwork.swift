import EstateModel

/// Network cards, kernel interfaces with their addresses, and listening sockets of an ESXi host.
struct ESXiNetwork: Collector {
    let probes = [
        Probe(
            "esxi-nics",
            section: .network,
            timeoutSeconds: 60,
            command: ESXiSystem.esxcli("network nic list")
        ),
        Probe(
            "esxi-interfaces",
            section: .network,
            timeoutSeconds: 60,
            command: ESXiSystem.esxcli("network ip interface list")
        ),
        Probe(
            "esxi-addresses",
            section: .network,
            timeoutSeconds: 60,
            command: ESXiSystem.esxcli("network ip interface ipv4 get")
        ),
        Probe(
            "esxi-listeners",
            section: .services,
            timeoutSeconds: 60,
            optional: true,
            command: ESXiSystem.esxcli("network ip connection list")
        ),
    ]

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        let interfaces = Self.interfaces(
            cards: answers.bytes("esxi-nics"),
            kernel: answers.bytes("esxi-interfaces"),
            addresses: answers.bytes("esxi-addresses")
        )
        builder.collection.interfaces += interfaces
        builder.collection.identity.macAddresses = Array(Set(interfaces.compactMap(\.macAddress))).sorted()
        builder.collection.listeners += Self.listeners(answers.bytes("esxi-listeners"))
    }

    static func interfaces(cards: [UInt8], kernel: [UInt8], addresses: [UInt8]) -> [NetworkInterface] {
        var found: [String: NetworkInterface] = [:]
        for row in ESXiOutput.rows(cards) + ESXiOutput.rows(kernel) {
            guard let name = row["name"], let address = row["macaddress"], let mac = macAddress(address) else {
                continue
            }
            found[name] = NetworkInterface(name: name, macAddress: mac)
        }
        for row in ESXiOutput.rows(addresses) {
            guard let name = row["name"], let address = row["ipv4address"], address != "0.0.0.0" else { continue }
            found[name, default: NetworkInterface(name: name)].addresses.append(address)
        }
        return found.values.sorted { $0.name < $1.name }
    }

    static func listeners(_ bytes: [UInt8]) -> [Listener] {
        ESXiOutput.rows(bytes).compactMap { row in
            guard row["state"] == "LISTEN", let local = row["localaddress"],
                let colon = local.lastIndex(of: ":"), let port = Int(local[local.index(after: colon)...]),
                (1...65_535).contains(port)
            else { return nil }
            let address = String(local[..<colon])
            return Listener(address: address.isEmpty ? "::" : address, port: port, process: row["worldname"])
        }
    }

    /// Six hexadecimal pairs with colons, in small letters; nil for anything else and for all zeros.
    static func macAddress(_ text: String) -> String? {
        let pairs = text.lowercased().split { $0 == ":" || $0 == "-" }
        let isAddress = pairs.count == 6 && pairs.allSatisfy { $0.count == 2 && $0.allSatisfy(\.isHexDigit) }
        return isAddress && pairs.contains { $0 != "00" } ? pairs.joined(separator: ":") : nil
    }
}
