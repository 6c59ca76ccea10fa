/// When hosts may be scanned: published maintenance times, in the time that the clocks on the wall show.
package struct ScanWindow: Hashable, Sendable {
    /// A stretch of each of some weekdays.
    package struct Span: Hashable, Sendable {
        /// ISO 8601 weekdays on which it begins, 1 Monday to 7 Sunday. Never empty.
        package var weekdays: Set<Int>
        /// Minutes since midnight, 0 to 1439.
        package var beginMinute: Int
        /// Minutes since midnight, 0 to 1440; not after `beginMinute` means on the next day.
        package var endMinute: Int

        package init(weekdays: Set<Int>, beginMinute: Int, endMinute: Int) {
            self.weekdays = weekdays
            self.beginMinute = beginMinute
            self.endMinute = endMinute
        }
    }

    /// The estate's name for it.
    package var name: String
    /// IANA name, such as `Europe/London`.
    package var timeZone: String
    /// Never empty.
    package var spans: [Span]

    package init(name: String, timeZone: String, spans: [Span]) {
        self.name = name
        self.timeZone = timeZone
        self.spans = spans
    }
}
