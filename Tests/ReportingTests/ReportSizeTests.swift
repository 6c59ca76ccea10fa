import EstateModel
import Foundation
import Reporting
import Risk
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(3)))
struct ReportSizeTests {
    /// A county's register: 2,000 risks, and one product on 1,000 desktops.
    private static let model: ReportModel = {
        var estate = SampleEstate()
        for number in 0..<1999 {
            let service = AssetContext.Service(
                id: "s\(number)",
                name: "Service number \(number)",
                owner: "Head of \(number)"
            )
            let id = estate.add("host\(number).northbrook.example", service)
            estate.judge(id, verdict("debian", "Debian", "11", .unsupported, until: "2026-08-31"))
        }
        let desktop = AssetContext.Service(id: "desktop", name: "Desktop")
        for number in 0..<1000 {
            let id = estate.add("pc\(number).northbrook.example", desktop)
            estate.judge(id, verdict("windows-10", "Windows 10", "22H2", .unsupported, until: "2025-10-14"))
        }
        return estate.model()
    }()

    @Test func aPageOfTwoThousandRisksStaysBelowTenMegabytes() throws {
        #expect(Self.model.risks.count == 2000)
        let page = HTMLReport(Self.model).text
        print("2,000 risks: \(page.utf8.count) bytes of HTML")
        #expect(page.utf8.count < 10_000_000)
        #expect(page.contains("The 500 worst; the CSV and JSON reports hold the other 1,500."))
        #expect(page.components(separatedBy: "<details class=\"risk\">").count - 1 == 500)
        #expect(page.contains("940 more are in the CSV and JSON reports."))
        guard Python.isPresent else { return }
        let folder = try TemporaryFolder()
        try Python.script("page_reader.py", ["check", folder.write(page, to: "page.html")])
    }

    @Test func theTablesHoldEverything() throws {
        let lines = CSVReport(Self.model).text.utf8.count { $0 == UInt8(ascii: "\n") }
        #expect(lines == 1 + 1999 + 1000)
        let data = Data(JSONReport(Self.model).text.utf8)
        let document = try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect((document["risks"] as? [Any])?.count == 2000)
    }
}
