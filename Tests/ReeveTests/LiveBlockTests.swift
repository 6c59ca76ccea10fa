import Testing

@testable import Reeve

struct LiveBlockTests {
    @Test func aBlockIsDrawnOverTheLastOne() {
        var block = LiveBlock()
        #expect(block.draw(["one", "two"], columns: 80) == "one\ntwo")
        #expect(block.draw(["three"], columns: 80) == "\r\u{1B}[2K\u{1B}[1A\u{1B}[2Kthree")
        #expect(block.draw(["four"], columns: 80) == "\r\u{1B}[2Kfour")
        #expect(block.erase(columns: 80) == "\r\u{1B}[2K")
        #expect(block.erase(columns: 80).isEmpty)
    }

    @Test func aLineThatIsTooWideIsCutBeforeTheLastColumn() {
        var block = LiveBlock()
        #expect(block.draw(["0123456789"], columns: 8) == "012345…")
        #expect(block.draw(["漢字漢字漢字"], columns: 8).hasSuffix("漢字漢…"))
    }

    @Test func aTerminalThatBecameNarrowerHasBrokenTheLines() {
        var block = LiveBlock()
        _ = block.draw([String(repeating: "x", count: 70), "short"], columns: 80)
        // Two rows of the first line and one of the second.
        #expect(block.erase(columns: 40) == "\r\u{1B}[2K\u{1B}[1A\u{1B}[2K\u{1B}[1A\u{1B}[2K")
    }
}
