package import EstateModel

/// A range of days on which a council changes nothing: an election, the year end, council tax billing.
package struct Freeze: Hashable, Sendable {
    package var from: CalendarDay
    /// The last frozen day.
    package var until: CalendarDay
    /// For people: `local elections`.
    package var reason: String

    package init(from: CalendarDay, until: CalendarDay, reason: String) {
        self.from = from
        self.until = until
        self.reason = reason
    }
}

/// Why a working day could not be named.
package struct CalendarFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package struct Code: RawRepresentable, Hashable, Sendable {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }

        /// Bank holidays of that year are not known.
        package static let unknownYear = Self(rawValue: "unknown-year")
        /// Freezes leave no working day within two years before.
        package static let noWorkingDay = Self(rawValue: "no-working-day")
    }

    package let code: Code
    /// The day that was asked for.
    package let day: CalendarDay
    /// What failed, why, and what to do.
    package let description: String

    package init(_ code: Code, day: CalendarDay, _ description: String) {
        self.code = code
        self.day = day
        self.description = description
    }
}

/// Knows on which days a council works.
package struct WorkingCalendar: Hashable, Sendable {
    /// The last year whose bank holidays are proclaimed, as far as the council knows.
    package let lastKnownYear: Int
    /// Further days on which nobody works, such as a local closure or a newly proclaimed holiday.
    package let extraHolidays: Set<CalendarDay>
    package let freezes: [Freeze]
    private let holidays: [CalendarDay: String]

    package init(lastKnownYear: Int = 2028, extraHolidays: [CalendarDay] = [], freezes: [Freeze] = []) {
        self.lastKnownYear = lastKnownYear
        self.extraHolidays = Set(extraHolidays)
        self.freezes = freezes
        var holidays: [CalendarDay: String] = [:]
        for year in stride(from: BankHolidays.firstKnownYear, through: lastKnownYear, by: 1) {
            holidays.merge(BankHolidays.days(in: year)) { first, _ in first }
        }
        self.holidays = holidays
    }

    /// Why nobody works on a day, in a few words; nil on a working day.
    package func obstacle(on day: CalendarDay) -> String? {
        if let freeze = freezes.first(where: { $0.from <= day && day <= $0.until }) {
            return "in the freeze for \(freeze.reason)"
        }
        if let holiday = holidays[day] { return holiday }
        if extraHolidays.contains(day) { return "a day on which the council does not work" }
        return switch day.weekday {
        case 6: "a Saturday"
        case 7: "a Sunday"
        default: nil
        }
    }

    /// The day itself when it is a working day, otherwise the last one before it. Never rolls forward.
    ///
    /// - Throws: `unknown-year` when the bank holidays of a year that matters are not known; `no-working-day` when
    ///   freezes cover the two years before.
    package func previousWorkingDay(onOrBefore day: CalendarDay) throws(CalendarFailure) -> CalendarDay {
        var candidate = day
        for _ in 0..<731 {
            guard
                (BankHolidays.firstKnownYear...max(lastKnownYear, BankHolidays.firstKnownYear))
                    .contains(candidate.year)
            else { throw unknownYear(candidate, asked: day) }
            if obstacle(on: candidate) == nil { return candidate }
            candidate = candidate.adding(days: -1)
        }
        let text =
            "no working day in the two years before \(day.longDescription): the freezes leave none; "
            + "shorten them in policy.yaml"
        throw CalendarFailure(.noWorkingDay, day: day, text)
    }

    private func unknownYear(_ day: CalendarDay, asked: CalendarDay) -> CalendarFailure {
        let advice = "check gov.uk/bank-holidays and raise 'calendar: known-until' in policy.yaml"
        let text =
            "bank holidays of \(day.year) are not known (known until \(lastKnownYear)), so "
            + "\(asked.longDescription) cannot be moved to a working day; \(advice)"
        return CalendarFailure(.unknownYear, day: asked, text)
    }
}
