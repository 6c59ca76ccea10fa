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
