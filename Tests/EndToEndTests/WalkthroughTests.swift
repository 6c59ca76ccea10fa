import Foundation
import Glibc
import TestSupport
import Testing

/// `script/walkthrough`: a whole decision from the first scan to the proof, and the document that tells it.
@Suite(.enabled(if: Walkthrough.missing.isEmpty, "the walkthrough needs \(Walkthrough.missing)"))
struct WalkthroughTests {
    @Test(.timeLimit(.minutes(5)))
    func theStoryPlaysToItsEndAsTheDocumentTellsIt() async throws {
        let folder = try TemporaryFolder()
        mkdir(folder.path("rules"), 0o700)
        for rule in Self.rules {
            let name = rule.split(separator: "/").last.map(String.init) ?? rule
            try FileManager.default.copyItem(
                atPath: ReeveProgram.rules + "/" + rule,
                toPath: folder.path("rules/" + name)
            )
        }
        let outcome = try await ReeveProgram.run(
            [],
            program: ReeveProgram.packageRoot + "/script/walkthrough",
            environment: [
                "REEVE": ReeveProgram.path, "REEVE_RULES": folder.path("rules"),
                "WALKTHROUGH_FOLDER": folder.path("walkthrough"),
            ]
        )
        #expect(outcome.status == 0, "\(outcome.messages)")
        let flat = outcome.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for part in Self.turns { #expect(flat.contains(part), "the story does not come to: \(part)") }

        let document = try String(contentsOfFile: ReeveProgram.packageRoot + "/docs/walkthrough.md", encoding: .utf8)
        let played = Self.commands(in: outcome.output)
        #expect(played.count > 10)
        #expect(Self.commands(in: document) == played, "run script/walkthrough --write-docs")
    }

    /// What the servers of the story have: each command judges, and the whole pack would take a minute more.
    private static let rules = [
        "entitlements.yaml", "origins.yaml", "os/ms-windows-server.yaml", "runtime/ms-dotnet-framework.yaml",
        "microsoft/windows-server-roles.yaml", "microsoft/visual-cpp.yaml",
    ]

    /// What must come about, whatever the exact words around it.
    private static let turns = [
        "Unmanaged risks 1",
        "there is no removal or replacement plan",
        "P-0001 is approved by ICT manager",
        "holds once Stockvale Borough Council approved it too",
        "E-0001 is approved: it holds until 21 May 2027",
        "Good \"reeve-decision@1\" signature for anna.whitfield@darlbrook.example",
        "none for fs2",
        "the evidence for C-0001 is older than 90 days",
        "M3 was due on 26 February 2027, 17 days ago",
        "recorded as a new machine",
        "what it covered is gone",
        "entries hold together",
        "was changed: its text does not fit its digest",
    ]

    /// The commands of a page, each on one line.
    private static func commands(in text: String) -> [String] {
        var commands: [String] = []
        var goesOn = false
        for line in text.split(separator: "\n") {
            guard goesOn || line.hasPrefix("$ ") else { continue }
            let words = line.drop { $0 == " " || $0 == "$" }
            let part = String(words.hasSuffix("\\") ? words.dropLast() : words)
            if goesOn { commands[commands.count - 1] += part } else { commands.append(part) }
            goesOn = words.hasSuffix("\\")
        }
        return commands
    }
}

/// Whether the walkthrough can be played here.
private enum Walkthrough {
    /// Programs that are not here, in words; empty when it can be played.
    static let missing: String = {
        let programs = [
            ("an OpenSSH server", ["/usr/sbin/sshd"]), ("python3", ["/usr/bin/python3", "/usr/local/bin/python3"]),
            ("sqlite3", ["/usr/bin/sqlite3", "/usr/local/bin/sqlite3"]),
            ("a C compiler as cc", ["/usr/bin/cc", "/usr/local/bin/cc"]),
            ("reeve built beside the tests", [ReeveProgram.path]),
        ]
        return programs.filter { _, paths in !paths.contains { access($0, X_OK) == 0 } }.map(\.0)
            .joined(separator: ", ")
    }()
}
