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

    @Test func allSupportedSoftwareIsListedWithItsEndOrWithoutOne() throws {
        let today = try Samples.day("2026-11-21")
        var dated = RegisterTableRow(reference: "R-0009")
        dated.subject.product = "Windows Server 2025"
        dated.support.lacksFixes = false
        dated.support.end = PlanDate(try Samples.day("2034-11-14"))
        var undated = dated
        undated.subject.product = "Apache httpd 2.4"
        undated.support.end = nil
        var withheld = undated
        withheld.support.isEndWithheld = true
        let rows = [dated, undated, withheld]
        let table = ComplianceView.cyberEssentials.result([], supported: rows, asOf: today).table
        #expect(
            table.rows.map { [$0[1], $0[2], $0[5]] } == [
                ["Supported", "Windows Server 2025", "2034-11-14"],
                ["Supported, no end published", "Apache httpd 2.4", "no end published"],
                ["Supported", "Apache httpd 2.4", "withheld"],
            ]
        )
        #expect(ComplianceView.pci.result([], supported: rows, asOf: today).table.rows.isEmpty)
    }

    @Test func whatNobodyKnowsIsNotCalledSupported() throws {
        var row = Samples.unknown()
        row.subject.scopes = ["cyber-essentials"]
        let today = try Samples.day("2026-11-21")
        func requirements() -> [String] {
            ComplianceView.cyberEssentials.result([row], asOf: today).table.rows.map { $0[1] }
        }
        #expect(requirements() == ["Not known whether it is supported"])
        row.support.lacksFixes = false
        #expect(requirements().isEmpty, "it stands in the list of supported software")
        row.history.recordedIn = "the council's own register"
        #expect(requirements() == ["Supported, no end published"])
    }

    private func own(end: String? = nil, closed: String? = nil, lacksFixes: Bool? = nil) -> RegisterTableRow {
        var row = RegisterTableRow(reference: "X4")
        row.subject.product = "Exchange 2013"
        row.subject.scopes = ["cyber-essentials", "pci", "psn"]
        row.support.end = end.map { PlanDate(reading: $0) }
        row.support.lacksFixes = lacksFixes
        row.history.closed = closed.map { PlanDate(reading: $0) }
        row.history.recordedIn = "the council's own register"
        return row
    }

    @Test(
        arguments: [
            ("11/04/2023", nil, ["Unsupported (A6.7)"]), ("20/11/2026", nil, ["Unsupported (A6.7)"]),
            ("21/11/2026", nil, []), ("TBC", nil, ["Not known whether it is supported"]),
            ("2013/14?", nil, ["Not known whether it is supported"]), ("ongoing", nil, []),
            ("11/04/2023", false, ["Unsupported (A6.7)"]), ("TBC", false, ["Not known until when it is supported"]),
            (nil, false, ["Supported, no end published"]),
        ] as [(String?, Bool?, [String])]
    )
    func anOwnRowIsJudgedByTheEndThatItNames(end: String?, lacksFixes: Bool?, requirements: [String]) throws {
        let today = try Samples.day("2026-11-21")
        let row = own(end: end, lacksFixes: lacksFixes)
        let table = ComplianceView.cyberEssentials.result([row], asOf: today).table
        #expect(table.rows.map { $0[1] } == requirements)
    }

    @Test(
        arguments: [
            ("TBC", false), ("31/03/2028", false), ("22/11/2026", false), ("November 2026", false),
            ("October 2026", true),
            ("21/11/2026", true), ("2020", true), ("from April 2020 onwards", false),
        ]
    )
    func onlyAClearDayThatIsNotToComeClosesARow(closed: String, isClosed: Bool) throws {
        let today = try Samples.day("2026-11-21")
        let row = own(end: "11/04/2023", closed: closed)
        #expect(row.history.isClosed(on: today) == isClosed)
        for view in [ComplianceView.cyberEssentials, .pci] {
            #expect(view.result([row], asOf: today).table.rows.isEmpty == isClosed, "\(view)")
        }
    }

    @Test func whatIsGoneIsOnlyCarriedOnFromTheLastSubmission() throws {
        var row = try Samples.gone()
        let today = try Samples.day("2026-11-21")
        for view in [ComplianceView.cyberEssentials, .pci] {
            #expect(view.result([row], asOf: today).table.rows.isEmpty, "\(view)")
        }
        let line = try #require(ComplianceView.psn.result([row], asOf: today).table.rows.first)
        #expect(line[12] == "closed" && line[17] == "2026-11-20" && line[18] == "yes", "\(line)")
        row.history.wasOpenAtLastSubmission = false
        let result = ComplianceView.psn.result([row], asOf: today)
        #expect(result.table.rows.isEmpty && result.withoutFinding == 1)
    }

    @Test func whoDecidedAboutTheRiskApprovedItsPlan() throws {
        var row = try Samples.fileServer()
        row.subject.scopes = ["pci"]
        func approval() throws -> [String] {
            let table = ComplianceView.pci.result([row], asOf: try Samples.day("2026-11-21")).table
            return Array(try #require(table.rows.first)[10...11])
        }
        #expect(try approval() == ["SIRO", "2026-11-10"])
        row.treatment.decidedBy = nil
        #expect(try approval() == ["ICT manager", "2026-11-09"])
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
