import EstateModel
import RegisterExchange
import StrictYAML
import TestSupport
import Testing

struct RegisterImportTests {
    private static let header =
        "Corporate risks 2026,,,,,,,,,\nRisk ID,Description,Gross Likelihood,Gross Impact,Gross Score,Response,Owner,Due,Cost,Last edited by\n"

    private func read(_ rows: String) throws -> RegisterImport {
        let mapping = try RegisterMapping(yaml: RegisterMappingTests.example, file: "map.yaml")
        return try RegisterImport(bytes: Array((Self.header + rows).utf8), file: "risks.csv", mapping: mapping)
    }

    @Test func aRegisterIsRead() throws {
        let found = try read("ICT1,Old server,Almost certain,4,20,Mitigate,SIRO,14/07/2027,\"£12,000\",x\n")
        let row = try #require(found.rows.first)
        #expect(row.reference == "ICT1" && row.title == "Old server" && row.subject.organisations == ["darlbrook"])
        #expect(row.inherent == .init(likelihood: 5, impact: 4, points: 20))
        #expect(row.treatment.kind == "treat" && row.treatment.riskOwner == "SIRO")
        #expect(row.plan.byWhen?.due == CalendarDay("2027-07-14") && row.plan.oneOffPounds == 12_000)
        #expect(found.summary.unclear.isEmpty && found.summary.unusedColumns.isEmpty)
    }

    @Test func whatWasRefusedAndWhatStaysUnclearIsTold() throws {
        let found = try read(
            """
            ICT1,"=HYPERLINK(""x"")",Likely,4,20,Accept,n/a,Q4?,-,
            ICT2,Two,Certain,11,x,Avoid,,2026,1,
            ict1,Three,Likely,1,4,Accept,,2026,1,
            ,Four,Likely,1,4,Accept,,2026,1,
            ICT5,short
            ICT6,Six,3,3,9,accept,,Q4,"1,20",
            ICT7,Seven,3,3,9,accept,,Q4,,

            """
        )
        #expect(found.rows.map(\.reference) == ["ICT1", "ICT7"])
        #expect(
            found.summary.text == """
                7 rows read, 2 imported, 5 refused, 3 things unclear
                Filled: reference 2, title 2, inherent-likelihood 2, inherent-impact 2, inherent-score 2, treatment 2, by-when 2
                Refused:
                  risks.csv:4:10: inherent-likelihood cannot be 'Certain': it must be a whole number from 1 to 10; or say what it means under 'values: inherent-likelihood:' of the mapping
                  risks.csv:4:18: inherent-impact cannot be '11': it must be a whole number from 1 to 10; or say what it means under 'values: inherent-impact:' of the mapping
                  risks.csv:4:21: inherent-score cannot be 'x': it must be a whole number from 0 to 1000; or say what it means under 'values: inherent-score:' of the mapping
                  risks.csv:4:23: treatment cannot be 'Avoid': it can be: tolerate, treat, transfer, terminate; or say what it means under 'values: treatment:' of the mapping
                  risks.csv:5:1: reference 'ict1' is on line 3 already
                  risks.csv:6:1: the row has no reference
                  risks.csv:7:1: this row has 2 fields, but the header has 10
                  risks.csv:8:27: one-off-pounds cannot be '1,20': it must be a whole number from 0 to 1000000000; or say what it means under 'values: one-off-pounds:' of the mapping
                Unclear:
                  risks.csv:3:6: title '=HYPERLINK("x")' looks like a formula; it is kept as text
                  risks.csv:3:49: by-when 'Q4?' stays unclear: a question mark stands with it
                  risks.csv:3:1: inherent-score 20 is not 4 times 4; it is kept as written

                """
        )
    }

    @Test func columnsThatNobodyNamedAreTold() throws {
        var mapping = RegisterMapping()
        mapping.columns = ["id": .reference]
        let found = try RegisterImport(text: "Id,Secret notes\n1,x\n", file: "r.csv", mapping: mapping)
        #expect(found.summary.unusedColumns == ["Secret notes"])
    }

    @Test func aHeaderThatDoesNotFitIsRefused() throws {
        let mapping = try RegisterMapping(yaml: "columns: {Id: reference, Name: title}", file: "map.yaml")
        for (text, message) in [
            (
                "Id,Nam\n",
                "r.csv:1:1: error: the header has no column 'name', which the mapping names; did you mean 'nam'?"
            ),
            (
                "Id;Name\n",
                "r.csv:1:1: error: the header has no column 'id', which the mapping names; is 'separator' of the mapping right?"
            ),
            ("Id,Name,id\n", "r.csv:1:9: error: column 'id' is there twice"),
            (
                "",
                "r.csv:1:1: error: the file is empty; its first line must name the columns, such as name,address,group"
            ),
            ("PK\u{3}\u{4}", "r.csv:1:1: error: this is a workbook; save the sheet as CSV and import that"),
            ("Id,Name\n1,\"x\n", "r.csv:2:3: error: a quote that opens here is never closed"),
        ] {
            let error = #expect(throws: InvalidFile.self) {
                try RegisterImport(bytes: Array(text.utf8), file: "r.csv", mapping: mapping)
            }
            #expect(error?.diagnostics.first?.description == message)
        }
    }

    @Test func everyEncodingOfASpreadsheetIsRead() throws {
        var mapping = RegisterMapping()
        mapping.columns = ["id": .reference, "name": .title]
        let text = "id,name\n1,Café – “quoted” £5\n"
        let little: [UInt8] = text.utf16.flatMap { unit in [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
        let big: [UInt8] = text.utf16.flatMap { unit in [UInt8(unit >> 8), UInt8(unit & 0xFF)] }
        var windows = Array("id,name\n1,Caf".utf8) + [0xE9, 0x20, 0x96, 0x20, 0x93]
        windows += Array("quoted".utf8) + [0x94, 0x20, 0xA3] + Array("5\n".utf8)
        let utf8 = Array(text.utf8)
        let files: [[UInt8]] = [utf8, [0xEF, 0xBB, 0xBF] + utf8, [0xFF, 0xFE] + little, [0xFE, 0xFF] + big, windows]
        for bytes in files {
            let found = try RegisterImport(bytes: bytes, file: "r.csv", mapping: mapping)
            #expect(found.rows.map(\.title) == ["Café – “quoted” £5"])
        }
    }

    @Test(.timeLimit(.minutes(1))) func hugeFilesAndCellsAreRefused() throws {
        var mapping = RegisterMapping()
        mapping.columns = ["id": .reference, "name": .title]
        let huge = "id,name\n1,\"" + String(repeating: "x", count: 40_000) + "\"\n"
        let rows = "id,name\n" + String(repeating: "1,2\n", count: 100_001)
        let columns = String(repeating: "a,", count: 500) + "\n"
        for text in [huge, rows, columns] {
            #expect(throws: InvalidFile.self) { try RegisterImport(text: text, file: "r.csv", mapping: mapping) }
        }
        #expect(throws: InvalidFile.self) {
            try RegisterImport(bytes: [UInt8](repeating: 0x61, count: 33 << 20), file: "r.csv", mapping: mapping)
        }
    }

    @Test(.timeLimit(.minutes(1))) func manyFaultsAreCountedAndBounded() throws {
        var mapping = RegisterMapping()
        mapping.columns = ["id": .reference, "p": .percentComplete]
        let text = "id,p\n" + (0..<5000).map { "\($0),x\n" }.joined()
        let found = try RegisterImport(text: text, file: "r.csv", mapping: mapping)
        #expect(found.summary.rowsRefused == 5000 && found.summary.refused.count == 1000)
        #expect(found.summary.text.contains("  and 4000 more like these"))
    }

    @Test(.timeLimit(.minutes(1))) func garbageNeverStopsTheReader() {
        let mapping = RegisterMapping.own
        for seed in UInt64(1)...300 {
            var random = SeededRandom(seed: seed)
            let header = RegisterField.allCases.map(\.heading).joined(separator: ",") + "\n"
            let bytes = Array(header.utf8) + (0..<random.number(0...400)).map { _ in UInt8(random.number(0...255)) }
            _ = try? RegisterImport(bytes: bytes, file: "r.csv", mapping: mapping)
        }
    }

    // MARK: Round trip

    private func row(_ number: Int, _ random: inout SeededRandom) -> RegisterTableRow {
        func words(_ random: inout SeededRandom) -> String? {
            let text = random.line().split(whereSeparator: { $0 == " " || $0 == "\u{A0}" }).joined(separator: " ")
            return random.chance(30) || text.isEmpty ? nil : text
        }
        var row = RegisterTableRow(reference: "R-\(number)", title: words(&random))
        row.subject.organisations = random.pick([[], ["north"], ["north", "south"]])
        row.subject.product = words(&random)
        row.subject.assetCount = random.pick([nil, 0, 180])
        row.subject.isInternetFacing = random.pick([nil, true, false])
        row.support.end = random.pick([nil, PlanDate(reading: "14/07/2027"), PlanDate(reading: "2026/27?")])
        row.inherent = .init(
            likelihood: random.pick([nil, 5]),
            impact: random.pick([nil, 3]),
            points: random.pick([nil, 15])
        )
        row.treatment.kind = random.pick([nil, "treat", "tolerate"])
        row.treatment.controls = random.pick([[], ["=one", "two"]])
        row.treatment.riskOwner = words(&random)
        row.plan.action = words(&random)
        row.plan.oneOffPounds = random.pick([nil, 25_001])
        row.plan.byWhen = random.pick([nil, PlanDate(reading: "Q4"), PlanDate(reading: "Nov-27")])
        row.history.wasOpenAtLastSubmission = random.pick([nil, true, false])
        return row
    }

    @Test func whatIsExportedIsImportedTheSame() throws {
        for seed in UInt64(1)...200 {
            var random = SeededRandom(seed: seed)
            let rows = (0..<random.number(0...5)).map { row($0, &random) }
            let day = try Samples.day("2026-11-21")
            let register = RegisterTable(name: "N", marking: "M", asOf: day, rows: rows)
            let bytes = Array(register.table.csv.utf8)
            let found = try RegisterImport(bytes: bytes, file: "r.csv", mapping: .own)
            #expect(found.rows == rows, "seed \(seed)")
            #expect(found.summary.rowsRefused == 0, "seed \(seed)")
        }
    }
}
