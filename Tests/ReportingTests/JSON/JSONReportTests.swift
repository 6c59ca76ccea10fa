import Foundation
import Reporting
import Risk
import TestSupport
import Testing

struct JSONReportTests {
    private static let schema = Golden.folder.deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("docs/schema/report.json").path

    private func object(_ model: ReportModel) throws -> [String: Any] {
        let data = Data(JSONReport(model).text.utf8)
        return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    @Test(
        .enabled(if: Python.hasJSONSchema, "python3's jsonschema is not installed"),
        arguments: ["report.json", "westmere.json", "empty.json"]
    )
    func theReportIsAsItsSchemaSays(name: String) throws {
        try Python.script("validate.py", [Self.schema, Golden.folder.appendingPathComponent(name).path])
    }

    @Test(
        .enabled(if: Python.hasJSONSchema, "python3's jsonschema is not installed"),
        arguments: [
            ("\"asOf\": \"2026-11-20\"", "\"asOf\": \"20 November 2026\""),
            ("\"asOf\": \"2026-11-20\"", "\"asOf\": \"2026-02-30\""),
            ("\"asOf\": \"2026-11-20\"", "\"as_of\": \"2026-11-20\""), ("\"estate\":", "\"extra\": 1, \"estate\":"),
            ("\"kind\": \"unsupported\"", "\"kind\": \"broken\""), ("\"assumed\": false", "\"assumed\": 0"),
            ("\"ruleCount\": 180", "\"ruleCount\": null"),
        ]
    )
    func theSchemaRefusesWhatItDoesNotDescribe(text: String, replacement: String) throws {
        let golden = try Golden.text(of: "report.json")
        let range = try #require(golden.range(of: text))
        let folder = try TemporaryFolder()
        let path = try folder.write(golden.replacingCharacters(in: range, with: replacement), to: "changed.json")
        let failure = #expect(throws: ChildProcess.Failure.self) {
            try Python.script("validate.py", [Self.schema, path])
        }
        #expect(failure?.description.contains("Traceback") == false)
    }

    @Test func whatIsNotKnownIsNullAndNeverLeftOut() throws {
        let empty = try object(SampleEstate().model())
        #expect(empty["organisation"] is NSNull)
        let risks = try #require(try object(SharedService.estate.model())["risks"] as? [[String: Any]])
        let keys = Set(risks.map { $0.keys.sorted() })
        #expect(keys.count == 1)
        #expect(risks.contains { $0["exception"] is NSNull } && risks.contains { $0["exception"] is [String: Any] })
    }

    @Test func everyTextComesBackAsItWas() throws {
        for seed: UInt64 in 1..<20 {
            var random = SeededRandom(seed: seed)
            let model = HostileText.model { HostileText.random(&random) }
            let document = try object(model)
            #expect(
                (document["estate"] as? String)?.unicodeScalars.elementsEqual(model.estateName.unicodeScalars) == true
            )
            let risks = try #require(document["risks"] as? [[String: Any]])
            for (risk, row) in zip(risks, model.risks) {
                let names = (risk["assets"] as? [[String: Any]])?.compactMap { $0["name"] as? String } ?? []
                #expect(names.map { Array($0.unicodeScalars) } == row.assets.map { Array($0.name.unicodeScalars) })
            }
        }
    }

    @Test func keysAreSorted() {
        let lines = JSONReport(SharedService.estate.model()).text.split(separator: "\n")
        let keys = lines.filter { $0.hasPrefix("  \"") }.map { $0.dropFirst(3).prefix { $0 != "\"" } }
        #expect(keys.count == 16 && keys == keys.sorted())
    }
}
