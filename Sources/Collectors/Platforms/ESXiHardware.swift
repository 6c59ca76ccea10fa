import EstateModel

/// The machine under an ESXi host.
struct ESXiHardware: Collector {
    let probes = [
        Probe(
            "esxi-platform",
            section: .hardware,
            timeoutSeconds: 60,
            command: ESXiSystem.esxcli("hardware platform get")
        ),
        Probe(
            "esxi-cpu",
            section: .hardware,
            timeoutSeconds: 60,
            command: ESXiSystem.esxcli("hardware cpu global get")
        ),
        Probe(
            "esxi-cpu-list",
            section: .hardware,
            timeoutSeconds: 60,
            optional: true,
            command: ESXiSystem.esxcli("hardware cpu list")
        ),
        Probe(
            "esxi-memory",
            section: .hardware,
            timeoutSeconds: 60,
            command: ESXiSystem.esxcli("hardware memory get")
        ),
    ]

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        let platform = ESXiOutput.rows(answers.bytes("esxi-platform")).first { $0["vendorname"] != nil } ?? [:]
        let processors = ESXiOutput.rows(answers.bytes("esxi-cpu")).first { $0["cpucores"] != nil } ?? [:]
        let memory = ESXiOutput.rows(answers.bytes("esxi-memory")).first { $0["physicalmemory"] != nil } ?? [:]
        let summary = ESXiSummary(answers.bytes("esxi-summary"))
        var hardware = Hardware()
        hardware.manufacturer =
            SmbiosPlaceholder.cleaned(platform["vendorname"]) ?? SmbiosPlaceholder.cleaned(summary.vendor)
        hardware.model = SmbiosPlaceholder.cleaned(platform["productname"]) ?? SmbiosPlaceholder.cleaned(summary.model)
        hardware.serial = SmbiosPlaceholder.cleanedSerial(platform["serialnumber"])
        hardware.uuid = platform["uuid"].flatMap(Self.uuid(firmwareBytes:)) ?? summary.uuid
        hardware.processor = summary.processor ?? brand(answers.bytes("esxi-cpu-list"))
        hardware.sockets = Self.number(processors["cpupackages"])
        hardware.cores = Self.number(processors["cpucores"])
        hardware.threads = Self.number(processors["cputhreads"])
        hardware.memoryBytes = Self.number(memory["physicalmemory"]).map(Int64.init)
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

    /// `hardware cpu list` names the maker only (`GenuineIntel`), whatever its label says.
    private func brand(_ bytes: [UInt8]) -> String? {
        ESXiOutput.rows(bytes).lazy.compactMap { SmbiosPlaceholder.cleaned($0["brand"]) }.first
    }

    /// The number that a value begins with: `8588824576 Bytes`.
    static func number(_ text: String?) -> Int? {
        text.flatMap { Int($0.prefix(while: \.isNumber)) }.flatMap { $0 > 0 ? $0 : nil }
    }

    /// A UUID from the sixteen bytes of the SMBIOS structure, `0xff 0x0 0x33 0x42 0xdc 0xd6 0x71 0xba 0xa 0x6a …`.
    ///
    /// The first three fields are little-endian there, and Linux, Windows and the vSphere API print them turned round.
    /// Nil for another number of bytes and for the values that mean "none".
    static func uuid(firmwareBytes text: String) -> String? {
        let words = text.split { !($0.isHexDigit || $0 == "x" || $0 == "X") }
        let bytes = words.compactMap { word in
            word.hasPrefix("0x") || word.hasPrefix("0X") ? paired(word.dropFirst(2)) : nil
        }
        guard words.count == 16, bytes.count == 16 else { return nil }
        return SmbiosUUID.swapped(bytes.joined()).flatMap(SmbiosUUID.normalized)
    }

    /// A UUID from sixteen bytes in printed order, `56 4d c4 d7 de eb 77 81-dc 69 4e 96 d4 c6 18 4f`; nil for others.
    static func uuid(printedBytes text: String) -> String? {
        let words = text.split { $0 == " " || $0 == "-" }
        let bytes = words.compactMap { $0.count == 2 ? paired($0) : nil }
        return words.count == 16 && bytes.count == 16 ? SmbiosUUID.normalized(bytes.joined()) : nil
    }

    /// Two digits for a byte that may be printed with one: `a` becomes `0a`.
    private static func paired(_ digits: Substring) -> String? {
        guard (1...2).contains(digits.utf8.count), UInt8(digits, radix: 16) != nil else { return nil }
        return digits.utf8.count == 1 ? "0" + digits : String(digits)
    }
}
