import Foundation
import Reporting
import Risk
import TestSupport
import Testing

/// A page whose every text comes from a hostile host or rule file has the elements of a page of harmless texts.
@Suite(.enabled(if: Python.isPresent, "python3 is not installed"), .timeLimit(.minutes(2)))
struct HTMLReportHostileTests {
    private static let seeds: Range<UInt64> = 1..<21

    private func page(seed: UInt64) -> String {
        var random = SeededRandom(seed: seed)
        return HTMLReport(HostileText.model { HostileText.random(&random) }).text
    }

    private var harmless: String { HTMLReport(HostileText.model { "x" }).text }

    @Test func noTextBecomesAnElementOrAnAttribute() throws {
        let folder = try TemporaryFolder()
        var paths = [try folder.write(harmless, to: "harmless.html")]
        for seed in Self.seeds { paths.append(try folder.write(page(seed: seed), to: "seed\(seed).html")) }
        // Each piece alone, in several places.
        for turn in 0..<6 {
            var next = turn * 11
            let page = HTMLReport(
                HostileText.model {
                    next += 1
                    return HostileText.pieces[next % HostileText.pieces.count]
                }
            ).text
            paths.append(try folder.write(page, to: "turn\(turn).html"))
        }
        try Python.script("page_reader.py", ["outline"] + paths)
        try Python.script("page_reader.py", ["check"] + paths)
    }

    @Test func theCheckFindsWhatWasNotIntended() throws {
        let folder = try TemporaryFolder()
        for (number, foreign) in [
            "<script>x</script>", "<img src=x>", "<p style=x>", "<b>", "<a href=\"javascript:x\">x</a>",
        ]
        .enumerated() {
            let page = harmless.replacingOccurrences(of: "<main id=\"main\">", with: "<main id=\"main\">\(foreign)")
            let path = try folder.write(page, to: "\(number).html")
            let failure = #expect(throws: ChildProcess.Failure.self) {
                try Python.script("page_reader.py", ["check", path])
            }
            #expect(failure?.description.contains("Traceback") == false)
        }
    }

    @Test func everyTextIsShown() throws {
        let folder = try TemporaryFolder()
        var random = SeededRandom(seed: 99)
        var texts: [String] = []
        let model = HostileText.model {
            let text = HostileText.random(&random)
            texts.append(text)
            return text
        }
        let names =
            [model.estateName, model.marking, model.provenance.rulesDigest] + model.risks.flatMap(\.assets).map(\.name)
        let wanted = (names + model.risks.map(\.title) + model.coverage.failures.map(\.message)).map(shownText)
        let json = String(decoding: try JSONSerialization.data(withJSONObject: wanted), as: UTF8.self)
        let page = try folder.write(HTMLReport(model).text, to: "page.html")
        try Python.script("page_reader.py", ["texts", page, folder.write(json, to: "texts.json")])
        #expect(texts.count > 50 && wanted.count > 10)
    }

    @Test func onlyLiteralsAreStyleSheets() {
        func styleSheets(_ page: String) -> [String] {
            page.components(separatedBy: "<style>").dropFirst().map { $0.components(separatedBy: "</style>")[0] }
        }
        let expected = styleSheets(harmless)
        #expect(expected.count == 1)
        for seed in Self.seeds { #expect(styleSheets(page(seed: seed)) == expected, "seed \(seed)") }
    }

    @Test(arguments: ReportFormat.allCases)
    func noFormatHoldsWhatHidesOrMovesText(format: ReportFormat) throws {
        for seed in Self.seeds {
            var random = SeededRandom(seed: seed)
            let text = try format.render(HostileText.model { HostileText.random(&random) })
            var scalars = Array(text.unicodeScalars)
            if format == .csv {
                #expect(scalars.removeFirst() == "\u{FEFF}")
                scalars.removeAll { $0 == "\r" }
            }
            var kept = String.UnicodeScalarView()
            kept.append(contentsOf: scalars)
            #expect(shownText(String(kept)).unicodeScalars.elementsEqual(kept), "seed \(seed)")
        }
    }
}
