package import EstateModel
import Reporting
import Risk

/// A forecast as an iCalendar file (RFC 5545): one all-day event on the last supported day of each product release.
///
/// It names products, numbers and services, never hosts: calendars are passed on.
package struct CalendarFile {
    private let forecast: SupportForecast
    private let scope: String
    private let name: String
    private let stamp: Instant

    /// - Parameters:
    /// - scope: the estate or organisation, for what makes events the same ones in the next file: letters, digits, `-`.
    ///   - name: what the calendar is called.
    ///   - stamp: DTSTAMP of every event; not the clock's, so that the same forecast is the same file.
    package init(_ forecast: SupportForecast, scope: String, name: String, stamp: Instant) {
        self.forecast = forecast
        self.scope = scope
        self.name = name
        self.stamp = stamp
    }

    package var text: String {
        let events = forecast.endings.compactMap { ending in ending.day.map { event(ending, day: $0) } }
        return EventCalendar(maker: "Support forecast", name: name, scope: scope, stamp: stamp, events: events).text
    }

    private func event(_ ending: SupportEnding, day: CalendarDay) -> EventCalendar.Event {
        EventCalendar.Event(
            identifier: identifier(of: ending, day: day),
            day: day,
            summary: summary(ending),
            description: description(ending),
            category: ending.ending.rawValue
        )
    }

    /// The same from file to file, also when the day is corrected; only the ends of life spans differ by day alone.
    private func identifier(of ending: SupportEnding, day: CalendarDay) -> String {
        var parts = [ending.ending.rawValue, ending.product, ending.release ?? "any"]
        if let clock = ending.clock, clock != "vendor" { parts.append(clock) }
        if ending.ending == .hardwareLife { parts.append(day.description) }
        return parts.map(EventCalendar.identifier).joined(separator: ".")
    }

    private func summary(_ ending: SupportEnding) -> String {
        let about = ending.isApproximate ? " (about)" : ""
        let what = visible(ending.label, limit: 120)
        let count = ending.holders.count == 1 ? "1 host" : "\(ending.holders.count) hosts"
        switch ending.ending {
        case .hardwareLife: return "Life span ends: \(what), \(count)"
        case .paidCover: return "Paid cover ends\(about): \(what), \(count)"
        case .mainstream, .securityFixes: return "Support ends\(about): \(what), \(count)"
        }
    }

    private func description(_ ending: SupportEnding) -> String {
        var sentences: [String] = []
        if !ending.services.isEmpty {
            sentences.append("Services: " + ending.services.map { visible($0, limit: 80) }.joined(separator: ", "))
        }
        if !ending.organisations.isEmpty { sentences.append("Whose: " + ending.organisations.joined(separator: ", ")) }
        if let cover = ending.cover, !ending.isCovered {
            let until = ending.withCover.map { " until \($0.longDescription)" } ?? ""
            sentences.append("With \(cover) it could be covered\(until)")
        }
        let replacements = ending.replaceBy.map { visible($0, limit: 60) }
        if !replacements.isEmpty { sentences.append("Replace by: " + replacements.joined(separator: ", ")) }
        sentences.append("As of \(forecast.asOf.longDescription)")
        return sentences.joined(separator: "\n")
    }
}
