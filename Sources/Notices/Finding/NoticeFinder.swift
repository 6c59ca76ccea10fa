import Decisions
import EstateModel

/// Looks for what is due, one family after another.
struct NoticeFinder {
    let question: NoticeQuestion
    let recipients: NoticeRecipients
    /// By id.
    private(set) var found: [String: Notice] = [:]

    init(question: NoticeQuestion, recipients: NoticeRecipients) {
        self.question = question
        self.recipients = recipients
    }

    var asOf: CalendarDay { question.asOf }
    var book: DecisionBook { question.book }
    var days: NoticeDays { question.days }

    mutating func keep(_ notice: Notice) {
        found[notice.id] = notice
    }

    /// A notice without anybody to tell would be lost: the Head of ICT is told of it, or else the SIRO.
    func told(_ posts: [String], of organisations: Set<String>) -> [String] {
        if !posts.isEmpty { return posts }
        let managers = recipients.posts(.manager, of: organisations)
        if !managers.isEmpty { return managers }
        let owners = recipients.posts(.siro, of: organisations)
        return owners.isEmpty ? ["Head of ICT"] : owners
    }

    /// The last stage that was reached with so much left; nil before the first.
    static func stage(_ stages: [Int], left: Int) -> Int? {
        stages.filter { left <= $0 }.min()
    }

    func organisations(of assets: some Sequence<Int64>) -> Set<String> {
        Set(assets.flatMap { question.organisations[$0] ?? [] })
    }

    func posts(named names: some Sequence<String?>, of organisations: Set<String>) -> [String] {
        names.flatMap { name in name.map { recipients.posts(named: $0, of: organisations) } ?? [] }
    }
}

/// `1 day`, `5 days`.
func counted(_ number: Int, _ one: String, _ many: String) -> String {
    "\(number) \(number == 1 ? one : many)"
}

/// `today`, `tomorrow`, `in 5 days`, `5 days ago`.
func distance(_ daysLeft: Int) -> String {
    switch daysLeft {
    case 0: "today"
    case 1: "tomorrow"
    case -1: "yesterday"
    default: daysLeft > 0 ? "in \(daysLeft) days" : "\(-daysLeft) days ago"
    }
}
