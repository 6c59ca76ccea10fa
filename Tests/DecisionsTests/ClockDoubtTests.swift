import DecisionSamples
import Decisions
import EstateModel
import Testing

/// A clock that runs far ahead must not end what is live for good.
struct ClockDoubtTests {
    private func at(_ text: String) -> Instant { Instant("\(text)T09:00:00Z")! }

    private func doubt(
        _ now: String,
        scan: String? = nil,
        entry: String? = nil,
        confirmed: String? = nil
    ) -> ClockDoubt? {
        ClockDoubt(
            now: at(now),
            newestScan: scan.map(at),
            lastEntry: entry.map(at),
            confirmed: confirmed.map { day($0) }
        )
    }

    @Test func aClockIsDoubtedAfterFourHundredDaysOfSilence() {
        #expect(doubt("2027-12-25", scan: "2026-11-20") == nil, "400 days")
        #expect(doubt("2027-12-26", scan: "2026-11-20") != nil)
        #expect(doubt("9999-12-30", entry: "2026-11-20") != nil)
        #expect(doubt("2027-12-26", scan: "2026-11-20", entry: "2026-12-01") == nil, "the later of the two counts")
        #expect(doubt("2027-12-26", scan: "2026-12-01", entry: "2020-01-01") == nil)
    }

    @Test func nothingIsHeldAgainstTheFirstLook() {
        #expect(doubt("9999-12-30") == nil)
    }

    @Test func somebodysWordCountsForThatDayAlone() {
        #expect(doubt("2029-01-05", scan: "2026-11-20", confirmed: "2029-01-05") == nil)
        #expect(doubt("2029-01-06", scan: "2026-11-20", confirmed: "2029-01-05") != nil)
    }

    @Test func itSaysWhatIsKnownAndWhatToDo() throws {
        let found = try #require(doubt("2029-01-05", scan: "2026-11-20"))
        #expect(
            found.text == "this machine's clock says 5 January 2029, and the newest scan or entry of the log is of "
                + "20 November 2026, 777 days before"
        )
        #expect(found.remedy.hasSuffix("--today 2029-01-05 if that is today's date"))
    }
}
