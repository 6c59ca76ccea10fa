import EstateModel

/// Reads the ways in which Windows writes a moment or a day.
enum WindowsTime {
    /// `2019-09-08T01:17:49Z` (the probes), `20190908011749.580533-420` (WMI, offset in minutes),
    /// `/Date(1599609600000)/` (ConvertTo-Json, milliseconds). Nil for anything that depends on a locale.
    static func instant(_ text: String) -> Instant? {
        if let instant = Instant(text) { return instant }
        if text.hasPrefix("/Date("), text.hasSuffix(")/") {
            let inside = text.dropFirst(6).dropLast(2)
            let number = inside.prefix { $0.isNumber || $0 == "-" }
            return Int64(number).flatMap { milliseconds in
                let instant = Instant(secondsSinceEpoch: milliseconds / 1000)
                // Years beyond 9999 are an error of the host; the moment would be another one.
                return instant.secondsSinceEpoch == milliseconds / 1000 ? instant : nil
            }
        }
        return managementTime(Array(text.utf8))
    }

    /// The same, and `2019-02-14`, `2019/2/14 0:00:00`, `20170502` (InstallDate) for days.
    static func day(_ text: String) -> CalendarDay? {
        if let day = CalendarDay(text.prefix(10)) { return day }
        let bytes = Array(text.utf8)
        if bytes.count == 8, let year = number(bytes, 0, 4), let month = number(bytes, 4, 2),
            let day = number(bytes, 6, 2)
        {
            return CalendarDay(year: year, month: month, day: day)
        }
        let parts = text.split(separator: " ").first?.split(separator: "/") ?? []
        if parts.count == 3, parts[0].count == 4, let year = Int(parts[0]), let month = Int(parts[1]),
            let day = Int(parts[2])
        {
            return CalendarDay(year: year, month: month, day: day)
        }
        return instant(text)?.day
    }

    private static func managementTime(_ bytes: [UInt8]) -> Instant? {
        guard bytes.count == 25, bytes[14] == UInt8(ascii: "."), let year = number(bytes, 0, 4),
            let month = number(bytes, 4, 2), let day = number(bytes, 6, 2), let hour = number(bytes, 8, 2),
            let minute = number(bytes, 10, 2), let second = number(bytes, 12, 2), let offset = number(bytes, 22, 3),
            let date = CalendarDay(year: year, month: month, day: day), hour < 24, minute < 60, second < 60
        else { return nil }
        let local = Int64(date.daysSinceEpoch) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
        let ahead = bytes[21] == UInt8(ascii: "-") ? -offset : offset
        return Instant(secondsSinceEpoch: local - Int64(ahead * 60))
    }

    private static func number(_ bytes: [UInt8], _ start: Int, _ length: Int) -> Int? {
        var value = 0
        for byte in bytes[start..<start + length] {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            value = value * 10 + Int(byte - UInt8(ascii: "0"))
        }
        return value
    }
}
