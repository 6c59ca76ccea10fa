package import EstateModel
package import StrictYAML

/// When a phase ends.
package enum SupportEnd: Hashable, Sendable {
    /// The last day; approximate when the source gives only a month or year.
    case day(CalendarDay, approximate: Bool)
    /// As long as the host's operating system.
    case withOperatingSystem
    /// The vendor has announced no end.
    case notAnnounced
    /// There is an end and the rule's author does not know it.
    case unknown

    package var day: CalendarDay? {
        if case .day(let day, _) = self { return day }
        return nil
    }

    package var isApproximate: Bool {
        if case .day(_, true) = self { return true }
        return false
    }

    /// Nil when the text is none of the forms of docs/rule-format.md, section 6.2.
    package init?(_ text: String) {
        switch text {
        case "with-os": self = .withOperatingSystem
        case "none": self = .notAnnounced
        case "unknown": self = .unknown
        default:
            if let day = CalendarDay(text) {
                self = .day(day, approximate: false)
            } else if let day = lastDay(ofPeriod: text) {
                self = .day(day, approximate: true)
            } else {
                return nil
            }
        }
    }
}

/// The last day of `YYYY-MM` or `YYYY`.
func lastDay(ofPeriod text: String) -> CalendarDay? {
    if text.utf8.count == 4 { return CalendarDay(text + "-12-31") }
    guard text.utf8.count == 7, let first = CalendarDay(text + "-01") else { return nil }
    return first.adding(months: 1).adding(days: -1)
}

/// A stretch of a cycle's life, with what ends when it ends.
package struct Phase: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case full
        case security
        case extended
        /// Help without fixes: sustaining support, technical guidance.
        case guidance
    }

    package struct Disputed: Hashable, Sendable {
        package var until: CalendarDay
        package var source: SourceReference?
    }

    package var kind: Kind
    package var until: SupportEnd
    /// The entitlement without which the phase does not count; nil for everybody's.
    package var needs: String?
    package var isThirdParty = false
    /// The day is exact, but nobody has compared it with its maker's own word.
    package var isUnverified = false
    /// Only for versions inside the cycle's baseline.
    package var requiresBaseline = false
    package var label: String?
    /// What a second source says.
    package var disputed: Disputed?
    package var note: String?
    package var source: SourceReference?
    package var location: SourceLocation

    /// The vendor's word, or ours.
    package var title: String {
        if let label { return label }
        switch kind {
        case .full: return "Full support"
        case .security: return "Security support"
        case .extended: return needs == nil ? "Extended support" : "Paid extended support"
        case .guidance: return "Guidance without fixes"
        }
    }
}
