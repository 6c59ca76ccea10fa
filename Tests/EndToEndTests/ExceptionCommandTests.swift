import EstateModel
import Foundation
import TestSupport
import Testing

/// Exceptions from the command line: asked for, signed by each council's SIRO with a real key, and bound to what they
/// name.
@Suite(.enabled(if: HostDisguise.isPossible && ReeveProgram.isBuilt, "\(HostDisguise.whyNot)"))
struct ExceptionCommandTests {
    @Test(.timeLimit(.minutes(5)))
    func anIncompleteRequestListsEverythingAndIsKept() async throws {
        let deciding = try await DecidingEstate()
        let (risk, control, plan) = try await deciding.prepare()
        let first = try await deciding.run("exception", "request", "--risk", risk, "--by", "jane", "--reason", "needed")
        #expect(first.status == 1 && first.output.hasPrefix("E-0001"), "\(first)")
        #expect(first.messages.contains("which shares the assets: it is included"), "both councils' risks: \(first)")
        for gap in [
            "no business justification", "not upgraded, removed or isolated now", "no accountable owner",
            "no compensating control", "no last day is given",
        ] {
            #expect(first.messages.flattened.contains(gap), "\(gap): \(first.messages)")
        }
        let refused = try await deciding.approve("dora")
        #expect(refused.status == 1 && refused.messages.contains("not handed in yet"), "\(refused)")
        for (command, needed) in [
            ("advise", ["3 things are missing", "--by", "--advice", "--text"]),
            ("suspend", ["3 things are missing", "--by", "--reason", "--cause"]),
        ] {
            let bare = try await deciding.run("exception", command, "E-0001")
            #expect(bare.status == 64 && needed.allSatisfy(bare.messages.contains), "\(command): \(bare)")
        }

        let words = ["exception", "amend", "E-0001", "--by", "jane", "--reason", "completed"]
        let second = try await deciding.run(words + deciding.everything(control: control, plan: plan))
        #expect(second.status == 0 && second.messages.contains("is handed in"), "\(second)")
        let other = try await deciding.run(
            [
                "exception", "request", "--risk", risk, "--by", "jane", "--reason", "other", "--plan", "P-0002",
                "--draft",
            ]
        )
        #expect(other.messages.contains("It rests on P-0002; the plan in the register is P-0001."), "\(other)")
        #expect(first.messages.contains("P-0001 is the plan for it.") && !other.messages.contains("is the plan for it"))
        let page = try await deciding.run("exception", "show", "E-0001")
        for text in ["on fs1", "Planning keeps its files there.", "EDR on the file servers", plan, "decides"] {
            #expect(page.output.flattened.contains(text), "\(text): \(page.output)")
        }
    }

    @Test(.timeLimit(.minutes(5)))
    func twoCouncilsSignAndNothingNewIsCovered() async throws {
        let deciding = try await DecidingEstate()
        try await deciding.requested()
        let asker = try await deciding.approve("jane", key: deciding.keys["dora"])
        #expect(asker.status == 1 && asker.messages.contains("may not decide"), "\(asker)")
        let advice = try await deciding.run(
            "exception",
            "advise",
            "E-0001",
            "--by",
            "adam",
            "--advice",
            "approve",
            "--text",
            "The plan is realistic."
        )
        #expect(advice.status == 0, "\(advice)")
        let unasked = try await ReeveProgram.run(deciding.approval("dora").filter { $0 != "--yes" })
        #expect(unasked.status == 1 && unasked.messages.contains("give --yes to sign it"), "\(unasked)")
        let one = try await deciding.approve("dora")
        #expect(one.status == 0 && one.messages.contains("holds once"), "\(one)")
        #expect(try await deciding.register().allSatisfy(\.unmanaged), "one council alone covers nothing")
        let again = try await deciding.approve("dora")
        #expect(again.status == 1, "\(again)")
        let two = try await deciding.approve("sam")
        #expect(two.status == 0 && two.messages.contains("is approved: it holds until"), "\(two)")
        #expect(try await deciding.register().allSatisfy { !$0.unmanaged && $0.exceptions == ["E-0001"] })

        try deciding.addHost("fs2")
        #expect(try await deciding.estate.reeve("scan").status == 0)
        let rows = try await deciding.register()
        #expect(rows.allSatisfy { $0.unmanaged && $0.uncovered == ["fs2"] }, "\(rows)")
        let list = try await deciding.estate.reeve("exception", "list", "--format", "json")
        #expect(list.output.contains("\"live\""), "a new host takes nobody's cover away: \(list.output)")

        let sound = try await deciding.estate.reeve("audit", "verify", "--signatures")
        #expect(sound.status == 0 && sound.messages.contains("All 2 signatures are right"), "\(sound)")
        _ = try deciding.estate.sqlite(
            """
            DROP TRIGGER audit_entry_is_never_changed;
            UPDATE audit_entry SET body = replace(body, 'is realistic', 'is unrealistic') WHERE body LIKE '%recommend%';
            """
        )
        let broken = try await deciding.estate.reeve("audit", "verify")
        #expect(broken.status == 1 && broken.messages.contains("was changed"), "\(broken)")
    }

    @Test(.timeLimit(.minutes(5)))
    func signaturesForAnythingElseAreRefused() async throws {
        let deciding = try await DecidingEstate()
        try await deciding.requested()
        let folder = deciding.estate.folder
        let stranger = try TestKey(in: folder, name: "stranger")
        for (key, reason) in [
            (deciding.keys["sam"] ?? "", "sam@stockvale.example signed"), (stranger.path, "nobody is known"),
        ] {
            let outcome = try await deciding.approve("dora", key: key)
            #expect(outcome.status == 1 && outcome.messages.contains(reason), "\(outcome)")
        }
        let printed = try await deciding.run("approve", "E-0001", "--by", "dora", "--reason", "ok", "--print-text")
        #expect(printed.output.contains("I recognise the risk: yes"), "\(printed)")

        func handIn(_ text: String, namespace: String = "reeve-decision@1") async throws -> ReeveProgram.Outcome {
            try? FileManager.default.removeItem(atPath: folder.path("decision.txt.sig"))
            let path = try folder.write(text, to: "decision.txt")
            let sign = [
                "/usr/bin/ssh-keygen", "-q", "-Y", "sign", "-n", namespace, "-f", deciding.keys["dora"] ?? "", path,
            ]
            try ChildProcess.run(sign, in: folder)
            return try await deciding.run(
                "approve",
                "E-0001",
                "--by",
                "dora",
                "--reason",
                "ok",
                "--signed",
                path
            )
        }
        let elsewhere = try await handIn(printed.output, namespace: "file")
        #expect(elsewhere.status == 1 && elsewhere.messages.contains("not for a decision"), "\(elsewhere)")
        let lastDay = try #require(CalendarDay(deciding.until)).longDescription
        let longer = printed.output.replacing(lastDay, with: "31 December 2099")
        let edited = try await handIn(longer)
        #expect(edited.status == 1 && edited.messages.contains("31 December 2099"), "\(edited)")

        // The request changes after the text was printed: what was read is not what is there.
        let back = try await deciding.run(
            "exception",
            "send-back",
            "E-0001",
            "--by",
            "dora",
            "--reason",
            "say more"
        )
        #expect(back.status == 0, "\(back)")
        let amended = try await deciding.run(
            "exception",
            "amend",
            "E-0001",
            "--by",
            "jane",
            "--reason",
            "said",
            "--justification",
            "Another reason."
        )
        #expect(amended.status == 0, "\(amended)")
        let stale = try await handIn(printed.output)
        #expect(stale.status == 1 && stale.messages.contains("before the request was last changed"), "\(stale)")

        let allowed = folder.text(of: "estate/allowed-signers")
        let old = allowed.replacing("example ssh-ed25519", with: "example valid-before=\"20200101Z\" ssh-ed25519")
        try folder.write(old, to: "estate/allowed-signers")
        let expired = try await deciding.approve("dora")
        #expect(expired.status == 1 && expired.messages.contains("is not valid today"), "\(expired)")
        try folder.write(allowed, to: "estate/allowed-signers")
        #expect(try await deciding.approve("dora").status == 0)

        // What somebody changed beside the log is not read to an approver.
        func change(_ old: String, to new: String) throws {
            let set = "UPDATE decision_state SET body = replace(body, '\(old)', '\(new)') WHERE id = 'E-0001'"
            _ = try deciding.estate.sqlite(set)
        }
        try change("Another reason.", to: "No reason.")
        let beside = try await deciding.approve("sam")
        #expect(beside.status == 1 && beside.messages.contains("what is stored of exception E-0001"), "\(beside)")
        try change("No reason.", to: "Another reason.")
        #expect(try await deciding.approve("sam").status == 0)
    }

    @Test(.timeLimit(.minutes(5)))
    func approversAtOnceDecideEachOnce() async throws {
        let deciding = try await DecidingEstate()
        try await deciding.requested()
        let (dora, sam) = (deciding.approval("dora"), deciding.approval("sam"))
        async let first = ReeveProgram.run(dora)
        async let second = ReeveProgram.run(dora)
        async let third = ReeveProgram.run(sam)
        let outcomes = try await [first, second, third]
        #expect(
            [outcomes[0].status, outcomes[1].status].filter { $0 == 0 }.count == 1,
            "one of two decisions for a council: \(outcomes)"
        )
        #expect(outcomes[2].status == 0, "\(outcomes[2])")
        #expect(try await deciding.register().allSatisfy { !$0.unmanaged })
        #expect(try await deciding.estate.reeve("audit", "verify", "--signatures").status == 0)
    }
}
