import ArgumentParser
import EstateModel
import Planning
import Testing

@testable import Reeve

/// What people write where an option wants a day or a financial year.
struct DayArgumentTests {
    @Test func aDayIsReadInItsOneForm() throws {
        #expect(try CalendarDay.argument("2027-06-30").longDescription == "30 June 2027")
    }

    @Test(arguments: [
        ("30/06/2027", "write 2027-06-30"), ("30 June 2027", "write 2027-06-30"), ("2027/6/30", "write 2027-06-30"),
        ("2027-02-30", "February 2027 has no 30th; its last day is 2027-02-28"),
        ("31/04/2027", "April 2027 has no 31st; its last day is 2027-04-30"),
        ("2028-02-30", "February 2028 has no 30th; its last day is 2028-02-29"),
        ("2027-13-01", "there is no month 13; write a day as 2027-06-30 (year, month, day)"),
        ("0000-01-01", "write a day as 2027-06-30 (year, month, day)"),
        ("30/06/27", "write a day as 2027-06-30 (year, month, day)"),
        ("tomorrow", "write a day as 2027-06-30 (year, month, day)"),
        ("", "write a day as 2027-06-30 (year, month, day)"),
    ])
    func anyOtherIsRefusedWithWhatToWrite(text: String, mistake: String) {
        let error = #expect(throws: ValidationError.self) { try CalendarDay.argument(text) }
        #expect(error?.message == mistake)
    }

    @Test(arguments: ["2027/28", "2027-28", "27/28", "2027/2028", "27-28"])
    func aFinancialYearIsReadAsItIsWritten(text: String) throws {
        #expect(try FinancialYear.argument(text).description == "2027/28")
    }

    @Test(arguments: ["2027", "2027/29", "27/29", "2027/2029", "227/28", "x/y", "", "-1/0", "2027/28/29"])
    func whatIsNoFinancialYearIsRefused(text: String) {
        #expect(throws: ValidationError.self) { try FinancialYear.argument(text) }
    }

    @Test(arguments: [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (13, "13th"), (22, "22nd")])
    func ordinalsEndAsTheyAreSpoken(number: Int, text: String) {
        #expect(ordinal(number) == text)
    }
}
