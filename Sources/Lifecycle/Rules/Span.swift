package import EstateModel

/// A length of time in calendar terms: `45d`, `6m`, `5y`.
package struct Span: Hashable, Sendable, CustomStringConvertible {
    package let months: Int
    package let days: Int

    package init(months: Int = 0, days: Int = 0) {
        self.months = months
        self.days = days
    }

    /// Reads a number up to 9999 with the unit `d`, `m` (months) or `y`.
    package init?(_ text: String) {
        guard let unit = text.utf8.last, let number = Int(text.dropLast()), (0...9999).contains(number) else {
            return nil
        }
        switch unit {
        case UInt8(ascii: "d"): self.init(days: number)
        case UInt8(ascii: "m"): self.init(months: number)
        case UInt8(ascii: "y"): self.init(months: number * 12)
        default: return nil
        }
    }

    package var description: String {
        if months == 0 { return "\(days) days" }
        return months % 12 == 0 ? "\(months / 12) years" : "\(months) months"
    }

    package func after(_ day: CalendarDay) -> CalendarDay {
        day.adding(months: months).adding(days: days)
    }
}
