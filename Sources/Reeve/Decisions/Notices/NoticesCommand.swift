import ArgumentParser
import EstateModel
import Notices
import Store

struct NoticesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notices",
        abstract: "Say what is due, and tell each post once.",
        discussion: """
            Lists what somebody must hear of: exceptions that end, were suspended or have ended, evidence that grows too \
            old, plans and milestones that are due or late, support, paid cover and contracts that end, and requests that \
            wait. With --send each post is told what it was not told before, by mail and webhook as `notices` of \
            policy.yaml says. Exit status 3 when some message was not delivered, and 1 when none was: it goes out with \
            the next --send.
            """
    )

    @OptionGroup var estate: EstateOption
    @OptionGroup var rules: RulesOption
    @OptionGroup var asOf: AsOfOption
    @OptionGroup var format: FormatOption

    @Flag(help: "List only what no one was told.")
    var new = false

    @Flag(help: "Tell each post what it was not told yet.")
    var send = false

    @Flag(help: "Show the messages that --send would send, and send none.")
    var dryRun = false

    struct Row: Encodable {
        var id: String
        var kind: Notice.Kind
        var subject: String
        var urgency: Notice.Urgency
        var dueOn: CalendarDay
        var recipients: [String]
        /// Those of them that nobody holds.
        var vacant: [String]
        var title: String
        var text: String
        var remedy: String

        init(_ notice: Notice) {
            id = notice.id
            kind = notice.kind
            subject = notice.subject
            urgency = notice.urgency
            dueOn = notice.dueOn
            recipients = notice.recipients
            vacant = notice.vacant
            title = notice.title
            text = notice.text
            remedy = notice.remedy
        }
    }

    func validate() throws {
        if send, asOf.day != nil, !dryRun {
            throw ValidationError("--send tells what is due today; leave --as-of out, or add --dry-run.")
        }
    }

    func run() async throws {
        // What became due is logged first, so that it is the same tomorrow.
        let loaded = try await LoadedAssessment(estate, rules, asOf: asOf.day, logging: !dryRun)
        let question = try await NoticeSources(loaded).question(asOf: asOf.day ?? SystemClock.now.londonDay)
        let due = question.due()
        if send || dryRun {
            let sending = NoticeSending(loaded: loaded, recipients: NoticeRecipients(roles: question.roles), due: due)
            // What was told under a wrong day would never be told again.
            if !dryRun { try await DecisionLedger(store: loaded.store).requireBelievableClock() }
            return dryRun ? try await sending.show(asOf: question.asOf) : try await sending.send(asOf: question.asOf)
        }
        let told = new ? Set(try await explainingErrors { try await loaded.store.sentNotices() }.map(\.notice)) : []
        try list(due.filter { !told.contains($0.id) }, NoticeRecipients(roles: question.roles))
    }

    private func list(_ notices: [Notice], _ recipients: NoticeRecipients) throws {
        try Listing(
            notices.map(Row.init),
            columns: [
                .init("Urgency") { $0.urgency.label },
                .init("About") { $0.subject },
                .init("What", canShrink: true) { $0.title },
                .init("For", canShrink: true) { row in
                    row.recipients.map { post in
                        visible(recipients.title(post), limit: 100)
                            + (row.vacant.contains(post) ? " (held by nobody)" : "")
                    }.joined(separator: ", ")
                },
                .init("To do", canShrink: true) { $0.remedy },
            ],
            whenEmpty: new ? "nothing is due that was not told already" : "nothing is due"
        ).print(format.format)
    }
}
