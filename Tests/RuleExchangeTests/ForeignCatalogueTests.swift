import StrictYAML
import Testing

@testable import RuleExchange

struct ForeignCatalogueTests {
    private func read(_ text: String) throws -> ForeignCatalogue {
        try ForeignCatalogue(reading: Array(text.utf8), file: "dump.json")
    }

    @Test func theAPIGivesEachDateTwoKeys() throws {
        let catalogue = try read(
            """
            {"schema_version": "1.1.0", "total": 1, "result": [{"name": "widget", "label": "Widget",
              "links": {"html": "https://endoflife.date/widget"}, "labels": {"eoas": "Active", "eol": "Security", "eoes": null},
              "releases": [
                {"name": "3", "label": "3 (LTS)", "releaseDate": "2025-03-01", "isEoas": false, "eoasFrom": "2027-01-01",
                 "isEol": false, "eolFrom": null, "isEoes": null, "eoesFrom": null,
                 "latest": {"name": "3.4", "date": "2026-08-01", "link": null}},
                {"name": "2", "label": "2", "releaseDate": "2020-03-01", "isEol": true, "eolFrom": null, "latest": null}
              ]}]}
            """
        )
        let product = try #require(catalogue.products["widget"])
        #expect(product.labels == [.active: "Active", .security: "Security"])
        let newest = try #require(product.release("3"))
        #expect(newest.end(.active).text == "2027-01-01")
        #expect(newest.end(.security) == .open)
        #expect(newest.end(.extended) == .absent)
        #expect(newest.latest?.version == "3.4")
        #expect(product.release("2")?.end(.security) == .over)
        #expect(catalogue.day == nil)
        #expect(catalogue.diagnostics.isEmpty)
    }

    @Test func anImpossibleDateCostsItsReleaseAndNothingElse() throws {
        let catalogue = try SmallPack.catalogue(
            #"{"cycle": "2", "eol": "2026-02-31"}, {"cycle": "1", "eol": "2025-02-28"}"#
        )
        #expect(catalogue.products["widget"]?.releases.map(\.name) == ["1"])
        #expect(catalogue.diagnostics.map(\.description).first?.hasPrefix("dump.json:4:") == true)
        #expect(catalogue.diagnostics.first?.message.contains("'eol' is no day: '2026-02-31'") == true)
    }

    @Test func aNameWithControlCharactersIsRefused() throws {
        let catalogue = try SmallPack.catalogue(#"{"cycle": "2\u001b[31m", "eol": false}, {"cycle": "1", "eol": true}"#)
        #expect(catalogue.products["widget"]?.releases.map(\.name) == ["1"])
    }

    @Test(arguments: ["[]", "{}", #"{"result": []}"#, #"{"products": [{"slug": "x"}]}"#, #"{"result": "no"}"#])
    func aFileOfSomethingElseIsRefused(_ text: String) {
        #expect(throws: (any Error).self) { try read(text) }
    }

    @Test(arguments: [("3", true), ("10.15", true), ("2024-ltsc", false), ("13.0-sp3", false), ("galaxy-a5", false)])
    func onlyDigitsAndDotsAreAVersion(_ name: String, _ isVersion: Bool) throws {
        let catalogue = try SmallPack.catalogue(#"{"cycle": "\#(name)", "eol": true}"#)
        #expect(catalogue.products["widget"]?.release(name)?.isVersion == isVersion)
    }
}
