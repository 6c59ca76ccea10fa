import EstateModel

/// A guest out of `virsh dumpxml`, whole or reduced to the lines that are read.
enum LibvirtDomain {
    /// All `<domain>` elements of the bytes that have a name. Other documents give none.
    static func guests(in bytes: ArraySlice<UInt8>, states: [String: VirtualMachine.State] = [:]) -> [VirtualMachine] {
        var reader = LibvirtXML(bytes)
        var path: [String] = []
        var guests: [VirtualMachine] = []
        var current = Draft()
        while let event = reader.next() {
            switch event {
            case .open(let name, let attributes):
                if name == "domain", !path.contains("domain") { current = Draft() }
                guard path.count < LibvirtXML.mostDepth else { continue }
                path.append(name)
                current.open(path, attributes)
            case .text(let text): current.text(path, text)
            case .close(let name):
                guard let index = path.lastIndex(of: name) else { continue }
                path.removeSubrange(index...)
                if name == "domain", !path.contains("domain"), let guest = current.guest(states) {
                    guests.append(guest)
                    current = Draft()
                }
            }
        }
        return guests
    }

    private struct Draft {
        var name: String?
        var uuid: String?
        var memoryUnit = "KiB"
        var memoryBytes: Int64?
        var currentCPUs: String?
        var virtualCPUs: Int?
        var declaredSystem: String?
        var macAddresses: Set<String> = []

        mutating func open(_ path: [String], _ attributes: [String: String]) {
            switch tail(path) {
            case ["memory"]: memoryUnit = attributes["unit"] ?? "KiB"
            case ["vcpu"]: currentCPUs = attributes["current"]
            case ["devices", "interface", "mac"]:
                if macAddresses.count < 256, let mac = attributes["address"].flatMap({ NetworkAddress.mac($0) }) {
                    macAddresses.insert(mac)
                }
            default:
                if path.last == "libosinfo:os", path.contains("metadata") {
                    declaredSystem = attributes["id"].flatMap(LibvirtDomain.system)
                }
            }
        }

        mutating func text(_ path: [String], _ text: String) {
            switch tail(path) {
            case ["name"]: name = name ?? String(text.prefix(256))
            case ["uuid"]: uuid = SmbiosUUID.normalized(text)
            case ["memory"]: memoryBytes = LibvirtDomain.bytes(text, unit: memoryUnit)
            case ["vcpu"]: virtualCPUs = CpuReport.count(currentCPUs ?? text)
            default: break
            }
        }

        /// What stands below the domain; empty outside of one.
        private func tail(_ path: [String]) -> [String] {
            guard let index = path.firstIndex(of: "domain") else { return [] }
            return Array(path[(index + 1)...])
        }

        func guest(_ states: [String: VirtualMachine.State]) -> VirtualMachine? {
            guard let name else { return nil }
            return VirtualMachine(
                manager: "libvirt",
                name: name,
                uuid: uuid,
                state: uuid.flatMap { states[$0] },
                virtualCPUs: virtualCPUs,
                memoryBytes: memoryBytes,
                declaredSystem: declaredSystem,
                macAddresses: macAddresses.sorted()
            )
        }
    }

    /// libosinfo's short id out of its long one: `http://debian.org/debian/12` is `debian12`, as virt-install says it.
    static func system(_ id: String) -> String? {
        let parts = id.split(separator: "/").suffix(2)
        guard parts.count == 2, id.contains("://"), id.utf8.count <= 256 else { return nil }
        return parts.joined()
    }

    /// libvirt's units; without one, kibibytes.
    static func bytes(_ text: String, unit: String) -> Int64? {
        guard let count = Int64(text), count > 0 else { return nil }
        let factor: Int64
        switch unit {
        case "b", "bytes": factor = 1
        case "KB": factor = 1000
        case "k", "KiB": factor = 1 << 10
        case "MB": factor = 1_000_000
        case "M", "MiB": factor = 1 << 20
        case "GB": factor = 1_000_000_000
        case "G", "GiB": factor = 1 << 30
        case "TB": factor = 1_000_000_000_000
        case "T", "TiB": factor = 1 << 40
        default: return nil
        }
        let product = count.multipliedReportingOverflow(by: factor)
        return product.overflow ? nil : product.partialValue
    }
}
