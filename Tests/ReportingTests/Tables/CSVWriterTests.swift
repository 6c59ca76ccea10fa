import Foundation
import Reporting
import Risk
import TestSupport
import Testing

struct CSVWriterTests {
    private func written(_ cell: String) -> String {
        var writer = CSVWriter(header: ["A"])
        writer.append([cell])
        return String(writer.text.dropFirst(2).dropLast())
    }

    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("a;b", "\"a;b\""), ("a \"b\"", "\"a \"\"b\"\"\""),
        ("two\nlines", "\"two\nlines\""), (" edge ", "\" edge \""), ("42", "42"), ("-42", "-42"),
        ("2026-11-20", "2026-11-20"),
        ("a\u{0}b", "a\\u{0}b"), ("a\tb", "a\\u{9}b"), ("a\rb", "a\\u{d}b"), ("\u{202E}x", "\\u{202e}x"),
    ])
    func aCellIsQuotedWhenItMustBe(cell: String, expected: String) {
        #expect(written(cell) == expected)
    }

    @Test(arguments: [
        "=1+1", "=cmd|' /C calc'!A0", "+44 1325 000000", "-2+3", "@SUM(A1)", "＝1+1", "＠x", " =1", "  @x", "\n=1", "-",
        "+1",
        "--1", "-1.5e3",
    ])
    func whatASpreadsheetWouldComputeIsText(cell: String) {
        #expect(written(cell).hasPrefix("'") || written(cell).hasPrefix("\"'"))
    }

    @Test func aCellStaysBelowWhatASpreadsheetTakes() {
        for piece in ["a", "😀", "\""] {
            let cell = written(String(repeating: piece, count: 40_000))
            #expect(
                cell.utf16.count <= 2 * 32_767
                    && cell.replacingOccurrences(of: "\"\"", with: "\"").utf16.count <= 32_100
            )
            #expect(cell.contains("…"))
        }
    }

    @Test(.enabled(if: Python.isPresent, "python3 is not installed"))
    func pythonReadsBackWhatWasWritten() throws {
        var random = SeededRandom(seed: 2026)
        var writer = CSVWriter(header: ["A", "B", "C"])
        var cells: [[String]] = []
        for _ in 0..<500 {
            let row = (0..<3).map { _ in HostileText.random(&random) }
            cells.append(row)
            writer.append(row)
        }
        let long = [String(repeating: "long, \"row\"\n", count: 900), "=x", ""]
        cells.append(long)
        writer.append(long)
        let folder = try TemporaryFolder()
        let json = try Python.script("csv_reader.py", [folder.write(writer.text, to: "rows.csv")])
        let rows = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String]])
        #expect(rows.first == ["A", "B", "C"] && rows.count == cells.count + 1)
        for (row, expected) in zip(rows.dropFirst(), cells) {
            for (cell, source) in zip(row, expected) {
                let shown = shownText(source)
                #expect(cell.unicodeScalars.elementsEqual(shown.unicodeScalars) || cell == "'" + shown)
                let first = cell.unicodeScalars.first { $0 != " " && $0 != "\n" }
                #expect(first.map { !"=+@＝＋－＠\t\r".unicodeScalars.contains($0) } ?? true)
            }
        }
    }
}

struct CSVReportTests {
    @Test(.enabled(if: Python.isPresent, "python3 is not installed"))
    func thereIsALineForEachAssetOfEachRow() throws {
        let model = SharedService.estate.model()
        let json = try Python.script("csv_reader.py", [Golden.folder.appendingPathComponent("report.csv").path])
        let rows = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String]])
        let all = model.risks + model.approaching + model.deviations + model.unknowns
        #expect(rows.count == 1 + all.reduce(0) { $0 + $1.assets.count })
        #expect(rows.allSatisfy { $0.count == rows[0].count })
        #expect(rows[0].prefix(3) == ["Ref", "Kind", "Organisation"])
        #expect(Set(rows[0]).count == rows[0].count)
    }

    @Test func excelIsToldThatItIsUnicode() {
        #expect(CSVReport(SampleEstate().model()).text.unicodeScalars.first == "\u{FEFF}")
    }
}
