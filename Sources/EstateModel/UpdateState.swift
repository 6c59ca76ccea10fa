/// How well a host is patched, as far as its own cached package lists tell. Nothing is refreshed by a scan.
package struct UpdateState: Hashable, Sendable, Codable {
    /// Packages that the cache knows a newer version of.
    package var pending: [PendingUpdate]?
    /// When the cached lists were last refreshed; old lists make ``pending`` an under-estimate.
    package var listsRefreshed: CalendarDay?
    /// The last day on which a package was installed or upgraded.
    package var lastInstalled: CalendarDay?
    package var rebootNeeded: Bool?
    /// The kernel that would run after a reboot, when newer than the running one.
    package var newestInstalledKernel: String?

    package struct PendingUpdate: Hashable, Sendable, Codable {
        package var name: String
        package var installed: String?
        package var available: String?
        /// From a security archive or advisory; nil when the source does not say.
        package var security: Bool?
        /// The day on which the newer version was released; nil when the source does not say.
        package var released: CalendarDay?

        package init(
            name: String,
            installed: String? = nil,
            available: String? = nil,
            security: Bool? = nil,
            released: CalendarDay? = nil
        ) {
            self.name = name
            self.installed = installed
            self.available = available
            self.security = security
            self.released = released
        }
    }

    package init() {}
}
