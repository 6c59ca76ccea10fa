/// A TCP socket that waits for connections.
package struct Listener: Hashable, Sendable, Codable, Comparable {
    /// The bound address: `0.0.0.0`, `::`, `127.0.0.1`, `192.0.2.7`.
    package var address: String
    package var port: Int
    /// The process name, when privileges sufficed to see it.
    package var process: String?

    package init(address: String, port: Int, process: String? = nil) {
        self.address = address
        self.port = port
        self.process = process
    }

    /// Reachable from the host itself only.
    package var isLoopback: Bool {
        address == "::1" || address.hasPrefix("127.") || address.hasPrefix("::ffff:127.")
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.port, left.address, left.process ?? "") < (right.port, right.address, right.process ?? "")
    }
}

/// A network interface with its addresses; loopback interfaces are left out.
package struct NetworkInterface: Hashable, Sendable, Codable {
    package var name: String
    /// Lower case with colons.
    package var macAddress: String?
    /// Without prefix length, link-local addresses left out, sorted.
    package var addresses: [String]

    package init(name: String, macAddress: String? = nil, addresses: [String] = []) {
        self.name = name
        self.macAddress = macAddress
        self.addresses = addresses
    }
}
