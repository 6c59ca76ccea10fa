import EstateModel
import Testing

@testable import Collectors

/// Whole hosts, as the probes print them; written by hand after real values.
struct WindowsPlatformTests {
    @Test func aServerIsReadWhole() throws {
        let host = try recordedHost("windows/server-2019", .windows)
        let system = try #require(host.operatingSystem)
        #expect(system.family == .windows)
        #expect(system.id == "windows")
        #expect(system.name == "Microsoft Windows Server 2019 Standard")
        #expect(system.version == "10.0.17763")
        #expect(system.fullVersion == "10.0.17763.6414")
        #expect(system.edition == "ServerStandard")
        #expect(system.architecture == "x86_64")
        #expect(host.identity.hostname == "app01")
        #expect(host.identity.fqdn == "app01.corp.example.org")
        #expect(host.bootedAt == Instant("2026-10-01T03:04:05Z"))
        #expect(host.problems.isEmpty)
        #expect(host.completeness.values.allSatisfy { $0 == .complete })
    }

    @Test func judgingGetsBothViewsOfTheSystem() throws {
        let facts = try recordedHost("windows/server-2019", .windows).otherFacts
        #expect(
            facts.first { $0.kind == "windows-os" }?.fields == [
                "caption": "Microsoft Windows Server 2019 Standard", "version": "10.0.17763", "productType": "3",
                "arch": "64-bit", "editionId": "ServerStandard", "installationType": "Server",
                "operatingSystemSKU": "7", "ubr": "6414",
            ]
        )
        #expect(
            facts.first { $0.kind == "registry-os" }?.fields == [
                "productName": "Windows Server 2019 Standard", "currentBuildNumber": "17763", "displayVersion": "1809",
                "editionId": "ServerStandard", "installationType": "Server", "ubr": "6414",
            ]
        )
    }

    @Test func theReleaseFieldsHoldWhatRulesMatchOn() throws {
        let fields = try recordedHost("windows/server-2019", .windows).operatingSystem?.releaseFields
        #expect(fields?["productType"] == "3")
        #expect(fields?["displayVersion"] == "1809")
        #expect(fields?["servicePack"] == nil)
        #expect(fields?["operatingSystemSKU"] == "7")
    }

    @Test func installedProgramsComeFromEveryHive() throws {
        let software = try recordedHost("windows/server-2019", .windows).software.filter { $0.source != .appx }
        #expect(software.map(\.name) == ["Büro™ Suite", "Chat", "Microsoft SQL Server 2016 (64-bit)", "Old Tool"])
        #expect(software.allSatisfy { $0.source == .registry })
        #expect(software.map(\.architecture) == [nil, nil, nil, "x86"])
        #expect(software.first?.fact.fields["displayVersion"] == "16.0.1")
        #expect(software.first?.publisher == "Example, Inc.")
    }

    @Test func databaseInstancesTellTheirServicePack() throws {
        let facts = try recordedHost("windows/server-2019", .windows).otherFacts.filter { $0.kind == "sql-instance" }
        let first = [
            "instance": "MSSQLSERVER", "setupVersion": "13.3.6300.2", "patchLevel": "13.3.6435.1",
            "edition": "Standard Edition",
        ]
        #expect(facts.count == 2)
        #expect(facts.first?.fields == first)
    }

    @Test func registryValuesAreFactsWithTheirOwnNames() throws {
        let facts = try recordedHost("windows/server-2019", .windows).otherFacts
        let release = [
            "key": #"HKLM\SOFTWARE\Microsoft\NET Framework Setup\NDP\v4\Full"#, "value": "Release", "data": "461814",
            "version": "4.7.03190",
        ]
        #expect(facts.contains(Fact(kind: "registry-value", fields: release)))
        #expect(facts.contains { $0.fields["value"] == "svcVersion" && $0.fields["data"] == "11.1790.17763.0" })
        #expect(facts.contains(Fact(kind: "windows-feature", fields: ["name": "SMB1Protocol", "state": "Enabled"])))
    }

    @Test func officeThatUpdatesItselfIsOneFactForEachProduct() throws {
        let facts = try recordedHost("windows/server-2019", .windows).otherFacts
        let suite = [
            "productReleaseIds": "O365ProPlusRetail", "version": "16.0.17928.20392", "arch": "x64",
            "channel": "semi-annual-enterprise",
        ]
        #expect(facts.filter { $0.kind == "office-click-to-run" } == [Fact(kind: "office-click-to-run", fields: suite)])
        #expect(!facts.contains { $0.fields["key"]?.contains("ClickToRun") ?? false })
        let two = WindowsClickToRun.facts([
            "key": "x", "productreleaseids": "ProPlus2019Volume, VisioStd2019Volume,,",
            "cdnbaseurl": "http://officecdn.microsoft.com/pr/F2E724C1-748F-4B47-8FB8-8E0D210E9208",
            "updatechannel": "http://officecdn.microsoft.com/pr/of-our-own",
        ])
        #expect(two.map { $0.fields["productReleaseIds"] } == ["ProPlus2019Volume", "VisioStd2019Volume"])
        #expect(two.allSatisfy { $0.fields["channel"] == "perpetual-2019" && $0.fields["version"] == nil })
        #expect(WindowsClickToRun.facts(["key": "x", "versiontoreport": "16.0"]).isEmpty)
        #expect(WindowsClickToRun.facts(["productreleaseids": String(repeating: "a,", count: 5000)]).count == 50)
    }

    @Test func aPartIsLeftOutWhenItsWholeIsListed() {
        let root = #"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\"#
        let rows: [WindowsOutput.Row] = [
            ["key": root + "Office14.PROPLUS", "displayname": "Microsoft Office Professional Plus 2010"],
            ["key": root + "{1}", "displayname": "Microsoft Office Word MUI", "parentkeyname": "office14.proplus"],
            ["key": root + "{2}", "displayname": "Orphan", "parentkeyname": "Office12.STANDARD"],
            ["key": root + "Own", "displayname": "Own parent", "parentkeyname": "Own"],
        ]
        let names = WindowsSoftware.software(rows).map(\.name)
        #expect(names == ["Microsoft Office Professional Plus 2010", "Orphan", "Own parent"])
    }

    @Test func theMachineIsDescribed() throws {
        let hardware = try #require(try recordedHost("windows/server-2019", .windows).hardware)
        #expect(hardware.uuid == "d7c44d56-ebde-8177-dc69-4e96d4c6184f")
        #expect(hardware.serial == "VMware-56 4d c4 d7 de eb 77 81-dc 69 4e 96 d4 c6 18 4f")
        #expect(hardware.biosDate == CalendarDay("2020-08-07"))
        #expect(hardware.sockets == 2)
        #expect(hardware.cores == 4)
        #expect(hardware.threads == 4)
        #expect(hardware.memoryBytes == 17_179_332_608)
        #expect(hardware.placement == .virtual)
        #expect(hardware.disks.first?.sizeBytes == 107_372_805_120)
        #expect(hardware.disks.first?.serial == nil)
    }

    @Test func updatesInterfacesAndListenersAreRead() throws {
        let host = try recordedHost("windows/server-2019", .windows)
        #expect(host.updates?.lastInstalled == CalendarDay("2023-03-16"))
        #expect(host.updates?.rebootNeeded == true)
        #expect(host.otherFacts.filter { $0.kind == "hotfix" }.count == 3)
        #expect(host.interfaces.first?.addresses == ["192.0.2.21", "2001:db8::21"])
        #expect(host.identity.macAddresses == ["00:00:5e:00:53:21"])
        #expect(host.listeners.map(\.process) == ["svchost", "sqlservr"])
    }

    @Test func guestsHaveTheUUIDOfTheirFirmware() throws {
        let guests = try recordedHost("windows/server-2019", .windows).guests
        #expect(
            guests == [
                VirtualMachine(
                    manager: "hyper-v",
                    name: "db 01",
                    uuid: "11111111-2222-3333-4444-555555555555",
                    state: .running
                ),
                VirtualMachine(manager: "hyper-v", name: "old", state: .suspended),
            ]
        )
    }

    @Test func anOldDesktopInAnotherLanguageIsRead() throws {
        let host = try recordedHost("windows/windows-7", .windows)
        let system = try #require(host.operatingSystem)
        #expect(system.version == "6.1.7601")
        #expect(system.fullVersion == "6.1.7601")
        #expect(system.architecture == "x86")
        #expect(system.releaseFields["servicePack"] == "Service Pack 1")
        #expect(system.releaseFields["productType"] == "1")
        #expect(host.bootedAt == Instant("2026-10-01T02:04:05Z"))
        #expect(host.hardware?.model == nil)
        #expect(host.hardware?.serial == nil)
        #expect(host.hardware?.uuid == nil)
        #expect(host.hardware?.manufacturer == "LENOVO")
        #expect(host.hardware?.biosDate == CalendarDay("2011-11-28"))
        #expect(host.identity.fqdn == nil, "a workgroup is no domain")
        #expect(host.listeners == [Listener(address: "0.0.0.0", port: 135), Listener(address: "::", port: 445)])
        #expect(host.completeness[.software] == .partial, "no program was listed")
    }

    @Test func aHostThatSaysNothingIsAbsentAndNotInvented() {
        let host = Platform.windows.collection(from: silentAnswers(of: .windows), scriptDigest: "")
        #expect(host.operatingSystem == nil)
        #expect(host.hardware == nil)
        #expect(host.updates == nil)
        #expect(host.otherFacts.isEmpty)
        #expect(host.completeness[.system] == .absent)
        #expect(host.completeness[.software] == .partial)
    }

    @Test func missingRightsAreAProblemThatSaysSo() throws {
        var answers = try recordedAnswers("windows/server-2019", .windows)
        answers["windows-hotfixes"]?.status = PosixStatus.privilegeMissing
        let host = Platform.windows.collection(from: Answers(Array(answers.values)), scriptDigest: "")
        #expect(host.problems.map(\.code) == [.privilegeMissing])
        #expect(host.completeness[.updates] == .partial)
    }

    @Test func anyBytesAreRead() throws {
        let pieces = try Fixture.files(in: "windows").map(Fixture.bytes)
        readsAnything(.windows, seeds: 1...80, pieces: pieces)
    }

    @Test func probesHaveUniqueIds() {
        let ids = Platform.windows.probes.map(\.id)
        #expect(Set(ids).count == ids.count)
        #expect(ids.allSatisfy { $0.hasPrefix("windows-") })
    }
}
