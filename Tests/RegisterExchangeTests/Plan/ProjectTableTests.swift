import EstateModel
import RegisterExchange
import Testing

struct ProjectTableTests {
    @Test(.enabled(if: Strategies.arePresent, "../shared/strategies is absent"))
    func durhamsTablesImportWhole() throws {
        let table = try #require(ProjectTable(text: try Strategies.text("durham-2016.txt")))
        #expect(table.rows.count == 32)
        #expect(!table.notes.contains { $0.kind == .refused })
        #expect(
            table.rows.filter { $0.byWhen.text == "Annual" }.allSatisfy { $0.byWhen.meaning == .recurring(.yearly) }
        )
        #expect(table.rows.allSatisfy { $0.byWhen.unclear == nil })
        let row = try #require(table.rows.first { $0.project == "Improve ICT Services - WAN core upgrade" })
        #expect(row.byWhen.due == CalendarDay("2016-09-30") && row.byWhen.precision == .month)
        #expect(try ProjectTable(csv: table.table.csv, file: "p.csv").rows == table.rows)
    }

    @Test func rowsThatLinesCutAreJoined() throws {
        let text = """
            Project\tExpected Outcome\tBy When
            New ways of
            working\tSupport the
            programme\tMar-19
            Data\tUse it\tMarch
            2019
            More\tDo it\tQ1

            [Contents]
            prose\twith\ttabs
            """
        let table = try #require(ProjectTable(text: text))
        #expect(
            table.rows.map { [$0.project, $0.expectedOutcome, $0.byWhen.text] } == [
                ["New ways of working", "Support the programme", "Mar-19"], ["Data", "Use it", "March 2019"],
                ["More", "Do it", "Q1"],
            ]
        )
        #expect(table.notes.map(\.kind) == [.unclearDate])
    }

    @Test func aPlanRowBecomesAProjectOfItsMonth() throws {
        let row = PlanTableRow(
            reference: "R-0007",
            theme: "Infrastructure",
            area: "Servers",
            action: "Replace unsupported servers - FS1",
            remark: "File service moved to a supported platform; R-0007 closed and verified by scan",
            byWhom: "Server Team Lead",
            byWhen: PlanDate(british: try #require(CalendarDay("2027-11-19")))
        )
        let table = ProjectTable(rows: [ProjectRow(row)]).table
        #expect(
            table.rows == [
                [
                    "Replace unsupported servers - FS1",
                    "File service moved to a supported platform; R-0007 closed and verified by scan", "Nov-27",
                ]
            ]
        )
    }
}
