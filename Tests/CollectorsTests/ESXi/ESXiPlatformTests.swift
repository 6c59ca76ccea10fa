import EstateModel
import Testing

@testable import Collectors

/// Whole hosts: answers in the CSV form of ESXi 7 and in the text form of ESXi 6.7, written by hand after real ones.
struct ESXiPlatformTests {
    @Test func aHostThatAnswersInCSVIsReadWhole() throws {
        let host = try recordedHost("esxi/7.0.3-csv", .esxi)
        let system = try #require(host.operatingSystem)
        #expect(system.family == .esxi)
        #expect(system.id == "esxi")
        #expect(system.version == "7.0.3")
        #expect(system.fullVersion == "7.0.3 build-21930508")
        #expect(system.name == "VMware ESXi 7.0 Update 3")
        #expect(system.architecture == "x86_64")
        #expect(system.releaseFields["BUILD"] == "21930508")
        #expect(system.releaseFields["UPDATE"] == "3")
        #expect(system.releaseFields["PATCH"] == "95")
        #expect(system.releaseFields["IMAGE_PROFILE"] == "(Updated) ESXi-7.0U3n-21930508-standard")
        #expect(host.identity.fqdn == "esx01.example.org")
        #expect(host.identity.hostname == "esx01")
        #expect(host.bootedAt == Instant("2026-03-04T05:06:07Z"))
        #expect(host.problems.isEmpty)
        #expect(host.completeness.values.allSatisfy { $0 == .complete })
    }

    @Test func theMachineUnderneathIsDescribed() throws {
        let hardware = try #require(try recordedHost("esxi/7.0.3-csv", .esxi).hardware)
        #expect(hardware.manufacturer == "Dell Inc.")
        #expect(hardware.model == "PowerEdge R740")
        #expect(hardware.serial == "ABC1D23")
        #expect(hardware.uuid == "4c4c4544-0042-3510-8051-b4c04f334e32")
        #expect(hardware.processor == "Intel(R) Xeon(R) Gold 6130 CPU @ 2.10GHz")
        #expect(hardware.sockets == 2)
        #expect(hardware.cores == 32)
        #expect(hardware.threads == 64)
        #expect(hardware.memoryBytes == 205_987_237_888)
        #expect(hardware.placement == .physical)
    }

    @Test func judgingGetsAFactInTheWordsOfTheAPI() throws {
        let facts = try recordedHost("esxi/7.0.3-csv", .esxi).otherFacts
        let fields = ["fullName": "VMware ESXi 7.0.3 build-21930508", "version": "7.0.3", "build": "21930508"]
        #expect(facts == [Fact(kind: "vsphere-api", fields: fields)])
    }

    @Test func packagesAndTheLastInstallationAreRead() throws {
        let host = try recordedHost("esxi/7.0.3-csv", .esxi)
        #expect(host.software.map(\.name) == ["dcism", "esx-base", "tools-light"])
        #expect(host.software.first?.publisher == "Example, Inc.")
        #expect(host.updates?.lastInstalled == CalendarDay("2023-07-19"))
    }

    @Test func guestsJoinTheirProcessesByConfigurationFile() throws {
        let guests = try recordedHost("esxi/7.0.3-csv", .esxi).guests
        let states = guests.map { "\($0.name) \($0.state?.rawValue ?? "-") \($0.uuid ?? "-")" }
        #expect(
            states.sorted() == [
                "Gäste Büro off -",
                "db [prod] (1) running 423baedc-5436-d8e3-9dd6-f1e0aba05cca",
                "web01 off -",
                "web01 running 564dc4d7-deeb-7781-dc69-4e96d4c6184f",
            ]
        )
        #expect(guests.allSatisfy { $0.manager == "esxi" })
    }

    @Test func interfacesAndListenersAreRead() throws {
        let host = try recordedHost("esxi/7.0.3-csv", .esxi)
        #expect(
            host.interfaces == [
                NetworkInterface(name: "vmk0", macAddress: "00:00:5e:00:53:02", addresses: ["192.0.2.10"]),
                NetworkInterface(name: "vmnic0", macAddress: "00:00:5e:00:53:01"),
            ]
        )
        #expect(
            host.listeners == [
                Listener(address: "::", port: 80, process: "rhttpproxy-IO"),
                Listener(address: "0.0.0.0", port: 443, process: "rhttpproxy-IO"),
            ]
        )
        #expect(host.identity.macAddresses == ["00:00:5e:00:53:01", "00:00:5e:00:53:02"])
    }

    @Test func aHostWithoutAFormatterIsReadFromText() throws {
        let host = try recordedHost("esxi/6.7-text", .esxi)
        #expect(host.operatingSystem?.version == "6.7.0")
        #expect(host.operatingSystem?.fullVersion == "6.7.0 build-13006603")
        #expect(host.operatingSystem?.releaseFields["PATCH"] == nil)
        #expect(host.operatingSystem?.releaseFields["IMAGE_PROFILE"] == nil)
        #expect(host.identity.fqdn == nil, "localhost.localdomain names no host")
        #expect(host.hardware?.uuid == "423300ff-d6dc-ba71-0a6a-f91c57132599")
        #expect(host.hardware?.placement == .virtual)
        #expect(host.hardware?.virtualization == "vmware")
        #expect(host.hardware?.processor == "GenuineIntel")
        #expect(host.hardware?.memoryBytes == 8_588_824_576)
        #expect(host.software.count == 3)
        #expect(host.updates?.lastInstalled == CalendarDay("2019-05-02"))
        #expect(host.guests.isEmpty)
        #expect(host.interfaces.map(\.name) == ["vmk0", "vmnic0"])
        #expect(host.interfaces.first?.addresses == ["192.0.2.11"])
        #expect(host.problems.isEmpty)
    }

    @Test func aHostThatSaysNothingIsAbsentAndNotInvented() {
        let host = Platform.esxi.collection(from: silentAnswers(of: .esxi), scriptDigest: "")
        #expect(host.operatingSystem == nil)
        #expect(host.hardware == nil)
        #expect(host.software.isEmpty)
        #expect(host.completeness[.system] == .absent)
        #expect(host.completeness[.software] == .absent)
        #expect(host.problems.contains { $0.code == .unreadableOutput && $0.probe == "esxi-vibs" })
    }

    @Test func withoutAProcessListNoGuestIsCalledOff() throws {
        var answers = try recordedAnswers("esxi/7.0.3-csv", .esxi)
        answers["esxi-processes"] = nil
        let host = Platform.esxi.collection(from: Answers(Array(answers.values)), scriptDigest: "")
        #expect(Set(host.guests.map(\.name)) == ["Gäste Büro", "db [prod] (1)", "web01"])
        #expect(host.guests.allSatisfy { $0.state == nil && $0.uuid == nil })
        #expect(host.completeness[.guests] == .partial)
    }

    @Test func anyBytesAreRead() throws {
        readsAnything(.esxi, seeds: 1...80, pieces: try Fixture.files(in: "esxi").map(Fixture.bytes))
    }

    @Test func probesHaveUniqueIds() {
        let ids = Platform.esxi.probes.map(\.id)
        #expect(Set(ids).count == ids.count)
        #expect(Platform.esxi.probes.allSatisfy { $0.id.hasPrefix("esxi-") })
    }
}
