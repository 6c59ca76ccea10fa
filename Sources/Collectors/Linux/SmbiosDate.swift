import EstateModel

/// Firmware release dates.
enum SmbiosDate {
    /// Reads `09/01/2006`, and `09/01/06` of firmware before SMBIOS 2.3; years 80 to 99 are of the last century.
    static func day(_ text: String) -> CalendarDay? {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 2, parts[1].count == 2, [2, 4].contains(parts[2].count),
            let month = Int(Substring(parts[0])), let day = Int(Substring(parts[1])),
            var year = Int(Substring(parts[2]))
        else { return nil }
        if parts[2].count == 2 { year += year >= 80 ? 1900 : 2000 }
        guard year >= 1980 else { return nil }
        return CalendarDay(year: year, month: month, day: day)
    }
}
