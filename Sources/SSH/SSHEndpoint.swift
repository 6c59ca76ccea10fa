import EstateModel

/// Where and as whom to log in.
package struct SSHEndpoint: Hashable, Sendable {
    /// What people call the host; used in messages.
    package var name: String
    /// A host name or a numeric address; also, with the last jump host, the name under which the host key is recorded.
    package var address: String
    package var port: UInt16
    package var user: String
    /// Also offers algorithms that today's servers refuse.
    package var legacyAlgorithms: Bool
    /// The names of the jump hosts on the way, the nearest to us first; the client fills it in.
    var jumpHostNames: [String] = []

    package init(
        name: String,
        address: String,
        port: UInt16 = 22,
        user: String,
        legacyAlgorithms: Bool = false
    ) {
        self.name = name
        self.address = address
        self.port = port
        self.user = user
        self.legacyAlgorithms = legacyAlgorithms
    }

    var shownName: String { visible(name, limit: 80) }

    /// `10.1.2.3 port 22`, and through which jump hosts.
    var place: String {
        let way =
            jumpHostNames.isEmpty
            ? "" : " through " + jumpHostNames.map { visible($0, limit: 80) }.joined(separator: ", ")
        return "\(visible(address, limit: 120)) port \(port)\(way)"
    }
}
