package import EstateModel
package import Risk

extension FinancialQuarter {
    /// The first day of the quarter.
    package var firstDay: CalendarDay {
        let month = [4, 7, 10, 1][number - 1]
        // The four months exist in every year, so the fallback is never used.
        return CalendarDay(year: number == 4 ? startYear + 1 : startYear, month: month, day: 1)
            ?? CalendarDay(daysSinceEpoch: 0)
    }
}
