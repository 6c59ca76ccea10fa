import Delivery
import EstateFiles
import EstateModel
import Notices
import Reporting
import Store

/// Tells what is due by every way that policy.yaml names, each way and recipient what they were not told yet.
///
/// What was told is kept after it was taken: a crash in between sends one message again and loses none.
struct NoticeSending {
    let loaded: LoadedAssessment
    let recipients: NoticeRecipients
    let due: [Notice]

    private var settings: NoticeSettings { loaded.workspace.estate.notices }

    /// One message to one address.
    private struct Letter {
        var digest: NoticeDigest
        var address: MailAddress

        func sent(_ notice: Notice) -> SentNotice {
            SentNotice(notice: notice.id, channel: "mail", recipient: "\(digest.recipient) \(address)")
        }
    }

    // MARK: What would be sent

    func show(asOf day: CalendarDay) async throws {
        let told = try await explainingErrors { try await loaded.store.sentNotices() }
        let letters = letters(told, asOf: day)
        for letter in letters {
            let title = recipients.title(letter.digest.recipient)
            Terminal.result(
                "To: \(letter.address)\nSubject: \(letter.digest.subject)\n\n"
                    + letter.digest.text(title: title, asOf: day, name: recipients.title) + "\n"
            )
        }
        if let webhook = settings.webhook {
            let count = news(for: webhook, told).count
            if count > 0 { Terminal.result("To: webhook at \(webhook.address.place)\nNotices: \(count)\n") }
        }
        sayUnreachable(asOf: day)
        guard letters.isEmpty else { return }
        let why =
            settings.mail == nil
            ? "policy.yaml names no smtp under notices" : due.isEmpty ? "nothing is due" : "everybody was told already"
        Terminal.message("reeve: no mail would be sent: \(why)")
    }

    // MARK: Sending

    func send(asOf day: CalendarDay) async throws {
        guard settings.mail != nil || settings.webhook != nil else {
            throw Failure("there is no way to tell anybody: name smtp or webhook under notices in policy.yaml")
        }
        // Two at once would both tell the same.
        let lock = try loaded.workspace.hold(for: .notices)
        let told = try await explainingErrors { try await loaded.store.sentNotices() }
        var tally = Tally()
        if let mail = settings.mail { try await send(by: mail, told, asOf: day, &tally) }
        if let webhook = settings.webhook { try await send(to: webhook, told, asOf: day, &tally) }
        _ = consume lock
        sayUnreachable(asOf: day)
        try tally.finish()
    }

    private struct Tally {
        var sent = 0
        var failed = 0

        func finish() throws {
            let messages = sent == 1 ? "1 message" : "\(sent) messages"
            Terminal.result(sent + failed == 0 ? "Nothing new is due.\n" : "Sent \(messages).\n")
            if failed > 0 { throw (sent > 0 ? ExitStatus.partial : ExitStatus.failure).error }
        }
    }

    private func send(
        by mail: MailSettings,
        _ told: Set<SentNotice>,
        asOf day: CalendarDay,
        _ tally: inout Tally
    ) async throws {
        let letters = letters(told, asOf: day)
        guard !letters.isEmpty else { return }
        let server = try await MailServer(mail, loaded.workspace.directory)
        for (index, letter) in letters.enumerated() {
            do throws(DeliveryError) {
                try await server.send(message(letter, from: mail.from, asOf: day), from: mail.from, to: letter.address)
            } catch {
                Terminal.message("reeve: \(error.message)")
                tally.failed += 1
                guard error.concernsAll else { continue }
                let left = letters.count - index - 1
                if left > 0 { Terminal.message("reeve: \(left) more messages were not tried for the same reason") }
                tally.failed += left
                return
            }
            try await keep(letter.digest.notices.map(letter.sent))
            tally.sent += 1
        }
    }

    private func message(_ letter: Letter, from sender: MailAddress, asOf day: CalendarDay) -> [UInt8] {
        MailMessage(
            from: sender,
            to: letter.address,
            subject: letter.digest.subject,
            date: SystemClock.now,
            id: MailMessage.id(of: letter.digest, to: letter.address, from: sender),
            text: letter.digest.text(
                title: recipients.title(letter.digest.recipient),
                asOf: day,
                name: recipients.title
            )
        ).bytes
    }

    private func secret(_ reference: SecretReference) async throws -> Secret {
        try await explainingErrors {
            try await SecretResolver(directory: loaded.workspace.directory).resolve(reference)
        }
    }

    private func keep(_ sent: [SentNotice]) async throws {
        try await explainingErrors { try await loaded.store.keepSentNotices(sent, at: SystemClock.now) }
    }

    // MARK: Letters

    private var names: [String] { Set(due.flatMap(\.recipients)).sorted() }

    private func addresses(_ recipient: String, on day: CalendarDay) -> [MailAddress] {
        let delegations = loaded.workspace.estate.roles.delegations
        return recipients.addresses(recipient, delegations: delegations, on: day)
    }

    private func letters(_ told: Set<SentNotice>, asOf day: CalendarDay) -> [Letter] {
        names.flatMap { name in
            addresses(name, on: day).flatMap { address in
                let news = due.filter { notice in
                    !told.contains(SentNotice(notice: notice.id, channel: "mail", recipient: "\(name) \(address)"))
                }
                return NoticeDigest.digests(of: news, for: name).map { Letter(digest: $0, address: address) }
            }
        }
    }

    /// A vacant post loses nothing: what it was not told goes to the next holder.
    private func sayUnreachable(asOf day: CalendarDay) {
        guard settings.mail != nil else { return }
        for name in names where addresses(name, on: day).isEmpty {
            let count = due.count { $0.recipients.contains(name) }
            Terminal.message(
                "reeve: nobody gets the mail of \(visible(recipients.title(name), limit: 100)) (\(count) "
                    + "\(count == 1 ? "notice" : "notices")); give the post or its holder an 'email' in estate.yaml"
            )
        }
    }

    // MARK: Webhook

    private struct Document: Encodable {
        var version = 1
        var estate: String
        var sentAt: Instant
        var notices: [NoticesCommand.Row]
    }

    private func sent(_ notice: Notice, to webhook: WebhookSettings) -> SentNotice {
        SentNotice(notice: notice.id, channel: "webhook", recipient: webhook.address.place)
    }

    private func news(for webhook: WebhookSettings, _ told: Set<SentNotice>) -> [Notice] {
        due.filter { !told.contains(sent($0, to: webhook)) }
    }

    private func send(
        to webhook: WebhookSettings,
        _ told: Set<SentNotice>,
        asOf day: CalendarDay,
        _ tally: inout Tally
    ) async throws {
        let news = news(for: webhook, told)
        guard !news.isEmpty else { return }
        var endpoint = WebhookEndpoint(
            address: webhook.address.description,
            place: webhook.address.place,
            isLoopback: webhook.address.isLoopback,
            secret: try await secret(webhook.secret),
            limit: webhook.limit
        )
        endpoint.certificates = webhook.certificates.map { loaded.workspace.directory.file($0) }
        for start in stride(from: 0, to: news.count, by: NoticeDigest.mostNotices) {
            let part = Array(news[start..<min(start + NoticeDigest.mostNotices, news.count)])
            let document = Document(
                estate: loaded.workspace.estate.name,
                sentAt: SystemClock.now,
                notices: part.map(NoticesCommand.Row.init)
            )
            let body = Array(try StableJSON.line(document).utf8)
            do throws(DeliveryError) {
                try await endpoint.post(body, id: NoticeDigest.key(of: part))
            } catch {
                Terminal.message("reeve: \(error.message)")
                tally.failed += 1
                return
            }
            try await keep(part.map { sent($0, to: webhook) })
            tally.sent += 1
        }
    }
}
