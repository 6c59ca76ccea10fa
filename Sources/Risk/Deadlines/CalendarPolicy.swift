package import EstateModel
package import StrictYAML

/// On which days a council works: everything that it may set about its calendar.
package struct CalendarPolicy: Hashable, Sendable {
    /// The last year whose bank holidays are proclaimed, as far as the council knows.
    package var knownUntil: Int
    /// Days on which the council does not work, beside weekends and bank holidays.
    package var extraHolidays: [CalendarDay]
    package var freezes: [Freeze]

    package init() {
        knownUntil = 2028
        extraHolidays = []
        freezes = []
    }

    package var calendar: WorkingCalendar {
        WorkingCalendar(lastKnownYear: knownUntil, extraHolidays: extraHolidays, freezes: freezes)
    }

    /// Reads policy.yaml's `calendar` section; what it does not say is as in the default.
    ///
    /// Whatever is wrong goes to the reader's sink with file, line and column.
    package static func read(_ reader: MappingReader) -> CalendarPolicy {
        var policy = CalendarPolicy()
        reader.set(&policy.knownUntil, from: "known-until", in: 2026...2100)
        policy.extraHolidays = readDays("extra-holidays", reader)
        policy.freezes = reader.mappings("freezes", subject: "a freeze").compactMap(readFreeze)
        reader.finish()
        return policy
    }

    private static func readFreeze(_ reader: MappingReader) -> Freeze? {
        for key in ["from", "until", "reason"] where !reader.has(key) { reader.missing(key) }
        let (from, until, reason) = (reader.day("from"), reader.day("until"), reader.string("reason"))
        reader.finish()
        guard let from, let until, let reason else { return nil }
        guard from <= until else {
            reader.error("until", "a freeze ends before it begins: \(from) to \(until)")
            return nil
        }
        return Freeze(from: from, until: until, reason: visible(reason, limit: 100))
    }

    private static func readDays(_ key: String, _ reader: MappingReader) -> [CalendarDay] {
        reader.list(key).compactMap { item in
            if case .scalar(let text) = item.content, let day = CalendarDay(text) { return day }
            reader.sink.error(at: item.location, "'\(key)' must be a list of days as YYYY-MM-DD")
            return nil
        }
    }
}
