import Foundation
import TestSupport
import Testing

/// What is due reaches people by a real mail server and a real webhook, each thing once.
@Suite(
    .enabled(
        if: ReeveProgram.isBuilt && TestMailServer.canEncrypt,
        "needs reeve, python3-aiosmtpd and openssl"
    ),
    .timeLimit(.minutes(5))
)
struct NoticeCommandTests {
    @Test func whatIsDueIsListedWithoutAnyWayToSendIt() async throws {
        let estate = try await NoticeEstate.make()
        let table = try await estate.reeve("notices")
        #expect(table.status == 0 && table.output.contains("The licence contract licences ended on"), "\(table)")
        #expect(table.output.contains("Head of ICT") && !table.output.contains("notice_sent"))
        let json = try await estate.reeve("notices", "--format", "json")
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
        #expect(rows.map { $0["subject"] as? String } == ["licences", "planning-support"])
        #expect(rows.map { $0["urgency"] as? String } == ["overdue", "soon"])
        #expect(rows.allSatisfy { ($0["recipients"] as? [String]) == ["ict"] })
        let sending = try await estate.reeve("notices", "--send")
        #expect(sending.status == 1 && sending.messages.contains("name smtp or webhook under notices"), "\(sending)")
    }

    @Test func eachRecipientIsToldOnceByEachWay() async throws {
        let mail = try TestMailServer()
        let webhook = try TestWebhook(secret: "key 4711")
        let settings =
            NoticeEstate.smtp(mail.port)
            + "  webhook: {url: \"\(webhook.address)\", secret: {env: REEVE_TEST_KEY}}\n"
        let estate = try await NoticeEstate.make(notices: settings)
        let environment = ["REEVE_TEST_KEY": "key 4711"]
        let shown = try await estate.reeve(["notices", "--dry-run"], environment: environment)
        #expect(shown.status == 0 && shown.output.contains("To: max@council.example\n"), "\(shown)")
        #expect(mail.messages.isEmpty && webhook.documents.isEmpty)

        let sent = try await estate.reeve(["notices", "--send"], environment: environment)
        #expect(sent.status == 0 && sent.output == "Sent 3 messages.\n", "\(sent)")
        #expect(mail.messages.count == 2 && webhook.documents.count == 1)
        let message = mail.messages[0]
        #expect(message.hasPrefix("reeve@council.example max@council.example\n"))
        let subject = message.split(separator: "\r\n").first { $0.hasPrefix("Subject:") }
        #expect(subject == "Subject: Reeve: 2 decisions and plans need attention")
        #expect(message.contains("Auto-Submitted: auto-generated\r\n") && message.contains("OFFICIAL-SENSITIVE\r\n"))
        #expect(message.contains("B=C3=BCro =3D =3D?x?."))
        #expect(webhook.documents[0].contains("contract-ending|planning-support|30|\(NoticeEstate.day(60))"))

        let again = try await estate.reeve(["notices", "--send"], environment: environment)
        #expect(again.status == 0 && again.output == "Nothing new is due.\n", "\(again)")
        #expect(mail.messages.count == 2 && webhook.documents.count == 1)
        let new = try await estate.reeve("notices", "--new")
        #expect(new.output.split(separator: "\n").count <= 2 && new.messages.contains("not told already"), "\(new)")
        #expect(try await estate.reeve("notices").output.contains("planning-support"))

        // A further address of the post has been told nothing yet.
        try estate.addSection(
            "delegations: [{id: D-1, post: ict, to: ann, from: \(NoticeEstate.day(-2)), "
                + "until: \(NoticeEstate.day(9)), reason: leave}]"
        )
        let file = estate.folder.text(of: "estate/estate.yaml")
        let more = "  ann: {name: Ann, email: ann@council.example}\n  max:"
        try estate.folder.write(file.replacingOccurrences(of: "  max:", with: more), to: "estate/estate.yaml")
        let third = try await estate.reeve(["notices", "--send"], environment: environment)
        #expect(third.output == "Sent 1 message.\n" && mail.messages.count == 3, "\(third)")
        #expect(mail.messages.last?.hasPrefix("reeve@council.example ann@council.example\n") == true)
    }

    @Test func aRefusedRecipientHoldsUpNobodyAndIsToldLater() async throws {
        var options = TestMailServer.Options()
        options.refused = ["max@council.example"]
        let mail = try TestMailServer(options)
        let estate = try await NoticeEstate.make(notices: NoticeEstate.smtp(mail.port))
        for status in [3, 1] as [Int32] {
            let sent = try await estate.reeve("notices", "--send")
            #expect(sent.messages.contains("did not take the message to max@council.example"), "\(sent)")
            #expect(sent.status == status, "\(sent)")
            #expect(mail.messages.count == 1)
        }
        let told = try estate.sqlite("SELECT DISTINCT channel, recipient FROM notice_sent")
        #expect(told == "mail|ict mia@council.example")
    }

    @Test func anEncryptedServerMustBeKnownAndGetsTheLogin() async throws {
        let mail = try TestMailServer.encrypted(login: ("reeve", "pass 4711"))
        let login = ", username: reeve, password: {file: keys/mail}"
        let estate = try await NoticeEstate.make(notices: NoticeEstate.smtp(mail.port, tls: "starttls", more: login))
        try estate.folder.write("pass 4711\n", to: "estate/keys/mail")
        let refused = try await estate.reeve("notices", "--send")
        #expect(refused.status == 1 && refused.messages.contains("cannot be trusted"), "\(refused)")
        #expect(refused.messages.contains("1 more message") && mail.logins.isEmpty)
        #expect(try estate.sqlite("SELECT count(*) FROM notice_sent") == "0")

        try estate.folder.write(mail.certificate, to: "estate/mail-ca.pem")
        let policy = estate.folder.text(of: "estate/policy.yaml")
        let trusting = policy.replacingOccurrences(of: login, with: ", ca: mail-ca.pem" + login)
        try estate.folder.write(trusting, to: "estate/policy.yaml")
        let sent = try await estate.reeve("notices", "--send")
        #expect(sent.status == 0 && sent.output == "Sent 2 messages.\n", "\(sent)")
        #expect(Set(mail.logins) == ["reeve:pass 4711"])

        try estate.folder.write("wrong 4712\n", to: "estate/keys/mail")
        _ = try estate.sqlite("DELETE FROM notice_sent")
        let denied = try await estate.reeve("notices", "--send")
        #expect(denied.status == 1 && denied.messages.contains("refused the login"), "\(denied)")
        #expect(!denied.messages.contains("4712"))
        // One try, whoever else waits: more would lock the account.
        #expect(mail.logins.filter { $0 == "reeve:wrong 4712" }.count == 1)
    }

    @Test func aServerThatHangsIsGivenUpAndNothingCountsAsTold() async throws {
        var options = TestMailServer.Options()
        options.hangs = true
        let mail = try TestMailServer(options)
        let estate = try await NoticeEstate.make(notices: NoticeEstate.smtp(mail.port, more: ", timeout: 1s"))
        let sent = try await estate.reeve("notices", "--send")
        #expect(sent.status == 1 && sent.messages.contains("did not answer in time"), "\(sent)")
        #expect(try estate.sqlite("SELECT count(*) FROM notice_sent") == "0")
    }

    @Test func whoHasNoAddressIsNamed() async throws {
        let mail = try TestMailServer()
        let estate = try await NoticeEstate.make(notices: NoticeEstate.smtp(mail.port))
        let file = estate.folder.text(of: "estate/estate.yaml")
        let without = file.replacingOccurrences(of: "email: mia@council.example, ", with: "")
            .replacingOccurrences(of: "email: max@council.example, ", with: "")
        try estate.folder.write(without, to: "estate/estate.yaml")
        let sent = try await estate.reeve("notices", "--send")
        #expect(
            sent.status == 0 && sent.messages.contains("nobody gets the mail of Head of ICT (2 notices)"),
            "\(sent)"
        )
    }

    @Test(arguments: [
        ("smtp: {host: mail.example, tls: none, from: a@b.example}", "'tls' can only be none"),
        ("smtp: {host: 127.0.0.1.example, tls: none, from: a@b.example}", "'tls' can only be none"),
        ("webhook: {url: \"http://127.0.0.1.example/x\", secret: {env: A}}", "'url' must be https"),
        ("smtp: {host: mail.example, from: \"a b@c\"}", "'from' must be one address"),
        ("smtp: {host: mail.example, from: a@b.example, username: x, password: geheim99}", "never the secret itself"),
        ("smtp: {host: mail.example, from: a@b.example, username: x}", "'username' and 'password' go together"),
        ("webhook: {url: \"http://desk.example/geheim99\", secret: {env: A}}", "'url' must be https"),
        ("webhook: {url: \"https://u:geheim99@desk.example/\", secret: {env: A}}", "'url' must be https"),
        ("webhook: {url: \"https://desk.example/\"}", "needs 'secret'"),
        ("exception-days: [90, 90]", "'exception-days' must be a list"),
        ("exception-day: [90]", "did you mean 'exception-days'?"),
    ])
    func aSettingThatCannotBeIsNamedWithItsPlace(line: String, message: String) async throws {
        let estate = try EndToEndEstate()
        let policy = estate.folder.text(of: "estate/policy.yaml")
        try estate.folder.write(policy + "\nnotices:\n  \(line)\n", to: "estate/policy.yaml")
        let outcome = try await estate.reeve("notices")
        #expect(outcome.status == 1 && outcome.messages.contains(message), "\(outcome)")
        #expect(outcome.messages.contains("policy.yaml:") && !outcome.messages.contains("geheim99"))
    }
}
