import EstateModel

/// Maker, model, serial number and firmware of the machine, from SMBIOS or from what ARM, POWER and s390 have instead.
///
/// **Source:** /sys/class/dmi/id, /proc/device-tree, /proc/sysinfo for everybody; serial number, UUID and memory
/// modules (`dmidecode`) for root only.
struct DmiReport {
    /// What every account may read.
    static let open = Probe(
        "dmi",
        section: .hardware,
        byteLimit: 64 << 10,
        optional: true,
        command: #"""
            for field in sys_vendor product_name bios_vendor bios_version bios_date board_vendor board_name \
                chassis_type; do
                file=/sys/class/dmi/id/$field
                [ -r "$file" ] || continue
                value=
                IFS= read -r value <"$file"
                printf 'dmi %s %s\n' "$field" "$value"
            done
            for field in model serial-number system-id; do
                file=/proc/device-tree/$field
                [ -r "$file" ] || continue
                printf 'tree %s ' "$field"
                cat "$file"
                echo
            done
            if [ -r /proc/sysinfo ]; then
                while IFS= read -r line; do
                    case $line in
                    Manufacturer:* | Type:* | Model:* | "Sequence Code:"* | "VM00 Control Program:"*)
                        printf 'sysinfo %s\n' "$line"
                        ;;
                    esac
                done </proc/sysinfo
            fi
            :
            """#
    )

    /// What root may read of the same place.
    static let closed = Probe(
        "dmi-root",
        section: .hardware,
        byteLimit: 4096,
        optional: true,
        command: #"""
            if [ -e /sys/class/dmi/id/product_uuid ]; then
                as_root grep . /sys/class/dmi/id/product_serial /sys/class/dmi/id/product_uuid
                [ $? != 121 ] || echo unprivileged
            fi
            :
            """#
    )

    /// Memory modules, and everything on kernels whose sysfs has no DMI. Only types that are read.
    static let dmidecode = Probe(
        "dmidecode",
        section: .hardware,
        timeoutSeconds: 30,
        byteLimit: 1 << 20,
        optional: true,
        command: #"""
            if have dmidecode; then
                as_root dmidecode -t 0,1,2,3,4,16,17
                [ $? != 121 ] || echo unprivileged
            fi
            :
            """#
    )

    static let probes = [open, closed, dmidecode]

    private(set) var manufacturer: String?
    private(set) var model: String?
    private(set) var serial: String?
    /// Whether ``serial`` belongs to this host alone; the partitions of a mainframe share one.
    private(set) var serialIsItsOwn = true
    private(set) var uuid: String?
    private(set) var biosVendor: String?
    private(set) var biosVersion: String?
    private(set) var biosDate: CalendarDay?
    private(set) var chassis: String?
    private(set) var memoryModules: [Hardware.MemoryModule]?
    private(set) var processors: [DmidecodeFacts.Processor]
    /// The fields of /sys/class/dmi/id and the lines of /proc/sysinfo, as written, for who looks for hypervisors.
    private(set) var fields: [String: String] = [:]
    /// Root was needed and not had.
    let privilegeMissing: Bool

    init(_ answers: Answers) {
        let dump = DmidecodeFacts(DmidecodeDump(answers.bytes(Self.dmidecode.id)))
        processors = dump.processors
        memoryModules = dump.memoryModules
        privilegeMissing = [Self.closed, Self.dmidecode].contains { probe in
            lines(of: answers.bytes(probe.id)).contains { $0.elementsEqual("unprivileged".utf8) }
        }
        readOpen(answers.bytes(Self.open.id))
        readClosed(answers.bytes(Self.closed.id))
        readSystem()
        readDeviceTree()
        readMainframe()
        fill(from: dump)
    }

    private mutating func readOpen(_ bytes: [UInt8]) {
        forEachLine(of: bytes) { line in
            let words = line.split(separator: UInt8(ascii: " "), maxSplits: 2, omittingEmptySubsequences: false)
            guard words.count >= 2, fields.count < 64 else { return }
            switch words[0].text {
            case "dmi", "tree":
                if words.count == 3 { fields["\(words[0].text) \(words[1].text)"] = words[2].trimmed.text }
            case "sysinfo":
                let rest = line.dropFirst("sysinfo ".utf8.count)
                if let pair = rest.pair(separatedBy: ":") { fields["sysinfo \(pair.key.text)"] = pair.value.text }
            default: break
            }
        }
    }

    /// `/sys/class/dmi/id/product_uuid:4c4c4544-…`
    private mutating func readClosed(_ bytes: [UInt8]) {
        forEachLine(of: bytes) { line in
            guard let pair = line.pair(separatedBy: ":") else { return }
            if pair.key.text == "/sys/class/dmi/id/product_serial" {
                serial = SmbiosPlaceholder.cleanedSerial(pair.value.text)
            } else if pair.key.text == "/sys/class/dmi/id/product_uuid" {
                uuid = SmbiosUUID.normalized(pair.value.text)
            }
        }
        if uuid == nil { uuid = serial.flatMap(SmbiosUUID.fromVMwareSerial) }
    }

    private mutating func readSystem() {
        func value(_ field: String) -> String? { fields["dmi \(field)"].flatMap(SmbiosPlaceholder.cleaned) }
        manufacturer = value("sys_vendor")
        model = value("product_name")
        if manufacturer == nil, model == nil {
            manufacturer = value("board_vendor")
            model = value("board_name")
        }
        biosVendor = value("bios_vendor")
        biosVersion = value("bios_version")
        biosDate = value("bios_date").flatMap(SmbiosDate.day)
        chassis = value("chassis_type").flatMap(SmbiosChassis.name)
    }

    /// `Raspberry Pi 4 Model B Rev 1.4`, `IBM,8286-42A`.
    private mutating func readDeviceTree() {
        guard manufacturer == nil, model == nil,
            let text = fields["tree model"].flatMap(SmbiosPlaceholder.cleaned)
        else { return }
        let parts = text.split(separator: ",", maxSplits: 1)
        if parts.count == 2, !parts[0].contains(" ") {
            manufacturer = String(parts[0])
            model = String(parts[1])
        } else {
            model = text
        }
        if let own = fields["tree serial-number"].flatMap(SmbiosPlaceholder.cleanedSerial) {
            serial = own
        } else if let shared = fields["tree system-id"].flatMap(SmbiosPlaceholder.cleanedSerial) {
            serial = shared.hasPrefix("IBM,") ? String(shared.dropFirst(4)) : shared
            serialIsItsOwn = false
        }
    }

    private mutating func readMainframe() {
        func value(_ field: String) -> String? { fields["sysinfo \(field)"].flatMap(SmbiosPlaceholder.cleaned) }
        guard let type = value("Type") else { return }
        manufacturer = value("Manufacturer") ?? manufacturer
        // The model line may hold a second word, the name by which it was ordered.
        model = ([type] + (value("Model").map { [$0] } ?? [])).joined(separator: " ")
        serial = value("Sequence Code") ?? serial
        serialIsItsOwn = false
    }

    /// sysfs goes first: it is there without root, so that a scan without root does not change the names.
    private mutating func fill(from dump: DmidecodeFacts) {
        if manufacturer == nil, model == nil {
            manufacturer = dump.manufacturer
            model = dump.product
        }
        serial = serial ?? dump.serial
        uuid = uuid ?? dump.uuid
        biosVendor = biosVendor ?? dump.biosVendor
        biosVersion = biosVersion ?? dump.biosVersion
        biosDate = biosDate ?? dump.biosDate
        chassis = chassis ?? dump.chassis
    }
}
