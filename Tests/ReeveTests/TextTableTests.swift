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

    @Test(arguments: [12, 14, 20, 30, 40, 60, 80, 200])
    func nothingIsLostOnANarrowTerminal(_ width: Int) {
        let name = "No security fixes since 31 August 2026, " + String(repeating: "q", count: 50)
        let text = table([[name, "17"], ["b", "2"]]).text(width: width)
        #expect(!text.contains("…"))
        for word in ["security", "August", "17"] { #expect(text.contains(word), "\(word)\n\(text)") }
        #expect(text.filter { $0 == "q" }.count == 50)
    }

    @Test func aCellIsWrappedBetweenWordsUnderItsColumn() {
        let text = table([["No security fixes since August", "7"], ["b", "2"]]).text(width: 24)
        #expect(
            text == """
                Name               Hosts
                ─────────────────  ─────
                No security fixes      7
                since August
                b                      2

                """
        )
    }

    @Test func aRowIsABlockOfItsOwnWhereColumnsHaveNoRoom() {
        var table = TextTable([
            .init("Ref"), .init("Risk", canShrink: true), .init("The vendor", canShrink: true), .init("By when"),
        ])
        table.append(["R-0001", "Debian 11", "No security fixes since 31 August 2026", "2027-05-20"])
        table.append(["R-0002", "Node.js 20", "", "—"])
        #expect(
            table.text(width: 36) == """
                R-0001
                  Risk        Debian 11
                  The vendor  No security fixes
                              since 31 August 2026
                  By when     2027-05-20

                R-0002
                  Risk        Node.js 20
                  By when     —

                """
        )
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
