import EstateModel
import Foundation
import Testing

@testable import Collectors

/// Recordings of real hosts, read in place.
@Suite(.enabled(if: Corpus.isPresent, "../shared/corpus is absent"))
struct ESXiCorpusTests {
    private let folder = "web-transcripts/esxi/"

    @Test(arguments: ["5.5.0", "6.5.0", "7.0.2", "7.0.3"])
    func versionsAreReadAsExpected(release: String) throws {
        let name = "system_version_get_\(release).txt"
        let expected = try expectation("web-transcripts/esxi", name)
        let host = collect(with: ESXiSystem(), ["esxi-version": try Corpus.bytes(folder + name)])
        let fields = host.operatingSystem?.releaseFields
        #expect(fields?["VERSION_ID"] == expected["version"] as? String)
        #expect(fields?["BUILD"] == expected["build"] as? String)
        #expect(fields?["UPDATE"] == expected["update"] as? String)
        #expect(fields?["PATCH"] == expected["patch"] as? String)
    }

    @Test(arguments: [
        ("web-transcripts/esxi/vmware_-v_5.5.0.txt", "5.5.0", "3248547"),
        ("web-transcripts/esxi/vmware_-v_7.0.3.txt", "7.0.3", "19482537"),
        ("elatov-blog/vmware/2012-10-08-esxi-host-randomly-disconnects-from-vcenter-serve_01.txt", "4.1.0", "702113"),
    ])
    func bannersAreRead(path: String, version: String, build: String) throws {
        let banner = ESXiBanner(try Corpus.bytes(path))
        #expect(banner.version == version)
        #expect(banner.build == build)
    }

    @Test(arguments: [
        ("web-transcripts/esxi/software_vib_list_7.0.0.txt", 27, "2020-04-03"),
        ("web-transcripts/esxi/software_vib_list_9.0_platforms-column.txt", 5, "2025-12-06"),
        ("web-transcripts/esxi/software_vib_list_6.0_broken-image.txt", 1, "2016-01-16"),
        ("web-transcripts/esxi/software_vib_list_grep_odd-date.txt", 1, "2022-06-08"),
        ("intel-mfd-package-manager/esxi/test_get_installed_vibs.arg1.txt", 3, "2023-05-05"),
    ])
    func packageListsAreCounted(path: String, count: Int, lastDay: String) throws {
        let (software, last) = ESXiSoftware.packages(try Corpus.bytes(path))
        #expect(software.count == count)
        #expect(last == CalendarDay(lastDay))
        #expect(software.allSatisfy { $0.version?.isEmpty == false && $0.publisher?.isEmpty == false })
    }

    @Test func aPackageKeepsItsVersion() throws {
        let software = ESXiSoftware.packages(try Corpus.bytes(folder + "software_vib_list_7.0.0.txt")).software
        #expect(software.first { $0.name == "esx-base" }?.version == "7.0.0-1.0.15843807")
        #expect(software.first { $0.name == "tools-light" }?.publisher == "VMware")
    }

    @Test(arguments: ["getallvms_annotation_and_spaces.txt", "getallvms_crlf_7vms.txt"])
    func guestNamesAreAsExpected(name: String) throws {
        let names = try #require(try expectation("web-transcripts/esxi", name)["names"] as? [String: String])
        let (rows, ignored) = ESXiGuestRow.rows(try Corpus.bytes(folder + name))
        #expect(Dictionary(uniqueKeysWithValues: rows.map { (String($0.id), $0.name) }) == names)
        #expect(ignored == 0)
    }

    @Test func everyColumnOfGuestsIsAsExpected() throws {
        let name = "getallvms_esxi8_names-with-spaces.txt"
        let expected = try #require(try expectation("web-transcripts/esxi", name)["vms"] as? [[String: Any]])
        let rows = ESXiGuestRow.rows(try Corpus.bytes(folder + name)).rows
        #expect(rows.map(\.id) == expected.map { $0["vmid"] as? Int })
        #expect(rows.map(\.name) == expected.map { $0["name"] as? String })
        #expect(rows.map(\.datastore) == expected.map { $0["datastore"] as? String })
        #expect(rows.map(\.path) == expected.map { $0["vmx"] as? String })
        #expect(rows.map(\.guestSystem) == expected.map { $0["guest"] as? String })
        #expect(rows.map(\.hardwareVersion) == expected.map { $0["hw"] as? String })
    }

    @Test(arguments: [
        ("web-transcripts/esxi/getallvms_no-vms.txt", [String]()),
        ("intel-mfd-esxi/fixtures/module.getallvms19.txt", ["AT_ESXI_050", "Test Test [Test] [Test]"]),
        ("elatov-blog/vim-cmd/2014-06-07-esxi-patch-for-heartbleed_02.txt", ["VM1", "VM2"]),
        ("elatov-blog/vim-cmd/2014-08-07-partition-zabbix-22-mysql-database_01.txt", ["VM1"]),
    ])
    func otherGuestListsAreRead(path: String, names: [String]) throws {
        #expect(ESXiGuestRow.rows(try Corpus.bytes(path)).rows.map(\.name) == names)
    }

    @Test(arguments: [
        ("web-transcripts/esxi/vm_process_list_two.txt", ["server08R2", "CentOS7.6_mini"]),
        ("web-transcripts/esxi/vm_process_list_spaces.txt", ["RH236_3.1", "Server 2016 Vcenter"]),
        ("web-transcripts/esxi/vm_process_list_wrapped.txt", ["vm01", "VMware vCenter Server Appliance"]),
        ("intel-mfd-esxi/host/test_get_vm_name_by_vf.output.txt", ["AT_ESXI_145", "VM2_145", "VM1_145"]),
    ])
    func processListsAreRead(path: String, names: [String]) throws {
        let list = ESXiProcess.list(try Corpus.bytes(path))
        #expect(list.map(\.name) == names)
        #expect(list.allSatisfy { $0.uuid?.utf8.count == 36 })
        #expect(list.allSatisfy { $0.configurationFile?.hasSuffix(".vmx") == true })
    }

    @Test func aRunningGuestHasTheExpectedUUID() throws {
        let list = ESXiProcess.list(try Corpus.bytes(folder + "vm_process_list_two.txt"))
        #expect(list.first?.uuid == "564dc4d7-deeb-7781-dc69-4e96d4c6184f")
        #expect(list.last?.uuid == "423baedc-5436-d8e3-9dd6-f1e0aba05cca")
    }

    @Test func theMachineIsReadAsExpected() throws {
        let expected = try expectation("web-transcripts/esxi", "hardware_platform_get_nested-vm.txt")
        let answers = [
            "esxi-platform": try Corpus.bytes(folder + "hardware_platform_get_nested-vm.txt"),
            "esxi-cpu": try Corpus.bytes(folder + "hardware_cpu_global_get.txt"),
            "esxi-cpu-list": try Corpus.bytes(folder + "hardware_cpu_list_excerpt.txt"),
            "esxi-memory": try Corpus.bytes(folder + "hardware_memory_get.txt"),
        ]
        let hardware = try #require(collect(with: ESXiHardware(), answers).hardware)
        #expect(hardware.uuid == expected["smbios_uuid_mixed_endian"] as? String)
        #expect(hardware.serial == expected["serial"] as? String)
        #expect(hardware.model == expected["product"] as? String)
        #expect(hardware.manufacturer == expected["vendor"] as? String)
        #expect(hardware.cores == 12)
        #expect(hardware.threads == 24)
        #expect(hardware.sockets == 1)
        #expect(hardware.memoryBytes == 8_588_824_576)
        #expect(hardware.processor == "AuthenticAMD")
    }

    @Test(
        arguments: [
            ("intel-mfd-host/feature_memory_esxi/test_ram.output.txt", 17_169_526_784),
            ("elatov-blog/esxcli/2014-04-21-esxi-macmini-62_02.txt", 17_081_536_512),
        ] as [(String, Int64)]
    )
    func memoryIsRead(path: String, bytes: Int64) throws {
        let host = collect(with: ESXiHardware(), ["esxi-memory": try Corpus.bytes(path)])
        #expect(host.hardware?.memoryBytes == bytes)
    }

    @Test func theHardwareDumpOfTheAPIGivesTheUUIDUnlessItIsZero() throws {
        let start = "elatov-blog/vim-cmd/2013-01-14-esxi-hosts-show-up-as-a-vem-module-with-all-zeros_0"
        let whole = ESXiSummary(try Corpus.bytes(start + "1.txt"))
        #expect(whole.uuid == "42343a8f-65b9-e0ae-acf2-b6d4e3995147")
        #expect(whole.vendor == "Cisco Systems Inc")
        let empty = ESXiSummary(try Corpus.bytes(start + "2.txt"))
        #expect(empty.uuid == nil)
        #expect(empty.vendor == nil)
    }

    @Test func aMissingImageProfileIsNone() throws {
        let name = "software_profile_get_none.txt"
        let answers = [
            "esxi-vmware": Array("VMware ESXi 6.0.0 build-3380124\n".utf8),
            "esxi-profile": try Corpus.bytes(folder + name),
        ]
        #expect(collect(with: ESXiSystem(), answers).operatingSystem?.releaseFields["IMAGE_PROFILE"] == nil)
    }

    @Test func everyRecordingIsSurvivedByEveryProbe() throws {
        let files = ["web-transcripts/esxi", "elatov-blog/esxcli", "elatov-blog/vim-cmd", "intel-mfd-esxi"]
            .flatMap(Corpus.files)
        #expect(files.count > 40)
        for file in files {
            let bytes = try Corpus.bytes(file)
            let answers = Platform.esxi.probes.map { Answer(probe: $0.id, status: 0, stdout: bytes) }
            _ = Platform.esxi.collection(from: Answers(answers), scriptDigest: "")
        }
    }
}

/// What the corpus expects of one file.
func expectation(_ folder: String, _ name: String) throws -> [String: Any] {
    let all = try #require(Corpus.json("\(folder)/expected.json") as? [String: Any])
    let entry = try #require(all[name] as? [String: Any])
    return try #require(entry["expected"] as? [String: Any])
}
