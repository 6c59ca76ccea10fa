import EstateFiles
import EstateModel

/// What an import of devices says at its end.
struct ImportedDevicesText {
    private let imported: ImportedDevices
    private let exported: CalendarDay
    private var new = 0
    private var changed = 0

    init(_ imported: ImportedDevices, exported: CalendarDay) {
        self.imported = imported
        self.exported = exported
    }

    mutating func count(isNew: Bool, changes: Int) {
        if isNew { new += 1 } else if changes > 0 { changed += 1 }
    }

    var plan: String { head + " Nothing was recorded.\n" }

    var result: String {
        head + " \(new) new, \(changed) changed, \(imported.devices.count - new - changed) as before.\n"
    }

    private var head: String {
        var counts: [ImportedDevice.Kind: Int] = [:]
        for device in imported.devices { counts[device.kind, default: 0] += 1 }
        let kinds = ImportedDevice.Kind.allCases.compactMap { kind in
            counts[kind].map { "\($0) \(Self.word(kind, count: $0))" }
        }
        let count = imported.devices.count
        let left = imported.refused.isEmpty ? "" : " Left out: \(imported.refused.count)."
        let devices = count == 1 ? "device" : "devices"
        return "\(count) \(devices) from \(imported.format.name), exported \(exported.longDescription):"
            + " \(kinds.joined(separator: ", ")).\(left)"
    }

    private static func word(_ kind: ImportedDevice.Kind, count: Int) -> String {
        let one =
            switch kind {
            case .network: "network device"
            case .storage: "storage device"
            case .ups: "power supply"
            case .other: "other device"
            default: kind.rawValue
            }
        guard count != 1 else { return one }
        return one.hasSuffix("y") ? one.dropLast() + "ies" : one + "s"
    }
}
