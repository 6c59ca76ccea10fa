import Foundation
import TestSupport
import Testing

/// What holds a plan up, from the files of the estate to the pages that tell of it.
extension PlanCommandTests {
    private struct Ordered: Decodable {
        var plan: String
        var after: [String]
        var contradictions: [String]
    }

    /// The reference of the risk of a service's Debian 9 to one organisation.
    private func risk(_ estate: EndToEndEstate, of service: String) async throws -> String {
        let outcome = try await estate.reeve("register", "--organisation", "darlbrook", "--format", "json")
        let rows = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]] ?? []
        let row = rows.first { row in
            (row["what"] as? String)?.contains("Debian 9") == true && "\(row)".contains(service)
        }
        return try #require(row?["reference"] as? String, "\(rows)")
    }

    /// The maps hold up db01: first nothing is planned for them, then they come first. OpenSSH holds up their own host.
    @Test(.timeLimit(.minutes(5)))
    func theOrderNamesWhatHoldsAPlanUp() async throws {
        let estate = try await scanned(["db01": "", "gis01": "service: gis"])
        let (portal, maps) = (try await risk(estate, of: "planning"), try await risk(estate, of: "Maps"))
        _ = try await judged(estate, "draft", portal, "--kind", "upgrade", "--owner", "team")
        _ = try await judged(estate, "edit", "P-0001", "--procurement-days", "0", "--build-days", "10")
        #expect(try await judged(estate, "order").output.contains("Contradictions") == false)

        let services = estate.folder.text(of: "estate/services.yaml")
        let gis = "  gis:\n    name: Maps and land information\n"
        try #require(services.contains(gis))
        func hold(_ names: String) throws {
            let text = services.replacing(gis, with: gis + "    blocks-upgrade-of: \(names)\n")
            try estate.folder.write(text, to: "estate/services.yaml")
        }
        try hold("[db01, pritn-and-post]")
        let misspelt = try await judged(estate, "order")
        #expect(misspelt.status == 1 && misspelt.messages.contains("services.yaml:"), "\(misspelt)")
        #expect(misspelt.messages.contains("no service or target 'pritn-and-post'; did you mean 'print-and-post'?"))

        try hold("[db01]")
        let alone = try await judged(estate, "order")
        #expect(
            alone.output.contains("P-0001 waits for 'service gis', for which nothing is planned; plan that first"),
            "\(alone)"
        )
        _ = try await judged(estate, "draft", maps, "--kind", "replace", "--owner", "team")
        _ = try await judged(estate, "edit", "P-0002", "--procurement-days", "3000", "--build-days", "20")
        let rows = try JSONDecoder().decode(
            [Ordered].self,
            from: Data(try await judged(estate, "order", "--format", "json").output.utf8)
        )
        #expect(rows.map(\.plan) == ["P-0002", "P-0001"])
        #expect(rows.last?.after == ["P-0002"])
        let order = try await judged(estate, "order")
        #expect(order.output.contains("It waits for P-0002."), "\(order)")
        let page = try await judged(estate, "show", "P-0001")
        for part in ["Comes after     P-0002", "cannot meet policy"] {
            #expect(page.output.contains(part), "\(part) is not in \(page)")
        }

        try estate.addSection(
            "upgrade-blocks: [{product: openssh, blocks-upgrade-of: debian, scope: {hosts: gis01}, reference: SUP-12}]"
        )
        let product = try await judged(estate, "order")
        #expect(product.output.contains("P-0002 waits for 'openssh on gis01' (SUP-12), for which"), "\(product)")
        let held = try await judged(estate, "show", "P-0002")
        #expect(held.output.contains("Contradiction   P-0002 waits for 'openssh on gis01' (SUP-12)"), "\(held)")
    }
}
