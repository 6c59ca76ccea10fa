import EstateModel
import Foundation
import TestSupport
import Testing

/// A plan's life from the command line: from a risk of the register to the scan that proves it done.
@Suite(.enabled(if: HostDisguise.isPossible && ReeveProgram.isBuilt, "\(HostDisguise.whyNot)"))
struct PlanCommandTests {
    private static let people = """
        posts:
          architect: {title: Infrastructure Architect, role: architect}
          head: {title: Head of ICT, role: ict-manager}
          team: {title: Server Team Lead, role: service-owner}
          audit: {title: Internal Audit, role: auditor}
          board: {title: ICT Executive Board, role: board}
        people:
          jane: {name: Jane Smith, posts: [architect]}
          ben: {name: Ben Young, posts: [head]}
          tom: {name: Tom Brown, posts: [audit]}
          cora: {name: Cora Hill, posts: [board]}
          omar: {name: Omar Hassan}
        delegations:
          - {id: D-1, post: head, to: omar, from: 2020-01-01, until: 2099-12-31, reason: part-time post}
        """

    private static let old = "ID=debian\nVERSION_ID=\"9\"\nPRETTY_NAME=\"Debian 9\"\n"
    private static let new = "ID=debian\nVERSION_ID=\"13\"\nPRETTY_NAME=\"Debian 13\"\n"

    /// Hosts of a release that gets no fixes, in an estate with a short template and a calendar that knows every year.
    func scanned(_ hosts: [String: String] = ["db01": ""]) async throws -> EndToEndEstate {
        let estate = try EndToEndEstate()
        try estate.folder.write(Self.old, to: "os-release")
        let release = estate.folder.path("os-release")
        for (host, settings) in hosts.sorted(by: { $0.key < $1.key }) {
            let disguise = HostDisguise(isQuiet: true, first: "mount --bind \(release) $(readlink -f /etc/os-release)")
            try estate.addHost(host, disguise, settings: settings)
        }
        try estate.addSection(Self.people)
        let policy = estate.folder.text(of: "estate/policy.yaml")
            .replacing("known-until: 2028", with: "known-until: 2100")
            .replacing("\nplan:\n", with: "\nplan:\n  templates: {upgrade: {build: 5, switch-off: 5}}\n")
        try estate.folder.write(policy, to: "estate/policy.yaml")
        #expect(try await estate.reeve("scan").status == 0)
        return estate
    }

    func plan(_ estate: EndToEndEstate, _ words: String..., by person: String = "jane") async throws
        -> ReeveProgram.Outcome
    {
        try await estate.reeve(["plan"] + words + ["--by", person, "--reason", "test of plans"])
    }

    func judged(_ estate: EndToEndEstate, _ words: String...) async throws -> ReeveProgram.Outcome {
        try await judged(estate, words)
    }

    func judged(_ estate: EndToEndEstate, _ words: [String]) async throws -> ReeveProgram.Outcome {
        let changes = ["draft", "edit"].contains(words[0]) ? ["--by", "jane", "--reason", "test of plans"] : []
        return try await estate.reeve(["plan"] + words + changes + ["--rules", ReeveProgram.rules])
    }

    private struct Row: Decodable {
        var plan: String
        var state: String
        var rating: String?
        var byWhen: String
        var nextDue: String?
        var nextStep: String?
        var percentDone: Int
    }

    private func rows(_ estate: EndToEndEstate, asOf day: CalendarDay? = nil) async throws -> [Row] {
        let words = ["plan", "list", "--all", "--format", "json", "--rules", ReeveProgram.rules]
        let outcome = try await estate.reeve(words + (day.map { ["--as-of", $0.description] } ?? []))
        return try JSONDecoder().decode([Row].self, from: Data(outcome.output.utf8))
    }

    private func risk(_ estate: EndToEndEstate) async throws -> [String] {
        let outcome = try await estate.reeve("register", "--format", "json")
        let rows = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]] ?? []
        return rows.filter { ($0["what"] as? String)?.contains("Debian 9") == true }
            .compactMap { $0["reference"] as? String }.sorted()
    }

    /// Approved and in progress.
    private func working(_ estate: EndToEndEstate) async throws {
        let reference = try #require(try await risk(estate).first)
        _ = try await judged(estate, "draft", reference, "--kind", "upgrade", "--owner", "team")
        let edited = try await judged(estate, ["edit", "P-0001"] + PlanWords.everything)
        #expect(edited.status == 0 && edited.messages.contains("nothing is missing"), "\(edited)")
        #expect(try await plan(estate, "propose", "P-0001").status == 0)
        #expect(try await plan(estate, "approve", "P-0001", "--minute", "M-1", by: "ben").status == 0)
        #expect(try await plan(estate, "start", "P-0001").status == 0)
    }

    @Test(.timeLimit(.minutes(5)))
    func whatIsMissingIsToldAtOnceAndOnlyTheRightPersonApproves() async throws {
        let estate = try await scanned()
        let reference = try #require(try await risk(estate).first)
        let drafted = try await judged(estate, "draft", reference, "--kind", "upgrade", "--owner", "team")
        #expect(drafted.status == 0 && drafted.output == "P-0001\n", "\(drafted)")
        for part in ["By when: ", "M3", "M5", "debian/13", "Server Team Lead"] {
            #expect(drafted.messages.contains(part), "\(part) is not in \(drafted)")
        }
        let early = try await plan(estate, "propose", "P-0001")
        #expect(early.status == 1 && early.messages.contains("2 things are wrong"), "\(early)")
        for part in ["the cost is missing", "the target is missing"] { #expect(early.messages.contains(part)) }
        let page = try await judged(estate, "show", "P-0001").output
        for part in ["Missing before it can be proposed", "Missing before it can be approved", "the supplier has not"] {
            #expect(page.contains(part), "\(part) is not in\n\(page)")
        }
        let short = try await judged(estate, "edit", "P-0001", "--one-off", "30,000", "--spend", "capital")
        #expect(short.status == 1 && short.messages.contains("--confidence low|medium|high, --cost-source"), "\(short)")
        #expect(try await judged(estate, "edit", "P-0001", "--from-today").status == 0)
        let forward = try #require(try await rows(estate).first)
        #expect(try #require(forward.nextDue) <= forward.byWhen)
        let holiday = try await judged(estate, "edit", "P-0001", "--day", "M3=2100-01-02")
        #expect(holiday.status == 1 && holiday.messages.contains("2 January 2100 is a Saturday"), "\(holiday)")

        _ = try await judged(
            estate,
            "edit",
            "P-0001",
            "--target",
            "debian/13",
            "--answer",
            "yes",
            "--answer-reference",
            "S"
        )
        let cost = try await plan(
            estate,
            "cost",
            "P-0001",
            "--one-off",
            "12000",
            "--spend",
            "capital",
            "--confidence",
            "low",
            "--cost-source",
            "quote",
            "--funding",
            "bid"
        )
        #expect(cost.status == 0 && cost.messages.contains("Darlbrook Borough Council 100%"), "\(cost)")
        let words = ["plan", "cover", "P-0001", "--year", "4000", "--year", "£8,000", "--year", "16,000"]
        let cover = try await estate.reeve(words + ["--format", "csv"])
        let totals = cover.output.split(separator: "\r\n").dropFirst().map { $0.split(separator: ",").dropFirst() }
        #expect(totals.map { $0.joined(separator: " ") } == ["4000 12000", "12000 12000", "28000 12000", "12000"])
        let wrong = try await estate.reeve("plan", "cover", "P-0001", "--year", "much")
        #expect(wrong.status == 64 && wrong.messages.contains("is no sum; write pounds"), "\(wrong)")
        #expect(try await plan(estate, "propose", "P-0001").status == 0)
        let author = try await plan(estate, "approve", "P-0001", "--minute", "M-1")
        #expect(author.status == 1 && author.messages.contains("is approved by Head of ICT"), "\(author)")
        let auditor = try await plan(estate, "approve", "P-0001", "--minute", "M-1", by: "tom")
        #expect(auditor.status == 1 && auditor.messages.contains("Tom Brown holds Internal Audit"), "\(auditor)")
        let back = try await plan(estate, "send-back", "P-0001", by: "ben")
        #expect(back.status == 0, "\(back)")
        #expect(try await plan(estate, "propose", "P-0001").status == 0)
        let approved = try await plan(estate, "approve", "P-0001", "--minute", "M-2", by: "ben")
        #expect(approved.status == 0 && approved.messages.contains("approved by ICT manager"), "\(approved)")
        let late = try await judged(estate, "edit", "P-0001", "--title", "other")
        #expect(late.status == 1 && late.messages.contains("P-0001 is approved; the title cannot change"), "\(late)")
        let log = try await estate.reeve("audit", "--format", "csv").output
        #expect(log.contains("Plan P-0001 drafted") && log.contains("Plan P-0001 approved by ICT manager"), "\(log)")
    }

    @Test(.timeLimit(.minutes(5)))
    func aPlanIsLateByItsDaysAndDoneByAScan() async throws {
        let estate = try await scanned()
        try await working(estate)
        let first = try #require(try await rows(estate).first)
        #expect(first.state == "in-progress" && first.nextStep == "M0", "\(first)")
        let due = try #require(first.nextDue.flatMap { CalendarDay($0) })
        let byWhen = try #require(CalendarDay(first.byWhen))
        #expect(try await rows(estate, asOf: due.adding(days: -3)).first?.rating == "amber")
        #expect(try await rows(estate, asOf: due.adding(days: 1)).first?.rating == "red")
        #expect(try await rows(estate, asOf: byWhen.adding(days: 1)).first?.rating == "black")
        let page = try await judged(estate, "show", "P-0001", "--as-of", byWhen.adding(days: 61).description).output
        for part in ["black on", "Management team or Executive Board must know", "Its risks count as unmanaged"] {
            #expect(page.contains(part), "\(part) is not in\n\(page)")
        }

        let early = try await plan(estate, "claim", "P-0001")
        #expect(
            early.status == 1 && early.messages.contains("M5 (Switch off and verify by scan) is not done"),
            "\(early)"
        )
        for step in ["contain", "M3", "switch-off"] {
            let done = try await plan(estate, "milestone", "done", "P-0001", step, "--evidence", "CHG-9")
            #expect(done.status == 0, "\(done)")
        }
        #expect(try await plan(estate, "claim", "P-0001").status == 0)
        #expect(try await rows(estate).first?.state == "claimed-done", "no scan has looked since")

        try await scan(estate, until: "in-progress")
        let told = try await estate.reeve("audit", "--format", "csv").output
        #expect(told.contains("Plan P-0001 not done: scan") && told.contains("still sees Debian 9"), "\(told)")
        #expect(try await plan(estate, "milestone", "done", "P-0001", "M5", "--evidence", "CHG-10").status == 0)
        #expect(try await plan(estate, "claim", "P-0001").status == 0)
        try estate.folder.write(Self.new, to: "os-release")
        try await scan(estate, until: "verified-done")
        #expect(try await risk(estate).isEmpty)
        #expect(try await judged(estate, "show", "P-0001").output.contains("by scan "))
        #expect(try await estate.reeve("audit", "verify").status == 0)
        let closed = try await plan(estate, "cancel", "P-0001", by: "ben")
        #expect(closed.status == 1, "\(closed)")
    }

    /// Scans until the plan is in a state: a scan that began in the second of the claim says nothing yet.
    private func scan(_ estate: EndToEndEstate, until state: String) async throws {
        for _ in 0..<5 {
            #expect(try await estate.reeve("scan").status == 0)
            if try await rows(estate).first?.state == state { return }
        }
        Issue.record("the plan is not \(state): \(try await rows(estate))")
    }

    @Test(.timeLimit(.minutes(5)))
    func moneyDaysAndTheFileFollowTheRules() async throws {
        let shares = "organisations: {darlbrook: 60, stockvale: 40}"
        let estate = try await scanned(["db01": shares, "db02": shares])
        let risks = try await risk(estate)
        #expect(risks.count == 2)
        let drafted = try await judged(estate, "draft", risks[0], "--kind", "upgrade", "--owner", "team")
        #expect(drafted.messages.contains("under \(risks[1]) too"), "\(drafted)")
        let text = try await estate.reeve("plan", "export", "P-0001").output
        let edited = text.replacing("title: \"", with: "title: \"All of ").replacing(
            "steps:\n",
            with: """
                target: {product: debian, release: "13", name: Debian 13, end: 2099-06-30, source: the vendor}
                supplier: {answer: yes, reference: SUP-1, on: 2020-01-31}
                cost: {one-off: 25000.01, spend: capital, confidence: high, source: quote, funding: "yes", split: {darlbrook: 50, stockvale: 50}}
                procurement-days: 3000
                build-days: 20
                steps:

                """
        )
        let file = try estate.folder.write(edited, to: "plan.yaml")
        let taken = try await judged(estate, "edit", "P-0001", "--file", file)
        #expect(taken.status == 0, "\(taken)")
        try estate.folder.write(edited.replacing("kind: upgrade", with: "kind: upgrad"), to: "plan.yaml")
        let wrong = try await judged(estate, "edit", "P-0001", "--file", file)
        #expect(wrong.status == 1 && wrong.messages.contains("did you mean 'upgrade'?"), "\(wrong)")

        let order = try await judged(estate, "order")
        #expect(
            order.output.contains("cannot meet policy") && order.output.contains("it needs an exception"),
            "\(order)"
        )
        #expect(try await plan(estate, "propose", "P-0001").messages.contains("ICT Executive Board approves it"))
        let manager = try await plan(estate, "approve", "P-0001", "--minute", "M", "--exception", "E-0001", by: "ben")
        #expect(manager.status == 1 && manager.messages.contains("£25,001, shared by several councils"), "\(manager)")
        let bare = try await plan(estate, "approve", "P-0001", "--minute", "M", by: "cora")
        #expect(bare.status == 1 && bare.messages.contains("name the exception"), "\(bare)")
        let unknown = try await plan(estate, "approve", "P-0001", "--minute", "M", "--exception", "E-0001", by: "cora")
        #expect(unknown.status == 1 && unknown.messages.contains("there is no exception 'E-0001'"), "\(unknown)")
        #expect(try await plan(estate, "send-back", "P-0001", by: "cora").status == 0)
        #expect(try await judged(estate, "edit", "P-0001", "--procurement-days", "10").status == 0)
        #expect(try await judged(estate, "order").output.contains("yes"))
        #expect(try await plan(estate, "propose", "P-0001").status == 0)
        let board = try await plan(estate, "approve", "P-0001", "--minute", "M", by: "cora")
        #expect(board.status == 0, "\(board)")
        let budget = try await estate.reeve("plan", "budget", "--organisation", "stockvale", "--format", "csv").output
        #expect(budget.contains("stockvale,P-0001,\"All of ") && budget.contains("12500"), "\(budget)")

        let row = try #require(try await rows(estate).first)
        let byWhen = try #require(CalendarDay(row.byWhen))
        let later = byWhen.adding(days: 30).description
        let slip = try await plan(estate, "rebaseline", "P-0001", "--by-when", later, by: "ben")
        #expect(slip.status == 1 && slip.messages.contains("later than the policy's by-when"), "\(slip)")
        let dearer = try await plan(estate, "cost", "P-0001", "--one-off", "26000")
        #expect(dearer.status == 1 && dearer.messages.contains("it costs more than was approved"), "\(dearer)")
        #expect(
            try await plan(estate, "cancel", "P-0001").status == 1,
            "an approved plan is not its author's to cancel"
        )
        #expect(try await plan(estate, "cancel", "P-0001", by: "ben").status == 0)
        #expect(try await estate.reeve("plan").messages.contains("1 closed"))
    }

    /// A council cannot go round the board by paying alone, nor an author round another person by a stand-in.
    @Test(.timeLimit(.minutes(5)))
    func whoPaysAndWhoWroteItChangesNothingAboutWhoDecides() async throws {
        let estate = try await scanned(["db01": "organisations: {darlbrook: 60, stockvale: 40}"])
        let risk = try #require(try await risk(estate).first)
        let target = ["--target", "debian/13", "--answer", "yes", "--answer-reference", "SUP-12"]
        let words = ["--spend", "capital", "--confidence", "low", "--cost-source", "quote", "--split", "darlbrook=100"]
        func priced(_ plan: String, _ funding: String, _ sums: [String]) -> [String] {
            ["edit", plan] + target + words + ["--funding", funding, "--rules", ReeveProgram.rules] + sums
        }
        func run(_ words: [String], by person: String = "jane") async throws -> ReeveProgram.Outcome {
            try await estate.reeve(["plan"] + words + ["--by", person, "--reason", "test of money"])
        }
        _ = try await judged(estate, "draft", risk, "--kind", "upgrade", "--owner", "team")
        let recurring = ["--one-off", "1,000,000", "--recurring", "10,000", "--recurring-years", "1"]
        let edited = try await run(priced("P-0001", "bid", recurring))
        #expect(edited.status == 0, "\(edited)")
        #expect(try await plan(estate, "propose", "P-0001").messages.contains("ICT Executive Board approves it"))
        let manager = try await plan(estate, "approve", "P-0001", "--minute", "M", by: "ben")
        #expect(
            manager.status == 1 && manager.messages.flattened.contains("£1,010,000, shared by several"),
            "\(manager)"
        )

        let budget = try await estate.reeve("plan", "budget", "--organisation", "stockvale")
        #expect(budget.output == "None of what plans cost falls here.\n", "\(budget)")
        let payer = "Stockvale Borough Council pays for no plan: P-0001 is paid by Darlbrook Borough Council 100%"
        #expect(budget.messages.flattened.contains(payer), "\(budget)")
        let export = ["export", "committee", "--rules", ReeveProgram.rules, "--organisation"]
        let other = try await estate.reeve(export + ["stockvale"])
        #expect(other.status == 0 && !other.output.contains("£1,0"), "\(other)")
        #expect(try await estate.reeve(export + ["darlbrook"]).output.contains("£1,000,000 one-off and £10,000 a year"))

        let cover = try await estate.reeve("plan", "cover", "P-0001", "--year", "10", "--year", "10")
        #expect(cover.messages.flattened.contains("Staying is cheaper as long as cover is sold"), "\(cover)")
        #expect(!cover.messages.contains("not dearer") && !cover.output.contains("£1,020,000"), "\(cover)")

        _ = try await run(
            ["draft", risk, "--kind", "upgrade", "--owner", "team", "--rules", ReeveProgram.rules],
            by: "ben"
        )
        #expect(try await run(priced("P-0002", "yes", ["--one-off", "12000"]), by: "ben").status == 0)
        let rivals = try await estate.reeve("plan", "budget")
        #expect(
            rivals.messages.flattened.contains("not counted: P-0002, £12,000 in all, for the same assets as P-0001")
        )
        #expect(!rivals.output.contains("P-0002") && !rivals.output.contains("1,012,000"), "\(rivals)")
        #expect(try await plan(estate, "propose", "P-0002", by: "ben").status == 0)
        let standIn = try await plan(estate, "approve", "P-0002", "--minute", "M", by: "omar")
        #expect(standIn.status == 1 && standIn.messages.flattened.contains("omar stands in for ben"), "\(standIn)")

        #expect(try await plan(estate, "send-back", "P-0001", by: "cora").status == 0)
        let cheaper = ["--one-off", "20000", "--recurring", "0", "--recurring-years", "0"]
        #expect(try await run(priced("P-0001", "bid", cheaper)).status == 0)
        #expect(try await plan(estate, "propose", "P-0001").status == 0)
        let approved = try await plan(estate, "approve", "P-0001", "--minute", "M", by: "omar")
        #expect(approved.status == 0, "\(approved)")
        let page = try await judged(estate, "show", "P-0001").output.flattened
        #expect(page.contains("recorded by Omar Hassan, Head of ICT, for Ben Young"), "\(page)")
    }

    /// An approval does not grow with who gets a share after it.
    @Test(.timeLimit(.minutes(5)))
    func aShareThatCameAfterTheApprovalIsApprovedToo() async throws {
        let alone = "organisations: {darlbrook: 100}"
        let estate = try await scanned(["db01": alone])
        let risk = try #require(try await risk(estate).first)
        _ = try await judged(estate, "draft", risk, "--kind", "upgrade", "--owner", "team")
        let dear = PlanWords.everything.map { $0 == "12,000" ? "120,000" : $0 }
        #expect(dear != PlanWords.everything)
        let edited = try await judged(estate, ["edit", "P-0001"] + dear)
        #expect(edited.status == 0, "\(edited)")
        #expect(try await plan(estate, "propose", "P-0001").messages.contains("ICT manager approves it"))
        #expect(try await plan(estate, "approve", "P-0001", "--minute", "M-1", by: "ben").status == 0)
        // Rules that cannot be read are no contradiction between plans, and what bridges the time is no migration.
        let unread = try await estate.reeve("plan", "show", "P-0001", "--rules", "/nowhere")
        #expect(unread.status == 1 && unread.messages.contains("no rules directory /nowhere"), "\(unread)")
        let interim = ["draft", risk, "--kind", "buy-cover", "--owner", "team"]
        #expect(try await judged(estate, interim).status == 0)
        let cover = try await estate.reeve("plan", "cover", "P-0002", "--year", "10")
        #expect(
            cover.status == 1 && cover.messages.contains("which only bridges time; ask for the plan that follows"),
            "\(cover)"
        )

        let file = estate.folder.text(of: "estate/estate.yaml")
        #expect(file.contains(alone))
        let shared = file.replacing(alone, with: "organisations: {darlbrook: 60, stockvale: 40}")
        try estate.folder.write(shared, to: "estate/estate.yaml")
        #expect(try await estate.reeve("scan").status == 0)
        let refused = try await plan(estate, "start", "P-0001")
        let why = "P-0001 was approved before Stockvale Borough Council had a share in it; ICT Executive Board approves"
        #expect(refused.status == 1 && refused.messages.flattened.contains(why), "\(refused)")
        let page = try await judged(estate, "show", "P-0001").output.flattened
        #expect(page.contains("Not approved for Stockvale Borough Council, which got a share since"), "\(page)")
        let manager = try await plan(estate, "cost", "P-0001", "--minute", "M-2", by: "ben")
        #expect(manager.status == 1 && manager.messages.contains("£120,000, shared by several"), "\(manager)")
        #expect(try await plan(estate, "cost", "P-0001", "--minute", "M-2", by: "cora").status == 0)
        #expect(try await plan(estate, "start", "P-0001").status == 0)
    }
}
