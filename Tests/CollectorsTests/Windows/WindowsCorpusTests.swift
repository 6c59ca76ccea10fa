import EstateModel
import Foundation
import Testing

@testable import Collectors

/// Recordings of other tools in their own shapes, read in place.
@Suite(.enabled(if: Corpus.isPresent, "../shared/corpus is absent"))
struct WindowsCorpusTests {
    @Test func systeminfoTellsBuildAndUpdatesInEveryLanguage() throws {
        let files = Corpus.files(in: "wesng/systeminfo")
        #expect(files.count > 30)
        for file in files {
            let expected = try expectation("wesng/systeminfo", String(file.split(separator: "/").last ?? ""))
            let info = WindowsSystemInfo(try Corpus.bytes(file))
            if let build = expected["build"] as? String {
                #expect(info.version?.split(separator: ".").last.map(String.init) == build, "\(file)")
            }
            let ids = Set(try #require(expected["kb_ids"] as? [String]))
            #expect(ids.isSubset(of: info.hotfixes), "\(file)")
            // The expectation leaves out ids with a version or name behind them (`KB893803v2`, `KB2378111_WM9`).
            let text = TextDecoder.text(try Corpus.bytes(file))
            #expect(
                info.hotfixes.allSatisfy { ids.contains($0) || text.contains($0 + "v") || text.contains($0 + "_") },
                "\(file)"
            )
        }
    }

    @Test func updateListsOfWMICAreReadInEveryEncoding() throws {
        for file in Corpus.files(in: "wesng/qfe") {
            let name = String(file.split(separator: "/").last ?? "")
            let expected = try expectation("wesng/qfe", name)
            let found = WindowsHotfix.list(try Corpus.bytes(file)).map(\.id).sorted()
            // The expectation was made by a search in bytes and could not see into the file that changes its encoding.
            if name == "xp_sp2_x64_qfe.txt" {
                #expect(found.count > 50)
            } else {
                #expect(found == (expected["kb_ids"] as? [String])?.sorted(), "\(file)")
            }
        }
    }

    @Test(
        arguments: [
            ("vuls/windows/Test_parseSystemInfo_0_Workstation.txt", "10.0.19044", "HP EliteBook 830 G7 Notebook PC", 7),
            ("vuls/windows/Test_parseSystemInfo_1_Server.txt", "10.0.20348", "Virtual Machine", 3),
            ("vuls/windows/Test_parseSystemInfo_2_Domain_Controller.txt", "10.0.17763", "Virtual Machine", 5),
            ("jc/windows/windows-7/systeminfo.out", "6.1.7601", "11111AA", nil),
            ("jc/windows/windows-2012r2/systeminfo.out", "6.3.9600", nil, nil),
        ] as [(String, String, String?, Int?)]
    )
    func englishSysteminfoTellsMore(path: String, version: String, model: String?, updates: Int?) throws {
        let info = WindowsSystemInfo(try Corpus.bytes(path))
        #expect(info.version == version)
        if let model { #expect(info.model == model) }
        if let updates { #expect(info.hotfixes.count == updates) }
        #expect(info.hostname != nil)
    }

    @Test func aServicePackIsReadFromSysteminfo() throws {
        let info = WindowsSystemInfo(try Corpus.bytes("jc/windows/windows-7/systeminfo.out"))
        #expect(info.servicePack == "Service Pack 1")
        #expect(info.name == "Microsoft Windows 7 Professional")
    }

    @Test func theRegistryAsFormatListGivesARelease() throws {
        let rows = WindowsOutput.rows(try Corpus.bytes("vuls/windows/Test_parseRegistry_0_happy.txt"))
        let merged = rows.reduce(into: [:]) { $0.merge($1) { first, _ in first } }
        let release = try #require(WindowsRelease(registry: merged, management: [:]))
        #expect(release.version == "10.0.19044")
        #expect(release.revision == "2364")
        #expect(release.editionID == "Professional")
        #expect(release.productType == "1")
        #expect(release.architecture == "x86_64")
    }

    @Test func getComputerInfoGivesARelease() throws {
        let rows = WindowsOutput.rows(try Corpus.bytes("vuls/windows/Test_parseGetComputerInfo_0_happy.txt"))
        let release = try #require(WindowsRelease(registry: rows.first ?? [:], management: [:]))
        #expect(release.version == "10.0.19044")
        #expect(release.editionID == "Professional")
        #expect(release.servicePack == nil)
        #expect(release.architecture == "x86_64")
    }

    @Test(arguments: [
        ("detect-windows2019.toml", "17763", "6414", "Microsoft Windows Server 2019 Datacenter", "x86_64", "3"),
        ("detect-windows2022.toml", "20348", "2762", "Microsoft Windows Server 2022 Datacenter", "x86_64", "3"),
        ("detect-windows2025.toml", "26311", "5000", "Microsoft Windows Server 2025 Datacenter", "aarch64", "3"),
        ("detect-windows11-24h2.toml", "26100", "3000", "Microsoft Windows 11 Enterprise LTSC", "x86_64", "1"),
    ])
    func recordedSessionsGiveARelease(
        name: String,
        build: String,
        revision: String,
        caption: String,
        architecture: String,
        type: String
    ) throws {
        let text = try Corpus.text("mondoo-mql/detector/" + name)
        // The session's answer is the JSON object between the braces.
        let start = try #require(text.range(of: "\n{"))
        let end = try #require(text.range(of: "\n}", range: start.upperBound..<text.endIndex))
        let rows = WindowsOutput.rows(Array(text[start.lowerBound..<end.upperBound].utf8))
        let release = try #require(WindowsRelease(registry: rows.first ?? [:], management: [:]))
        #expect(release.version == "10.0.\(build)")
        #expect(release.revision == revision)
        #expect(release.caption == caption)
        #expect(release.architecture == architecture)
        #expect(release.productType == type)
    }

    @Test func wmicCSVGivesARelease() throws {
        let text = try Corpus.text("mondoo-mql/detector/detect-windows2019.toml")
        let start = try #require(text.range(of: "Node,"))
        let end = try #require(text.range(of: "\"\"\"", range: start.upperBound..<text.endIndex))
        let rows = WindowsOutput.rows(Array("\r\r\n".utf8) + Array(text[start.lowerBound..<end.lowerBound].utf8))
        let release = try #require(WindowsRelease(registry: [:], management: rows.first ?? [:]))
        #expect(release.version == "10.0.17763")
        #expect(release.stockKeepingUnit == "80")
        #expect(rows.first?["lastbootuptime"].flatMap(WindowsTime.instant) == Instant("2019-09-08T08:17:49Z"))
    }

    @Test(
        arguments: [
            // Upstream counts 19, because it leaves out an entry that cannot be uninstalled.
            ("mondoo-mql/resources/packages/windows_packages.json", 20),
            ("inspec/cmd/get-item-property-package", nil),
            ("vuls/windows/Test_parseInstalledPackages_0_happy.txt", 3),
            ("vuls/windows/Test_parseInstalledPackages_1_no_publisher.txt", 3),
            ("vuls/windows/Test_parseInstalledPackages_2_include_MSG_UnableToDownload_warning.txt", 2),
            ("glpi-agent/win32/registry/mssql-Uninstall.reg", nil),
            ("glpi-agent/win32/registry/10_russian-Uninstall.reg", 2),
        ] as [(String, Int?)]
    )
    func installedProgramsAreRead(path: String, count: Int?) throws {
        let software = WindowsSoftware.software(WindowsOutput.rows(try Corpus.bytes(path)))
        #expect(!software.isEmpty)
        if let count { #expect(software.count == count) }
    }

    @Test func aRegistryExportKeepsNamesAndVersions() throws {
        let rows = WindowsOutput.rows(try Corpus.bytes("glpi-agent/win32/registry/mssql-Uninstall.reg"))
        let software = WindowsSoftware.software(rows)
        let server = software.first { $0.name == "Microsoft SQL Server 2017" }
        #expect(server?.version == "17.77.6700.34")
        #expect(server?.publisher == "Microsoft")
        let russian = WindowsSoftware.software(
            WindowsOutput.rows(try Corpus.bytes("glpi-agent/win32/registry/10_russian-Uninstall.reg"))
        )
        #expect(russian.map(\.name).sorted() == ["1C Предприятие 7.7", "КриптоПро CSP"])
        #expect(russian.map(\.version).contains("5.0.12000"))
    }

    @Test func aSetupKeyIsAnInstanceOfSQLServer() throws {
        let rows = WindowsOutput.rows(try Corpus.bytes("glpi-agent/win32/registry/mssql-Setup.reg"))
        let facts = WindowsDatabases.facts(rows)
        let expected = [
            "instance": "QUINTIQSQL", "setupVersion": "10.53.6000.34", "patchLevel": "10.53.6000.34",
            "edition": "Standard Edition",
        ]
        #expect(facts.contains(Fact(kind: "sql-instance", fields: expected)))
    }

    @Test func hotfixesAreReadFromAnyList() throws {
        let path = "vuls/windows/Test_parseGetHotfix_0_happy.txt"
        #expect(WindowsHotfix.list(try Corpus.bytes(path)).map(\.id) == ["KB5020872", "KB4562830"])
        let chinese = "web-transcripts/windows-hotfix/win32_qfe_zh_truncated-source.txt"
        let expected = ["KB4483452", "KB4465477", "KB4465664", "KB4469041"]
        #expect(WindowsHotfix.list(try Corpus.bytes(chinese)).map(\.id) == expected)
    }

    @Test func hotfixesOfConvertToJsonHaveDays() throws {
        let text = try Corpus.text("mondoo-mql/resources/packages/windows_2019.toml")
        let start = try #require(text.range(of: "[{\n\t\t\"Status\""))
        let end = try #require(text.range(of: "\"\"\"", range: start.upperBound..<text.endIndex))
        // TOML doubles the backslashes.
        let json = text[start.lowerBound..<end.lowerBound].replacingOccurrences(of: "\\\\", with: "\\")
        let fixes = WindowsHotfix.list(Array(json.utf8))
        #expect(fixes.count == 6)
        #expect(fixes.allSatisfy { $0.installed == CalendarDay("2020-09-09") })
    }

    @Test(
        arguments: [
            ("glpi-agent/win32/wmi/2019-amd-epyc-Win32_Processor.wmi", 1, 2),
            ("glpi-agent/win32/wmi/2008-with-2-different-cpus-Win32_Processor.wmi", 2, 8),
            ("glpi-agent/win32/wmi/2003-Win32_Processor.wmi", 2, nil),
        ] as [(String, Int, Int?)]
    )
    func processorsAreCounted(path: String, sockets: Int, cores: Int?) throws {
        let host = collect(with: WindowsHardware(), ["windows-processors": try Corpus.bytes(path)])
        #expect(host.hardware?.sockets == sockets)
        #expect(host.hardware?.cores == cores)
    }

    @Test func aMachineOfQEMUIsVirtual() throws {
        let folder = "glpi-agent/win32/wmi/proxmox-Win32_"
        let answers = [
            "windows-bios": try Corpus.bytes(folder + "Bios.wmi"),
            "windows-computer": try Corpus.bytes(folder + "ComputerSystem.wmi"),
        ]
        let platform = Platform(
            id: "test",
            shell: .powershell,
            systemNames: [],
            collectors: [WindowsSystem(), WindowsHardware()]
        )
        let given = answers.map { Answer(probe: $0.key, status: 0, stdout: $0.value) }
        let hardware = try #require(platform.collection(from: Answers(given), scriptDigest: "").hardware)
        #expect(hardware.manufacturer == "BOCHS_")
        #expect(hardware.placement == .virtual)
        #expect(hardware.biosDate == CalendarDay("2014-04-01"))
        #expect(hardware.serial == nil)
    }

    @Test(arguments: [
        ("mondoo-mql/resources/ports/windows_tcp.json", 1), ("inspec/cmd/get-net-tcpconnection", 1),
        ("jc/windows/windows-10/netstat-an.out", 20), ("jc/windows/windows-10/netstat-aon.out", 20),
    ])
    func listenersAreRead(path: String, atLeast: Int) throws {
        let listeners = WindowsNetwork.listeners(try Corpus.bytes(path))
        #expect(listeners.count >= atLeast)
        #expect(listeners.allSatisfy { !$0.address.isEmpty && (1...65_535).contains($0.port) })
    }

    @Test(arguments: [
        ("2008", ["vm-0450-glpi off"]),
        ("unknown", ["vmw7cainf295537 running", "COLETA_FABIANO running", "W2012 off"]),
    ])
    func guestsOfHyperVAreReadAndTheHostIsNone(name: String, guests: [String]) throws {
        let rows = WindowsOutput.rows(try Corpus.bytes("glpi-agent/win32/wmi/\(name)-MSVM_ComputerSystem.wmi"))
        let found = WindowsGuests.guests(rows)
        #expect(found.map { "\($0.name) \($0.state?.rawValue ?? "-")" } == guests)
        #expect(found.allSatisfy { $0.uuid == nil && $0.manager == "hyper-v" })
    }

    @Test func featuresThatAreOnAreFacts() throws {
        let rows = WindowsOutput.rows(try Corpus.bytes("mondoo-mql/resources/windows/features.json"))
        #expect(rows.count == 5)
        let names = WindowsFeatures.facts(rows).compactMap { $0.fields["name"] }
        #expect(names.contains("PowerShell"))
        #expect(!names.contains("PowerShell-V2"))
        let optional = WindowsOutput.rows(try Corpus.bytes("mondoo-mql/resources/windows/optionalfeatures.json"))
        #expect(WindowsFeatures.facts(optional).contains { $0.fields["name"] == "MicrosoftWindowsPowerShellV2" })
    }

    @Test func everyRecordingIsSurvivedByEveryProbe() throws {
        let folders = ["vuls/windows", "wesng", "mondoo-mql/resources/windows", "glpi-agent/win32", "jc/windows"]
        let files = folders.flatMap(Corpus.files)
        #expect(files.count > 150)
        for file in files {
            let bytes = Array(try Corpus.bytes(file).prefix(20_000))
            let answers = Platform.windows.probes.map { Answer(probe: $0.id, status: 0, stdout: bytes) }
            _ = Platform.windows.collection(from: Answers(answers), scriptDigest: "")
        }
    }
}
