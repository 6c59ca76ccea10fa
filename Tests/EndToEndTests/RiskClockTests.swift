import EstateModel
import Foundation
import TestSupport
import Testing

/// The clocks of risks run from what scans saw, and not from who looked when, under which name, or by which clock.
@Suite(.enabled(if: HostDisguise.isPossible && ReeveProgram.isBuilt, "\(HostDisguise.whyNot)"))
struct RiskClockTests {
    private struct Listed: Decodable {
        var reference: String
        var what: String
        var state: String
        var organisation: String?
        var firstSeen: String
    }

    /// The estate as if its scans had been so many days ago, at the same time of day: an hour of summer time between
    /// would make another day of it late in the evening.
    private func age(_ estate: EndToEndEstate, days: Int) throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "Europe/London"))
        let then = try #require(calendar.date(byAdding: .day, value: -days, to: .now))
        let seconds = Int(Date.now.timeIntervalSince(then).rounded())
        _ = try estate.sqlite(
            "UPDATE scan SET started_at = started_at - \(seconds); UPDATE visit SET at = at - \(seconds)"
        )
    }

    /// The risks of the release without fixes, as the log has them.
    private func listed(_ deciding: DecidingEstate) async throws -> [Listed] {
        let outcome = try await deciding.estate.reeve("risk", "list", "--all", "--format", "json")
        return try JSONDecoder().decode([Listed].self, from: Data(outcome.output.utf8))
            .filter { $0.what.contains("Debian 9") }
    }

    @Test(.timeLimit(.minutes(5)))
    func aRiskIsFirstSeenOnTheDayOfTheScanWhoeverLooksLater() async throws {
        let deciding = try await DecidingEstate()
        try age(deciding.estate, days: 92)
        let day = NoticeEstate.day(-92)
        let words = try #require(CalendarDay(day)).longDescription
        let past = try await deciding.run("report", "json", "--as-of", NoticeEstate.day(0)).output
        #expect(past.contains("\"firstDetected\": \"\(day)\"") || past.contains("\"firstDetected\":\"\(day)\""))
        _ = try await deciding.register()
        let risks = try await listed(deciding)
        #expect(!risks.isEmpty && risks.allSatisfy { $0.firstSeen == day }, "\(risks)")
        let shown = try await deciding.run("risk", "show", risks[0].reference).output
        let flat = shown.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(flat.contains("First seen \(words)") && flat.contains("\(words) first seen by scan 1"), "\(shown)")
        #expect(flat.contains("seen without fixes on \(words)"), "\(shown)")
    }

    @Test(.timeLimit(.minutes(5)))
    func anotherServiceDoesNotBeginTheClockAnew() async throws {
        let deciding = try await DecidingEstate()
        let estate = deciding.estate
        try age(estate, days: 92)
        let before = try await deciding.register().map(\.reference)
        let file = estate.folder.text(of: "estate/estate.yaml")
        try estate.folder.write(
            file.replacing("service: planning-portal", with: "service: social-care"),
            to: "estate/estate.yaml"
        )
        #expect(try await estate.reeve("scan").status == 0)
        let after = try await deciding.register().map(\.reference)
        #expect(!after.isEmpty && Set(after).isDisjoint(with: before), "\(after)")
        let new = try await listed(deciding).filter { after.contains($0.reference) }
        #expect(!new.isEmpty && new.allSatisfy { $0.firstSeen == NoticeEstate.day(-92) }, "\(new)")
        #expect(try await estate.reeve("audit", "verify").status == 0)
    }

    @Test(.timeLimit(.minutes(5)))
    func aProductThatCameLaterIsNotSeenBeforeItCame() async throws {
        let deciding = try await DecidingEstate()
        let estate = deciding.estate
        try age(estate, days: 300)
        let nine = "ID=debian\nVERSION_ID=\"9\"\nPRETTY_NAME=\"Debian 9\"\n"
        try estate.folder.write(nine.replacing("9", with: "8"), to: "os-release")
        #expect(try await estate.reeve("scan").status == 0)
        try age(estate, days: 60)
        #expect(try await estate.reeve("scan").status == 0)
        let outcome = try await deciding.run("register", "--format", "json")
        #expect(outcome.output.contains("Debian 8"), "\(outcome)")
        let list = try await estate.reeve("risk", "list", "--format", "json")
        let risks = try JSONDecoder().decode([Listed].self, from: Data(list.output.utf8))
            .filter { $0.what.contains("Debian 8") }
        #expect(!risks.isEmpty && risks.allSatisfy { $0.firstSeen == NoticeEstate.day(-60) }, "\(risks)")
    }

    @Test(.timeLimit(.minutes(5)))
    func aClockThatIsFarAheadLogsNothingUntilSomebodySaysTheDay() async throws {
        let deciding = try await DecidingEstate()
        let estate = deciding.estate
        _ = try await deciding.register()
        let entries = try estate.sqlite("SELECT count(*) FROM audit_entry")
        // As if the clock had run ahead since: what is known lies far behind it.
        try forgetLog(estate)
        try age(estate, days: 500)
        let looked = try await deciding.run("register")
        #expect(
            looked.output.contains("Debian 9") && looked.messages.contains("Nothing is logged: this machine's clock")
        )
        #expect(try estate.sqlite("SELECT count(*) FROM audit_entry") == "0" && entries != "0")
        for words in [
            ["scan"], ["notices", "--send"],
            ["assets", "retire", "fs1", "--by", "ben", "--reason", "gone"],
        ] {
            let refused = try await estate.reeve(words)
            #expect(refused.status == 1 && refused.messages.contains("--today \(NoticeEstate.day(0))"), "\(refused)")
        }
        let wrong = try await deciding.run("register", "--today", "2020-01-01")
        #expect(wrong.status == 64 && wrong.messages.contains("clock says \(NoticeEstate.day(0))"), "\(wrong)")
        #expect(try await estate.reeve("scan", "--today", NoticeEstate.day(0)).status == 0)
        let after = try await deciding.run("register")
        #expect(!after.messages.contains("Nothing is logged"), "\(after)")
        #expect(try estate.sqlite("SELECT count(*) FROM audit_entry") != "0")
    }

    private func forgetLog(_ estate: EndToEndEstate) throws {
        let triggers = try estate.sqlite(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_entry'"
        )
        let drops = triggers.split(separator: "\n").map { "DROP TRIGGER \($0);" }.joined()
        _ = try estate.sqlite(
            drops + "DELETE FROM audit_entry; DELETE FROM decision_state; DELETE FROM decision_outline"
        )
    }

    @Test(.timeLimit(.minutes(5)))
    func aTreatmentPastItsReviewDoesNotLookLikeOneThatHolds() async throws {
        let deciding = try await DecidingEstate()
        let rows = try await deciding.register()
        let row = try #require(rows.first { $0.organisation == "darlbrook" })
        let review = NoticeEstate.day(30)
        let treated = try await deciding.run([
            "risk", "treat", row.reference, "--treatment", "tolerate", "--review", review, "--by", "dora",
            "--reason", "until spring",
        ])
        #expect(treated.status == 0, "\(treated)")
        let now = try await deciding.run("register")
        #expect(now.output.contains("tolerate") && !now.output.contains("overdue"), "\(now)")
        let later = NoticeEstate.day(31)
        let register = try await deciding.run("register", "--as-of", later).output
        let flat = register.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(flat.contains("overdue"), "\(register)")
        let lines = try await deciding.run("register", "--as-of", later, "--format", "json").output
        #expect(lines.contains("\"isReviewOverdue\": true"), "\(lines)")
        let notices = try await estate(deciding, "notices", "--as-of", later, "--format", "json")
        #expect(notices.contains("treatment-review|\(row.reference)|overdue|\(review)"), "\(notices)")
        let exported = try await estate(deciding, "export", "csv", "--as-of", later)
        #expect(exported.contains("to tolerate; review overdue since"), "\(exported)")
    }

    private func estate(_ deciding: DecidingEstate, _ words: String...) async throws -> String {
        try await deciding.estate.reeve(words).output
    }
}
