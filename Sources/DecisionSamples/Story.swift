package import Decisions
import EstateModel

/// A log in the making.
package struct Story {
    package var book = DecisionBook()
    package var entries: [AuditEntry] = []
    /// On which the next act is logged.
    package var date = "2026-11-20"

    package init() {}

    /// Logs an act at noon of the story's day.
    package mutating func log(_ act: Act, by actor: Actor = People.architect, reason: String = "because") throws {
        let content = AuditContent(at: noon(date), actor: actor, reason: reason, seen: Seen(scan: 7), act: act)
        entries.append(try book.append(content))
    }

    package mutating func log(_ act: ExceptionAct, by actor: Actor = People.architect, reason: String = "because")
        throws
    {
        try log(.exception(act), by: actor, reason: reason)
    }

    package func exception(_ id: String = "E-0001") -> ExceptionRecord { book.exceptions[id]! }

    package func condition(_ id: String = "E-0001", on date: String) -> ExceptionCondition {
        exception(id).condition(in: book, asOf: day(date))
    }
}
