import EstateModel
import Testing

/// Summer time began and ended at 01:00 UTC on these Sundays.
struct LondonDayTests {
    @Test(arguments: [
        ("2026-11-20T23:59:59Z", "2026-11-20"), ("2027-03-27T23:30:00Z", "2027-03-27"),
        ("2027-03-28T00:59:59Z", "2027-03-28"), ("2027-03-28T22:59:59Z", "2027-03-28"),
        ("2027-03-28T23:00:00Z", "2027-03-29"), ("2027-07-01T22:59:59Z", "2027-07-01"),
        ("2027-07-01T23:00:00Z", "2027-07-02"), ("2027-10-30T23:00:00Z", "2027-10-31"),
        ("2027-10-31T00:59:59Z", "2027-10-31"), ("2027-10-31T23:59:59Z", "2027-10-31"),
        ("2026-12-31T23:59:59Z", "2026-12-31"), ("2024-03-31T23:00:00Z", "2024-04-01"),
    ])
    func anInstantHasItsDayInLondon(instant: String, date: String) throws {
        #expect(try #require(Instant(instant)).londonDay == day(date))
    }
}
