import EstateModel

/// Periods of months in a calendar year; nil outside the years that days can have.
enum Span {
    static func months(_ count: Int, from month: Int, _ year: Int, _ precision: PlanDate.Precision) -> PlanDate.Period?
    {
        guard let first = CalendarDay(year: year, month: month, day: 1) else { return nil }
        return PlanDate.Period(
            first: first,
            last: first.adding(months: count).adding(days: -1),
            precision: precision
        )
    }

    static func month(_ month: Int, _ year: Int) -> PlanDate.Period? { months(1, from: month, year, .month) }
    static func year(_ year: Int) -> PlanDate.Period? { months(12, from: 1, year, .year) }
    static func financialYear(_ year: Int) -> PlanDate.Period? { months(12, from: 4, year, .financialYear) }

    /// - Parameter year: in which the financial year begins.
    static func financialQuarter(_ number: Int, _ year: Int) -> PlanDate.Period? {
        months(3, from: number == 4 ? 1 : number * 3 + 1, number == 4 ? year + 1 : year, .quarter)
    }

    static func calendarQuarter(_ number: Int, _ year: Int) -> PlanDate.Period? {
        months(3, from: number * 3 - 2, year, .quarter)
    }

    /// - Parameter year: in which the financial year begins.
    static func financialHalf(_ number: Int, _ year: Int) -> PlanDate.Period? {
        months(6, from: number == 1 ? 4 : 10, year, .half)
    }

    static func calendarHalf(_ number: Int, _ year: Int) -> PlanDate.Period? {
        months(6, from: number == 1 ? 1 : 7, year, .half)
    }

    static func day(_ day: CalendarDay) -> PlanDate.Period {
        PlanDate.Period(first: day, last: day, precision: .day)
    }
}
