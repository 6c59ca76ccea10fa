/// A guest as its virtualisation host lists it.
package struct VirtualMachine: Hashable, Sendable, Codable {
    package enum State: String, Sendable, Codable {
        case running
        case paused
        case off
        case suspended
        case crashed
    }

    /// What manages it: `libvirt`, `esxi`, `hyper-v`, `proxmox`, `docker`.
    package var manager: String
    package var name: String
    /// As the manager prints it, lower case with hyphens; joins the guest to the asset that was scanned inside it.
    package var uuid: String?
    package var state: State?
    package var virtualCPUs: Int?
    package var memoryBytes: Int64?
    /// The guest system as the manager was told (`debian12`, `windows9Server64Guest`): a hint, not a fact.
    package var declaredSystem: String?
    package var macAddresses: [String]

    package init(
        manager: String,
        name: String,
        uuid: String? = nil,
        state: State? = nil,
        virtualCPUs: Int? = nil,
        memoryBytes: Int64? = nil,
        declaredSystem: String? = nil,
        macAddresses: [String] = []
    ) {
        self.manager = manager
        self.name = name
        self.uuid = uuid
        self.state = state
        self.virtualCPUs = virtualCPUs
        self.memoryBytes = memoryBytes
        self.declaredSystem = declaredSystem
        self.macAddresses = macAddresses
    }
}
