package import EstateModel
package import Reporting

extension RegisterTable {
    /// What is due, as an iCalendar file: actions, exceptions that expire, reviews and ends of support.
    ///
    /// Only days that are clear; it names references, products and services, never hosts. Closed risks have no events.
    /// - Parameters:
    ///   - stamp: DTSTAMP of every event; not the clock's, so that the same register is the same file.
    ///   - others: what is due besides: milestones of plans.
    package func calendar(stamp: Instant, with others: [EventCalendar.Event] = []) -> String {
        let events = (rows.filter { !$0.history.isClosed(on: asOf) }.flatMap(Self.events) + others)
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
        let about = [row.subject.product, row.subject.service].compactMap(\.self).map(shownLine).joined(separator: ", ")
        func event(_ kind: String, _ date: PlanDate?, _ summary: String, _ details: [String]) -> EventCalendar.Event? {
            guard let date, let day = date.due else { return nil }
            let written = date.precision == .day ? [] : ["Written as: \(shownLine(date.text))"]
            return EventCalendar.Event(
                identifier: [row.history.recordedIn, "\(row.reference).\(kind)"].compactMap(\.self).joined(
                    separator: "."
                ),
                day: day,
                summary: "\(shownLine(row.reference)): \(summary)" + (about.isEmpty ? "" : " (\(about))"),
                description: (details + written).joined(separator: "\n"),
                category: kind
            )
        }
        let owner = row.treatment.actionOwner.map { ["Action owner: \(shownLine($0))"] } ?? []
        let decider = row.treatment.riskOwner.map { ["Risk owner: \(shownLine($0))"] } ?? []
        let plan = row.plan.reference.map { ["Plan \(shownLine($0))"] } ?? []
        let exception = row.treatment.exception.map { ["Exception \(shownLine($0))"] } ?? []
        return [
            event("by-when", row.plan.byWhen, "to be dealt with", plan + owner),
            event("exception-expires", row.treatment.exceptionExpires, "exception expires", exception + decider),
            event("review-on", row.history.reviewOn, "to be reviewed", decider),
            row.support.lacksFixes == true
                ? nil : event("support-end", row.support.end, "last day of security fixes", plan + owner),
        ].compactMap(\.self)
    }
}
