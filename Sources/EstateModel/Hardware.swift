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
    /// SMBIOS chassis type in dmidecode's words: `Rack Mount Chassis`, `Blade`, `Laptop`.
    package var chassis: String?
    /// The populated memory slots, in the firmware's order. Nil when not learnt: root only.
    package var memoryModules: [MemoryModule]?
    /// What it can run guests with, sorted: `kvm`, `libvirt`, `proxmox`, `xcp-ng`, `xen`. Nil when not learnt,
    /// empty when it runs none.
    package var hypervisors: [String]?
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

    package struct MemoryModule: Hashable, Sendable, Codable {
        /// The name of the slot: `DIMM_A1`, `PROC 1 DIMM 3`.
        package var slot: String?
        package var sizeBytes: Int64?
        /// `DDR4`, in SMBIOS words.
        package var kind: String?
        package var manufacturer: String?
        package var partNumber: String?
        package var serial: String?

        package init(
            slot: String? = nil,
            sizeBytes: Int64? = nil,
            kind: String? = nil,
            manufacturer: String? = nil,
            partNumber: String? = nil,
            serial: String? = nil
        ) {
            self.slot = slot
            self.sizeBytes = sizeBytes
            self.kind = kind
            self.manufacturer = manufacturer
            self.partNumber = partNumber
            self.serial = serial
        }
    }

    package init() {
        disks = []
    }
}
