/// A serial number that can tell machines of one maker apart.
enum MachineSerial {
    /// `dell 7ppdy12`; nil when the maker is unknown or the serial is one of those that many machines share.
    static func evidence(manufacturer: String?, serial: String?) -> String? {
        guard let maker = maker(manufacturer), let serial, isTelling(serial) else { return nil }
        return maker + " " + normalised(serial)
    }

    /// Whether a serial number is more than a placeholder.
    static func isTelling(_ serial: String) -> Bool {
        let text = normalised(serial)
        let letters = text.filter { $0 != " " && $0 != "-" && $0 != "." }
        guard letters.utf8.count >= 4, letters.utf8.count <= 100, Set(letters).count > 1 else { return false }
        if placeholders.contains(letters) || letters.hasPrefix("0x000000") { return false }
        if placeholderBeginnings.contains(where: letters.hasPrefix) { return false }
        return !"0123456789".hasPrefix(letters) && !"1234567890".hasPrefix(letters)
    }

    /// Makers spell themselves in several ways over the years: the first word, with known changes of name undone.
    private static func maker(_ name: String?) -> String? {
        guard let name else { return nil }
        let word = name.lowercased().split { !$0.isLetter && !$0.isNumber }.first.map(String.init)
        switch word {
        case nil, "system", "to", "default", "oem", "o", "unknown", "none", "not": return nil
        case "hewlett", "hpe", "hp": return "hp"
        case "fts", "fujitsu": return "fujitsu"
        default: return word
        }
    }

    private static func normalised(_ serial: String) -> String {
        let trimmed = serial.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return String(trimmed.prefix(100))
    }

    /// Without blanks, hyphens and full stops.
    private static let placeholders: Set<String> = [
        "none", "empty", "unknown", "invalid", "default", "defaultstring", "notspecified", "notavailable",
        "notapplicable", "notprovided", "notset", "notsettable", "tobefilled", "serialnumber", "systemserial",
        "systemserialnumber", "chassisserialnumber", "chassisserial", "boardserial", "baseboardserialnumber",
        "serial", "sernum", "oem", "oemstring", "notused", "reserved", "123456789abcdef", "0123456789abcdef",
        "123456789", "abcdefgh", "ssssssss", "mb1234567890", "eval", "null", "noserial", "noserialnumber",
    ]

    private static let placeholderBeginnings = [
        "tobefilledby", "filledbyoem", "oemdefine", "sernum0", "systemserial", "chassisserial", "xxxx", "00000000",
    ]
}
