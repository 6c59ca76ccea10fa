import Forecast
import StrictYAML
import Testing

struct CostTableTests {
    @Test func pricesAreWholePoundsById() throws {
        let text = "replacement: {db: 1800, db/1: 2400}\ncover:\n  db-cover: 48\n"
        let costs = try CostTable(yaml: text, file: "costs.yaml")
        #expect(
            costs == CostTable(replacementPounds: ["db": 1800, "db/1": 2400], coverPoundsPerYear: ["db-cover": 48])
        )
        #expect(try CostTable(yaml: "", file: "costs.yaml") == CostTable())
    }

    @Test(
        arguments: [
            ("replacement: {db: -1}", "costs.yaml:1:"), ("replacement: {db: 12.50}", "costs.yaml:1:"),
            ("replacments: {db: 1}", "did you mean 'replacement'?"), ("cover: [1]", "costs.yaml:1:"),
            ("replacement: {db: 99999999999999999999}", "costs.yaml:1:"), ("- 1", "costs.yaml:1:"),
        ]
    )
    func aWrongPriceIsToldByItsPlace(text: String, says: String) {
        let error = #expect(throws: InvalidFile.self) { try CostTable(yaml: text, file: "costs.yaml") }
        #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
    }
}
