/// What tells one host from another, each with its own weight when assets are matched.
package struct HostIdentity: Hashable, Sendable, Codable {
    package var hostname: String?
    /// With domain, lower case; nil when the host knows only a short name.
    package var fqdn: String?
    /// /etc/machine-id, 32 hexadecimal digits. Cloned images share it: a hint among others.
    package var machineID: String?
    /// SMBIOS UUID, lower case with hyphens.
    package var smbiosUUID: String?
    package var serial: String?
    /// `SHA256:…` of the key that the host proved to own during this scan.
    package var hostKeyFingerprint: String?
    package var macAddresses: [String]

    package init(
        hostname: String? = nil,
        fqdn: String? = nil,
        machineID: String? = nil,
        smbiosUUID: String? = nil,
        serial: String? = nil,
        hostKeyFingerprint: String? = nil,
        macAddresses: [String] = []
    ) {
        self.hostname = hostname
        self.fqdn = fqdn
        self.machineID = machineID
        self.smbiosUUID = smbiosUUID
        self.serial = serial
        self.hostKeyFingerprint = hostKeyFingerprint
        self.macAddresses = macAddresses
    }
}
