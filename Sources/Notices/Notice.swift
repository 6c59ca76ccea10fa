package import EstateModel

/// Something that is due, that somebody must hear of once.
package struct Notice: Hashable, Sendable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case exceptionExpiring = "exception-expiring"
        case exceptionExpired = "exception-expired"
        case exceptionSuspended = "exception-suspended"
        case evidenceAgeing = "evidence-ageing"
        case evidenceLost = "evidence-lost"
        case milestoneDue = "milestone-due"
        case planDue = "plan-due"
        case planLate = "plan-late"
        case supportEnding = "support-ending"
        case coverEnding = "cover-ending"
        case contractEnding = "contract-ending"
        case contractEnded = "contract-ended"
        case adviceWanted = "advice-wanted"
        case decisionWanted = "decision-wanted"
        case changesWanted = "changes-wanted"
        case planDecisionWanted = "plan-decision-wanted"
        case treatmentReview = "treatment-review"
        case riskUnmanaged = "risk-unmanaged"
    }

    /// How much time is left, least first.
    package enum Urgency: String, Sendable, Codable, CaseIterable, Comparable {
        case overdue
        /// A week or less.
        case urgent
        /// A month or less.
        case soon
        case later

        /// The less urgent is the greater.
        package static func < (left: Self, right: Self) -> Bool {
            (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
        }

        /// From the days that are left; below 0 the day is over.
        init(daysLeft: Int) {
            self = daysLeft < 0 ? .overdue : daysLeft <= 7 ? .urgent : daysLeft <= 31 ? .soon : .later
        }
    }

    /// `kind|subject|stage|day`: the same as long as it is the same thing to be told.
    package let id: String
    package let kind: Kind
    /// `E-0001`, `P-0001`, `R-0001`, `C-0001` or a contract's own name.
    package let subject: String
    package let urgency: Urgency
    /// The day that it is about: the end, the due day, or since when.
    package let dueOn: CalendarDay
    /// Ids of the posts that are told, sorted; a name as a plan writes it where no post has it. Never empty.
    package let recipients: [String]
    /// Those of ``recipients`` that nobody holds on the day; they hear of it from nobody but the others.
    package internal(set) var vacant: [String] = []
    /// One line, without a full stop.
    package let title: String
    /// What is known, in sentences.
    package let text: String
    /// What to do now, in sentences.
    package let remedy: String

    /// - Parameters:
    ///   - key: what it is about, when that is not the subject alone.
    ///   - stage: which of the things that are told about it this is.
    init(
        _ kind: Kind,
        _ subject: String,
        key: String? = nil,
        stage: String,
        urgency: Urgency,
        dueOn: CalendarDay,
        for recipients: some Sequence<String>,
        title: String,
        text: [String?],
        remedy: String
    ) {
        self.kind = kind
        self.subject = visible(subject, limit: 100)
        self.urgency = urgency
        self.dueOn = dueOn
        self.recipients = Set(recipients).sorted()
        self.title = visible(title, limit: 300)
        self.text = visible(text.compactMap { $0 }.joined(separator: " "), limit: 2000)
        self.remedy = visible(remedy, limit: 1000)
        id = [kind.rawValue, Self.part(key ?? subject), Self.part(stage), dueOn.description].joined(separator: "|")
    }

    /// Never holds what separates the parts.
    private static func part(_ text: String) -> String {
        visible(text, limit: 300).map { $0 == "%" ? "%25" : $0 == "|" ? "%7C" : String($0) }.joined()
    }
}

extension Notice: Comparable {
    /// The worst first.
    package static func < (left: Self, right: Self) -> Bool {
        (left.urgency, left.dueOn, left.id) < (right.urgency, right.dueOn, right.id)
    }
}
