import EstateModel
import Lifecycle
import StrictYAML
import Testing

@testable import RuleExchange

/// A pack of one product, with comments and both ways of writing a mapping, and data that know it.
enum SmallPack {
    static let rule = """
        rule: 1
        product: widget            # ours
        name: Widget
        kind: server-app
        links: {endoflife: widget}
        sources:
          page: {url: "https://endoflife.date/widget", verified: 2026-01-01}  # looked at in January
          vendor: {url: "https://widget.example/", verified: 2026-09-01}
        source: page
        identify:
          - {from: dpkg, where: {name: '^widget$'}, version: version, clock: vendor}
        cycles:
          # the newest first
          - cycle: "3.0"
            released: 2025-03-01
            phases:
              - phase: full
                until: 2027-03-01    # two years
              - phase: security
                until: 2028-03-01
          - {cycle: "2.0", released: 2023-03-01, phases: [{phase: full, until: 2026-03-01, source: vendor}]}
          - {cycle: "1.0", released: 2021-03-01, phases: [{phase: full, until: "2024-03-01"}]}
        tests:
          - name: the last day
            on: 2027-03-01
            given: {from: dpkg, name: widget, version: 3.0.1-1, origin: widget.example}
            expect: {cycle: "3.0", status: supported}

        """

    static func file(_ text: String = rule) -> RuleFile {
        RuleFile(path: "server/widget.yaml", text: text, shownAs: "rules/server/widget.yaml")
    }

    /// In the site's own shape.
    static func catalogue(_ releases: String, day: String = "2026-08-22") throws -> ForeignCatalogue {
        let text = """
            {"snapshotCommitDate": "\(day)T08:00:00Z", "products": [{"slug": "widget", "title": "Widget",
              "page": "https://endoflife.date/widget",
              "labels": {"eoas": "Active", "eol": "Security", "eoes": "Paid"},
              "releases": [\(releases)]}]}
            """
        return try ForeignCatalogue(reading: Array(text.utf8), file: "dump.json")
    }

    static let same = """
        {"cycle": "3.0", "releaseDate": "2025-03-01", "eoas": "2027-03-01", "eol": "2028-03-01"},
        {"cycle": "2.0", "releaseDate": "2023-03-01", "eoas": null, "eol": "2026-03-01"},
        {"cycle": "1.0", "releaseDate": "2021-03-01", "eol": "2024-03-01"}
        """

    static func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }

    static func compare(_ catalogue: ForeignCatalogue) throws -> CatalogueComparison {
        CatalogueComparison(RulePack(files: [file()]), catalogue, asOf: try day("2026-11-20"))
    }

    static func propose(_ catalogue: ForeignCatalogue, rule: String = rule) throws -> UpdateProposal {
        RuleUpdater(files: [file(rule)], catalogue: catalogue, day: try #require(catalogue.day)).propose()
    }
}
