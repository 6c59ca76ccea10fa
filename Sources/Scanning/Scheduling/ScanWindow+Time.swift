package import EstateModel
package import FoundationEssentials

extension ScanWindow {
    /// Whether hosts may be scanned at a moment.
    ///
    /// Spans are what the clock on the wall shows: an hour that is skipped when summer time begins is not there to be
    /// open, and one that comes twice when it ends is open twice.
    package func isOpen(at moment: Instant, in zone: TimeZone) -> Bool {
        let date = Date(timeIntervalSince1970: Double(moment.secondsSinceEpoch))
        let local = moment.adding(seconds: Int64(zone.secondsFromGMT(for: date)))
        let today = local.day
        let midnight = Int64(today.daysSinceEpoch) * 86_400
        let minute = Int((local.secondsSinceEpoch - midnight) / 60)
        return spans.contains { $0.contains(minute: minute, of: today) }
    }

    /// Why a target of this window may not be visited now; nil when it may.
    func deferral(of target: Target, at moment: Instant) -> Problem? {
        let window = visible(name, limit: 60)
        let notVisited = "\(visible(target.name, limit: 80)): not visited, because its scan window '\(window)'"
        guard let zone = TimeZone(identifier: timeZone) else {
            return Problem(
                .outsideWindow,
                message:
                    "\(notVisited) is in the time zone '\(visible(timeZone, limit: 60))', unknown on this machine.",
                remedy: "Install the time zone data (package tzdata), or correct `time-zone:` of the window."
            )
        }
        if isOpen(at: moment, in: zone) { return nil }
        let opening = nextOpening(from: moment, in: zone).map { ", opens \($0.wallClock(in: zone)) (\(timeZone))" }
        return Problem(
            .outsideWindow,
            message: "\(notVisited) is closed\(opening ?? "").",
            remedy: "Run `reeve scan --resume` when it is open, or `--outside-windows` if it cannot wait."
        )
    }

    /// The first moment, to the minute, at or after `moment` at which it is open; nil when that is over nine days away.
    package func nextOpening(from moment: Instant, in zone: TimeZone) -> Instant? {
        if isOpen(at: moment, in: zone) { return moment }
        let firstMinute = moment.adding(seconds: 60 - (moment.secondsSinceEpoch % 60))
        for minute in 0..<(9 * 1440) {
            let candidate = firstMinute.adding(seconds: Int64(minute * 60))
            if isOpen(at: candidate, in: zone) { return candidate }
        }
        return nil
    }
}

extension Instant {
    /// `2026-11-21 22:00`, as the clock on the wall shows it.
    fileprivate func wallClock(in zone: TimeZone) -> String {
        let date = Date(timeIntervalSince1970: Double(secondsSinceEpoch))
        let local = adding(seconds: Int64(zone.secondsFromGMT(for: date)))
        return String(local.description.prefix(16).map { $0 == "T" ? " " : $0 })
    }
}

extension ScanWindow.Span {
    fileprivate func contains(minute: Int, of day: CalendarDay) -> Bool {
        guard endMinute <= beginMinute else {
            return weekdays.contains(day.weekday) && (beginMinute..<endMinute).contains(minute)
        }
        let isEvening = weekdays.contains(day.weekday) && minute >= beginMinute
        let isMorning = weekdays.contains(day.adding(days: -1).weekday) && minute < endMinute
        return isEvening || isMorning
    }
}
