import EstateModel
import Foundation
import Testing

@testable import EstateFiles

/// What the manual tells people to write is an estate.
struct OperationsDocumentTests {
    private static let document = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/operations.md")

    @Test func theSettingsForALargeEstateAreReadAsWritten() throws {
        let text = try String(contentsOf: Self.document, encoding: .utf8)
        let example = try #require(text.components(separatedBy: "```yaml\n").dropFirst().first)
        let settings = try #require(example.components(separatedBy: "```").first)
        let rest = """
            name: N
            organisations: {o: {name: O, siro: D}}
            credentials: {scan-key: {agent: true}}
            targets:
              db01: {address: db01.example, site: library-adsl}
              old01: {address: 10.0.0.5, group: old-unix, via: dmz-gateway}

            """
        let estate = try EstateParser.parse(files: ["estate.yaml": rest + settings])
        #expect(estate.scanLimits.hostsAtOnce == 400)
        #expect(estate.scanLimits.hostsAtOncePerSite == ["town-hall": 200, "library-adsl": 5])
        let old = try #require(estate.targets.first { $0.name == "old01" })
        #expect(old.route.map(\.hostsAtOnce) == [50])
        #expect(old.window?.name == "nightly")
        #expect(old.limits.host == .seconds(600))
        #expect(old.legacyAlgorithms)
    }
}
