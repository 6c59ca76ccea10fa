import ArgumentParser
import Testing

@testable import Reeve

/// What is said about a command line that cannot be carried out.
struct UsageErrorTests {
    private func missing(_ arguments: [String]) -> String? {
        do {
            try requireNeededOptions(of: try Reeve.parseAsRoot(arguments))
            return nil
        } catch {
            return (error as? ValidationError)?.message
        }
    }

    @Test func everythingThatIsMissingIsNamedAtOnce() {
        let text = missing(["risk", "treat", "R-0001"]) ?? ""
        #expect(text.hasPrefix("3 things are missing, or empty:\n"))
        for option in ["--by <person>", "--reason <reason>", "--treatment <treatment>"] {
            #expect(text.contains(option))
        }
        let control = missing(["control", "record", "--by", "jane", "--about", " ", "--fact", ""]) ?? ""
        for option in ["--reason", "--kind", "--asset", "--owner", "--about", "--evidence", "--fact"] {
            #expect(control.contains("  \(option) <"), "\(option) in \(control)")
        }
        #expect(!control.contains("--by"))
    }

    @Test func aRecheckNeedsNoEvidenceOfAPerson() {
        let text = missing(["control", "record", "--recheck", "no-default-route"]) ?? ""
        #expect(text.contains("--owner") && !text.contains("--evidence") && !text.contains("--fact"))
    }

    @Test func whatIsCompletePasses() {
        let given = ["--by", "jane", "--reason", "agreed", "--treatment", "treat"]
        #expect(missing(["risk", "treat", "R-0001"] + given) == nil)
    }

    @Test(arguments: [
        (["risks"], "There is no command 'reeve risks'; did you mean 'reeve risk'?"),
        (["exception", "aprove"], nil),
        (
            ["plan", "milstone", "done"],
            "There is no command 'reeve plan milstone'; did you mean 'reeve plan milestone'?"
        ),
        (["register", "x"], nil), (["--help"], nil), ([], nil),
    ])
    func aCommandThatIsNotThereLeadsToTheNearest(arguments: [String], text: String?) {
        #expect(UsageError.unknownCommand(arguments) == text)
    }

    @Test(
        arguments: [
            ["plan", "cost", "P-0001", "--one-off", "\u{1b}[31mX"], ["export", "csv", "--only", "\u{1b}[31mX"],
            ["register", "\u{1b}[31mX"], ["register", "--\u{202e}x"], ["notices", "--as-of", "\u{1b}]0;x\u{7}"],
        ]
    )
    func noRefusalRepeatsWhatMovesTheCursor(arguments: [String]) {
        do {
            let command = try Reeve.parseAsRoot(arguments)
            Issue.record("\(command) was understood")
        } catch {
            let text = UsageError.text(ofParser: error)
            #expect(text.contains("\\u{"), "\(text)")
            #expect(!text.unicodeScalars.contains { $0 == "\u{1b}" || $0 == "\u{7}" || $0 == "\u{202e}" })
        }
    }

    @Test func aRefusalShowsTheUsageOfItsOwnCommand() throws {
        let command = try Reeve.parseAsRoot(["plan", "start", "P-0001", "--by", "x", "--reason", "y"])
        let text = UsageError.text(ValidationError("no"), of: type(of: command))
        #expect(text.hasPrefix("Error: no\nUsage: reeve plan start "))
        #expect(text.hasSuffix("\n  See 'reeve plan start --help' for more information."))
    }
}
