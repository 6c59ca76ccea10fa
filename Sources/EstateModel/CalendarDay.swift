/// A day of the Gregorian calendar, without a time or a time zone.
///
/// Support ends on days, not at instants: a product whose end is 2026-07-14 is supported during the whole of that day.
package struct CalendarDay: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01; negative before it.
    package let daysSinceEpoch: Int32

    /// The first and the last day that `YYYY-MM-DD` can write.
    private static let days: ClosedRange<Int32> = -719_162...2_932_896

    /// Years 1 to 9999: what lies outside becomes the first or the last day, so that every day can be read back.
    package init(daysSinceEpoch: Int32) {
        self.daysSinceEpoch = min(max(daysSinceEpoch, Self.days.lowerBound), Self.days.upperBound)
    }

    /// Nil when the three numbers name no day, such as 31 April. Years 1 to 9999.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.daysInMonth(month, year: year)
        else { return nil }
        // Days from civil, by H. Hinnant: years begin in March so that the leap day comes last.
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        self.daysSinceEpoch = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// Reads `YYYY-MM-DD` and nothing else.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
            let day = Self.number(bytes[8..<10])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    package var year: Int { civil.year }
    package var month: Int { civil.month }
    package var day: Int { civil.day }

    /// 1 is Monday, 7 is Sunday.
    package var weekday: Int {
        let shifted = (Int(daysSinceEpoch) + 3) % 7
        return (shifted < 0 ? shifted + 7 : shifted) + 1
    }

    package func adding(days: Int) -> CalendarDay {
        // Int32 plus Int cannot overflow after the clamp.
        CalendarDay(daysSinceEpoch: Int32(clamping: Int64(daysSinceEpoch) + Int64(Int32(clamping: days))))
    }

    /// The same day of a later (or earlier) month, or that month's last day when it is shorter.
    package func adding(months: Int) -> CalendarDay {
        let parts = civil
        let total = parts.year * 12 + parts.month - 1 + Int(Int32(clamping: months))
        let year = total / 12
        let month = total % 12 + 1
        let day = min(parts.day, Self.daysInMonth(month, year: year))
        return CalendarDay(year: year, month: month, day: day) ?? self
    }

    /// Days from this day to another; negative when the other is earlier.
    package func days(until other: CalendarDay) -> Int {
        Int(other.daysSinceEpoch) - Int(daysSinceEpoch)
    }

    package static func < (left: CalendarDay, right: CalendarDay) -> Bool {
        left.daysSinceEpoch < right.daysSinceEpoch
    }

    package static func isLeap(_ year: Int) -> Bool {
        year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    }

    package static func daysInMonth(_ month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private var civil: (year: Int, month: Int, day: Int) {
        let shifted = Int(daysSinceEpoch) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
            value = value * 10 + Int(digit - UInt8(ascii: "0"))
        }
        return value
    }
}

extension CalendarDay: CustomStringConvertible {
    /// `YYYY-MM-DD`.
    package var description: String {
        let parts = civil
        return "\(padded(parts.year, to: 4))-\(padded(parts.month, to: 2))-\(padded(parts.day, to: 2))"
    }

    /// `20 November 2026`, the form that reports use for people.
    package var longDescription: String {
        let names = [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ]
        let parts = civil
        return "\(parts.day) \(names[parts.month - 1]) \(parts.year)"
    }
}

extension CalendarDay: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let day = CalendarDay(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a day: \(text)")
        }
        self = day
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// A whole number with zeros in front, as dates and times are written.
package func padded(_ number: Int, to width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
