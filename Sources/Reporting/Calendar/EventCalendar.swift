package import EstateModel

/// All-day events as an iCalendar file (RFC 5545). The same events give the same bytes.
package struct EventCalendar: Sendable {
    package struct Event: Hashable, Sendable {
        /// The same from file to file, so that a calendar changes its entry instead of adding one: letters, digits,
        /// `-`, `_` and `.`; anything else becomes `-`.
        package var identifier: String
        package var day: CalendarDay
        package var summary: String
        /// May have several lines.
        package var description: String
        package var category: String

        package init(identifier: String, day: CalendarDay, summary: String, description: String, category: String) {
            self.identifier = identifier
            self.day = day
            self.summary = summary
            self.description = description
            self.category = category
        }
    }

    /// What made it: `Support forecast`.
    package var maker: String
    /// What the calendar is called.
    package var name: String
    /// Ends the identifiers of all events: the estate or organisation.
    package var scope: String
    /// DTSTAMP of every event; not the clock's, so that the same events are the same file.
    package var stamp: Instant
    /// In the order of the file. Equal identifiers get a number.
    package var events: [Event]

    /// Octets of a line, without its end (RFC 5545, section 3.1).
    private static let lineLimit = 75

    package init(maker: String, name: String, scope: String, stamp: Instant, events: [Event]) {
        self.maker = maker
        self.name = name
        self.scope = scope
        self.stamp = stamp
        self.events = events
    }

    package var text: String {
        var lines = [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Reeve//" + Self.escaped(maker) + "//EN",
            "CALSCALE:GREGORIAN", "METHOD:PUBLISH", "X-WR-CALNAME:" + Self.escaped(name),
        ]
        let scope = Self.identifier(scope)
        var taken: [String: Int] = [:]
        for event in events {
            let base = Self.identifier(event.identifier)
            let number = taken[base, default: 0] + 1
            taken[base] = number
            lines += self.lines(event, identifier: (number == 1 ? base : "\(base)-\(number)") + "@\(scope).reeve")
        }
        lines.append("END:VCALENDAR")
        return lines.map { Self.folded($0) + "\r\n" }.joined()
    }

    private func lines(_ event: Event, identifier: String) -> [String] {
        [
            "BEGIN:VEVENT", "UID:" + identifier, "DTSTAMP:" + Self.basic(stamp),
            "DTSTART;VALUE=DATE:" + Self.basic(event.day),
            "DTEND;VALUE=DATE:" + Self.basic(event.day.adding(days: 1)),
            "SUMMARY:" + Self.escaped(event.summary), "DESCRIPTION:" + Self.escaped(event.description),
            "CATEGORIES:" + Self.escaped(event.category), "TRANSP:TRANSPARENT", "END:VEVENT",
        ]
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
    package static func identifier(_ text: String) -> String {
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
