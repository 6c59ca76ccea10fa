/// How a host hangs on the network. Nil is what was not learnt.
package struct NetworkState: Hashable, Sendable, Codable {
    /// Gateways of default routes, IPv4 and IPv6, such as `192.0.2.1 on eth0`; sorted, empty when there is none.
    package var defaultRoutes: [String]?
    /// Interfaces that are up; loopback and those between a host and its own guests and containers are left out.
    /// Sorted.
    package var interfacesUp: [String]?

    package init(defaultRoutes: [String]? = nil, interfacesUp: [String]? = nil) {
        self.defaultRoutes = defaultRoutes
        self.interfacesUp = interfacesUp
    }
}

/// A program that protects its host: antivirus, detection and response, integrity checking.
package struct ProtectiveAgent: Hashable, Sendable, Codable {
    /// One name for all platforms: `mdatp`, `clamav`, or what the agent calls itself.
    package var name: String
    /// Nil when its state was not learnt.
    package var isRunning: Bool?
    /// The day of its signatures or of its last report; nil when it does not tell.
    package var currentAsOf: CalendarDay?

    package init(name: String, isRunning: Bool? = nil, currentAsOf: CalendarDay? = nil) {
        self.name = name
        self.isRunning = isRunning
        self.currentAsOf = currentAsOf
    }
}
