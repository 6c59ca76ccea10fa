import Foundation
import TestSupport
import Testing

/// The council's own registers and plans in and out, and the forms in which the register is handed on.
@Suite(.enabled(if: HostDisguise.isPossible && ReeveProgram.isBuilt, "\(HostDisguise.whyNot)"))
struct ExchangeCommandTests {
    private static let mapping = """
        dates: day-first
        columns: {Risk ID: reference, Description: title, L: inherent-likelihood, Owner: risk-owner, Due: by-when, Reeve: linked-to}
        """
    private static let register = """
        Risk ID,Description,L,Owner,Due,Reeve
        R-0001,Old file server FS9,5,"Head of
        ICT",14/07/2027,R-0001
        ICT2,"=HYPERLINK(""x"")",2,SIRO,2013/14?,
        ICT3,bad,many,SIRO,,

        """

    /// One host of a release that gets no fixes; its name must not reach a committee.
    private func scanned() async throws -> EndToEndEstate {
        let estate = try EndToEndEstate()
        try estate.folder.write("ID=debian\nVERSION_ID=\"9\"\nPRETTY_NAME=\"Debian 9\"\n", to: "os-release")
        let release = estate.folder.path("os-release")
        let disguise = HostDisguise(isQuiet: true, first: "mount --bind \(release) $(readlink -f /etc/os-release)")
        try estate.addHost("secret-db01", disguise)
        #expect(try await estate.reeve("scan").status == 0)
        return estate
    }

    private func python(_ script: String, _ estate: EndToEndEstate, _ text: String) throws -> String {
        try estate.folder.write(text, to: "exported")
        return try ChildProcess.run(
            ["/usr/bin/python3", "-c", script, estate.folder.path("exported")],
            in: estate.folder
        )
        .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    @Test(.timeLimit(.minutes(5)))
    func aRegisterIsRecordedBesideWhatWasFound() async throws {
        let estate = try await scanned()
        let file = try estate.folder.write(Self.register, to: "risks.csv")
        let mapping = try estate.folder.write(Self.mapping, to: "map.yaml")
        let before = try await estate.reeve("register", "--format", "json").output
        for expected in ["Recorded 2 rows", "in place of the 2 that it had"] {
            let imported = try await estate.reeve("import", "register", file, "--mapping", mapping)
            #expect(imported.status == 3 && imported.messages.contains(expected), "\(imported)")
            #expect(imported.output.contains("risks.csv:5:10: inherent-likelihood cannot be 'many'"), "\(imported)")
            #expect(imported.output.contains("'2013/14?' stays unclear: a question mark stands with it"))
        }
        #expect(try await estate.reeve("register", "--format", "json").output == before)
        let csv = try await estate.reeve("export", "csv")
        let count =
            "import csv,sys; r=list(csv.DictReader(open(sys.argv[1], encoding='utf-8-sig', newline='')));"
            + "print(len([x for x in r if x['Recorded in']]), [x['Risk owner'] for x in r if x['Linked to']])"
        #expect(try python(count, estate, csv.output) == "2 ['Head of ICT']")
        #expect(csv.output.contains("\"'=HYPERLINK(\"\"x\"\")\""), "\(csv)")
        let list = try await estate.reeve("import", "list", "--format", "json")
        #expect(list.output.contains("\"sha256\": \"") && list.output.contains("\"rows\": 2"), "\(list)")
        #expect(try await estate.reeve("import", "remove", "register", "risks.csv").status == 0)
        #expect(try await estate.reeve("export", "csv", "--only", "own").output.split(separator: "\r\n").count == 1)
    }

    @Test(.timeLimit(.minutes(5)))
    func formsForTheCommitteeNameNoHostAndNoVersion() async throws {
        let estate = try await scanned()
        let answers = try estate.folder.write("{staff: none, equalities: none, full-council: no}", to: "answers.yaml")
        let own = try estate.folder.write(
            "Risk ID,Description,L,Owner,Due,Reeve\nsecret-db01,On stretch,5,Debian 9 team,when secret-db01 goes,secret-db01\n",
            to: "own.csv"
        )
        let mapping = try estate.folder.write(Self.mapping, to: "map.yaml")
        #expect(try await estate.reeve("import", "register", own, "--mapping", mapping).status == 0)
        let drafted = try await estate.reeve("register", "--format", "json").output
        #expect(drafted.contains("secret-db01") && drafted.contains("Debian 9"))
        let committee = try await estate.reeve("export", "committee", "--answers", answers)
        #expect(
            committee.status == 0 && committee.output.contains("Risk Register Reference R-0001 - inherent risk score")
        )
        #expect(committee.output.contains("[x] There are no additional staffing implications"), "\(committee)")
        #expect(committee.output.contains("Risk Register Reference own-1 -"), "\(committee)")
        #expect(committee.messages.contains("own-1 is secret-db01 of the council's own register"), "\(committee)")
        var texts = [committee.output]
        for form in ["harborough", "durham", "cyber-essentials", "pci", "psn", "csv", "json-api", "ics"] {
            let outcome = try await estate.reeve("export", form, "--public")
            #expect(outcome.status == 0, "\(outcome)")
            texts.append(outcome.output)
        }
        for text in texts {
            for secret in ["secret-db01", "Debian 9", "127.0.0.1", "stretch"] {
                #expect(!text.contains(secret), "\(text)")
            }
        }
        let wrong = try await estate.reeve(
            "export",
            "committee",
            "--answers",
            try estate.folder.write("{stuff: none}", to: "a.yaml")
        )
        #expect(wrong.status == 1 && wrong.messages.contains("did you mean 'staff'?"), "\(wrong)")
    }

    @Test(.timeLimit(.minutes(5)))
    func otherProgramsReadTheForms() async throws {
        let estate = try await scanned()
        let json = try await estate.reeve("export", "json-api")
        let schema = ReeveProgram.packageRoot + "/docs/schema/register-export.json"
        let validate =
            "import json,jsonschema,sys; d=json.load(open(sys.argv[1]));"
            + "jsonschema.validate(d,json.load(open('\(schema)'))); print(d['data'][0]['id'])"
        #expect(try python(validate, estate, json.output) == "R-0001")
        let litraf = try await estate.reeve("litraf", "--format", "json", "--rules", ReeveProgram.rules)
        #expect(litraf.status == 0, "\(litraf)")
        try SchemaKeys("litraf").expectRows(litraf.output)
        let calendar = try await estate.reeve("export", "ics")
        let again = try await estate.reeve("export", "ics")
        #expect(calendar.output == again.output && calendar.output.contains("SUMMARY:R-0001: to be dealt with"))
    }

    @Test func whatIsNoRegisterIsRefused() async throws {
        let estate = try EndToEndEstate()
        try estate.addTarget("web01", port: 22)
        let mapping = try estate.folder.write(Self.mapping, to: "map.yaml")
        for (text, message) in [
            ("PK\u{3}\u{4}rest", "is a workbook"), ("%PDF-1.4", "is a PDF"), ("a,b\n1,2\n", "the header has no column"),
            ("", "the file is empty"), ("Risk ID,Description,L,Owner,Due,Reeve\n\"x", "a quote that opens here"),
        ] {
            let file = try estate.folder.write(text, to: "wrong.csv")
            let outcome = try await estate.reeve("import", "register", file, "--mapping", mapping)
            #expect(outcome.status == 1 && outcome.messages.contains(message), "\(outcome)")
            let plan = try await estate.reeve("import", "plan", file)
            #expect(plan.status == 1 && plan.output.isEmpty, "\(plan)")
        }
        #expect(!FileManager.default.fileExists(atPath: estate.database))
    }

    private static let harborough = ReeveProgram.packageRoot + "/../shared/strategies/harborough-2012.txt"

    @Test(.enabled(if: FileManager.default.fileExists(atPath: harborough), "../shared/strategies is absent"))
    func harboroughsPlanGoesInAndOutAndInAgain() async throws {
        let estate = try EndToEndEstate()
        try estate.addTarget("web01", port: 22)
        let first = try await estate.reeve("import", "plan", Self.harborough, "--name", "first")
        #expect(
            first.status == 0 && first.output.hasPrefix("70 rows: 9 with a date, 61 with a date that stays unclear")
        )
        let out = try await estate.reeve("export", "harborough", "--only", "own")
        let file = try estate.folder.write(out.output, to: "plan.csv")
        let second = try await estate.reeve("import", "plan", file, "--name", "second")
        #expect(second.status == 0, "\(second)")
        let rows = "SELECT count(*) || ' ' || count(DISTINCT body) FROM imported_record"
        #expect(try estate.sqlite(rows) == "140 70")
        #expect(
            try await estate.reeve("import", "plan", Self.harborough, "--plan-year", "2012/13", "--name", "first")
                .status == 0
        )
        #expect(
            try estate.sqlite("SELECT settings FROM imported_source ORDER BY name") == "day-first 2012/13\nday-first"
        )
    }
}
