/// What firmware writes where nobody filled in a value. The one list of such words; no other parser keeps its own.
package enum SmbiosPlaceholder {
    /// The text without blanks around it, or nil when it is empty or stands for "nobody knows".
    package static func cleaned(_ text: String?) -> String? {
        guard let text else { return nil }
        var trimmed = Substring(text)
        while let first = trimmed.unicodeScalars.first, isBlank(first) { trimmed.unicodeScalars.removeFirst() }
        while let last = trimmed.unicodeScalars.last, isBlank(last) { trimmed.unicodeScalars.removeLast() }
        let result = String(trimmed.prefix(longestValue))
        return isPlaceholder(result) ? nil : result
    }

    /// The same for a serial number, where rows of one character, counted digits and plain words say nothing either.
    package static func cleanedSerial(_ text: String?) -> String? {
        guard let serial = cleaned(text) else { return nil }
        let letters = serial.lowercased()
        return serialPlaceholders.contains(letters) ? nil : serial
    }

    static func isPlaceholder(_ trimmed: String) -> Bool {
        let lower = trimmed.lowercased()
        if placeholders.contains(lower) || lower.hasPrefix("to be filled") || lower.hasPrefix("<") { return true }
        return isRowOfOneCharacter(lower) || lower.contains("\u{FFFD}")
    }

    private static let longestValue = 256

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value <= 0x20 || scalar.value == 0x7F
    }

    /// `.........`, `00000000`, `0000-0000`, `xxxx`, `FFFF`, `   `, ``; a single letter or digit may be a version.
    private static func isRowOfOneCharacter(_ text: String) -> Bool {
        let distinct = Set(text.unicodeScalars.filter { $0 != " " && $0 != "-" })
        guard let only = distinct.first else { return true }
        guard distinct.count == 1 else { return false }
        return text.unicodeScalars.count > 2 || !("a"..."z").contains(only) && !("0"..."9").contains(only)
    }

    private static let placeholders: Set<String> = [
        "", "bad index", "base board product name", "base board serial number", "board manufacturer",
        "board product name", "chassis manufacture", "chassis manufacturer", "chassis serial number", "default string",
        "default", "empty", "family", "fill by oem", "filled by o.e.m.", "invalid", "n/a", "na", "n.a.", "no asset tag",
        "no enclosure", "none", "not applicable", "not available", "not defined", "not present", "not provided",
        "not settable",
        "not specified", "null", "o.e.m.", "oem", "oem_default", "oem default", "out of spec", "product name",
        "sernum0", "serial", "serial number", "system manufacturer", "system name", "system product name",
        "system serial number", "system version", "system_product_name", "tbd", "type1family", "type1productname",
        "type1sku0", "undefined", "undefined or n/a", "unknow", "unknown", "unspecified", "version",
    ]

    private static let serialPlaceholders: Set<String> = [
        "0", "1", "01234567", "012345678", "0123456789", "01234567890", "0123456789abcdef", "12345", "123456",
        "1234567", "12345678", "123456789", "1234567890", "123456789012", "123456789abcdefg", "987654321",
        "abcdefghijkl", "eval", "mb-1234567890", "no serial", "rev 1.xx", "sernum", "sernum00", "sernum1", "sernum2",
        "sernum3", "sn", "standard",
    ]
}
