package import EstateModel
import Risk

/// A council's financial year: 1 April to 31 March.
package struct FinancialYear: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The calendar year in which it begins.
    package let startYear: Int

    package init(of day: CalendarDay) {
        startYear = FinancialQuarter(of: day).startYear
    }

    /// Years 1 to 9998.
    package init?(startYear: Int) {
        guard (1...9998).contains(startYear) else { return nil }
        self.startYear = startYear
    }

    /// Reads `2027/28` and nothing else.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let year = Int(parts[0]), (1...9998).contains(year) else { return nil }
        startYear = year
        guard description == text else { return nil }
    }

    /// `2027/28`.
    package var description: String { "\(padded(startYear, to: 4))/\(padded((startYear + 1) % 100, to: 2))" }

    /// 1 April.
    package var firstDay: CalendarDay {
        CalendarDay(year: startYear, month: 4, day: 1) ?? CalendarDay(daysSinceEpoch: 0)
    }

    /// 31 March.
    package var lastDay: CalendarDay { adding(1).firstDay.adding(days: -1) }

    package func adding(_ years: Int) -> FinancialYear {
        FinancialYear(unchecked: min(max(startYear + min(max(years, -10_000), 10_000), 1), 9998))
    }

    private init(unchecked startYear: Int) { self.startYear = startYear }

    package static func < (left: Self, right: Self) -> Bool { left.startYear < right.startYear }
}

extension FinancialYear: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let year = FinancialYear(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a financial year: \(text)")
        }
        self = year
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
