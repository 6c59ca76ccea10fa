import Foundation
import TestSupport
import Testing

/// Controls from the command line: who may record them, how they count, and the log that proves it.
@Suite(.enabled(if: HostDisguise.isPossible && ReeveProgram.isBuilt, "\(HostDisguise.whyNot)"))
struct ControlCommandTests {
    private static let people = """
        posts:
          architect: {title: Infrastructure Architect, role: architect}
          audit: {title: Internal Audit, role: auditor}
        people:
          jane: {name: Jane Smith, posts: [architect]}
          tom: {name: Tom Brown, posts: [audit]}
        """

    /// One host of a release that gets no fixes.
    private func scanned() async throws -> EndToEndEstate {
        let estate = try EndToEndEstate()
        try estate.folder.write("ID=debian\nVERSION_ID=\"9\"\nPRETTY_NAME=\"Debian 9\"\n", to: "os-release")
        let release = estate.folder.path("os-release")
        let disguise = HostDisguise(isQuiet: true, first: "mount --bind \(release) $(readlink -f /etc/os-release)")
        try estate.addHost("db01", disguise)
        try estate.addSection(Self.people)
        #expect(try await estate.reeve("scan").status == 0)
        return estate
    }

    private func residual(_ estate: EndToEndEstate, asOf day: String? = nil) async throws -> Int {
        let words = ["register", "--format", "json"] + (day.map { ["--as-of", $0] } ?? [])
        let outcome = try await estate.reeve(words)
        let rows = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]]
        let row = try #require(rows?.first { ($0["risk"] as? String)?.contains("Debian 9") == true }, "\(outcome)")
        return try #require(row["residual"] as? Int)
    }

    private func record(
        _ estate: EndToEndEstate,
        by person: String = "jane",
        evidence: String = "EDR console, report 4711",
        fact: String = "The agent on db01 reported within the last hour."
    ) async throws -> ReeveProgram.Outcome {
        try await estate.reeve(
            "control",
            "record",
            "--by",
            person,
            "--reason",
            "yearly review",
            "--kind",
            "endpoint-detection",
            "--asset",
            "db01",
            "--owner",
            "architect",
            "--about",
            "EDR on the database servers",
            "--evidence",
            evidence,
            "--fact",
            fact
        )
    }

    @Test(.timeLimit(.minutes(5)))
    func aControlCountsWhileItsEvidenceDoes() async throws {
        let estate = try await scanned()
        let before = try await residual(estate)
        let recorded = try await record(estate)
        #expect(recorded.status == 0 && recorded.output == "C-0001\n", "\(recorded)")
        #expect(try await residual(estate) < before)
        let list = try await estate.reeve("control")
        #expect(list.output.contains("C-0001") && list.output.contains("until "), "\(list)")

        let nextYear = String(Calendar.current.component(.year, from: Date()) + 1)
        #expect(try await residual(estate, asOf: "\(nextYear)-12-31") == before)
        let failed = try await estate.reeve(
            "control",
            "check",
            "C-0001",
            "--failed",
            "--by",
            "jane",
            "--reason",
            "agent gone",
            "--evidence",
            "ticket 5",
            "--fact",
            "The agent was removed."
        )
        #expect(failed.status == 0, "\(failed)")
        #expect(try await residual(estate) == before)
        #expect(try await estate.reeve("control").output.contains("failed its check: The agent was removed."))
        let retired = try await estate.reeve("control", "retire", "C-0001", "--by", "jane", "--reason", "replaced")
        #expect(retired.status == 0, "\(retired)")
        let again = try await estate.reeve("control", "retire", "C-0001", "--by", "jane", "--reason", "again")
        #expect(again.status == 1 && again.messages.contains("taken out of use"), "\(again)")
    }

    @Test(.timeLimit(.minutes(5)))
    func whatIsMissingIsToldAtOnceAndWhoMayNotIsTold() async throws {
        let estate = try await scanned()
        let incomplete = try await record(estate, evidence: " ", fact: " ")
        #expect(incomplete.status == 64 && incomplete.output.isEmpty)
        for part in ["--evidence <where>", "--fact <text>", "Usage: reeve control record"] {
            #expect(incomplete.messages.contains(part), "\(incomplete)")
        }
        let auditor = try await record(estate, by: "tom")
        #expect(auditor.status == 1 && auditor.messages.contains("may not record controls"), "\(auditor)")
        let stranger = try await record(estate, by: "nobody")
        #expect(stranger.status == 1 && stranger.messages.contains("not among the people of estate.yaml"))
        #expect(try await estate.reeve("audit", "--format", "csv").output.split(whereSeparator: \.isNewline).count == 1)
    }

    @Test(.timeLimit(.minutes(5)))
    func aChangedLogIsNoticed() async throws {
        let estate = try await scanned()
        for _ in 0..<3 { #expect(try await record(estate).status == 0) }
        let log = try await estate.reeve("audit", "--format", "json")
        #expect(log.output.contains("Control C-0002 recorded") && log.output.contains("Jane Smith"), "\(log)")
        let whole = try await estate.reeve("audit", "verify")
        #expect(whole.status == 0 && whole.output.hasPrefix("3:"), "\(whole)")
        let known = whole.output.trimmingCharacters(in: .whitespacesAndNewlines)

        // The record beside the log, which no trigger guards.
        let kept = try estate.sqlite("SELECT body FROM decision_state WHERE id = 'C-0001'")
        _ = try estate.sqlite("UPDATE decision_state SET body = replace(body, 'EDR', 'EDr') WHERE id = 'C-0001'")
        let beside = try await estate.reeve("audit", "verify")
        #expect(beside.status == 1 && beside.messages.contains("what is stored of control C-0001"), "\(beside)")
        _ = try estate.sqlite("UPDATE decision_state SET body = replace(body, 'EDr', 'EDR') WHERE id = 'C-0001'")
        #expect(try estate.sqlite("SELECT body FROM decision_state WHERE id = 'C-0001'") == kept)
        #expect(try await estate.reeve("audit", "verify").status == 0)

        // The database itself refuses.
        #expect(throws: (any Error).self) { try estate.sqlite("UPDATE audit_entry SET body = 'x' WHERE sequence = 2") }
        let triggers = try estate.sqlite("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
        for trigger in triggers.split(separator: "\n") { _ = try estate.sqlite("DROP TRIGGER \"\(trigger)\"") }
        _ = try estate.sqlite("DELETE FROM audit_entry WHERE sequence = 3")
        let cut = try await estate.reeve("audit", "verify", "--known", known)
        #expect(cut.status == 1 && cut.messages.contains("the log ends after entry 2"), "\(cut)")
        _ = try estate.sqlite("UPDATE audit_entry SET body = replace(body, 'EDR', 'EDr') WHERE sequence = 1")
        let changed = try await estate.reeve("audit", "verify")
        #expect(changed.status == 1 && changed.messages.contains("entry 1 was changed"), "\(changed)")
    }
}
