import EstateModel

/// Reads one row of a device list.
struct DeviceRowReader {
    let columns: [DeviceColumn: Int]
    let format: DeviceListFormat
    let options: DeviceListImport.Options
    private(set) var notices: [String] = []

    /// Why a row is left out.
    struct Refusal: Error {
        let reason: String
    }

    init(columns: [DeviceColumn: Int], format: DeviceListFormat, options: DeviceListImport.Options) {
        self.columns = columns
        self.format = format
        self.options = options
    }

    mutating func device(_ row: DelimitedTable.Row) throws(Refusal) -> ImportedDevice {
        let serial = serial(row)
        guard let name = text(.name, row, limit: 200) ?? serial else {
            throw Refusal(reason: "it has neither a name nor a serial number")
        }
        var device = ImportedDevice(line: row.line, name: name, kind: .other, organisation: try organisation(row))
        device.serial = serial
        device.manufacturer = text(.manufacturer, row)
        device.model = text(.model, row)
        device.modelIdentifier = text(.modelIdentifier, row)
        device.marketingName = text(.marketingName, row)
        device.sysDescr = text(.sysDescr, row, limit: 1000)
        device.sysObjectID = text(.sysObjectID, row).flatMap(Self.objectID)
        device.edition = text(.edition, row)
        device.securityPatch = text(.securityPatch, row)
        device.macAddress = text(.macAddress, row).flatMap(Self.macAddress)
        device.address = text(.address, row).flatMap(Self.address)
        device.owner = text(.owner, row)
        readSystem(row, into: &device)
        readPlace(row, into: &device)
        readDays(row, into: &device)
        device.manufacturer = device.manufacturer ?? Self.maker(device)
        device.kind = kind(row, device)
        return device
    }

    private mutating func readSystem(_ row: DelimitedTable.Row, into device: inout ImportedDevice) {
        device.osVersion = text(.osVersion, row)
        var os = text(.os, row)
        if os == nil, format == .jamf {
            let model = device.model ?? device.modelIdentifier ?? ""
            let isMobile = columns[.osVersion].map { DeviceColumn.key(options.header[$0]) == "iosversion" } ?? false
            os = isMobile || model.hasPrefix("iP") ? "iOS" : "macOS"
        }
        // Intune has one word for both, and rules know them apart by their releases.
        if let word = os?.lowercased(), word == "ios/ipados" || word == "ios" || word == "iphone os" {
            let names = [device.model, device.modelIdentifier, device.marketingName].compactMap(\.self)
            os = names.contains { $0.hasPrefix("iPad") } ? "iPadOS" : "iOS"
        }
        // `macOS 14.7.1 (23H222)` in one field.
        if device.osVersion == nil, let words = os?.split(separator: " "), words.count > 1,
            let place = words.firstIndex(where: { $0.first?.isNumber == true && $0.contains(".") })
        {
            device.osVersion = String(words[place])
            os = words[..<place].joined(separator: " ")
        }
        device.os = os.flatMap { $0.isEmpty ? nil : $0 }
    }

    private mutating func readPlace(_ row: DelimitedTable.Row, into device: inout ImportedDevice) {
        if let site = text(.site, row) {
            device.site = options.sites[DeviceListImport.key(site)]
            if device.site == nil { note(row, "the estate has no site '\(visible(site, limit: 60))'; it is left out") }
        }
        if let service = text(.service, row) {
            device.service = options.services[DeviceListImport.key(service)]
            if device.service == nil {
                note(row, "the estate has no service '\(visible(service, limit: 60))'; it is left out")
            }
        }
    }

    private mutating func readDays(_ row: DelimitedTable.Row, into device: inout ImportedDevice) {
        device.lastSeen = day(.lastSeen, "the day it was last seen", row)
        device.purchaseDate = day(.purchaseDate, "the day of purchase", row)
        device.warrantyStart = day(.warrantyStart, "the start of the warranty", row)
    }

    private mutating func day(_ column: DeviceColumn, _ what: String, _ row: DelimitedTable.Row) -> CalendarDay? {
        guard let text = text(column, row), let date = WrittenDay.read(text, order: options.dayOrder) else {
            return nil
        }
        let shown = visible(text, limit: 40)
        switch date {
        // A day more, because clocks and time zones differ.
        case .day(let day) where day > options.exported.adding(days: 1):
            note(row, "\(what) is after the export, \(shown); it stays unknown")
        case .day(let day):
            return min(day, options.exported)
        case .ambiguous(let one, let other):
            note(
                row,
                "\(what), \(shown), may be \(one.longDescription) or \(other.longDescription); it stays unknown,"
                    + " unless --dates says which comes first"
            )
        case .unreadable:
            note(row, "\(what), \(shown), is no day that can be read; it stays unknown")
        }
        return nil
    }

    private mutating func kind(_ row: DelimitedTable.Row, _ device: ImportedDevice) -> ImportedDevice.Kind {
        guard let word = text(.kind, row) else { return ImportedDevice.Kind(guessedFrom: device) }
        if let kind = ImportedDevice.Kind(word: word) { return kind }
        let kind = ImportedDevice.Kind(guessedFrom: device)
        note(row, "'\(visible(word, limit: 40))' is no kind of device that is known; taken for \(kind.rawValue)")
        return kind
    }

    private mutating func organisation(_ row: DelimitedTable.Row) throws(Refusal) -> String {
        guard let name = text(.organisation, row) else {
            if let id = options.organisation { return id }
            throw Refusal(reason: "it names no organisation; give one with --organisation")
        }
        if let id = options.organisations[DeviceListImport.key(name)] { return id }
        let nearest = nearestWord(to: name, among: options.organisations.values.sorted())
        let hint = nearest.map { "; did you mean '\($0)'?" } ?? ""
        throw Refusal(reason: "the estate has no organisation '\(visible(name, limit: 60))'\(hint)")
    }

    private mutating func note(_ row: DelimitedTable.Row, _ sentence: String) {
        notices.append("line \(row.line): \(sentence).")
    }
}

// MARK: - Fields

extension DeviceRowReader {
    /// The text of a field on one line, or nil when it is empty or stands for nothing. What is cut off is told.
    private mutating func text(_ column: DeviceColumn, _ row: DelimitedTable.Row, limit: Int = 256) -> String? {
        guard let place = columns[column], place < row.fields.count else { return nil }
        let scalars = row.fields[place].unicodeScalars
        var text = String.UnicodeScalarView()
        for scalar in scalars.prefix(limit) {
            let isBreak = scalar.value < 0x20 || scalar.value == 0x7F
            if isBreak, column == .sysDescr, scalar == "\n" {
                text.append(scalar)
            } else if !isBreak {
                text.append(scalar)
            } else if "\n\r\t".unicodeScalars.contains(scalar), let last = text.last, last != " " {
                // A name that a cell wraps is two words.
                text.append(" ")
            }
        }
        if scalars.count > limit {
            note(row, "'\(visible(String(text), limit: 40))' goes on; only its first \(limit) characters are kept")
        }
        let result = trimmed(String(text))
        let placeholders = [
            "", "-", "--", "n/a", "na", "null", "none", "unknown", "not available", "not specified", "0",
        ]
        return placeholders.contains(result.lowercased()) ? nil : result
    }

    /// A serial number that a spreadsheet has made a rounded number, `3.57E+14`, is many devices'.
    private mutating func serial(_ row: DelimitedTable.Row) -> String? {
        guard let text = text(.serial, row, limit: 100) else { return nil }
        let parts = text.lowercased().split(separator: "e+")
        let isNumber = parts.count == 2 && parts.allSatisfy { $0.allSatisfy { $0.isNumber || $0 == "." || $0 == "," } }
        if isNumber {
            note(row, "a spreadsheet has rounded the serial number, \(visible(text)); it stays unknown")
            return nil
        }
        let isTelling = text.utf8.count >= 4 && Set(text.lowercased()).count > 1
        return isTelling ? text : nil
    }

    private static func objectID(_ text: String) -> String? {
        let number = text.hasPrefix("iso.") ? "1." + text.dropFirst(4) : text
        return number.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E } ? number : nil
    }

    private static func macAddress(_ text: String) -> String? {
        let digits = text.lowercased().filter(\.isHexDigit)
        let isPlain = text.utf8.allSatisfy { $0 < 0x80 } && text.allSatisfy { $0.isHexDigit || ":-. ".contains($0) }
        guard isPlain, digits.utf8.count == 12 else { return nil }
        return stride(from: 0, to: 12, by: 2).map { String(digits.dropFirst($0).prefix(2)) }.joined(separator: ":")
    }

    private static func address(_ text: String) -> String? {
        let isName =
            text.utf8.count <= 253
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    || byte == 0x2D || byte == 0x2E || byte == 0x3A || byte == 0x5F
            }
        return isName ? text : nil
    }

    /// The maker that a model or a description names itself.
    private static func maker(_ device: ImportedDevice) -> String? {
        let model = device.modelIdentifier ?? device.model ?? ""
        if ["iPhone", "iPad", "iPod", "Mac", "iMac", "AppleTV"].contains(where: model.hasPrefix) { return "Apple" }
        let word = device.sysDescr?.split { !$0.isLetter && !$0.isNumber }.first.map(String.init)
        let makers = ["Cisco", "Juniper", "HP", "HPE", "Aruba", "Fortinet", "Dell", "NetApp", "Brocade", "APC", "AXIS"]
        return word.flatMap { makers.contains($0) ? $0 : nil }
    }
}
