import EstateModel
import Foundation
import TestSupport
import Testing

/// Every form of export after everything was decided: what stands in its cells is what the log says.
@Suite(.enabled(if: HostDisguise.isPossible && ReeveProgram.isBuilt, "\(HostDisguise.whyNot)"))
struct DecidedExportTests {
    @Test(.timeLimit(.minutes(10)))
    func everyFormShowsWhatWasDecided() async throws {
        let decided = try await DecidedEstate()
        let byWhen = try await planned(decided)
        try await checkPlans(decided, byWhen)
        try await checkRegister(decided, byWhen)
        try await checkViews(decided, byWhen)
        try await checkCommittee(decided)
        try await checkCalendar(decided, byWhen)
        try await checkDocument(decided, byWhen)
        try await checkSubmission(decided)
        try await checkDraft(decided)
    }

    private var today: String { Instant(secondsSinceEpoch: Int64(Date().timeIntervalSince1970)).londonDay.description }

    private func planned(_ decided: DecidedEstate) async throws -> CalendarDay {
        let list = try await decided.deciding.run("plan", "list", "--format", "json")
        let plans = try JSONSerialization.jsonObject(with: Data(list.output.utf8)) as? [[String: Any]]
        return try #require((plans?.first?["byWhen"] as? String).flatMap { CalendarDay($0) }, "\(list)")
    }

    /// Harborough's seven columns and Durham's three.
    private func checkPlans(_ decided: DecidedEstate, _ byWhen: CalendarDay) async throws {
        let rows = try await decided.rows("harborough")
        let row = try #require(rows.first)
        #expect(rows.count == 1 && row["Ref #"] == "P-0001" && row["By Whom"] == "Infrastructure Architect", "\(rows)")
        #expect(row["By When"] == british(byWhen) && row["Linked to Ref #"] == decided.open.joined(separator: " & "))
        let action = row["Action"] ?? ""
        #expect(action.hasPrefix("Upgrade Debian 9 (stretch) on fs1 to Debian 13 (trixie) (end "), "\(action)")
        #expect(action.contains("supplier statement SUP-12. Support ended ") && action.contains("In progress, "))
        let projects = try await decided.rows("durham")
        #expect(projects.map { $0["By When"] } == [month(byWhen)], "\(projects)")
        #expect(projects.first?["Expected Outcome"]?.contains("\(decided.open.joined(separator: ", ")) closed") == true)
    }

    private func british(_ day: CalendarDay) -> String {
        day.description.split(separator: "-").reversed().joined(separator: "/")
    }

    private func month(_ day: CalendarDay) -> String {
        "\(day.longDescription.split(separator: " ")[1].prefix(3))-\(day.description.prefix(4).suffix(2))"
    }

    private func checkRegister(_ decided: DecidedEstate, _ byWhen: CalendarDay) async throws {
        let rows = try await decided.rows("csv")
        let ends = rows.map { $0["Closed"]?.isEmpty == false }
        #expect(ends == ends.sorted { !$0 && $1 }, "what is closed stands last")
        let own = try #require(rows.first { $0["Reference"] == decided.open[0] })
        expect(
            own,
            [
                "Status": "under exception", "Exception": "E-0001", "Exception expires": decided.deciding.until,
                "Decision": "exception approved", "Decided by": "Director of Resources (SIRO)", "Decided on": today,
                "Treatment": "treat", "Segregated by": "'=Firewall rule 114 keeps it apart", "Plan": "P-0001",
                "By when": byWhen.description, "Baseline by when": byWhen.description,
                "One off pounds": "6000", "Recurring pounds": "750", "Cost kind": "capital", "Funded": "bid",
                "Plan approval route": "ICT manager (up to £25,000)", "Plan approved by": "ICT manager",
                "Plan approved on": today, "Evidence": "CHG-9", "Closed": "", "Assets": "fs1",
                "Open at last submission": "", "Found by": "scan 1",
            ]
        )
        #expect(["green", "amber"].contains(own["Rag"] ?? ""))
        #expect(own["Decision route"]?.hasPrefix("SIRO") == true, "\(own)")
        #expect((own["Target score"].flatMap { Int($0) } ?? 99) < (own["Inherent score"].flatMap { Int($0) } ?? 0))
        let other = try #require(rows.first { $0["Reference"] == decided.open[1] })
        #expect(other["Decided by"] == "Deputy Chief Executive (SIRO)" && other["One off pounds"] == "6000", "\(other)")
        #expect(other["Treatment"] == "")
        #expect(own["Cost counted in"] == "" && other["Cost counted in"] == "", "each council has its own share")
        let gone = try #require(rows.first { $0["Reference"] == decided.closed })
        expect(
            gone,
            [
                "Status": "closed", "Closed": today, "Opened": today, "Product": "Debian 8 (jessie)", "Assets": "old1",
                "Organisations": "darlbrook", "Scopes": "cyber-essentials; pci; psn", "Exception": "",
                "Change": "gone: the scan of \(CalendarDay(today)?.longDescription ?? "?") no longer found it",
                "Risk owner": "Director of Resources (SIRO)",
            ]
        )
        #expect(gone["Inherent score"]?.isEmpty == false && gone["Residual band"]?.isEmpty == false, "\(gone)")
        let council = try await decided.rows("csv", "--organisation", "stockvale")
        let references = council.map { $0["Reference"] }
        #expect(references.contains(decided.open[1]) && !references.contains(decided.open[0]), "\(references)")
        #expect(!references.contains(decided.closed), "what is closed is another council's")
        let one = try await decided.rows("csv", "--risk", decided.closed)
        #expect(one.map { $0["Reference"] } == [decided.closed])
    }

    private func expect(_ row: [String: String], _ cells: [String: String]) {
        for (column, text) in cells { #expect(row[column] == text, "\(column) of \(row["Reference"] ?? "?")") }
    }

    private func checkViews(_ decided: DecidedEstate, _ byWhen: CalendarDay) async throws {
        let essentials = try await decided.rows("cyber-essentials")
        let moved = try #require(essentials.first { $0["Ref"] == decided.open[0] })
        expect(
            moved,
            [
                "Requirement": "Unsupported, moved out of scope (A6.7)", "Exception": "E-0001", "Plan": "P-0001",
                "By when": byWhen.description,
            ]
        )
        #expect(!essentials.contains { $0["Ref"] == decided.closed })
        // Only fs1 is kept apart.
        #expect(essentials.allSatisfy { $0["Hosts"] == "1" || $0["Kept from the internet by"] == "" }, "\(essentials)")
        let supported = essentials.filter { $0["Requirement"]?.hasPrefix("Supported") == true }
        #expect(supported.contains { $0["What"] == "Debian 13 (trixie)" && $0["Hosts"] == "1" }, "\(essentials)")
        #expect(supported.allSatisfy { $0["Support ended or ends"]?.isEmpty == false }, "\(supported)")

        let cards = try await decided.rows("pci")
        #expect(!cards.contains { $0["Ref"] == decided.closed })
        let card = try #require(cards.first { $0["Ref"] == decided.open[0] })
        #expect(card["Approved by"] == "Director of Resources (SIRO)" && card["Plan"] == "P-0001", "\(card)")
        #expect(card["Approved on"] == today, "\(card)")
    }

    private func checkCommittee(_ decided: DecidedEstate) async throws {
        let whole = try await decided.estate.reeve("export", "committee")
        #expect(whole.output.contains("paragraph £12,000 one-off and £1,500 a year, from 20"), "\(whole)")
        #expect(whole.output.contains("9 days of the council's own people"), "\(whole)")
        #expect(decided.open.allSatisfy(whole.output.contains) && !whole.output.contains(decided.closed), "\(whole)")
        let part = try await decided.estate.reeve("export", "committee", "--organisation", "darlbrook")
        #expect(part.output.contains("£6,000 one-off and £750 a year"), "\(part)")
        #expect(!part.output.contains(decided.open[1]), "\(part)")
    }

    private func checkCalendar(_ decided: DecidedEstate, _ byWhen: CalendarDay) async throws {
        let calendar = try await decided.estate.reeve("export", "ics").output
        let day = byWhen.description.filter { $0 != "-" }
        #expect(calendar.contains("DTSTART;VALUE=DATE:\(day)") && !calendar.contains(decided.closed), "\(calendar)")
        for summary in ["\(decided.open[0]): exception expires", "P-0001: M5"] {
            #expect(calendar.contains("SUMMARY:" + summary), "\(summary): \(calendar)")
        }
        #expect(!calendar.contains("P-0001: M0"), "that step is done")
    }

    private func checkDocument(_ decided: DecidedEstate, _ byWhen: CalendarDay) async throws {
        let text = try await decided.estate.reeve("export", "json-api").output
        let document = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        let data = try #require(document?["data"] as? [[String: Any]])
        let own = try #require(data.first { $0["id"] as? String == decided.open[0] })
        let attributes = try #require(own["attributes"] as? [String: Any])
        #expect((attributes["byWhen"] as? [String: Any])?["first"] as? String == byWhen.description)
        #expect((attributes["exceptionExpires"] as? [String: Any])?["last"] as? String == decided.deciding.until)
        for (relation, id) in [("exception", "E-0001"), ("plan", "P-0001")] {
            let linkage = (own["relationships"] as? [String: Any])?[relation] as? [String: Any]
            #expect((linkage?["data"] as? [String: Any])?["id"] as? String == id, "\(own)")
        }
        let gone = try #require(data.first { $0["id"] as? String == decided.closed }?["attributes"] as? [String: Any])
        #expect(gone["status"] as? String == "closed" && gone["closed"] is [String: Any], "\(gone)")
    }

    /// PSN's list carries on what was open at the last submission.
    private func checkSubmission(_ decided: DecidedEstate) async throws {
        let before = try await decided.rows("psn")
        #expect(before.contains { $0["Ref"] == decided.closed && $0["Status"] == "closed" }, "\(before)")
        #expect(before.allSatisfy { $0["Open at last submission"] == "not known" })
        try decided.estate.addToDarlbrook("psn-submitted: \(today)")
        let after = try await decided.rows("psn", "--organisation", "darlbrook")
        #expect(!after.contains { $0["Ref"] == decided.closed }, "it was not open on that day: \(after)")
        let own = try #require(after.first { $0["Ref"] == decided.open[0] })
        #expect(own["Open at last submission"] == "yes")
        #expect(own["Risk owner decision"]?.hasPrefix("exception approved, Director of") == true, "\(after)")
    }

    /// What only bridges the time closes no risk, and is paid for beside what ends it.
    private func checkDraft(_ decided: DecidedEstate) async throws {
        try await decided.deciding.runs(
            "plan",
            "draft",
            decided.open[0],
            "--kind",
            "isolate",
            "--owner",
            "architect",
            "--by",
            "jane",
            "--reason",
            "r"
        )
        try await decided.deciding.runs(
            "plan",
            "edit",
            "P-0002",
            "--one-off",
            "900",
            "--spend",
            "revenue",
            "--confidence",
            "low",
            "--cost-source",
            "quote",
            "--funding",
            "bid",
            "--people-days",
            "1",
            "--by",
            "jane",
            "--reason",
            "r"
        )
        let outcomes = try await decided.rows("durham").compactMap { $0["Expected Outcome"] }
        #expect(outcomes.count == 2, "\(outcomes)")
        let interim = try #require(outcomes.first { $0.contains("cut off from what could attack it") }, "\(outcomes)")
        #expect(!interim.contains("closed") && interim.contains("to be verified by scan"), "\(interim)")
        let committee = try await decided.estate.reeve("export", "committee")
        #expect(committee.output.contains("paragraph £12,900 one-off"), "\(committee)")
    }
}
