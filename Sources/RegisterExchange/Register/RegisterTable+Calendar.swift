package import EstateModel
import Reporting

extension RegisterTable {
    /// What is due, as an iCalendar file: actions, exceptions that expire, reviews and ends of support.
    ///
    /// Only days that are clear; it names references, products and services, never hosts. Closed risks have no events.
    /// - Parameter stamp: DTSTAMP of every event; not the clock's, so that the same register is the same file.
    package func calendar(stamp: Instant) -> String {
        let events = rows.filter { $0.history.closed == nil }.flatMap(Self.events)
            .enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }.map(\.element)
        return EventCalendar(
            maker: "Risk register",
            name: "\(visible(name, limit: 120)): what is due",
            scope: name,
            stamp: stamp,
            events: events
        ).text
    }

    private static func events(_ row: RegisterTableRow) -> [EventCalendar.Event] {
        let about = [row.subject.product, row.subject.service].compactMap(\.self).map(shown).joined(separator: ", ")
        func event(_ kind: String, _ date: PlanDate?, _ summary: String, _ details: [String]) -> EventCalendar.Event? {
            guard let date, let day = date.due else { return nil }
            let written = date.precision == .day ? [] : ["Written as: \(shown(date.text))"]
            return EventCalendar.Event(
                identifier: "\(row.reference).\(kind)",
                day: day,
                summary: "\(shown(row.reference)): \(summary)" + (about.isEmpty ? "" : " (\(about))"),
                description: (details + written).joined(separator: "\n"),
                category: kind
            )
        }
        let owner = row.treatment.actionOwner.map { ["Action owner: \(shown($0))"] } ?? []
        let decider = row.treatment.riskOwner.map { ["Risk owner: \(shown($0))"] } ?? []
        let plan = row.plan.reference.map { ["Plan \(shown($0))"] } ?? []
        let exception = row.treatment.exception.map { ["Exception \(shown($0))"] } ?? []
        return [
            event("by-when", row.plan.byWhen, "to be dealt with", plan + owner),
            event("exception-expires", row.treatment.exceptionExpires, "exception expires", exception + decider),
            event("review-on", row.history.reviewOn, "to be reviewed", decider),
            row.support.lacksFixes == true
                ? nil : event("support-end", row.support.end, "last day of security fixes", plan + owner),
        ].compactMap(\.self)
    }
}
