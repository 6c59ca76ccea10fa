/// Everything that one scan learnt about one host: normalised facts and what could not be learnt. Immutable once built.
package struct HostCollection: Hashable, Sendable, Codable {
    /// The platform whose parsers made it: `linux`, `esxi`, `windows`.
    package var platform: String
    /// SHA-256, in hexadecimal, of the script that ran on the host.
    package var scriptDigest: String
    package var identity: HostIdentity
    package var operatingSystem: OperatingSystem?
    package var hardware: Hardware?
    /// When the host last started, to the minute. Kept out of ``Hardware`` because it changes by itself.
    package var bootedAt: Instant?
    package var interfaces: [NetworkInterface]
    /// Sorted by source, name, version.
    package var software: [InstalledSoftware]
    package var listeners: [Listener]
    package var guests: [VirtualMachine]
    package var updates: UpdateState?
    package var secureShell: SecureShellPosture?
    /// Nil where it was not asked for.
    package var networkState: NetworkState?
    /// Known agents that protect the host, by name; nil when it was not learnt, empty when there is none.
    package var agents: [ProtectiveAgent]?
    /// Names of services that are switched on to start by themselves, all of them, sorted; nil when it was not learnt.
    package var enabledServices: [String]?
    /// Facts of a kind that only rules read (`windows-feature`, `registry-value`), as they were found.
    package var otherFacts: [Fact]
    /// A section that is not listed was not asked for on this platform.
    package var completeness: [Section: Completeness]
    package var problems: [Problem]

    package init(platform: String, scriptDigest: String) {
        self.platform = platform
        self.scriptDigest = scriptDigest
        identity = HostIdentity()
        interfaces = []
        software = []
        listeners = []
        guests = []
        otherFacts = []
        completeness = [:]
        problems = []
    }
}
