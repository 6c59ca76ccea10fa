/// What one scan may cost the estate at any moment. There is no unlimited.
package struct ScanLimits: Hashable, Sendable {
    /// Hosts that are visited at once, all together.
    package var hostsAtOnce: Int
    /// The same for one site; a site that is not named has only the limit above.
    package var hostsAtOncePerSite: [String: Int]
    /// Guests of one virtualisation host that are visited at once.
    package var guestsAtOncePerHypervisor: Int
    /// New connections per second, all together.
    package var connectionsPerSecond: Int
    /// How often a host is visited at most when its fault can heal by itself, such as a timeout.
    package var attempts: Int

    package init(
        hostsAtOnce: Int = 100,
        hostsAtOncePerSite: [String: Int] = [:],
        guestsAtOncePerHypervisor: Int = 4,
        connectionsPerSecond: Int = 100,
        attempts: Int = 2
    ) {
        self.hostsAtOnce = hostsAtOnce
        self.hostsAtOncePerSite = hostsAtOncePerSite
        self.guestsAtOncePerHypervisor = guestsAtOncePerHypervisor
        self.connectionsPerSecond = connectionsPerSecond
        self.attempts = attempts
    }
}
