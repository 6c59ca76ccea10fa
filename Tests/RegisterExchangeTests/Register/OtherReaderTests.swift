import EstateModel
import Foundation
import RegisterExchange
import Reporting
import TestSupport
import Testing

/// Programs that are not ours read what is exported: Python's own modules, an iCalendar parser, a spreadsheet.
struct OtherReaderTests {
    private static let python = "/usr/bin/python3"
    private static let hasPython = FileManager.default.isExecutableFile(atPath: python)

    /// Whether Python finds a module.
    private static func has(_ module: String) -> Bool {
        guard hasPython, let folder = try? TemporaryFolder() else { return false }
        return (try? ChildProcess.run([python, "-c", "import \(module)"], in: folder)) != nil
    }

    private func run(_ script: String, on text: String) throws -> String {
        let folder = try TemporaryFolder()
        try folder.write(text, to: "exported")
        return try ChildProcess.run([Self.python, "-c", script, folder.path("exported")], in: folder)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Cells that spreadsheets calculate, cut, or take for something else.
    private static let cells = [
        "=1+1", "+44 1325 1", "-2+3", "@SUM(A1)", " =1+1", "\t=1+1", "＝1+1", "=HYPERLINK(\"http://x\",\"y\")",
        "two\nlines",
        "Büro, \"quoted\"", "a;b", "'quoted", "1E5", "00123", "2027-05-21", "03/04/2027",
        String(repeating: "long ", count: 60),
    ]

    private func register() throws -> RegisterTable {
        var table = try Samples.register()
        for (number, cell) in Self.cells.enumerated() {
            var row = RegisterTableRow(reference: "X-\(number)", title: cell)
            row.plan.byWhen = PlanDate(try Samples.day("2027-04-03"))
            table.rows.append(row)
        }
        return table
    }

    /// As they stand in a cell: guarded, and without what cannot be seen.
    private func expected(_ cell: String) -> String {
        let shown = cell.replacing("\t", with: "\\u{9}")
        return CSVWriter.startsFormula(shown) ? "'" + shown : shown
    }

    @Test(.enabled(if: hasPython, "needs python3"))
    func pythonReadsEveryCellOfTheCSV() throws {
        let script =
            "import csv,json,sys; f=open(sys.argv[1],encoding='utf-8-sig',newline='');"
            + "r=list(csv.reader(f,strict=True)); print(json.dumps([r[0],len(set(map(len,r))),[x[1] for x in r[1:]]]))"
        let said = try run(script, on: try register().table.csv)
        let parts = try #require(try JSONSerialization.jsonObject(with: Data(said.utf8)) as? [Any])
        #expect(parts[0] as? [String] == RegisterField.allCases.map(\.heading))
        #expect(parts[1] as? Int == 1, "every line has as many cells as the first")
        let titles = try #require(parts[2] as? [String])
        #expect(titles.suffix(Self.cells.count) == Self.cells.map(expected)[...], "\(titles)")
    }

    @Test(.enabled(if: hasPython, "needs python3"))
    func pythonReadsTheDocument() throws {
        let script =
            "import json,sys; d=json.load(open(sys.argv[1],encoding='utf-8'),parse_constant=lambda x: 1/0);"
            + "print(len(d['data']), d['data'][0]['attributes']['byWhen']['first'], d['data'][-1]['attributes']['closed'])"
        #expect(try run(script, on: try register().json) == "\(3 + Self.cells.count) 2027-11-19 None")
    }

    @Test(.enabled(if: has("icalendar"), "needs python3-icalendar"))
    func aCalendarParserReadsTheEvents() throws {
        let script = """
            import datetime, icalendar, sys
            data = open(sys.argv[1], 'rb').read()
            assert all(len(line) <= 75 for line in data.split(b'\\r\\n')), 'a line is too long'
            calendar = icalendar.Calendar.from_ical(data)
            events = calendar.walk('VEVENT')
            assert not calendar.errors and all(not e.errors for e in events)
            assert len({str(e['UID']) for e in events}) == len(events)
            assert all(type(e.decoded('DTSTART')) is datetime.date for e in events)
            assert all(e.decoded('DTEND') - e.decoded('DTSTART') == datetime.timedelta(1) for e in events)
            for e in events: print(e.decoded('DTSTART'), str(e['SUMMARY']))
            """
        let text = try register().calendar(stamp: Instant(secondsSinceEpoch: 1_795_219_200))
        let said = try run(script, on: text).split(separator: "\n")
        #expect(
            said.count == 4 + Self.cells.count
                && said.contains { $0.hasPrefix("2027-05-09 R-0007: exception expires") },
            "\(said)"
        )
    }

    // MARK: A spreadsheet

    private static let office = ["/usr/bin/soffice", "/usr/bin/libreoffice", "/usr/local/bin/soffice"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    /// Opened with the settings that its window proposes for such a file.
    @Test(
        .enabled(if: office != nil && hasPython, "needs LibreOffice Calc, which is not installed for tests"),
        .timeLimit(.minutes(3))
    )
    func aSpreadsheetShowsTheSameCellsAndCalculatesNone() throws {
        let folder = try TemporaryFolder()
        try folder.write(try register().table.csv, to: "register.csv")
        // Without a window nobody looks at the mark that says UTF-8, which is 76 here.
        let words = [
            "--headless", "-env:UserInstallation=file://\(folder.path("profile"))",
            "--infilter=Text - txt - csv (StarCalc):44,34,76,1", "--convert-to", "fods",
        ]
        try ChildProcess.run(
            [try #require(Self.office)] + words + ["--outdir", folder.path, folder.path("register.csv")],
            in: folder
        )
        let script = """
            import json, sys, xml.etree.ElementTree as tree
            table = '{urn:oasis:names:tc:opendocument:xmlns:table:1.0}'
            text = '{urn:oasis:names:tc:opendocument:xmlns:text:1.0}'
            office = '{urn:oasis:names:tc:opendocument:xmlns:office:1.0}'
            def cells(row):
                for cell in row.findall(table + 'table-cell'):
                    words = '\\n'.join(''.join(p.itertext()) for p in cell.findall(text + 'p'))
                    formula, kind = cell.get(table + 'formula'), cell.get(office + 'value-type')
                    for _ in range(min(int(cell.get(table + 'number-columns-repeated', '1')), 100)):
                        yield words, formula, kind
            rows = [list(cells(row)) for row in tree.parse(sys.argv[1]).iter(table + 'table-row')]
            rows = [row for row in rows if any(cell[0] for cell in row)]
            print(json.dumps([
                [row[1][0] for row in rows[1:]], sum(cell[1] is not None for row in rows for cell in row), len(rows),
                rows[0][-1][0] or rows[0][\(RegisterField.allCases.count - 1)][0],
            ]))
            """
        let said = try ChildProcess.run([Self.python, "-c", script, folder.path("register.fods")], in: folder)
        let parts = try #require(try JSONSerialization.jsonObject(with: Data(said.utf8)) as? [Any])
        #expect(parts[1] as? Int == 0, "nothing is a formula")
        #expect(parts[2] as? Int == 4 + Self.cells.count)
        let titles = try #require(parts[0] as? [String]).suffix(Self.cells.count)
        for (shown, cell) in zip(titles, Self.cells) {
            // What looks like a number or a day is one to a spreadsheet, and it may write it in its own way.
            if cell.allSatisfy({ $0.isNumber || "-/E".contains($0) }) { continue }
            #expect(Self.words(shown) == Self.words(expected(cell)), "\(cell.debugDescription)")
        }
    }

    /// Blanks are kept as elements of their own.
    private static func words(_ text: String) -> [Substring] { text.split(whereSeparator: \.isWhitespace) }
}
