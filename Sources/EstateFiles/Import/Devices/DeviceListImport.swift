package import EstateModel

/// Reads lists of devices that nobody can log in to: phones, tablets, network equipment, appliances.
///
/// Any table whose header names the columns; the headings of Intune, Jamf Pro and lists of SNMP answers are known.
package enum DeviceListImport {
    /// What the estate and the command line say about the devices.
    package struct Options: Sendable {
        /// The day on which the list was exported.
        package var exported: CalendarDay
        package var dayOrder: DayOrder = .unknown
        /// For rows that name none: an id. Nil where each row must name one.
        package var organisation: String?
        /// Ids by the ways to write them, as ``DeviceListImport/key(_:)``.
        package var organisations: [String: String] = [:]
        package var sites: [String: String] = [:]
        package var services: [String: String] = [:]
        /// Names of targets of the estate: a scan reads those better.
        package var targets: Set<String> = []
        /// The list's own, while it is read.
        var header: [String] = []

        /// - Parameter estate: whose organisations, sites, services and targets there are.
        package init(exported: CalendarDay, estate: Estate) {
            self.exported = exported
            organisation = estate.organisations.count == 1 ? estate.organisations[0].id : nil
            for entry in estate.organisations { Self.add(entry.id, entry.name, to: &organisations) }
            for entry in estate.sites { Self.add(entry.id, entry.name, to: &sites) }
            for entry in estate.services { Self.add(entry.id, entry.name, to: &services) }
            targets = Set(estate.targets.map { DeviceListImport.key($0.name) })
        }

        private static func add(_ id: String, _ name: String, to ids: inout [String: String]) {
            ids[DeviceListImport.key(name)] = ids[DeviceListImport.key(name)] ?? id
            ids[DeviceListImport.key(id)] = id
        }
    }

    static let mostSentences = 1000

    /// Text by which names are compared: small letters, single blanks.
    package static func key(_ name: String) -> String {
        name.lowercased().split(separator: " ").joined(separator: " ")
    }

    package static func read(_ text: String, options: Options) -> ImportedDevices {
        var result = ImportedDevices()
        let table = DelimitedTable(text)
        guard !table.header.isEmpty else {
            result.refused.append("line 1: the list is empty; its first line must name the columns.")
            return result
        }
        let places = DeviceColumn.places(in: table.header)
        result.format = DeviceListFormat(header: table.header)
        result.unusedColumns = places.unused
        guard places.columns[.name] != nil || places.columns[.serial] != nil else {
            result.refused.append("line 1: the header names no column for a name or a serial number.")
            return result
        }
        var options = options
        options.header = table.header
        var reader = DeviceRowReader(columns: places.columns, format: result.format, options: options)
        var kept: [ImportedDevice] = []
        for row in table.rows {
            do throws(DeviceRowReader.Refusal) {
                let device = try reader.device(row)
                try check(device, options)
                kept.append(device)
            } catch {
                result.refused.append("line \(row.line): \(error.reason)\(error.reason.hasSuffix("?") ? "" : ".")")
            }
        }
        result.notices = reader.notices
        noteTable(table, &result)
        result.devices = named(withoutRepeats(kept, &result))
        limit(&result)
        return result
    }

    private static func check(
        _ device: ImportedDevice,
        _ options: Options
    ) throws(DeviceRowReader.Refusal) {
        guard !options.targets.contains(key(device.name)) else {
            let name = visible(device.name, limit: 60)
            throw DeviceRowReader.Refusal(reason: "'\(name)' is a target of the estate, and a scan tells more of it")
        }
    }

    private static func noteTable(_ table: DelimitedTable, _ result: inout ImportedDevices) {
        if table.isCut {
            result.refused.append("the list has more than \(DelimitedTable.mostRows) rows; the rest is left out.")
        }
        if let line = table.openQuoteLine {
            result.refused.append("line \(line): a quote is never closed, so the rest of the list is one field.")
        }
    }

    /// One row for each device: the one that was seen last, the first of those that say nothing of it.
    private static func withoutRepeats(_ devices: [ImportedDevice], _ result: inout ImportedDevices) -> [ImportedDevice]
    {
        var kept: [ImportedDevice] = []
        var places: [String: Int] = [:]
        for device in devices {
            // Without a serial number, name, model and address must be the same.
            let key =
                device.serialKey ?? [device.name, device.model ?? "", device.address ?? ""].joined(separator: "\u{1F}")
            guard let place = places[key] else {
                places[key] = kept.count
                kept.append(device)
                continue
            }
            let isNewer = (device.lastSeen?.daysSinceEpoch ?? .min) > (kept[place].lastSeen?.daysSinceEpoch ?? .min)
            let (left, other) = isNewer ? (kept[place], device) : (device, kept[place])
            if isNewer { kept[place] = device }
            let why = isNewer ? ", which was seen later" : ""
            result.refused.append("line \(left.line): the same device as on line \(other.line)\(why).")
        }
        return kept
    }

    /// People give many phones the same name; the serial number tells them apart, and else the line.
    private static func named(_ devices: [ImportedDevice]) -> [ImportedDevice] {
        var counts: [String: Int] = [:]
        for device in devices { counts[key(device.name), default: 0] += 1 }
        var taken: Set<String> = []
        return devices.map { device in
            var device = device
            if counts[key(device.name), default: 0] > 1 {
                device.name += " " + (device.serial ?? device.address ?? "line \(device.line)")
            }
            if !taken.insert(key(device.name)).inserted { device.name += " line \(device.line)" }
            return device
        }
    }

    private static func limit(_ result: inout ImportedDevices) {
        for list in [\ImportedDevices.refused, \.notices] where result[keyPath: list].count > mostSentences {
            let rest = result[keyPath: list].count - mostSentences
            result[keyPath: list] = result[keyPath: list].prefix(mostSentences) + ["and \(rest) more like these."]
        }
    }
}
