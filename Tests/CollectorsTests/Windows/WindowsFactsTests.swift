import EstateModel
import Testing

@testable import Collectors

/// Services, Store packages and files of Windows.
struct WindowsFactsTests {
    private func facts(_ kind: String) throws -> [Fact] {
        try recordedHost("windows/server-2019", .windows).otherFacts.filter { $0.kind == kind }
    }

    @Test func servicesKeepTheirProgramAndASteadyState() throws {
        let found = try facts("service")
        let names = ["CcmExec", "OracleServiceUNI", "Tomcat8", "Uniform Batch", "W3SVC"]
        #expect(found.map { $0.fields["name"] } == names)
        #expect(found.map { $0.fields["state"] } == [nil, "running", nil, "disabled", "running"])
        let oracle = [
            "name": "OracleServiceUNI", "path": #"c:\app\oracle\product\12.1.0\dbhome_1\bin\ORACLE.EXE"#,
            "state": "running",
        ]
        #expect(found[1].fields == oracle)
        #expect(found[3].fields["displayName"] == "Verarbeitungsläufe")
    }

    @Test(arguments: [
        (#""C:\Program Files\A B\run.exe" --password hunter2"#, #"C:\Program Files\A B\run.exe"#),
        (#"C:\Program Files\A B\run.exe -p hunter2"#, #"C:\Program Files\A B\run.exe"#),
        (#"C:\A.EXE"#, #"C:\A.EXE"#), (#"C:\x\java -jar secret"#, #"C:\x\java"#), ("  ", nil), ("", nil), ("\"\"", nil),
        (#""C:\never closed"#, #"C:\never closed"#),
    ])
    func ofACommandLineOnlyTheProgramIsKept(line: String, program: String?) {
        #expect(WindowsServices.program(line) == program)
    }

    @Test func aServiceThatWaitsForATriggerHasNoState() {
        for state in ["Running", "Stopped"] {
            let found = WindowsServices.facts([["name": "gupdate", "startmode": "Manual", "state": state]])
            #expect(found == [Fact(kind: "service", fields: ["name": "gupdate"])])
        }
    }

    @Test(arguments: [
        (#"HKLM\SOFTWARE\Microsoft\InetStp"#, "VersionString", "Version 10.0"),
        (#"HKLM\SOFTWARE\ORACLE\KEY_OraDB12Home1"#, "ORACLE_HOME", #"C:\app\oracle\product\12.1.0\dbhome_1"#),
        (#"HKLM\SOFTWARE\Microsoft\SMS\Setup"#, "Full Version", "5.00.9106.1000"),
    ])
    func serversThatOnlyTheRegistryTellsAreNamedAsItDoes(key: String, value: String, data: String) throws {
        let fact = Fact(kind: "registry-value", fields: ["key": key, "value": value, "data": data])
        #expect(try facts("registry-value").contains(fact))
    }

    @Test func storePackagesAreSoftware() throws {
        let apps = try recordedHost("windows/server-2019", .windows).software.filter { $0.source == .appx }
        #expect(apps.map(\.name) == ["12345Example.ParkingPermits", "MSTeams", "Microsoft.MicrosoftEdge"])
        #expect(apps.map(\.publisher) == [nil, "Microsoft Corporation", "Microsoft Corporation"])
        #expect(apps.map(\.architecture) == ["x86", "x64", nil])
        #expect(apps[1].fact.kind == "appx" && apps[1].fact.fields["version"] == "24335.208.3315.1951")
    }

    @Test func filesTellTheirVersions() throws {
        let found = try facts("file")
        #expect(found.count == 4)
        #expect(Set(found.compactMap { $0.fields["fileVersion"] }) == ["15.1.2507.6", "7.4.33.0"])
        let putty = found.first { $0.fields["path"]?.hasSuffix("putty.exe") == true }
        #expect(putty?.fields["productVersion"] == "Release 0.70" && putty?.fields["fileVersion"] == nil)
        let runtime = found.first { $0.fields["path"]?.hasSuffix("6.0.36") == true }
        #expect(runtime?.fields.count == 1)
    }

    @Test func everyPatternNamesAKnownRoot() {
        for pattern in WindowsFilesTable.patterns {
            #expect(["{programs}", "{windows}", "{system}"].contains { pattern.hasPrefix($0 + #"\"#) }, "\(pattern)")
            #expect(!pattern.contains("'") && !pattern.contains("**"))
        }
        #expect(Set(WindowsFilesTable.patterns).count == WindowsFilesTable.patterns.count)
    }

    @Test func floodsAreBounded() {
        let rows = (0..<5000).map { ["name": "s\($0)", "path": #"C:\f\#($0).dll"#] }
        #expect(WindowsServices.facts(rows).count == WindowsServices.mostServices)
        #expect(WindowsStoreApps.software(rows).count == WindowsStoreApps.mostApps)
        #expect(WindowsFiles.facts(rows).count == WindowsFiles.mostFiles)
    }

    @Test(.enabled(if: Corpus.isPresent, "../shared/corpus is absent"))
    func theServicesOfTheCorpusAreNamed() throws {
        let rows = WindowsOutput.rows(try Corpus.bytes("mondoo-mql/resources/services/windows2019.json"))
        let found = WindowsServices.facts(rows)
        #expect(found.contains(Fact(kind: "service", fields: ["name": "wuauserv", "displayName": "Windows Update"])))
    }
}
