import EstateModel
import RegisterExchange
import TestSupport
import Testing

struct PlanDateTests {
    private func written(_ period: PlanDate.Period) -> String {
        let days = period.first == period.last ? "\(period.last)" : "\(period.first)..\(period.last)"
        return "\(period.precision.rawValue) \(period.bound == .within ? "" : period.bound.rawValue + " ")\(days)"
    }

    /// `month by 2026-10-01..2026-10-31`, `unclear no-year`, `unclear ambiguous | day 2026-04-03 | day 2026-03-04`.
    private func read(_ text: String, _ context: PlanDateContext = PlanDateContext()) -> String {
        let date = PlanDate(reading: text, context: context)
        switch date.meaning {
        case .none: return "none"
        case .ongoing: return "ongoing"
        case .recurring(let recurrence): return recurrence.rawValue
        case .period(let period): return written(period)
        case .unclear(let unclear):
            return (["unclear \(unclear.reason.rawValue)"] + unclear.candidates.map(written)).joined(separator: " | ")
        }
    }

    @Test(arguments: [
        ("14/07/2015", "day 2015-07-14"), ("14.7.2015", "day 2015-07-14"), ("2015-07-14", "day 2015-07-14"),
        ("14/07/15", "day 2015-07-14"), ("14 July 2015", "day 2015-07-14"), ("14th July 2015", "day 2015-07-14"),
        ("July 14, 2015", "day 2015-07-14"), ("Tuesday 14 July 2015", "day 2015-07-14"),
        ("14-Jul-15", "day 2015-07-14"),
        ("14-Jul-2015", "day 2015-07-14"), ("14 Jul 2015.", "day 2015-07-14"), ("14/07/2015 17:00", "day 2015-07-14"),
        ("29/02/2028", "day 2028-02-29"), ("1st Sept 2026", "day 2026-09-01"),
    ])
    func daysAreRead(text: String, expected: String) {
        #expect(read(text) == expected)
    }

    @Test(arguments: [
        ("March 2013", "month 2013-03-01..2013-03-31"), ("Mar-13", "month 2013-03-01..2013-03-31"),
        ("Mar ’13", "month 2013-03-01..2013-03-31"), ("Mar’13", "month 2013-03-01..2013-03-31"),
        ("Sept 2026", "month 2026-09-01..2026-09-30"),
        ("03/2013", "month 2013-03-01..2013-03-31"), ("2013-03", "month 2013-03-01..2013-03-31"),
        ("Feb-2028", "month 2028-02-01..2028-02-29"), ("2026 October", "month 2026-10-01..2026-10-31"),
        ("October 2013/14", "month 2013-10-01..2013-10-31"), ("March 2013/14", "month 2014-03-01..2014-03-31"),
        ("December 2013", "month 2013-12-01..2013-12-31"), ("in October 2026", "month 2026-10-01..2026-10-31"),
        ("Spring 2026", "season 2026-03-01..2026-05-31"), ("autumn 2026", "season 2026-09-01..2026-11-30"),
        ("Winter 2026/27", "season 2026-12-01..2027-02-28"), ("w/c 5 October 2026", "week 2026-10-05..2026-10-11"),
        ("week ending 09/10/2026", "week by 2026-10-03..2026-10-09"),
    ])
    func monthsSeasonsAndWeeksAreRead(text: String, expected: String) {
        #expect(read(text) == expected)
    }

    @Test(arguments: [
        ("Q1 2013/14", "quarter 2013-04-01..2013-06-30"), ("2013/14 Q4", "quarter 2014-01-01..2014-03-31"),
        ("Q3 13/14", "quarter 2013-10-01..2013-12-31"), ("Q2 FY 2026/27", "quarter 2026-07-01..2026-09-30"),
        ("third quarter of 2026/27", "quarter 2026-10-01..2026-12-31"),
        ("H2 2026/27", "half 2026-10-01..2027-03-31"), ("2013/14", "financial-year 2013-04-01..2014-03-31"),
        ("2013/2014", "financial-year 2013-04-01..2014-03-31"), ("2013-14", "financial-year 2013-04-01..2014-03-31"),
        ("FY13/14", "financial-year 2013-04-01..2014-03-31"), ("1999/00", "financial-year 1999-04-01..2000-03-31"),
        ("Financial year 2027/28", "financial-year 2027-04-01..2028-03-31"), ("2026", "year 2026-01-01..2026-12-31"),
    ])
    func quartersAndYearsAreRead(text: String, expected: String) {
        #expect(read(text) == expected)
    }

    @Test(arguments: [
        ("End of July 2026", "month by 2026-07-01..2026-07-31"), ("by 31/03/2027", "day by 2027-03-31"),
        ("By the end of 2026/27", "financial-year by 2026-04-01..2027-03-31"),
        ("end-2026", "year by 2026-01-01..2026-12-31"),
        ("before April 2027", "day by 2027-03-31"), ("no later than Q4 2026/27", "quarter by 2027-01-01..2027-03-31"),
        ("October 2026 onwards", "month from 2026-10-01..2026-10-31"),
        ("from 2027/28", "financial-year from 2027-04-01..2028-03-31"),
        ("Aug 2026 - ongoing", "month from 2026-08-01..2026-08-31"),
        ("until March 2027", "month by 2027-03-01..2027-03-31"),
        ("October - December 2026", "span 2026-10-01..2026-12-31"), ("Oct to Dec 2026", "span 2026-10-01..2026-12-31"),
        ("Oct/Nov 2026", "span 2026-10-01..2026-11-30"), ("Q3-4 2026/27", "span 2026-10-01..2027-03-31"),
        ("2013/14 – 2015/16", "span 2013-04-01..2016-03-31"), ("2013-2016", "span 2013-01-01..2016-12-31"),
        ("between 1 May 2026 and 30 June 2026", "span 2026-05-01..2026-06-30"),
        ("Dec 2026 - Feb 2027", "span 2026-12-01..2027-02-28"),
    ])
    func boundsAndRangesAreRead(text: String, expected: String) {
        #expect(read(text) == expected)
    }

    @Test(arguments: [
        ("", "none"), ("  ", "none"), ("N/A", "none"), ("-", "none"), ("Ongoing", "ongoing"), ("on-going", "ongoing"),
        ("Annual", "yearly"), ("Quarterly", "quarterly"), ("six monthly", "half-yearly"), ("monthly", "monthly"),
    ])
    func wordsThatAreNoDatesHaveTheirMeaning(text: String, expected: String) {
        #expect(read(text) == expected)
    }

    @Test(arguments: [
        ("Q1", "unclear no-year"), ("Q4 onwards", "unclear no-year"), ("October", "unclear no-year"),
        ("End of July", "unclear no-year"), ("13-Mar", "unclear no-year"), ("Summer", "unclear no-year"),
        ("year end", "unclear no-year"), ("Oct - Dec", "unclear no-year"),
        ("2013/14?", "unclear doubted | financial-year 2013-04-01..2014-03-31"),
        (
            "2013/14 - although Office 2010 training required October onwards?",
            "unclear doubted | financial-year 2013-04-01..2014-03-31"
        ),
        ("October if costs are to be incurred", "unclear conditional"),
        ("14/07/2015 if funded", "unclear conditional | day 2015-07-14"),
        ("Until the end of the Transformation Programme", "unclear conditional"),
        ("TBC", "unclear to-be-confirmed"),
        ("Oct 2026 (tbc)", "unclear to-be-confirmed | month 2026-10-01..2026-10-31"),
        ("Mar 13", "unclear ambiguous | month 2013-03-01..2013-03-31"),
        (
            "Q4 2013",
            "unclear ambiguous | quarter 2013-10-01..2013-12-31 | quarter 2013-01-01..2013-03-31"
                + " | quarter 2014-01-01..2014-03-31"
        ),
        (
            "FY2027",
            "unclear ambiguous | financial-year 2026-04-01..2027-03-31 | financial-year 2027-04-01..2028-03-31"
        ),
        ("2011-12", "unclear ambiguous | month 2011-12-01..2011-12-31 | financial-year 2011-04-01..2012-03-31"),
        ("11/12", "unclear ambiguous | financial-year 2011-04-01..2012-03-31 | month 2012-11-01..2012-11-30"),
        ("bi-annual", "unclear ambiguous"), ("mid-2026", "unclear vague | year 2026-01-01..2026-12-31"),
        ("early October 2026", "unclear vague | month 2026-10-01..2026-10-31"),
        (
            "June 2026 or July 2026",
            "unclear alternatives | month 2026-06-01..2026-06-30 | month 2026-07-01..2026-07-31"
        ),
        (
            "2026/27 and 2027/28",
            "unclear alternatives | financial-year 2026-04-01..2027-03-31 | financial-year 2027-04-01..2028-03-31"
        ),
        ("Q4 2026/27 (subject to funding)", "unclear conditional | quarter 2027-01-01..2027-03-31"),
        ("ASAP", "unclear relative"), ("within 6 months", "unclear relative"), ("next year", "unclear relative"),
        ("December 2026 to June 2026", "unclear backwards"),
        ("Friday 14 July 2015", "unclear contradiction | day 2015-07-14"),
        ("42199", "unclear spreadsheet-number | day 2015-07-14"), ("31/02/2026", "unclear not-a-date"),
        ("when the moon is blue", "unclear conditional"), ("Sometime", "unclear not-a-date"),
    ])
    func whatIsUnclearStaysUnclear(text: String, expected: String) {
        #expect(read(text) == expected)
        #expect(PlanDate(reading: text).due == nil)
        #expect(PlanDate(reading: text).text == text)
    }

    @Test func numbersAreDaysOnlyInTheOrderThatSomebodyNames() {
        let unknown = PlanDateContext(dayOrder: .unknown)
        #expect(read("03/04/2026", unknown) == "unclear ambiguous | day 2026-04-03 | day 2026-03-04")
        #expect(read("03/04/26", unknown) == "unclear not-a-date")
        #expect(read("14/07/2015", unknown) == "day 2015-07-14")
        #expect(read("03/04/2026", PlanDateContext(dayOrder: .monthFirst)) == "day 2026-03-04")
        #expect(read("03/04/2026") == "day 2026-04-03")
    }

    @Test(arguments: [
        ("Q1", "quarter 2012-04-01..2012-06-30"), ("Q4", "quarter 2013-01-01..2013-03-31"),
        ("October", "month 2012-10-01..2012-10-31"), ("End of January", "month by 2013-01-01..2013-01-31"),
        ("Q4 onwards", "quarter from 2013-01-01..2013-03-31"), ("13-Mar", "day 2013-03-13"),
        ("Summer", "season 2012-06-01..2012-08-31"), ("Spring", "unclear ambiguous"),
        ("year end", "financial-year by 2012-04-01..2013-03-31"), ("H2", "half 2012-10-01..2013-03-31"),
        ("2013/14?", "unclear doubted | financial-year 2013-04-01..2014-03-31"),
        ("October if costs are to be incurred", "unclear conditional | month 2012-10-01..2012-10-31"),
        ("Q3-4", "span 2012-10-01..2013-03-31"),
    ])
    func aPlanThatNamesItsYearMakesMonthsAndQuartersClear(text: String, expected: String) {
        #expect(read(text, PlanDateContext(year: .financial(2012))) == expected)
    }

    @Test func aCalendarPlanCountsItsQuartersFromJanuary() {
        let context = PlanDateContext(year: .calendar(2026))
        #expect(read("Q1", context) == "quarter 2026-01-01..2026-03-31")
        #expect(read("Q1 2027", context) == "quarter 2027-01-01..2027-03-31")
        #expect(read("spring", context) == "season 2026-03-01..2026-05-31")
        #expect(read("January", context) == "month 2026-01-01..2026-01-31")
    }

    @Test func aDayIsWrittenAsHarboroughAndAsDurhamDo() throws {
        let day = try #require(CalendarDay("2027-11-19"))
        #expect(PlanDate(day).text == "2027-11-19" && PlanDate(day).due == day)
        let date = PlanDate(british: day)
        #expect(date.text == "19/11/2027")
        #expect(date.shortMonth == "Nov-27")
        #expect(PlanDate(reading: date.text).due == CalendarDay("2027-11-19"))
        #expect(PlanDate(reading: date.shortMonth).precision == .month)
        #expect(PlanDate(reading: "2026/27").shortMonth == "2026/27")
    }

    @Test(.timeLimit(.minutes(1))) func garbageIsReadInTimeAndKept() {
        var random = SeededRandom(seed: 20_260_821)
        let pieces = [
            "Q", "q1", "2026", "/", "-", " ", "end of ", "by ", "to", " to ", "or", " or ", "Oct", "14", "2013/14", "?",
            "tbc",
            "é", "日", "\u{202E}", "fy", "'", "between ", " and ", "mid-", "w/c ", "31", ".", ",", "(", "until ",
            "99999",
        ]
        for _ in 0..<5000 {
            let text = (0..<random.number(0...12)).map { _ in random.pick(pieces) }.joined()
            let date = PlanDate(reading: text)
            if case .period(let period) = date.meaning { #expect(period.first <= period.last, "\(text)") }
        }
        let long = String(repeating: "by ", count: 100_000)
        #expect(PlanDate(reading: long).unclear?.reason == .notADate)
    }
}
