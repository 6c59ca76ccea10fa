/// What a host is made of. Nil means not learnt, never zero.
package struct Hardware: Hashable, Sendable, Codable {
    /// SMBIOS system manufacturer and product, without placeholders such as "To Be Filled By O.E.M.".
    package var manufacturer: String?
    package var model: String?
    package var serial: String?
    /// SMBIOS UUID, lower case, as Linux prints it. Root only on most hosts.
    package var uuid: String?
    package var biosVendor: String?
    package var biosVersion: String?
    package var biosDate: CalendarDay?
    package var processor: String?
    package var sockets: Int?
    package var cores: Int?
    package var threads: Int?
    package var memoryBytes: Int64?
    package var disks: [Disk]
    /// Whether the host is a machine of its own or runs on one; nil when not learnt.
    package var placement: Placement?
    /// What it runs on or in: `kvm`, `vmware`, `microsoft`, `lxc`, `docker`. Source: systemd-detect-virt's words.
    package var virtualization: String?

    package enum Placement: String, Sendable, Codable {
        case physical
        case virtual
        case container
    }

    package struct Disk: Hashable, Sendable, Codable {
        package var name: String
        package var model: String?
        package var serial: String?
        package var sizeBytes: Int64?
        /// Spinning, by the kernel's word.
        package var rotational: Bool?

        package init(
            name: String,
            model: String? = nil,
            serial: String? = nil,
            sizeBytes: Int64? = nil,
            rotational: Bool? = nil
        ) {
            self.name = name
            self.model = model
            self.serial = serial
            self.sizeBytes = sizeBytes
            self.rotational = rotational
        }
    }

    package init() {
        disks = []
    }
}
