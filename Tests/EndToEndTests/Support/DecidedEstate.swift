import Foundation
import TestSupport
import Testing

/// An estate in which everything has been decided by commands: a plan that is carried out, an exception that both
/// councils signed, a risk that is treated, and another one that a scan has shown to be gone.
struct DecidedEstate {
    let deciding: DecidingEstate
    /// Darlbrook's risk of `fs1`, which the plan and the exception are about, and Stockvale's.
    let open: [String]
    /// Darlbrook's alone, of `old1`.
    let closed: String

    var estate: EndToEndEstate { deciding.estate }

    private static let older = "ID=debian\nVERSION_ID=\"8\"\nPRETTY_NAME=\"Debian 8\"\n"
    private static let new = "ID=debian\nVERSION_ID=\"13\"\nPRETTY_NAME=\"Debian 13\"\n"

    init() async throws {
        deciding = try await DecidingEstate(tags: ["psn", "pci", "cyber-essentials"])
        let estate = deciding.estate
        let policy = estate.folder.text(of: "estate/policy.yaml")
            .replacing("known-until: 2028", with: "known-until: 2100")
            .replacing("\nplan:\n", with: "\nplan:\n  templates: {upgrade: {build: 5, switch-off: 90}}\n")
        try estate.folder.write(policy, to: "estate/policy.yaml")
        try estate.folder.write(Self.older, to: "older-release")
        try deciding.addHost("old1", osRelease: "older-release", shares: "{darlbrook: 100}")
        try await Self.did(estate.reeve("scan"))
        open = try await deciding.register().map(\.reference).sorted()
        closed = try #require(try await Self.reference(of: "Debian 8", in: deciding))
        try await approvePlan()
        try await approveException()
        try await deciding.runs(
            "risk",
            "treat",
            open[0],
            "--treatment",
            "treat",
            "--by",
            "dora",
            "--reason",
            "replace it"
        )
        try estate.folder.write(Self.new, to: "older-release")
        try await Self.did(estate.reeve("scan"))
        #expect(try await Self.reference(of: "Debian 8", in: deciding) == nil, "the scan shows that it is gone")
    }

    /// Costs £12,000 of which each council pays half, and £1,500 a year.
    private func approvePlan() async throws {
        try await deciding.runs(
            "plan",
            "draft",
            open[0],
            open[1],
            "--kind",
            "upgrade",
            "--owner",
            "architect",
            "--by",
            "jane",
            "--reason",
            "r"
        )
        let more = [
            "--recurring", "1500", "--recurring-years", "3", "--people-days", "9", "--by", "jane", "--reason", "r",
        ]
        try await Self.did(deciding.run(["plan", "edit", "P-0001"] + PlanWords.everything + more))
        for (person, words) in [
            ("jane", ["propose"]), ("ben", ["approve", "--minute", "M-1"]), ("jane", ["start"]),
            ("jane", ["milestone", "done", "--evidence", "CHG-9"]),
        ] {
            let end = words[0] == "milestone" ? ["contain"] : []
            let verbs = words.prefix { !$0.hasPrefix("--") }
            let all = ["plan"] + verbs + ["P-0001"] + end + words.dropFirst(verbs.count)
            try await Self.did(estate.reeve(all + ["--by", person, "--reason", "r"]))
        }
    }

    private func approveException() async throws {
        try await Self.did(
            estate.reeve(
                "control",
                "record",
                "--by",
                "jane",
                "--reason",
                "review",
                "--kind",
                "segmented",
                "--asset",
                "fs1",
                "--owner",
                "architect",
                "--about",
                "=Firewall rule 114 keeps it apart",
                "--evidence",
                "FW-114",
                "--fact",
                "No route leads outside."
            )
        )
        let words = ["exception", "request", "--risk", open[0], "--by", "jane", "--reason", "needed"]
        try await Self.did(deciding.run(words + deciding.everything(control: "C-0001", plan: "P-0001")))
        for person in ["dora", "sam"] { try await Self.did(deciding.approve(person)) }
    }

    private static func did(_ outcome: ReeveProgram.Outcome) throws {
        try #require(outcome.status == 0, "\(outcome)")
    }

    private static func reference(of release: String, in deciding: DecidingEstate) async throws -> String? {
        let outcome = try await deciding.run("register", "--format", "json")
        return try JSONDecoder().decode([DecidingEstate.Line].self, from: Data(outcome.output.utf8))
            .first { $0.what.contains(release) && $0.organisation != nil }?.reference
    }

    /// The rows of a form as another program reads them: Python's module for CSV.
    func rows(_ form: String, _ words: String...) async throws -> [[String: String]] {
        let outcome = try await estate.reeve(["export", form] + words)
        try #require(outcome.status == 0, "\(outcome)")
        try estate.folder.write(outcome.output, to: "exported")
        let read =
            "import csv,json,sys; f=open(sys.argv[1], encoding='utf-8-sig', newline='');"
            + "print(json.dumps(list(csv.DictReader(f, strict=True))))"
        let json = try ChildProcess.run(
            ["/usr/bin/python3", "-c", read, estate.folder.path("exported")],
            in: estate.folder
        )
        return try JSONDecoder().decode([[String: String]].self, from: Data(json.utf8))
    }
}

extension DecidingEstate {
    /// Runs a command that must succeed.
    func runs(_ words: String...) async throws {
        let outcome = try await run(words)
        try #require(outcome.status == 0, "\(words): \(outcome)")
    }
}
