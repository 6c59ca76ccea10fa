import EstateModel
import Testing

/// The values of the model hold whatever a host or a file makes them from.
struct ModelBoundsTests {
    @Test(arguments: [Int32.min, -719_163, -719_162, 0, 2_932_896, 2_932_897, Int32.max])
    func everyDayCanBeReadBack(daysSinceEpoch: Int32) {
        let day = CalendarDay(daysSinceEpoch: daysSinceEpoch)
        #expect(CalendarDay(day.description) == day)
        for days in [Int.min, -1, 1, Int.max] {
            let later = day.adding(days: days)
            #expect(CalendarDay(later.description) == later)
            _ = day.adding(months: days)
        }
    }

    @Test(arguments: [Int64.min, -62_135_596_801, -62_135_596_800, -1, 253_402_300_799, 253_402_300_800, Int64.max])
    func everyMomentCanBeReadBack(seconds: Int64) {
        let instant = Instant(secondsSinceEpoch: seconds)
        #expect(Instant(instant.description) == instant)
        for seconds in [Int64.min, -1, 1, .max] {
            let later = instant.adding(seconds: seconds)
            #expect(Instant(later.description) == later)
        }
    }

    @Test(arguments: ["\u{3164}", "\u{115F}", "\u{FE0F}", "\u{E0100}", "\u{2800}", "\u{34F}", "\u{9B}", "\u{202E}"])
    func whatIsDrawnAsNothingIsMadeVisible(_ character: String) {
        #expect(visible("sudo\(character)") != "sudo\(character)")
    }
}
