package import EstateModel

/// The bank holidays of England and Wales.
///
/// Eight recur by rule; some are moved or added by proclamation, which no rule foretells: the years that are
/// known are bounded.
///
/// **Source:** Banking and Financial Dealings Act 1971, and gov.uk/bank-holidays for the proclaimed days.
package struct BankHolidays: Hashable, Sendable {
    /// The early May bank holiday exists since 1978; before it the rules below do not hold.
    package static let firstKnownYear = 1978

    /// A day that a proclamation added, and the ordinary one that it replaced, if any.
    private struct Proclamation {
        let day: String
        let name: String
        var replaces: String?
    }

    private static let proclaimed: [Proclamation] = [
        Proclamation(day: "1981-07-29", name: "Royal wedding"),
        Proclamation(day: "1995-05-08", name: "VE Day", replaces: "1995-05-01"),
        Proclamation(day: "1999-12-31", name: "Millennium Eve"),
        Proclamation(day: "2002-06-03", name: "Golden Jubilee"),
        Proclamation(day: "2002-06-04", name: "Spring bank holiday", replaces: "2002-05-27"),
        Proclamation(day: "2011-04-29", name: "Royal wedding"),
        Proclamation(day: "2012-06-04", name: "Spring bank holiday", replaces: "2012-05-28"),
        Proclamation(day: "2012-06-05", name: "Diamond Jubilee"),
        Proclamation(day: "2020-05-08", name: "Early May bank holiday (VE Day)", replaces: "2020-05-04"),
        Proclamation(day: "2022-06-02", name: "Spring bank holiday", replaces: "2022-05-30"),
        Proclamation(day: "2022-06-03", name: "Platinum Jubilee"),
        Proclamation(day: "2022-09-19", name: "State funeral of Queen Elizabeth II"),
        Proclamation(day: "2023-05-08", name: "Coronation of King Charles III"),
    ]

    /// All bank holidays of a year with their names; empty before ``firstKnownYear``.
    package static func days(in year: Int) -> [CalendarDay: String] {
        guard year >= firstKnownYear, let easter = easterSunday(of: year) else { return [:] }
        var days: [CalendarDay: String] = [
            easter.adding(days: -2): "Good Friday",
            easter.adding(days: 1): "Easter Monday",
        ]
        days[firstMonday(year, month: 5)] = "Early May bank holiday"
        days[lastMonday(year, month: 5)] = "Spring bank holiday"
        days[lastMonday(year, month: 8)] = "Summer bank holiday"
        addSubstitutable(year, month: 1, day: 1, name: "New Year’s Day", to: &days)
        // When Christmas Day is a Sunday, Boxing Day keeps the Monday and its substitute is the Tuesday.
        let christmas = [(25, "Christmas Day"), (26, "Boxing Day")]
        let isSunday = CalendarDay(year: year, month: 12, day: 25)?.weekday == 7
        for (day, name) in isSunday ? christmas.reversed() : christmas {
            addSubstitutable(year, month: 12, day: day, name: name, to: &days)
        }
        for proclamation in proclaimed {
            guard let day = CalendarDay(proclamation.day), day.year == year else { continue }
            days[day] = proclamation.name
            if let replaced = proclamation.replaces.flatMap({ CalendarDay($0) }) { days[replaced] = nil }
        }
        return days
    }

    /// Easter Sunday of the Gregorian calendar; nil for a year outside 1 to 9999.
    ///
    /// **Source:** the anonymous algorithm in *Nature*, 20 April 1876, as in Meeus, *Astronomical Algorithms*.
    package static func easterSunday(of year: Int) -> CalendarDay? {
        let golden = year % 19
        let (century, yearOfCentury) = (year / 100, year % 100)
        let correction = (century - (century + 8) / 25 + 1) / 3
        let epact = (19 * golden + century - century / 4 - correction + 15) % 30
        let weekday = (32 + 2 * (century % 4) + 2 * (yearOfCentury / 4) - epact - yearOfCentury % 4) % 7
        let late = (golden + 11 * epact + 22 * weekday) / 451
        let days = epact + weekday - 7 * late + 114
        return CalendarDay(year: year, month: days / 31, day: days % 31 + 1)
    }

    /// A fixed day, or the next weekday that is no bank holiday yet when it falls on a weekend.
    private static func addSubstitutable(
        _ year: Int,
        month: Int,
        day: Int,
        name: String,
        to days: inout [CalendarDay: String]
    ) {
        guard var candidate = CalendarDay(year: year, month: month, day: day) else { return }
        let fixed = candidate
        while candidate.weekday > 5 || days[candidate] != nil { candidate = candidate.adding(days: 1) }
        days[candidate] = candidate == fixed ? name : "\(name) (substitute day)"
    }

    private static func firstMonday(_ year: Int, month: Int) -> CalendarDay {
        let first = CalendarDay(year: year, month: month, day: 1) ?? CalendarDay(daysSinceEpoch: 0)
        return first.adding(days: (8 - first.weekday) % 7)
    }

    private static func lastMonday(_ year: Int, month: Int) -> CalendarDay {
        let days = CalendarDay.daysInMonth(month, year: year)
        let last = CalendarDay(year: year, month: month, day: days) ?? CalendarDay(daysSinceEpoch: 0)
        return last.adding(days: 1 - last.weekday)
    }
}
