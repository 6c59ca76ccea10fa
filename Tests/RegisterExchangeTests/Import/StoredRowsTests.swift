import EstateModel
import RegisterExchange
import StrictYAML
import TestSupport
import Testing

struct StoredRowsTests {
    @Test func aRowOfARegisterReadsBackAsItself() throws {
        let context = RegisterMapping.own.context
        for row in try Samples.register().rows {
            #expect(RegisterTableRow(words: row.words, context: context) == row)
        }
        #expect(RegisterTableRow(words: ["title": "x"], context: context) == nil)
        #expect(RegisterTableRow(words: ["reference": "R1", "of a later release": "x"], context: context) != nil)
    }

    @Test(.enabled(if: Strategies.arePresent, "../shared/strategies is absent"), arguments: [nil, 2012])
    func harboroughsTableReadsBackAsItself(year: Int?) throws {
        let context = PlanDateContext(year: year.map { .financial($0) })
        let table = try #require(PlanTable(text: try Strategies.text("harborough-2012.txt"), context: context))
        #expect(table.lines.count == table.rows.count && table.lines == table.lines.sorted())
        #expect(table.rows.allSatisfy { $0.byWhen.precision != nil || $0.byWhen.unclear != nil })
        let again = try #require(PlanDateContext(words: context.words))
        #expect(again == context)
        #expect(table.rows.map { PlanTableRow(words: $0.words, context: again) } == table.rows)
    }

    @Test(arguments: ["day-first", "auto 2012/13", "month-first 2026"])
    func theContextReadsBack(words: String) throws {
        #expect(try #require(PlanDateContext(words: words)).words == words)
    }

    @Test(arguments: ["", "day-last", "day-first 2012/14", "day-first 2012/13 x", "day-first  "])
    func anotherContextIsNone(words: String) {
        #expect(PlanDateContext(words: words) == nil)
    }

    @Test func aNameThatACellWrapsIsOneLineAndASentenceKeepsItsLines() throws {
        var mapping = RegisterMapping()
        mapping.columns = ["id": .reference, "owner": .riskOwner, "what": .title, "product": .product]
        let text = "Id,Owner,What,Product\n1,\"Head of\r\nICT\",\"One\ntwo\",\"Windows\n\nServer 2012\"\n"
        let row = try #require(RegisterImport(text: text, file: "r.csv", mapping: mapping).rows.first)
        #expect(row.treatment.riskOwner == "Head of ICT" && row.subject.product == "Windows Server 2012")
        #expect(row.title == "One\ntwo")
    }

    @Test func whatIsTooLongForAnExportIsRefusedAndNotCut() throws {
        var mapping = RegisterMapping()
        mapping.columns = ["id": .reference, "what": .title]
        let longest = String(repeating: "x", count: 32_000)
        let kept = try RegisterImport(text: "Id,What\n1,\(longest)\n", file: "r.csv", mapping: mapping)
        let table = RegisterTable(name: "x", marking: "", asOf: try Samples.day("2026-11-21"), rows: kept.rows)
        #expect(table.table.csv.contains(longest))
        #expect(throws: InvalidFile.self) {
            try RegisterImport(text: "Id,What\n1,\(longest)x\n", file: "r.csv", mapping: mapping)
        }
    }

    @Test func recordedRisksAreToldApartInEveryForm() throws {
        var own = RegisterTableRow(reference: "R-0007", title: "Ours")
        own.history.recordedIn = "the council's own register (risks.csv, line 2)"
        own.linkedTo = ["R-0001"]
        own.plan.byWhen = PlanDate(try Samples.day("2027-01-04"))
        var table = try Samples.register()
        table.rows.append(own)
        #expect(table.json.contains("\"id\": \"the council's own register (risks.csv, line 2): R-0007\""))
        #expect(table.json.contains("\"type\": \"recorded-risks\""))
        #expect(table.table.csv.contains(",R-0001,\"the council's own register (risks.csv, line 2)\"\r\n"))
        let calendar = table.calendar(stamp: Instant(secondsSinceEpoch: 0))
        let identifiers = calendar.split(separator: "\r\n").filter { $0.hasPrefix("UID:") }
        #expect(Set(identifiers).count == identifiers.count && identifiers.count == 5, "\(identifiers)")
    }
}
