import Testing

@testable import Reeve

/// Tables for a terminal.
struct TextTableTests {
    private func table(_ rows: [[String]], shrinking: Bool = true) -> TextTable {
        var table = TextTable([.init("Name", canShrink: shrinking), .init("Hosts", isNumber: true)])
        for row in rows { table.append(row) }
        return table
    }

    @Test func columnsAreAsWideAsTheirContentAndNumbersStandOnTheRight() {
        let text = table([["bash", "7"], ["libreoffice-core", "120"]]).text(width: nil)
        #expect(
            text == """
                Name              Hosts
                ────────────────  ─────
                bash                  7
                libreoffice-core    120

                """
        )
    }

    @Test func anEmptyTableIsItsHeader() {
        #expect(table([]).text(width: nil) == "Name  Hosts\n────  ─────\n")
    }

    @Test(arguments: [24, 30, 40, 80])
    func noLineIsWiderThanTheTerminal(_ width: Int) {
        let long = String(repeating: "x", count: 300)
        for line in table([[long, "1"], ["短い名前" + long, "2"]]).text(width: width).split(separator: "\n") {
            #expect(displayWidth(String(line)) <= width)
        }
    }

    @Test func whatIsCutEndsWithAnEllipsis() {
        let text = table([[String(repeating: "x", count: 50), "1"]]).text(width: 30)
        #expect(text.contains("xxx…      1\n"))
    }

    @Test func nothingIsCutWhereTheOutputIsNoTerminal() {
        let long = String(repeating: "x", count: 390)
        #expect(table([[long, "1"]]).text(width: nil).contains(long))
    }

    @Test func aColumnThatMayNotShrinkIsNeverCut() {
        let long = String(repeating: "x", count: 50)
        #expect(table([[long, "1"]], shrinking: false).text(width: 20).contains(long))
    }

    @Test(arguments: ["\u{1B}[31mred", "two\nlines", "bell\u{7}", "\u{202E}reversed", "\u{9B}2J", "zero\u{200B}width"])
    func aHostsControlCharactersNeverReachTheTerminal(_ cell: String) {
        let text = table([[cell, "1"]]).text(width: nil)
        #expect(text.split(separator: "\n").count == 3)
        let control = text.unicodeScalars.filter { scalar in
            scalar != "\n" && [.control, .format].contains(scalar.properties.generalCategory)
        }
        #expect(control.isEmpty)
    }

    @Test(arguments: [("abc", 3), ("", 0), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("한", 2), ("👍", 2), ("—", 1)])
    func wideCharactersTakeTwoColumnsAndCombiningMarksNone(_ text: String, _ width: Int) {
        #expect(displayWidth(text) == width)
    }
}
