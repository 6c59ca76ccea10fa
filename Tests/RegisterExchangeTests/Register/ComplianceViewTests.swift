import EstateModel
import RegisterExchange
import Testing

struct ComplianceViewTests {
    @Test(arguments: ComplianceView.allCases)
    func eachViewHasItsRowsAndColumns(view: ComplianceView) throws {
        let register = try Samples.register()
        let result = view.result(register.rows, asOf: register.asOf)
        #expect(result.table.rows.allSatisfy { $0.count == result.table.columns.count })
        try Golden.expect(result.table.csv, isFile: "view-\(view.rawValue).csv")
        try Golden.expect(result.table.markdown, isFile: "view-\(view.rawValue).md")
    }

    @Test func rowsThatAreLeftOutAreCounted() throws {
        let register = try Samples.register()
        #expect(ComplianceView.psn.result(register.rows, asOf: register.asOf).outOfScope == 2)
        #expect(ComplianceView.cyberEssentials.result(register.rows, asOf: register.asOf).outOfScope == 1)
        var sound = RegisterTableRow(reference: "R-1")
        sound.subject.scopes = ["cyber-essentials"]
        sound.support.lacksFixes = false
        sound.support.end = PlanDate(try Samples.day("2030-01-01"))
        let result = ComplianceView.cyberEssentials.result([sound], asOf: register.asOf)
        #expect(result.table.rows.isEmpty && result.withoutFinding == 1)
    }

    @Test(arguments: [("2026-11-07", "14", "no"), ("2026-11-06", "15", "yes")])
    func theFifteenthDayIsLate(released: String, days: String, late: String) throws {
        var row = try Samples.portal()
        row.support.missingFixSince = PlanDate(try Samples.day(released))
        let table = ComplianceView.cyberEssentials.result([row], asOf: try Samples.day("2026-11-21")).table
        #expect(table.rows.map { [$0[7], $0[8]] } == [[days, late]])
    }

    @Test(arguments: [("2026-10-21", "no"), ("2026-10-20", "yes"), ("Q3", "not known")])
    func aMonthIsACalendarMonth(released: String, late: String) throws {
        var row = try Samples.portal()
        row.support.missingFixSince = PlanDate(reading: released)
        let table = ComplianceView.pci.result([row], asOf: try Samples.day("2026-11-21")).table
        #expect(table.rows.last?[7] == late)
    }
}
