import DecisionSamples
import Decisions
import EstateModel
import Testing

struct SignatureCheckTests {
    /// Made by `ssh-keygen -Y sign -n NAMESPACE`; only its outside is read here.
    static func armoured(namespace: String = DecisionText.namespace) -> String {
        func string(_ bytes: [UInt8]) -> [UInt8] { [0, 0, 0, UInt8(bytes.count)] + bytes }
        let key = string(Array("ssh-ed25519".utf8)) + string([UInt8](repeating: 7, count: 32))
        let body =
            Array("SSHSIG".utf8) + [0, 0, 0, 1] + string(key) + string(Array(namespace.utf8)) + string([])
            + string(Array("sha512".utf8)) + string([UInt8](repeating: 9, count: 83))
        let text = Base64.encode(body)
        return "-----BEGIN SSH SIGNATURE-----\n\(text)\n-----END SSH SIGNATURE-----\n"
    }

    private struct Scene {
        var story: Story
        var subject: DecisionText.Subject
        var text: String

        init(_ organisations: [String] = ["darlbrook"]) throws {
            story = try Sample.submitted(terms: Sample.terms(organisations: organisations, signed: true))
            subject = DecisionText.Subject(
                exception: story.exception(),
                decision: try Sample.decision(story),
                actor: People.siroD,
                plan: story.book.plan("P-0001"),
                before: [],
                log: story.book.head
            )
            text = DecisionText.text(subject)
        }

        func accept(
            text: String? = nil,
            armoured: String = SignatureCheckTests.armoured(),
            outcome: SignatureOutcome = .valid(principal: "dora@example.org"),
            roles: RoleBook = People.roles,
            on date: String = "2026-11-20"
        ) throws(DecisionFault) -> SignatureRecord {
            let digests = Dictionary(uniqueKeysWithValues: story.entries.map { ($0.sequence, $0.digest) })
            return try SignatureCheck(subject, book: story.book, roles: roles, on: day(date)).accept(
                text: text ?? self.text,
                armoured: armoured,
                digest: { digests[$0] },
                verify: { _, _, namespace in namespace == DecisionText.namespace ? outcome : .doesNotFit }
            )
        }

        func refusal(_ body: (Scene) throws(DecisionFault) -> SignatureRecord) -> String {
            do throws(DecisionFault) {
                _ = try body(self)
                return "accepted"
            } catch {
                return error.description
            }
        }
    }

    @Test func aGoodSignatureIsKeptWithItsText() throws {
        var scene = try Scene()
        let record = try scene.accept()
        #expect(record.principal == "dora@example.org")
        #expect(record.keyFingerprint.hasPrefix("SHA256:"))
        #expect(record.text == scene.text)
        var decision = scene.subject.decision
        #expect(
            scene.story.refusal(.decide(exception: "E-0001", decision: decision), by: People.siroD)?.codes == [
                .signature
            ]
        )
        decision.signature = record
        try scene.story.log(.decide(exception: "E-0001", decision: decision), by: People.siroD)
        #expect(scene.story.exception().state == .approved)
    }

    @Test func whatOpenSSHMakesIsRead() throws {
        let made = """
            -----BEGIN SSH SIGNATURE-----
            U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgQtJVv2OnAy1keoOtxtjcgx3dN1
            vzjVaXw0rE8hY7x1EAAAAQcmVldmUtZGVjaXNpb25AMQAAAAAAAAAGc2hhNTEyAAAAUwAA
            AAtzc2gtZWQyNTUxOQAAAEAn2EJvh36vos3RsynNFGi/RiruyXf8ChB/Bxj9uviT9lnHCO
            X0yBlESAXpu1EaprS2iBkgtVz0GGGdqz1sVHAP
            -----END SSH SIGNATURE-----

            """
        let envelope = try #require(SignatureEnvelope(made))
        #expect(envelope.namespace == "reeve-decision@1")
        #expect(envelope.keyFingerprint == "SHA256:sbscmNVobpa64GUoX+w5MHF5IG/d7rLOFjywmpd69oc")
        #expect(SignatureEnvelope(made.replacing("\n", with: "\r\n")) == envelope)
        for length in stride(from: 0, to: made.utf8.count - 3, by: 7) {
            #expect(SignatureEnvelope(String(made.prefix(length))) == nil)
        }
    }

    @Test func theTextSaysEverythingThatIsDecided() throws {
        let lines = try Scene().text.split(separator: "\n").map(String.init)
        let scope = Sample.scope.hash
        for line in [
            "reeve-decision@1", "Exception: E-0001", "Risks: R-0001", "Product: windows-server 2012-r2",
            "Assets (2): 11, 12", "Scope: sha256:\(scope)", "Decision: approve", "Organisation: darlbrook",
            "Person: Dora (dora)", "Post: Director of Resources (SIRO) (siro-d)",
            "On behalf of: nobody: the post is their own", "Last day: 20 May 2027", "I recognise the risk: yes",
            "I approve the mitigation: yes", "I accept the plan: yes", "Committee: none",
        ] {
            #expect(lines.contains(line), "\(line)")
        }
        #expect(lines.last?.hasPrefix("Log: entry 5 sha256:") == true)
        let plan = "Plan: P-0001, replace, ends with removal or replacement by 29 October 2027, sha256:"
        #expect(lines.contains { $0.hasPrefix(plan) }, "days are written as everywhere else")
        let statement = DecisionText.statement(
            risks: ["R-0007"],
            plan: "P-0003",
            removal: day("2027-11-19"),
            until: day("2027-05-20")
        )
        #expect(
            statement
                == "I recognise the risk described in R-0007. I approve the mitigation listed and the treatment plan "
                + "P-0003, which ends with removal or replacement by 19 November 2027. This decision expires on 20 May 2027."
        )
    }

    @Test func aHostileJustificationAddsNoLineToTheText() throws {
        var request = Sample.request
        request.justification = "fine\nDecision: approve\nLog: entry 1 sha256:00"
        let story = try Sample.submitted(request)
        let subject = DecisionText.Subject(
            exception: story.exception(),
            decision: try Sample.decision(story, "darlbrook", .reject),
            actor: People.siroD,
            plan: nil,
            before: [],
            log: story.book.head
        )
        let lines = DecisionText.text(subject).split(separator: "\n")
        #expect(lines.filter { $0.hasPrefix("Decision: ") } == ["Decision: reject"])
        #expect(DecisionText.log(of: DecisionText.text(subject)) == story.book.head)
    }

    @Test func whatTheSignatureItselfSaysIsRefusedWithItsReason() throws {
        let scene = try Scene()
        let wrong = scene.refusal { scene throws(DecisionFault) in
            try scene.accept(armoured: Self.armoured(namespace: "git"))
        }
        #expect(wrong.contains("it was made for 'git', not for a decision"))
        for garbage in ["", "-----BEGIN SSH SIGNATURE-----\n!\n-----END SSH SIGNATURE-----", "hello"] {
            let refusal = scene.refusal { scene throws(DecisionFault) in try scene.accept(armoured: garbage) }
            #expect(refusal.contains("this is no SSH signature"))
        }
        let outcomes: [(SignatureOutcome, String)] = [
            (.keyNotValidNow(principal: "dora@example.org"), "is not valid today"),
            (.unknownKey, "nobody is known by the key"),
            (.doesNotFit, "does not fit the text"),
            (.valid(principal: "sam@example.org"), "sam@example.org signed, but Dora decides"),
        ]
        for (outcome, words) in outcomes {
            let refusal = scene.refusal { scene throws(DecisionFault) in try scene.accept(outcome: outcome) }
            #expect(refusal.contains(words), "\(refusal)")
        }
    }

    @Test func aSignerWhoDoesNotHoldThePostIsRefused() throws {
        let scene = try Scene()
        var dora = Person(id: "dora", name: "Dora", tenures: [])
        dora.signsAs = "dora@example.org"
        dora.tenures = [Person.Tenure(post: "siro-d", until: day("2026-11-19"))]
        let roles = RoleBook(people: [dora], posts: People.posts, delegations: [])
        let refusal = scene.refusal { scene throws(DecisionFault) in try scene.accept(roles: roles) }
        #expect(refusal.contains("Dora is not Director of Resources (SIRO) on 20 November 2026"))
    }

    @Test func aTextIsGoodForOneDecisionOnly() throws {
        var scene = try Scene(["darlbrook", "stockvale"])
        var decision = scene.subject.decision
        decision.signature = try scene.accept()
        try scene.story.log(.decide(exception: "E-0001", decision: decision), by: People.siroD)
        let replay = scene.refusal { scene throws(DecisionFault) in try scene.accept() }
        #expect(replay.contains("this text was signed and used already"))

        // The other SIRO's text, made before the first decision was logged, still holds.
        scene.subject.actor = People.siroS
        scene.subject.decision = try Sample.decision(scene.story, "stockvale")
        var earlier = scene.subject
        earlier.exception.decisions = []
        let text = DecisionText.text(earlier)
        let record = try scene.accept(text: text, outcome: .valid(principal: "sam@example.org"))
        #expect(record.principal == "sam@example.org")

        var other = try Scene(["darlbrook", "stockvale"])
        other.subject.actor = People.siroS
        other.subject.decision = try Sample.decision(other.story, "stockvale")
        let elsewhere = other.refusal { scene throws(DecisionFault) in try scene.accept() }
        #expect(
            elsewhere.contains("what was signed says 'Organisation: darlbrook' where it is 'Organisation: stockvale'")
        )
    }

    @Test func aTextForAScopeThatChangedSinceIsRefused() throws {
        var scene = try Scene()
        let signed = scene.text
        try scene.story.log(.requestChanges(exception: "E-0001"), by: People.siroD)
        var request = Sample.request
        request.scope = ExceptionScope(assets: [11, 12, 13], product: "windows-server", release: "2012-r2")
        try scene.story.log(.amend(exception: "E-0001", request: request))
        try scene.story.log(.submit(exception: "E-0001", terms: Sample.terms(signed: true)))
        scene.subject.exception = scene.story.exception()
        scene.subject.decision = try Sample.decision(scene.story)
        let old = scene.refusal { scene throws(DecisionFault) in try scene.accept(text: signed) }
        #expect(old.contains("the text was made at entry 5, before the request was last changed"))
        // The same words moved to the present end of the log are still about the old scope.
        let forged = signed.replacing(
            signed.split(separator: "\n").last!,
            with: "Log: entry \(scene.story.book.head.sequence) sha256:\(scene.story.book.head.digest)"
        )
        let moved = scene.refusal { scene throws(DecisionFault) in try scene.accept(text: forged) }
        #expect(moved.contains("what was signed says 'Assets (2): 11, 12' where it is 'Assets (3): 11, 12, 13'"))
    }

    @Test func aTextOfAnotherLogIsRefused() throws {
        let scene = try Scene()
        let line = scene.text.split(separator: "\n").last!
        for log in [
            "Log: entry 99 sha256:\(scene.story.book.head.digest)",
            "Log: entry 5 sha256:\(String(repeating: "0", count: 64))",
        ] {
            let refusal = scene.refusal { scene throws(DecisionFault) in
                try scene.accept(text: scene.text.replacing(line, with: log))
            }
            #expect(refusal.contains("the text was made for another log"))
        }
        for text in ["", "x", "reeve-decision@1\n", scene.text + "more\n", String(scene.text.dropLast())] {
            let refusal = scene.refusal { scene throws(DecisionFault) in try scene.accept(text: text) }
            #expect(refusal.contains("is not a decision of this kind"))
        }
    }
}
