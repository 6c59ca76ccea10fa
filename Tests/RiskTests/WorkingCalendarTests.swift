import EstateModel
import Risk
import Testing

struct WorkingCalendarTests {
    private let calendar = WorkingCalendar()

    /// As gov.uk/bank-holidays lists them, and the years with proclaimed days.
    @Test(arguments: [
        (2020, "0101 0410 0413 0508 0525 0831 1225 1228"),
        (2021, "0101 0402 0405 0503 0531 0830 1227 1228"),
        (2022, "0103 0415 0418 0502 0602 0603 0829 0919 1226 1227"),
        (2023, "0102 0407 0410 0501 0508 0529 0828 1225 1226"),
        (2024, "0101 0329 0401 0506 0527 0826 1225 1226"),
        (2025, "0101 0418 0421 0505 0526 0825 1225 1226"),
        (2026, "0101 0403 0406 0504 0525 0831 1225 1228"),
        (2027, "0101 0326 0329 0503 0531 0830 1227 1228"),
        (2028, "0103 0414 0417 0501 0529 0828 1225 1226"),
    ])
    func bankHolidaysOfAYearAreKnown(year: Int, expected: String) {
        let days = BankHolidays.days(in: year).keys.sorted()
        let written = days.map { String($0.description.dropFirst(5).filter { $0 != "-" }) }
        #expect(written.joined(separator: " ") == expected)
    }

    /// The earliest, the latest, and years in which simpler rules err by a week or a month.
    @Test(arguments: [
        "1818-03-22", "1943-04-25", "1954-04-18", "1961-04-02", "1981-04-19", "2000-04-23", "2008-03-23", "2019-04-21",
        "2024-03-31", "2025-04-20", "2026-04-05", "2038-04-25", "2049-04-18", "2076-04-19", "2285-03-22",
    ])
    func easterIsComputed(text: String) {
        #expect(BankHolidays.easterSunday(of: day(text).year) == day(text))
    }

    @Test(arguments: 1978...2100)
    func everyYearHasAtLeastEightHolidaysOnWeekdays(year: Int) {
        let days = BankHolidays.days(in: year)
        #expect(days.count >= 8 && days.count <= 10)
        #expect(days.keys.allSatisfy { $0.weekday <= 5 && $0.year == year })
    }

    @Test(arguments: [
        ("2026-11-20", "2026-11-20"),
        ("2027-09-12", "2027-09-10"),
        ("2026-12-28", "2026-12-24"),
        ("2027-01-01", "2026-12-31"),
        ("2027-03-29", "2027-03-25"),
        ("2022-06-05", "2022-06-01"),
    ])
    func aDayRollsBackToAWorkingDay(asked: String, expected: String) throws {
        #expect(try calendar.previousWorkingDay(onOrBefore: day(asked)) == day(expected))
    }

    @Test func aFreezeIsRolledOver() throws {
        let freeze = Freeze(from: day("2027-03-22"), until: day("2027-05-07"), reason: "local elections")
        let frozen = WorkingCalendar(freezes: [freeze])
        #expect(try frozen.previousWorkingDay(onOrBefore: day("2027-05-07")) == day("2027-03-19"))
        #expect(try frozen.previousWorkingDay(onOrBefore: day("2027-05-10")) == day("2027-05-10"))
        #expect(frozen.obstacle(on: day("2027-04-01")) == "in the freeze for local elections")
    }

    @Test func aDayOfTheCouncilsOwnIsRolledOver() throws {
        let closed = WorkingCalendar(extraHolidays: [day("2026-12-24"), day("2026-12-23")])
        #expect(try closed.previousWorkingDay(onOrBefore: day("2026-12-26")) == day("2026-12-22"))
    }

    @Test(arguments: ["2029-01-01", "2031-06-30", "1977-12-31"])
    func aYearWhoseHolidaysAreNotKnownIsRefused(text: String) {
        #expect {
            try calendar.previousWorkingDay(onOrBefore: day(text))
        } throws: { error in
            (error as? CalendarFailure)?.code == .unknownYear
        }
    }

    @Test func freezesThatLeaveNoDayAreRefused() {
        let always = WorkingCalendar(freezes: [
            Freeze(from: day("2000-01-01"), until: day("2028-12-31"), reason: "everything")
        ])
        #expect {
            try always.previousWorkingDay(onOrBefore: today)
        } throws: { error in
            (error as? CalendarFailure)?.code == .noWorkingDay
        }
    }

    /// Never later, never a free day, and nothing but free days in between.
    @Test func rollingBackSkipsOnlyFreeDays() throws {
        for offset in 0..<1400 {
            let asked = day("2025-01-01").adding(days: offset)
            let found = try calendar.previousWorkingDay(onOrBefore: asked)
            #expect(found <= asked && calendar.obstacle(on: found) == nil)
            for skipped in 0..<found.days(until: asked) {
                #expect(calendar.obstacle(on: asked.adding(days: -skipped)) != nil)
            }
        }
    }
}
