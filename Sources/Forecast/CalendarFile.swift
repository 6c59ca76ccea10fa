package import EstateModel
import Risk

/// A forecast as an iCalendar file (RFC 5545): one all-day event on the last supported day of each product release.
///
/// It names products, numbers and services, never hosts: calendars are passed on.
package struct CalendarFile {
    /// Octets of a line, without its end (RFC 5545, section 3.1).
    private static let lineLimit = 75

    private let forecast: SupportForecast
    private let scope: String
    private let name: String
    private let stamp: Instant
    private var lines: [String] = []

    /// - Parameters:
    ///   - scope: the estate or organisation, for what makes events the same ones in the next file: letters, digits, `-`.
    ///   - name: what the calendar is called.
    ///   - stamp: DTSTAMP of every event; not the clock's, so that the same forecast is the same file.
    package init(_ forecast: SupportForecast, scope: String, name: String, stamp: Instant) {
        self.forecast = forecast
        self.scope = Self.identifier(scope)
        self.name = name
        self.stamp = stamp
    }

    package var text: String {
        var copy = self
        copy.write()
        return copy.lines.map { Self.folded($0) + "\r\n" }.joined()
    }

    private mutating func write() {
        lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Reeve//Support forecast//EN", "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH", "X-WR-CALNAME:" + Self.escaped(name),
        ]
        var taken: [String: Int] = [:]
        for ending in forecast.endings {
            guard let day = ending.day else { continue }
            let base = identifier(of: ending, day: day)
            let number = taken[base, default: 0] + 1
            taken[base] = number
            write(ending, day: day, identifier: number == 1 ? base : "\(base)-\(number)")
        }
        lines.append("END:VCALENDAR")
    }

    private mutating func write(_ ending: SupportEnding, day: CalendarDay, identifier: String) {
        lines += [
            "BEGIN:VEVENT", "UID:\(identifier)@\(scope).reeve", "DTSTAMP:" + Self.basic(stamp),
            "DTSTART;VALUE=DATE:" + Self.basic(day), "DTEND;VALUE=DATE:" + Self.basic(day.adding(days: 1)),
            "SUMMARY:" + Self.escaped(summary(ending)), "DESCRIPTION:" + Self.escaped(description(ending)),
            "CATEGORIES:" + Self.escaped(ending.ending.rawValue), "TRANSP:TRANSPARENT", "END:VEVENT",
        ]
    }

    /// The same from file to file, also when the day is corrected; only the ends of life spans differ by day alone.
    private func identifier(of ending: SupportEnding, day: CalendarDay) -> String {
        var parts = [ending.ending.rawValue, ending.product, ending.release ?? "any"]
        if let clock = ending.clock, clock != "vendor" { parts.append(clock) }
        if ending.ending == .hardwareLife { parts.append(day.description) }
        return parts.map(Self.identifier).joined(separator: ".")
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

    // MARK: Writing

    /// TEXT of RFC 5545, section 3.3.11.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\", ";", ",": result += "\\" + String(scalar)
            case "\n": result += "\\n"
            default:
                // Other controls cannot stand in a calendar.
                if scalar.value >= 0x20, scalar.value != 0x7F { result.unicodeScalars.append(scalar) }
            }
        }
        return result
    }

    /// A line in pieces of at most 75 octets, the later ones after a space; no character is split.
    static func folded(_ line: String) -> String {
        var result = ""
        var used = 0
        for scalar in line.unicodeScalars {
            let size = UTF8.width(scalar)
            if used + size > lineLimit {
                result += "\r\n "
                used = 1
            }
            result.unicodeScalars.append(scalar)
            used += size
        }
        return result
    }

    /// Lower-case letters, digits, `-`, `_` and `.`; anything else becomes `-`.
    private static func identifier(_ text: String) -> String {
        String(
            text.lowercased().unicodeScalars.map { scalar -> Character in
                switch scalar {
                case "a"..."z", "0"..."9", "-", "_", ".": Character(scalar)
                default: "-"
                }
            }
        )
    }

    private static func basic(_ day: CalendarDay) -> String { day.description.filter { $0 != "-" } }

    /// `20261121T083000Z`.
    private static func basic(_ instant: Instant) -> String {
        instant.description.filter { $0 != "-" && $0 != ":" }
    }
}
