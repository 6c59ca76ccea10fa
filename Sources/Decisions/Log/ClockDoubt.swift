package import EstateModel

/// Why a clock is not believed: it is further ahead of everything that is known than an estate is ever left alone.
///
/// What the clock brings about is logged for good, and time in the log only goes forward: one look under a clock that
/// is years ahead would end every exception and lock the log.
package struct ClockDoubt: Hashable, Sendable {
    package let now: Instant
    /// When the newest scan began or the last entry was made, whichever is later.
    package let known: Instant

    /// For so many days a clock may run on without a scan and without an entry.
    package static let mostSilentDays: Int64 = 400

    /// Nil when the clock can be believed, and before there is anything to hold it against.
    ///
    /// - Parameter confirmed: the day that somebody says it is.
    package init?(now: Instant, newestScan: Instant?, lastEntry: Instant?, confirmed: CalendarDay?) {
        guard let known = [newestScan, lastEntry].compactMap({ $0 }).max(),
            now > known.adding(seconds: Self.mostSilentDays * 86_400), confirmed != now.londonDay
        else { return nil }
        self.now = now
        self.known = known
    }

    package var text: String {
        "this machine's clock says \(now.londonDay.longDescription), and the newest scan or entry of the log is of "
            + "\(known.londonDay.longDescription), \(known.londonDay.days(until: now.londonDay)) days before"
    }

    package var remedy: String {
        "set the clock, or run the command once more with --today \(now.londonDay) if that is today's date"
    }
}

extension DecisionBook {
    /// Why the clock is not to be believed; nil when it is.
    package func clockDoubt(now: Instant, newestScan: Instant?, confirmed: CalendarDay?) -> ClockDoubt? {
        ClockDoubt(now: now, newestScan: newestScan, lastEntry: lastAt, confirmed: confirmed)
    }
}
