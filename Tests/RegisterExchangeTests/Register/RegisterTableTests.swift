import EstateModel
import Foundation
import RegisterExchange
import Testing

struct RegisterTableTests {
    @Test func theRegisterAsCSV() throws {
        try Golden.expect(try Samples.register().table.csv, isFile: "register.csv")
    }

    @Test func theRegisterAsJSON() throws {
        try Golden.expect(try Samples.register().json, isFile: "register.json")
    }

    @Test func theRegisterAsCalendar() throws {
        let stamp = Instant(secondsSinceEpoch: 1_795_219_200)
        let text = try Samples.register().calendar(stamp: stamp)
        #expect(!text.contains("fs1") && !text.contains("web1"))
        try Golden.expect(text.replacing("\r\n", with: "\n"), isFile: "register.ics")
    }

    @Test func aFormulaIsTextInCSV() throws {
        let csv = try Samples.register().table.csv
        #expect(csv.contains(",'=Replace FS1"))
        #expect(!csv.contains(",=Replace"))
    }

    /// Whoever sums the column of a council gets what the plan costs that council, however many risks it ends.
    @Test func aPlanThatEndsSeveralRisksCostsOnce() {
        func row(_ reference: String, _ council: String, _ plan: String?, _ pounds: Int?) -> RegisterTableRow {
            var row = RegisterTableRow(reference: reference, title: reference)
            row.subject.organisations = [council, "county"]
            row.plan.reference = plan
            row.plan.oneOffPounds = pounds
            row.plan.recurringPounds = pounds.map { $0 / 10 }
            row.plan.costKind = "capital"
            return row
        }
        let rows = [
            row("R-0001", "north", "P-0001", 6000), row("R-0002", "south", "P-0001", 4000),
            row("R-0003", "north", "P-0001", 6000), row("R-0004", "north", "P-0002", 500),
            row("R-0005", "south", "P-0001", 4000), row("R-0006", "north", nil, nil),
            row("R-0007", "north", "P-0001", 6000),
        ]
        let table = RegisterTable(name: "N", marking: "M", asOf: CalendarDay(daysSinceEpoch: 20_778), rows: rows)
        let counted = table.countingCostsOnce()
        #expect(counted.rows.map(\.plan.oneOffPounds) == [6000, 4000, nil, 500, nil, nil, nil])
        #expect(counted.rows.map(\.plan.recurringPounds) == [600, 400, nil, 50, nil, nil, nil])
        #expect(counted.rows.map(\.plan.costCountedIn) == [nil, nil, "R-0001", nil, "R-0002", nil, "R-0001"])
        #expect(counted.rows.allSatisfy { $0.plan.costKind == "capital" })
        #expect(counted.countingCostsOnce() == counted)
    }

    @Test func everyFieldHasAnotherHeadingAndKey() {
        #expect(Set(RegisterField.allCases.map(\.heading)).count == RegisterField.allCases.count)
        #expect(Set(RegisterField.allCases.map(\.key)).count == RegisterField.allCases.count)
    }

    // MARK: Schema

    private func object(_ value: Any?, _ path: String...) throws -> [String: Any] {
        var current = value
        for key in path { current = (current as? [String: Any])?[key] }
        return try #require(current as? [String: Any])
    }

    @Test func theJSONHasExactlyTheKeysOfItsSchema() throws {
        let file = packageRoot.appendingPathComponent("docs/schema/register-export.json")
        let schema = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        let document = try JSONSerialization.jsonObject(with: Data(Samples.register().json.utf8))
        let resource = try #require((document as? [String: Any])?["data"] as? [Any]).first
        let items = try object(schema, "properties", "data", "items")
        for (value, schema) in [
            (try object(document), try object(schema)), (try object(resource), items),
            (try object(resource, "attributes"), try object(items, "properties", "attributes")),
            (try object(resource, "attributes", "byWhen"), try object(schema, "$defs", "date")),
        ] {
            let required = try #require(schema["required"] as? [String])
            #expect(Set(value.keys) == Set(required))
            #expect(Set(try object(schema, "properties").keys) == Set(required))
            #expect(schema["additionalProperties"] as? Bool == false)
        }
    }
}
