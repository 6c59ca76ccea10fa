import EstateModel

/// What a Mac is, by the kernel and the device tree. `system_profiler` knows more, and takes half a minute. Without an
/// assignment `sysctl` only reads.
///
///     hw.model: MacBookPro18,3
///     machdep.cpu.brand_string: Apple M1 Pro
///     hw.memsize: 17179869184
///         "IOPlatformSerialNumber" = "XXXXXXXXXXXX"
struct MacOSHardware: Collector {
    static let probe = Probe(
        "macos-hardware",
        section: .hardware,
        byteLimit: 64 << 10,
        command: #"""
            /usr/sbin/sysctl hw.model machdep.cpu.brand_string hw.packages hw.physicalcpu hw.logicalcpu hw.memsize \
                kern.hv_vmm_present 2>/dev/null
            have ioreg || return 0
            ioreg -rd1 -c IOPlatformExpertDevice | grep -E '"(IOPlatformSerialNumber|IOPlatformUUID)" = ' || :
            """#
    )

    let probes = [probe]

    func collect(from answers: Answers, into builder: inout CollectionBuilder) {
        var values: [String: String] = [:]
        for line in lines(of: answers.bytes(Self.probe.id)).prefix(50) {
            if line.trimmed.first == UInt8(ascii: "\"") {
                guard let pair = line.pair(separatedBy: "=") else { continue }
                values[Self.unquoted(pair.key)] = Self.unquoted(pair.value)
            } else if let pair = line.pair(separatedBy: ":"), !pair.value.isEmpty {
                values[pair.key.text] = String(pair.value.text.prefix(256))
            }
        }
        guard let model = values["hw.model"] else {
            builder.problem(
                .unreadableOutput,
                .hardware,
                probe: Self.probe.id,
                "sysctl did not name the model.",
                remedy: "Run `sysctl hw.model` on the host by hand."
            )
            return
        }
        var hardware = Hardware()
        hardware.manufacturer = "Apple Inc."
        hardware.model = model
        hardware.serial = values["IOPlatformSerialNumber"].flatMap { $0.isEmpty ? nil : String($0.prefix(64)) }
        hardware.uuid = values["IOPlatformUUID"].flatMap { $0.isEmpty ? nil : String($0.lowercased().prefix(64)) }
        hardware.processor = values["machdep.cpu.brand_string"]
        hardware.sockets = Self.count(values["hw.packages"])
        hardware.cores = Self.count(values["hw.physicalcpu"])
        hardware.threads = Self.count(values["hw.logicalcpu"])
        hardware.memoryBytes = values["hw.memsize"].flatMap { Int64($0) }.flatMap { $0 > 0 ? $0 : nil }
        let isGuest = values["kern.hv_vmm_present"] == "1" || model.hasPrefix("VirtualMac")
        hardware.placement = isGuest ? .virtual : .physical
        builder.collection.hardware = hardware
        builder.collection.identity.serial = hardware.serial
        builder.collection.identity.smbiosUUID = hardware.uuid
    }

    private static func unquoted(_ field: ArraySlice<UInt8>) -> String {
        field.trimmed.filter { $0 != UInt8(ascii: "\"") }[...].text
    }

    private static func count(_ text: String?) -> Int? {
        text.flatMap { Int($0) }.flatMap { (1...100_000).contains($0) ? $0 : nil }
    }
}
