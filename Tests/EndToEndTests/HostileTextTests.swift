import TestSupport
import Testing

/// A host that tries to reach the terminal, the spreadsheet and the browser of whoever reads about it.
@Suite(.enabled(if: HostDisguise.isPossible && ReeveProgram.isBuilt, "\(HostDisguise.whyNot)"))
struct HostileTextTests {
    /// Package names: escape sequences, a formula, markup, a reversed reading direction, bytes that are no UTF-8.
    private static let names = [
        #"evil\033[2J\033]0;owned\007"#, "=HYPERLINK(0)", "<script>alert(1)</script>", #"pay\342\200\256gpj"#,
        #"bytes\377\376\200"#, #"c1\302\2332J"#, "plain",
    ]

    /// Everything that shows what a host said to a person.
    private static let commands = [
        "software", "software --format csv", "report html", "assets evil", "software --unidentified --all",
        "software --unidentified --all --format csv", "rules draft --from-unidentified 1", "findings --all",
        "explain evil", "policy", "register", "forecast", "forecast spread",
    ]

    private static let outcomes = Task {
        let estate = try EndToEndEstate()
        let lines = names.map { name in
            #"printf '\#(name)\tall\t1.0\tinstall ok installed\tmisc\tNobody\t\n'"#
        }
        let complaint = #"printf 'sorry <script>alert(2)</script> \033[31m\n' >&2; exit 2"#
        let script = (lines + [complaint]).joined(separator: "\n")
        try estate.addHost("evil", HostDisguise(replacing: [DisguisedHosts.dpkg: script], isQuiet: true))
        var outcomes = ["scan": try await estate.reeve("scan")]
        for command in commands {
            outcomes[command] = try await estate.reeve(command.split(separator: " ").map(String.init))
        }
        return outcomes
    }

    @Test(
        .timeLimit(.minutes(3)),
        arguments: ["scan"] + commands
    )
    func nothingThatMovesACursorIsPrinted(_ command: String) async throws {
        let outcome = try #require(try await Self.outcomes.value[command])
        for text in [outcome.output, outcome.messages] {
            let bad = text.unicodeScalars.filter { scalar in
                ![0x0A, 0x0D, 0x09, 0xFEFF].contains(scalar.value)
                    && [.control, .format].contains(scalar.properties.generalCategory)
            }
            #expect(bad.isEmpty, "\(command) prints \(bad.map { String($0.value, radix: 16) })")
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func aTableShowsWhatWasThere() async throws {
        let table = try #require(try await Self.outcomes.value["software"]).output
        #expect(table.contains(#"evil\u{1b}[2J\u{1b}]0;owned\u{7}"#), "\(table)")
        #expect(table.contains(#"pay\u{202e}gpj"#))
        #expect(table.contains("bytes\u{FFFD}"))
        #expect(table.contains("plain"))
    }

    @Test(.timeLimit(.minutes(3)))
    func aSpreadsheetMeetsNoFormula() async throws {
        let rows = try #require(try await Self.outcomes.value["software --format csv"]).output.split(separator: "\r\n")
        #expect(rows.contains { $0.contains(",'=HYPERLINK(0)") })
        for row in rows {
            #expect(!row.split(separator: ",").contains { $0.hasPrefix("=") })
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func aBrowserMeetsNoScript() async throws {
        let html = try #require(try await Self.outcomes.value["report html"]).output
        #expect(html.contains("sorry &lt;script&gt;alert(2)&lt;/script&gt;"))
        #expect(!html.contains("<script"))
    }
}
