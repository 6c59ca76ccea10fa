/// A host through whose SSH server others are reached (`ProxyJump`). It is not scanned unless it is a target too.
package struct JumpHost: Hashable, Sendable {
    /// Unique among the estate's jump hosts.
    package var name: String
    package var address: String
    package var port: UInt16
    package var user: String
    /// The name of a credential of the estate.
    package var credential: String
    package var legacyAlgorithms: Bool
    /// How many hosts may be reached through it at once.
    package var hostsAtOnce: Int

    package init(name: String, address: String, user: String, credential: String) {
        self.name = name
        self.address = address
        self.user = user
        self.credential = credential
        port = 22
        legacyAlgorithms = false
        hostsAtOnce = 20
    }
}
