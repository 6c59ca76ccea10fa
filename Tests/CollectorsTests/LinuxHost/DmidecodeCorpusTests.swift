import EstateModel
import Testing

@testable import Collectors

@Suite(.enabled(if: Corpus.isPresent, "../shared/corpus is absent"))
struct DmidecodeCorpusTests {
    static let folders = [
        "subscription-manager/dmidecode", "facter/fixtures", "netbox-agent/dmidecode", "suse-connect-ng/dmidecode",
        "glpi-agent/generic/dmidecode", "fusioninventory-agent/generic/dmidecode", "insights-core/inline/dmidecode",
        "ntc-templates/dmidecode_-t_processor", "ntc-templates/dmidecode_-t_memory",
        "ntc-templates/dmidecode_-t_system", "ntc-templates/dmidecode_-t_bios", "ralph/inline/dmidecode_data",
        "elatov-blog/dmidecode", "glpi-agent/generic/powersupplies", "glpi-agent/generic/batteries",
    ]

    private func facts(_ path: String) throws -> DmidecodeFacts {
        DmidecodeFacts(DmidecodeDump(try Corpus.bytes(path)))
    }

    /// Facts of the corpus's own reference reader: structures as the dump writes them.
    @Test func dumpsAgreeWithTheReferenceReader() throws {
        var compared = 0
        for folder in Self.folders {
            for (name, expected) in Self.expectations(folder) where expected["structures_by_type"] != nil {
                let found = try facts("\(folder)/\(name)")
                let system = expected["system"] as? [String: String] ?? [:]
                let clean = { (key: String) in system[key].flatMap(SmbiosPlaceholder.cleaned) }
                let label: Comment = "\(folder)/\(name)"
                if clean("Manufacturer") != nil || clean("Product Name") != nil {
                    #expect(found.manufacturer == clean("Manufacturer"), label)
                    #expect(found.product == clean("Product Name"), label)
                }
                #expect(found.serial == system["Serial Number"].flatMap(SmbiosPlaceholder.cleanedSerial), label)
                #expect(found.uuid == system["UUID"].flatMap(SmbiosUUID.normalized) ?? found.uuid, label)
                let bios = expected["bios"] as? [String: String] ?? [:]
                #expect(found.biosVendor == bios["Vendor"].flatMap(SmbiosPlaceholder.cleaned), label)
                #expect(found.biosDate == bios["Release Date"].flatMap(SmbiosDate.day), label)
                let processors = expected["processors"] as? [[String: String]] ?? []
                let populated = processors.filter { ($0["Status"] ?? "Populated").hasPrefix("Populated") }
                #expect(found.processors.count == populated.count, label)
                #expect(found.processors.map(\.cores) == populated.map { $0["Core Count"].flatMap { Int($0) } }, label)
                let modules = expected["memory_devices_populated"] as? [[String: String]] ?? []
                #expect(found.memoryModules?.count ?? 0 == modules.count, label)
                #expect(
                    found.memoryModules?.map(\.sizeBytes) ?? []
                        == modules.map { $0["Size"].flatMap(DmidecodeFacts.bytes) },
                    label
                )
                compared += 1
            }
        }
        #expect(compared >= 19)
    }

    /// Facts that GLPI's own tests assert, in its vocabulary.
    @Test func dumpsAgreeWithGLPI() throws {
        let folder = "glpi-agent/generic/dmidecode"
        var compared = 0
        for (name, expected) in Self.expectations(folder) {
            let bios = expected["t/tasks/inventory/generic/dmidecode/bios.t:tests"] as? [String: Any] ?? [:]
            guard let found = try? facts("\(folder)/\(name)"), !bios.isEmpty else { continue }
            let label: Comment = "\(folder)/\(name)"
            let clean = { (key: String) in (bios[key] as? String).flatMap(SmbiosPlaceholder.cleaned) }
            if let maker = clean("SMANUFACTURER") { #expect(found.manufacturer == maker, label) }
            if let model = clean("SMODEL") { #expect(found.product == model, label) }
            // The serial number of a chassis is not taken for the machine's: the blades of one chassis share it.
            if name != "dell-fx170", let serial = (bios["SSN"] as? String).flatMap(SmbiosPlaceholder.cleanedSerial) {
                #expect(found.serial == serial, label)
            }
            if let date = clean("BDATE").flatMap(SmbiosDate.day) { #expect(found.biosDate == date, label) }
            if let version = clean("BVERSION") { #expect(found.biosVersion == version, label) }
            let machine = expected["t/tasks/inventory/generic/dmidecode/hardware.t:tests"] as? [String: Any] ?? [:]
            if let uuid = (machine["UUID"] as? String).flatMap(SmbiosUUID.normalized) {
                #expect(found.uuid == uuid, label)
            }
            // SMBIOS 2.0 described memory by structures of type 6, which machines since 1999 do not use.
            if name != "openbsd-3.7",
                let modules = expected["t/tasks/inventory/generic/dmidecode/memory.t:tests"] as? [[String: Any]]
            {
                let sizes = modules.compactMap { $0["CAPACITY"] as? String }.compactMap { Int64($0) }.filter { $0 > 0 }
                let read = (found.memoryModules ?? []).compactMap(\.sizeBytes).map { $0 >> 20 }
                #expect(read == sizes, label)
            }
            compared += 1
        }
        #expect(compared >= 20)
    }

    @Test func everyDumpIsReadWithoutInventingPlaceholders() throws {
        var read = 0
        for folder in Self.folders {
            for path in Corpus.files(in: folder) {
                let found = try facts(path)
                for value in [found.manufacturer, found.product, found.serial, found.biosVendor, found.biosVersion] {
                    #expect(value.map { SmbiosPlaceholder.isPlaceholder($0) } != true, "\(path)")
                }
                #expect(found.memoryModules?.contains { $0.sizeBytes == nil } != true)
                if found.manufacturer != nil || !found.processors.isEmpty || found.memoryModules != nil { read += 1 }
            }
        }
        #expect(read >= 60)
    }

    static func expectations(_ folder: String) -> [(String, [String: Any])] {
        guard let all = Corpus.json(folder + "/expected.json") as? [String: [String: Any]] else { return [] }
        return all.sorted { $0.key < $1.key }.compactMap { name, entry in
            (entry["expected"] as? [String: Any]).map { (name, $0) }
        }
    }
}
