import EstateModel
import RegisterExchange
import StrictYAML
import TestSupport
import Testing

struct PlanTableTests {
    private static let header = PlanTable.columns.joined(separator: "\t") + " - month or date range\n"

    @Test(.enabled(if: Strategies.arePresent, "../shared/strategies is absent"))
    func harboroughsTableImportsWhole() throws {
        let table = try #require(PlanTable(text: try Strategies.text("harborough-2012.txt")))
        #expect(table.rows.count == 70)
        #expect(table.rows.first?.reference == "1.1.1" && table.rows.last?.reference == "6.1.1")
        #expect(!table.notes.contains { $0.kind == .refused || $0.kind == .repeated || $0.kind == .dangling })
        let row = try #require(table.rows.first { $0.reference == "4.3.3" })
        #expect(row.theme == "Infrastructure" && row.area == "Servers" && row.byWhom == "ICT")
        #expect(row.action == "Upgrade to Windows Server 2008")
        #expect(row.remark == "Reliant on suppliers. Desupport of W2K3 = 14/07/2015")
        #expect(row.byWhen.due == CalendarDay("2015-07-14"))
        let linked = try #require(table.rows.first { $0.reference == "3.1.1" })
        #expect(linked.linkedTo.references == ["2.5.3", "2.5.4", "2.5.5"])
    }

    @Test(.enabled(if: Strategies.arePresent, "../shared/strategies is absent"))
    func harboroughsUnclearDatesStayUnclear() throws {
        let table = try #require(PlanTable(text: try Strategies.text("harborough-2012.txt")))
        let clear = table.rows.filter { $0.byWhen.due != nil }.map { $0.byWhen.text }
        #expect(Set(clear) == ["14/07/2015", "2013/14", "December 2013", "Mar-13", "March 2013"])
        let unclear = table.notes.count { $0.kind == .unclearDate }
        #expect(unclear + clear.count == table.rows.count)
        let ofTheYear = try #require(
            PlanTable(
                text: try Strategies.text("harborough-2012.txt"),
                context: PlanDateContext(year: .financial(2012))
            )
        )
        let left = ofTheYear.rows.filter { $0.byWhen.unclear != nil }.map { $0.byWhen.text }
        #expect(
            Set(left) == [
                "2013/14?", "October if costs are to be incurred", "Until the end of the Transformation Programme",
                "2013/14 - although Office 2010 training required October onwards?",
            ]
        )
    }

    @Test func rowsThatLinesAndPagesCutAreJoined() throws {
        let text =
            "Prose before\n" + Self.header
            + "1.1.1\tICT\tServers\tReplace the\nfile server <i>Reliant on\nsuppliers &amp; funds.</i>\t\tICT\tOctober\n2026\n\n"
            + "1.1.2\tICT\tServers\tMove the\n\n23\nFINAL DRAFT\n\u{C}\n" + Self.header
            + "mail server\t1.1.1\tICT\t14/07/2027\r\n\n## Next chapter\n\n1.1.3\tno\trow\n"
        let table = try #require(PlanTable(text: text))
        #expect(table.notes.isEmpty, "\(table.notes)")
        #expect(table.rows.map(\.reference) == ["1.1.1", "1.1.2"])
        #expect(table.rows[0].action == "Replace the file server")
        #expect(table.rows[0].remark == "Reliant on suppliers & funds.")
        #expect(table.rows[0].byWhen.text == "October 2026")
        #expect(table.rows[1].action == "Move the mail server" && table.rows[1].linkedTo.references == ["1.1.1"])
    }

    @Test func rowsThatAreNotWholeAndLinksThatLeadNowhereAreTold() throws {
        let rows = [
            "1.1.1\tA\tB\tC\t9.9.9 & 1.2\tX\t2026/27", "1.1.2\tA\tB\tC", "1.2.1\tA\tB\tC\t1.2.1\tX\tQ1",
            "1.2.1\tA\tB\tC\tsee above\tX\t2026", "1.2.2\tA\tB\tC\t\tX\t2026\textra",
        ]
        let table = try #require(PlanTable(text: Self.header + rows.joined(separator: "\n")))
        #expect(
            table.notes.map(\.description) == [
                "line 2, 1.1.1: it is linked to 9.9.9, which no row has",
                "line 3: 4 of 7 cells: 1.1.2 | A | B | C",
                "line 4, 1.2.1: it is linked to itself",
                "line 4, 1.2.1: 'Q1' stays unclear: it names no year",
                "line 5, 1.2.1: 'see above' among its links is no reference",
                "line 5, 1.2.1: another row has this reference",
                "line 6: 8 of 7 cells: 1.2.2 | A | B | C |  | X | 2026 | extra",
            ]
        )
        #expect(table.rows.map(\.reference) == ["1.1.1", "1.2.1", "1.2.1"])
    }

    @Test(arguments: ["", "no table here\n", "a\tb\tc\n1\t2\t3\n"])
    func aTextWithoutTheTableIsNone(text: String) {
        #expect(PlanTable(text: text) == nil)
    }

    @Test func aSectionStandsForItsRows() throws {
        let rows = ["2.5.3\tA\tB\tC\t2.5 & 3\tX\t2026", "2.5.4\tA\tB\tC\t\tX\t2026", "2.6.1\tA\tB\tC\t9.9\tX\t2026"]
        let table = try #require(PlanTable(text: Self.header + rows.joined(separator: "\n")))
        #expect(table.links(of: table.rows[0]) == ["2.5.4"])
        #expect(table.links(of: table.rows[2]).isEmpty)
        #expect(table.notes.filter { $0.kind == .dangling }.map(\.reference) == ["2.5.3", "2.6.1"])
    }

    @Test(.timeLimit(.minutes(1))) func hostileTextsAreReadInTime() throws {
        let endless = Self.header + "1.1.1\tA\tB\n" + String(repeating: "x\n", count: 60_000)
        #expect(try #require(PlanTable(text: endless)).rows.isEmpty)
        let tabs = Self.header + "1.1.1" + String(repeating: "\t", count: 60_000) + "\n"
        #expect(try #require(PlanTable(text: tabs)).notes.map(\.kind) == [.refused])
        let links = (0..<700).map { "9.\($0)-\($0 + 1)" }.joined(separator: ",")
        let dangling = Self.header + (1...300).map { "1.1.\($0)\tA\tB\tC\t\(links.prefix(3900))\tX\t2026\n" }.joined()
        #expect(try #require(PlanTable(text: dangling)).notes.count == 5001)
        let cell = Self.header + "1.1.1\tA\tB\t" + String(repeating: "é", count: 40_000) + "\t\tX\t2026\n"
        #expect(try #require(PlanTable(text: cell)).notes.map(\.kind) == [.refused])
    }

    // MARK: Writing

    private func rows(_ random: inout SeededRandom) -> [PlanTableRow] {
        (0..<random.number(0...6)).map { number in
            PlanTableRow(
                reference: "\(random.number(1...9)).\(number + 1)",
                theme: withoutBlanks(random.line()),
                area: withoutBlanks(random.line()),
                action: withoutBlanks("Act " + random.line()),
                remark: random.chance(50) ? withoutBlanks("So " + random.line()) : nil,
                linkedTo: LinkedReferences(reading: random.pick(["", "1.1", "1.1 & 2.2", "1.1-3", "1.1 (no)", "-x"])),
                byWhom: withoutBlanks(random.line()),
                byWhen: PlanDate(
                    reading: random.pick(["", "Q4", "14/07/2027", "2026/27?", "-", "=A1", "'=A1", "+TBC"])
                )
            )
        }
    }

    /// A cell keeps its words; how many blanks stand between them is not part of a plan.
    private func withoutBlanks(_ text: String) -> String {
        text.split(whereSeparator: { $0 == " " || $0 == "\u{A0}" }).joined(separator: " ")
    }

    @Test func aPlanThatIsWrittenAsCSVIsReadBackTheSame() throws {
        for seed in UInt64(1)...400 {
            var random = SeededRandom(seed: seed)
            let rows = rows(&random)
            let csv = PlanTable(rows: rows).table.csv
            let read = try PlanTable(csv: csv, file: "plan.csv")
            #expect(read.rows == rows, "seed \(seed)")
            #expect(PlanTable(rows: read.rows).table.csv == csv, "seed \(seed)")
        }
    }

    @Test(.enabled(if: Strategies.arePresent, "../shared/strategies is absent"))
    func harboroughsTableSurvivesCSV() throws {
        let table = try #require(PlanTable(text: try Strategies.text("harborough-2012.txt")))
        let read = try PlanTable(csv: table.table.csv, file: "plan.csv")
        #expect(read.rows == table.rows)
    }

    @Test func columnsStandInAnyOrderAndAreAllNeeded() throws {
        let csv = "By When - month;Ref #;Theme;Area;Action;By Whom;linked to ref #\n2026/27;1.1;T;A;Do;ICT;\n"
        let table = try PlanTable(csv: csv, file: "p.csv", separator: .semicolon)
        #expect(table.rows.map(\.byWhen.text) == ["2026/27"])
        #expect(throws: InvalidFile.self) { try PlanTable(csv: csv, file: "p.csv") }
        let error = #expect(throws: InvalidFile.self) { try PlanTable(csv: "Ref #,Theme,Area,Acton\n", file: "p.csv") }
        #expect(error?.description == "p.csv:1:18: error: column 'Acton' is not known; did you mean 'Action'?")
        let short = #expect(throws: InvalidFile.self) {
            try PlanTable(csv: "Ref #,Theme,Area,Action,By Whom,By When\n", file: "p.csv")
        }
        #expect(short?.description == "p.csv:1:1: error: the header has no column 'Linked to Ref #'")
    }

    @Test func aRowOfTheBriefIsWrittenAsHarboroughWritesIt() throws {
        let row = PlanTableRow(
            reference: "4.3.3",
            theme: "Infrastructure",
            area: "Servers",
            action: "Replace Windows Server 2012 R2 on FS1 with Windows Server 2025 (end 14/11/2034).",
            remark: "Reliant on supplier statement SUP-12 | Support ended 10/10/2023.",
            linkedTo: LinkedReferences(["4.3.1"]),
            byWhom: "Server Team Lead",
            byWhen: PlanDate(british: try #require(CalendarDay("2027-11-19")))
        )
        #expect(
            PlanTable(rows: [row]).table.markdown == """
                | Ref \\# | Theme | Area | Action | Linked to Ref \\# | By Whom | By When |
                | --- | --- | --- | --- | --- | --- | --- |
                | 4.3.3 | Infrastructure | Servers | Replace Windows Server 2012 R2 on FS1 with Windows Server 2025 \
                \\(end 14/11/2034\\).<br>Reliant on supplier statement SUP-12 \\| Support ended 10/10/2023. | 4.3.1 \
                | Server Team Lead | 19/11/2027 |

                """
        )
    }
}
