import EstateModel

/// The machine under a Windows host, by WMI.
struct WindowsHardware: Collector {
    let probes = [
        Probe(
            "windows-bios",
            section: .hardware,
            timeoutSeconds: 40,
            command: #"""
                $names = 'Manufacturer', 'SMBIOSBIOSVersion', 'SerialNumber', 'ReleaseDate'
                Wmi Win32_BIOS | ForEach-Object { Show $_ $names }
                """#
        ),
        Probe(
            "windows-product",
            section: .hardware,
            timeoutSeconds: 40,
            command: #"""
                $names = 'UUID', 'Vendor', 'Name', 'Version', 'IdentifyingNumber'
                Wmi Win32_ComputerSystemProduct | ForEach-Object { Show $_ $names }
                """#
        ),
        Probe(
            "windows-processors",
            section: .hardware,
            timeoutSeconds: 40,
            command: #"""
                $names = 'Name', 'NumberOfCores', 'NumberOfLogicalProcessors', 'SocketDesignation'
                Wmi Win32_Processor | ForEach-Object { Show $_ $names }
                """#
        ),
        Probe(
            "windows-disks",
            section: .hardware,
            timeoutSeconds: 40,
            optional: true,
            command: #"""
                $names = 'DeviceID', 'Model', 'SerialNumber', 'Size'
                Wmi Win32_DiskDrive | ForEach-Object { Show $_ $names }
                """#
        ),
    ]

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        let computer = WindowsOutput.rows(answers.bytes("windows-computer")).first ?? [:]
        let bios = WindowsOutput.rows(answers.bytes("windows-bios")).first ?? [:]
        let product = WindowsOutput.rows(answers.bytes("windows-product")).first ?? [:]
        var hardware = Hardware()
        hardware.manufacturer = SmbiosPlaceholder.cleaned(computer["manufacturer"] ?? product["vendor"])
        hardware.model = SmbiosPlaceholder.cleaned(computer["model"] ?? product["name"])
        hardware.serial = SmbiosPlaceholder.cleanedSerial(bios["serialnumber"] ?? product["identifyingnumber"])
        hardware.uuid = product["uuid"].flatMap(SmbiosUUID.normalized)
        hardware.biosVendor = SmbiosPlaceholder.cleaned(bios["manufacturer"])
        hardware.biosVersion = SmbiosPlaceholder.cleaned(bios["smbiosbiosversion"])
        hardware.biosDate = bios["releasedate"].flatMap(WindowsTime.day)
        hardware.memoryBytes = computer["totalphysicalmemory"].flatMap { Int64($0) }.flatMap { $0 > 0 ? $0 : nil }
        addProcessors(WindowsOutput.rows(answers.bytes("windows-processors")), to: &hardware)
        hardware.disks = Self.disks(WindowsOutput.rows(answers.bytes("windows-disks")))
        (hardware.placement, hardware.virtualization) = VirtualizationVendors.placement(
            manufacturer: hardware.manufacturer,
            model: hardware.model
        )
        guard hardware != Hardware() else {
            builder.mark(.hardware, .absent)
            return
        }
        builder.collection.hardware = hardware
        builder.collection.identity.serial = hardware.serial
        builder.collection.identity.smbiosUUID = hardware.uuid
    }

    /// One row for each socket. Windows Server 2003 had one for each processor and no counts.
    private func addProcessors(_ rows: [WindowsOutput.Row], to hardware: inout Hardware) {
        let named = rows.filter { $0["name"] != nil || $0["socketdesignation"] != nil }
        guard !named.isEmpty else { return }
        hardware.processor = named.lazy.compactMap { $0["name"].map(Self.collapsed) }.first
        hardware.sockets = named.count
        hardware.cores = Self.sum(named.map { $0["numberofcores"] })
        hardware.threads = Self.sum(named.map { $0["numberoflogicalprocessors"] })
    }

    /// Nil when a count is missing: half a sum is no number.
    private static func sum(_ counts: [String?]) -> Int? {
        let numbers = counts.compactMap { $0.flatMap { Int($0) } }
        let total = numbers.reduce(0) { $0.addingReportingOverflow($1).partialValue }
        return numbers.count == counts.count && numbers.allSatisfy { (1...100_000).contains($0) } ? total : nil
    }

    static func disks(_ rows: [WindowsOutput.Row]) -> [Hardware.Disk] {
        rows.prefix(1000).compactMap { row in
            guard let name = row["deviceid"] else { return nil }
            return Hardware.Disk(
                name: name,
                model: SmbiosPlaceholder.cleaned(row["model"]),
                serial: SmbiosPlaceholder.cleanedSerial(row["serialnumber"]),
                sizeBytes: row["size"].flatMap { Int64($0) }.flatMap { $0 > 0 ? $0 : nil }
            )
        }
        .sorted { $0.name < $1.name }
    }

    private static func collapsed(_ text: String) -> String {
        text.split(separator: " ").joined(separator: " ")
    }
}
