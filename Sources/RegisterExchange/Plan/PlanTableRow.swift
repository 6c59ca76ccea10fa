/// A row of a strategic plan in Harborough's seven columns.
package struct PlanTableRow: Hashable, Sendable {
    /// `1.5.3.1`, or Reeve's own `R-0007`.
    package var reference: String
    package var theme: String
    package var area: String
    package var action: String
    /// What the plan prints in italics below the action; nil without one.
    package var remark: String?
    package var linkedTo: LinkedReferences
    /// People, posts and groups, as written: `TW (+ANMHawkins?)`.
    package var byWhom: String
    package var byWhen: PlanDate

    package init(
        reference: String,
        theme: String,
        area: String,
        action: String,
        remark: String? = nil,
        linkedTo: LinkedReferences = LinkedReferences([]),
        byWhom: String,
        byWhen: PlanDate
    ) {
        self.reference = reference
        self.theme = theme
        self.area = area
        self.action = action
        self.remark = remark
        self.linkedTo = linkedTo
        self.byWhom = byWhom
        self.byWhen = byWhen
    }
}

/// One thing about an imported table that somebody should look at.
package struct ImportNote: Hashable, Sendable, CustomStringConvertible {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The row was left out.
        case refused
        /// A date that stays unclear.
        case unclearDate = "unclear-date"
        /// A link to a row that does not exist.
        case dangling
        /// Words among the links that name no row.
        case unreadLink = "unread-link"
        /// Two rows with one reference, or a row that is linked to itself.
        case repeated
        case remark
    }

    package var kind: Kind
    /// Counted from 1.
    package var line: Int
    /// The row that it is about; nil when there is none.
    package var reference: String?
    /// Completes "line 12, 2.1.1: …".
    package var message: String

    package init(_ kind: Kind, line: Int, reference: String? = nil, _ message: String) {
        self.kind = kind
        self.line = line
        self.reference = reference
        self.message = message
    }

    package var description: String { "line \(line)\(reference.map { ", \($0)" } ?? ""): \(message)" }
}
