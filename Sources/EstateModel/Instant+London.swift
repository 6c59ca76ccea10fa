extension Instant {
    /// The day in Europe/London: decisions expire at midnight there, not in UTC.
    ///
    /// Summer time runs from the last Sunday of March to the last Sunday of October, each at 01:00 UTC, for every year.
    ///
    /// **Source:** The Summer Time Order 2002 (SI 2002/262).
    package var londonDay: CalendarDay {
        let year = day.year
        guard let start = Self.lastSundayAtOne(year, month: 3), let end = Self.lastSundayAtOne(year, month: 10),
            self >= start, self < end
        else { return day }
        return adding(seconds: 3600).day
    }

    /// The last Sunday of a month of 31 days, 01:00 UTC.
    private static func lastSundayAtOne(_ year: Int, month: Int) -> Instant? {
        CalendarDay(year: year, month: month, day: 31).map { last in
            let sunday = last.adding(days: -(last.weekday % 7))
            return Instant(secondsSinceEpoch: Int64(sunday.daysSinceEpoch) * 86_400 + 3600)
        }
    }
}
