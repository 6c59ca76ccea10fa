import EstateModel
import StrictYAML
import Testing

@testable import EstateFiles

struct CSVDocumentTests {
    private func rows(_ text: String) -> [[String]]? {
        let sink = DiagnosticSink()
        guard let document = CSVDocument.parse(text, file: "t.csv", sink: sink), !sink.hasErrors else { return nil }
        return ([document.header] + document.rows).map { $0.map(\.text) }
    }

    @Test(arguments: [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
        ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
        ("\u{FEFF}a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("a,b\n\"x, y\",\"say \"\"hi\"\"\"\n", [["a", "b"], ["x, y", "say \"hi\""]]),
        ("a,b\n\"two\r\nlines\",2\n", [["a", "b"], ["two\r\nlines", "2"]]),
        ("a,b\n\n,\n1,2\n\n", [["a", "b"], ["1", "2"]]),
        ("a,b\n 1 ,\t2\t\n", [["a", "b"], ["1", "2"]]),
        ("a,b\n\" 1 \", \"2\" \n", [["a", "b"], [" 1 ", "2"]]),
        ("a,b\n=1+1,@SUM(A1)\n", [["a", "b"], ["=1+1", "@SUM(A1)"]]),
        ("a,b\n\"\",2\n", [["a", "b"], ["", "2"]]),
        ("a,b\né,日本\n", [["a", "b"], ["é", "日本"]]),
    ])
    func fieldsAreWhatRFC4180Says(text: String, expected: [[String]]) {
        #expect(rows(text) == expected)
    }

    @Test(arguments: [
        (CSVDocument.Separator.semicolon, "a;b\n1,5;\"x;y\"\n", [["a", "b"], ["1,5", "x;y"]]),
        (.tab, "a\tb\n1\t2\n\tz\n", [["a", "b"], ["1", "2"], ["", "z"]]),
    ])
    func otherSeparatorsAreReadWhereSomebodySaysSo(
        separator: CSVDocument.Separator,
        text: String,
        expected: [[String]]
    ) throws {
        var format = CSVDocument.Format()
        format.separator = separator
        let sink = DiagnosticSink()
        let document = try #require(CSVDocument.parse(text, file: "t.csv", format: format, sink: sink))
        #expect(([document.header] + document.rows).map { $0.map(\.text) } == expected)
        #expect(!sink.hasErrors)
    }

    @Test func linesBeforeTheHeaderArePassedOver() throws {
        var format = CSVDocument.Format()
        format.linesBeforeHeader = 1
        let text = "Corporate risks\n\na,b\n1,2\n"
        let document = try #require(CSVDocument.parse(text, file: "t.csv", format: format, sink: DiagnosticSink()))
        #expect(document.header.map(\.text) == ["a", "b"])
        #expect(document.rows.map { $0.map(\.text) } == [["1", "2"]])
        #expect(document.rows[0][0].location.line == 4)
    }

    @Test func placesCountCharactersAndLines() throws {
        let document = try #require(CSVDocument.parse("a,b\n\"é\r\nx\",2\n3,4", file: "t.csv", sink: DiagnosticSink()))
        #expect(
            document.rows.map { $0.map(\.location.description) } == [
                ["t.csv:2:1", "t.csv:3:4"], ["t.csv:4:1", "t.csv:4:3"],
            ]
        )
    }

    @Test func formulasStayTextInTheEstate() throws {
        let csv = "name,address,owner\ndb01,127.0.0.1,=cmd|' /C calc'!A0\n"
        let estate = try EstateSamples.parse("targets-from: t.csv", files: ["t.csv": csv])
        #expect(estate.targets.first?.owner == "=cmd|' /C calc'!A0")
    }

    @Test(.timeLimit(.minutes(1))) func moreRowsThanAnEstateCanHaveAreRefused() {
        let sink = DiagnosticSink()
        #expect(CSVDocument.parse(String(repeating: "a\n", count: 1_000_000), file: "t.csv", sink: sink) == nil)
        #expect(sink.diagnostics.map(\.description) == ["t.csv:250001:1: error: more than 250000 rows; split the file"])
    }

    @Test func manyColumnsAreRefused() {
        let sink = DiagnosticSink()
        #expect(CSVDocument.parse(String(repeating: "a,", count: 100), file: "t.csv", sink: sink) == nil)
        #expect(sink.diagnostics.map(\.description) == ["t.csv:1:129: error: more than 64 columns"])
    }
}
