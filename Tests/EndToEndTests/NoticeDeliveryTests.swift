import Foundation
import TestSupport
import Testing

/// How notices are handed over: the server that is looked at beforehand, the webhook's schema, and a crash in between.
@Suite(
    .enabled(
        if: ReeveProgram.isBuilt && TestMailServer.canEncrypt,
        "needs reeve, python3-aiosmtpd and openssl"
    ),
    .timeLimit(.minutes(5))
)
struct NoticeDeliveryTests {
    // MARK: The server is looked at beforehand

    private struct Check: Decodable {
        var check: String
        var result: String
        var message: String
        var remedy: String?
    }

    private func mailCheck(_ estate: EndToEndEstate) async throws -> (status: Int32?, check: Check?) {
        let outcome = try await estate.reeve("doctor", "--format", "json")
        try SchemaKeys("doctor").expectRows(outcome.output)
        let checks = try JSONDecoder().decode([Check].self, from: Data(outcome.output.utf8))
        return (outcome.status, checks.first { $0.check == "mail server" })
    }

    @Test func doctorTriesTheMailServerAndSendsNothing() async throws {
        let mail = try TestMailServer.encrypted(login: ("reeve", "pass 4711"))
        let estate = try await NoticeEstate.make()
        #expect(try await mailCheck(estate).check == nil, "no mail server is named")

        try estate.folder.write(mail.certificate, to: "estate/mail-ca.pem")
        try estate.folder.write("pass 4711\n", to: "estate/keys/mail")
        let login = ", ca: mail-ca.pem, username: reeve, password: {file: keys/mail}"
        try NoticeEstate.set(NoticeEstate.smtp(mail.port, tls: "starttls", more: login), in: estate)
        let sound = try await mailCheck(estate)
        #expect(sound.check?.result == "ok", "\(sound)")
        let message = "127.0.0.1 port \(mail.port) answers encrypted, took the login and takes mail; none was sent"
        #expect(sound.check?.message == message)

        try estate.folder.write("wrong 4712\n", to: "estate/keys/mail")
        let refused = try await mailCheck(estate)
        #expect(refused.status == 1 && refused.check?.result == "failed", "\(refused)")
        #expect(refused.check?.message.contains("refused the login") == true && refused.check?.remedy != nil)
        #expect(refused.check?.message.contains("4712") == false)
        #expect(mail.messages.isEmpty && mail.logins == ["reeve:pass 4711", "reeve:wrong 4712"])

        try NoticeEstate.set(NoticeEstate.smtp(try LoopbackSocket.closedPort()), in: estate)
        let gone = try await mailCheck(estate)
        #expect(gone.check?.message.contains("does not accept connections") == true, "\(gone)")
        let absent = ", username: reeve, password: {env: REEVE_TEST_ABSENT}"
        try NoticeEstate.set(NoticeEstate.smtp(mail.port, more: absent), in: estate)
        let secret = try await mailCheck(estate)
        #expect(secret.check?.result == "failed" && secret.check?.message.contains("REEVE_TEST_ABSENT") == true)
    }

    // MARK: The webhook's schema

    @Test func theWebhooksBodyFitsItsSchemaAndAnythingLessDoesNot() async throws {
        let webhook = try TestWebhook(secret: "key 4711")
        let settings = "notices:\n  webhook: {url: \"\(webhook.address)\", secret: {env: REEVE_TEST_KEY}}\n"
        let estate = try await NoticeEstate.make(notices: settings)
        let sent = try await estate.reeve(["notices", "--send"], environment: ["REEVE_TEST_KEY": "key 4711"])
        #expect(sent.status == 0 && webhook.documents.count == 1, "\(sent)")
        try estate.folder.write(webhook.documents[0], to: "body.json")
        let schema = ReeveProgram.packageRoot + "/docs/schema/notices-webhook.json"
        // Every key is taken out once, wherever it stands, and a key too many is put in.
        let validate = """
            import copy, json, jsonschema, sys
            schema, body = json.load(open(sys.argv[1])), json.load(open(sys.argv[2]))
            kind = jsonschema.validators.validator_for(schema)
            kind.check_schema(schema)
            validator = kind(schema)
            validator.validate(body)
            wrong = []
            for path in [[], ["notices", 0]]:
                place = body
                for step in path: place = place[step]
                for key in list(place) + [None]:
                    other = copy.deepcopy(body)
                    target = other
                    for step in path: target = target[step]
                    if key is None: target["extra"] = 1
                    else: del target[key]
                    wrong.append(validator.is_valid(other))
            for key, value in [("version", 2), ("notices", []), ("sentAt", "yesterday")]:
                wrong.append(validator.is_valid({**body, key: value}))
            print(len(body["notices"]), len(wrong), any(wrong))
            """
        let words = ["/usr/bin/python3", "-c", validate, schema, estate.folder.path("body.json")]
        let said = try ChildProcess.run(words, in: estate.folder).trimmingCharacters(in: .whitespacesAndNewlines)
        #expect(said == "2 19 False", "two notices, nineteen bodies that are wrong")
    }

    // MARK: Posts that nobody holds

    @Test func aPostThatNobodyHoldsIsNamedWhereItIsTold() async throws {
        let vacant = """
            posts:
              ict: {title: Head of ICT, role: ict-manager, email: desk@council.example}
            people:
              mia: {name: Mia Brown}
            """
        let mail = try TestMailServer()
        let estate = try await NoticeEstate.make(notices: NoticeEstate.smtp(mail.port), people: vacant)
        let table = try await estate.reeve("notices")
        #expect(table.output.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains("(held by nobody)"))
        let json = try await estate.reeve("notices", "--format", "json")
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
        #expect(rows.count == 2 && rows.allSatisfy { $0["vacant"] as? [String] == ["ict"] }, "\(json)")
        let sent = try await estate.reeve("notices", "--send")
        #expect(sent.status == 0 && mail.messages.count == 1, "\(sent)")
        #expect(mail.messages.first?.contains("Nobody holds: Head of ICT.") == true, "\(mail.messages)")
    }

    // MARK: A crash between delivery and recording

    @Test func aCrashAfterDeliveryTellsOnePersonTwiceAndLosesNothing() async throws {
        var options = TestMailServer.Options()
        let estate = try await NoticeEstate.make()
        options.killing = estate.path + "/notices.lock"
        let first = try TestMailServer(options)
        try NoticeEstate.set(NoticeEstate.smtp(first.port), in: estate)
        let killed = try await estate.reeve("notices", "--send")
        #expect(killed.signal == 9 && first.messages.count == 1, "\(killed)")
        #expect(try estate.sqlite("SELECT count(*) FROM notice_sent") == "0")

        let second = try TestMailServer()
        try NoticeEstate.set(NoticeEstate.smtp(second.port), in: estate)
        let sent = try await estate.reeve("notices", "--send")
        #expect(sent.status == 0 && sent.output == "Sent 2 messages.\n", "\(sent)")
        let repeated = second.messages.filter { header("To", $0) == header("To", first.messages[0]) }
        #expect(repeated.count == 1 && second.messages.count == 2, "one of both hears it twice, nobody not at all")
        #expect(
            repeated.first.map { header("Message-ID", $0) } == header("Message-ID", first.messages[0]),
            "by its id the mail program knows that it is the same"
        )
        #expect(try await estate.reeve("notices", "--send").output == "Nothing new is due.\n")
        #expect(try estate.integrity() == "ok" && second.messages.count == 2)
    }

    private func header(_ name: String, _ message: String) -> String? {
        message.split(separator: "\r\n").first { $0.hasPrefix(name + ":") || $0.contains("\n" + name + ":") }
            .map { String($0) }
    }
}
