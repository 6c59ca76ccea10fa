import Testing

@testable import Reeve

/// Long lines on a narrow terminal.
struct TextWrapTests {
    @Test(arguments: [
        ("no security fixes", 11, ["no security", "fixes"]), ("fits", 4, ["fits"]), ("", 5, [""]),
        ("abcdefgh", 3, ["abc", "def", "gh"]), ("a bcdefgh i", 4, ["a", "bcde", "fgh", "i"]), ("日本語", 4, ["日本", "語"]),
    ])
    func aTextBreaksBetweenWordsAndInsideOnlyTheLongest(text: String, width: Int, lines: [String]) {
        #expect(wrapped(text, width: width) == lines)
    }

    @Test(arguments: 1...60)
    func nothingIsLostAndNoLineIsTooWide(width: Int) {
        let text = "Because Debian 11 on 1 server has had no security fixes since 31 August 2026, 日本語 R-0001."
        let lines = wrapped(text, width: width)
        #expect(lines.allSatisfy { displayWidth($0) <= max(width, 2) })
        #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
    }

    @Test func whatFollowsStandsUnderItsLabel() {
        let text = "  Proposed    Replace it with Debian 12.\n    1. The host says so itself."
        #expect(
            wrappedForTerminal(text, width: 28) == """
                  Proposed    Replace it
                              with Debian
                              12.
                    1. The host says so
                       itself.
                """
        )
    }

    @Test func aLabelOfHalfTheLineLeavesTheRoomToItsText() {
        #expect(wrappedForTerminal("  a long label  text that goes on", width: 20).contains("\n  that goes on"))
    }

    @Test func nothingIsWrappedWhereTheOutputIsNoTerminal() {
        let text = String(repeating: "word ", count: 100)
        #expect(wrappedForTerminal(text, width: nil) == text)
    }
}
