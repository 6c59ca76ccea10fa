import EstateModel

/// What a `dmidecode` dump tells about a machine.
struct DmidecodeFacts {
    struct Processor: Hashable {
        var model: String?
        var cores: Int?
        var threads: Int?
    }

    var manufacturer: String?
    var product: String?
    var serial: String?
    var uuid: String?
    var biosVendor: String?
    var biosVersion: String?
    var biosDate: CalendarDay?
    var chassis: String?
    /// Populated sockets only: ESXi shows its guests more than sixty empty ones.
    var processors: [Processor]
    /// Populated slots only. Nil when the dump has no memory structures at all.
    var memoryModules: [Hardware.MemoryModule]?

    init(_ dump: DmidecodeDump) {
        let bios = dump.first(.bios)
        let system = dump.first(.system)
        let board = dump.first(.baseBoard)
        // A box built from parts has its system fields empty and the main board's filled.
        let isBuiltFromParts = system?["Manufacturer"] == nil && system?["Product Name"] == nil
        manufacturer = isBuiltFromParts ? board?["Manufacturer"] : system?["Manufacturer"]
        product = isBuiltFromParts ? board?["Product Name"] : system?["Product Name"]
        serial = system?.serial("Serial Number")
        uuid = system?["UUID"].flatMap(SmbiosUUID.normalized) ?? serial.flatMap(SmbiosUUID.fromVMwareSerial)
        biosVendor = bios?["Vendor"]
        biosVersion = bios?["Version"]
        biosDate = bios?["Release Date"].flatMap(SmbiosDate.day)
        chassis = dump.first(.chassis)?["Type"].flatMap { $0 == "Other" ? nil : $0 }
        processors = dump.all(.processor).filter(Self.isPopulated).map(Self.processor)
        let devices = dump.all(.memoryDevice)
        memoryModules = devices.isEmpty ? nil : devices.compactMap(Self.module)
    }

    private static func isPopulated(_ structure: DmidecodeDump.Structure) -> Bool {
        guard let type = structure.fields["Type"], type == "Central Processor" || type == "<OUT OF SPEC>" else {
            return structure.fields["Type"] == nil && structure["Version"] != nil
        }
        guard let status = structure.fields["Status"] else { return structure["Version"] != nil }
        return status.hasPrefix("Populated")
    }

    private static func processor(_ structure: DmidecodeDump.Structure) -> Processor {
        Processor(
            model: structure["Version"] ?? structure["Family"],
            cores: structure["Core Count"].flatMap(CpuReport.count),
            threads: structure["Thread Count"].flatMap(CpuReport.count)
        )
    }

    private static func module(_ structure: DmidecodeDump.Structure) -> Hardware.MemoryModule? {
        guard let size = structure.fields["Size"].flatMap(bytes) else { return nil }
        return Hardware.MemoryModule(
            slot: structure["Locator"],
            sizeBytes: size,
            kind: structure["Type"].flatMap { $0 == "Other" ? nil : $0 },
            manufacturer: structure["Manufacturer"],
            partNumber: structure["Part Number"],
            serial: structure.serial("Serial Number")
        )
    }

    /// `4096 MB`, `4 GB`, `64 kB`; nil for `No Module Installed`, `Unknown`, `0 MB`.
    static func bytes(_ text: String) -> Int64? {
        let words = text.split(separator: " ")
        guard words.count == 2, let count = Int64(words[0]), count > 0, count < 1 << 24 else { return nil }
        switch words[1].lowercased() {
        case "kb", "kbyte": return count << 10
        case "mb", "mbyte": return count << 20
        case "gb": return count << 30
        case "tb": return count < 1 << 20 ? count << 40 : nil
        default: return nil
        }
    }
}
