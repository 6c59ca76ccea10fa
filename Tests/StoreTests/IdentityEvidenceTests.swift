import EstateModel
import TestSupport
import Testing

@testable import Store

struct IdentityEvidenceTests {
    @Test(arguments: [
        // What VMware prints, and what Linux shows of the same machine.
        ("56 4d 24 f8 03 86 58 76-37 d6 71 d9 5c 09 63 9b", "f8244d56-8603-7658-37d6-71d95c09639b"),
        ("4C4C4544-0051-3410-8051-B5C04F375931", "44454c4c-5100-1034-8051-b5c04f375931"),
        ("{4c4c4544-0051-3410-8051-b5c04f375931}", "4c4c454400513410 8051b5c04f375931"),
    ])
    func bothByteOrdersAreOneMachine(first: String, second: String) throws {
        let uuid = try #require(MachineUUID(first))
        #expect(MachineUUID(second) == uuid)
    }

    @Test(arguments: [
        "", "Not Settable", "Not Present", "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff", "03000200-0400-0500-0006-000700080009",
        "00020003-0004-0005-0006-000700080009", "11111111-2222-3333-4444-555555555555",
        "9c6b0076-9cc4-0000-0000-000000000000", "4c4c4544-0051-3410-8051-b5c04f37593",
        "4c4c4544-0051-3410-8051-b5c04f3759311", "4c4c4544-0051-3410-8051-b5c04f37593g",
    ])
    func aPlaceholderIsNoUUID(text: String) {
        #expect(MachineUUID(text) == nil)
    }

    @Test func swappingTwiceIsTheSame() {
        var random = SeededRandom(seed: 99)
        for _ in 0..<1000 {
            let bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
            let swapped = [3, 2, 1, 0, 5, 4, 7, 6].map { bytes[$0] } + bytes[8...]
            func text(_ bytes: [UInt8]) -> String {
                bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            }
            #expect(MachineUUID(text(bytes)) != nil)
            #expect(MachineUUID(text(bytes)) == MachineUUID(text(swapped)))
        }
    }

    @Test(arguments: [
        ("Dell Inc.", "7PPDY12", "dell 7ppdy12"), ("Dell", " 7ppdy12 ", "dell 7ppdy12"),
        ("Hewlett-Packard", "CZJ1280RQ2", "hp czj1280rq2"), ("HPE", "CZJ1280RQ2", "hp czj1280rq2"),
        (
            "VMware, Inc.", "VMware-56 4d 24 f8 03 86 58 76-37 d6 71 d9 5c 09 63 9b",
            "vmware vmware-56 4d 24 f8 03 86 58 76-37 d6 71 d9 5c 09 63 9b"
        ),
    ])
    func aSerialCountsTogetherWithItsMaker(maker: String, serial: String, expected: String) {
        #expect(MachineSerial.evidence(manufacturer: maker, serial: serial) == expected)
    }

    @Test(arguments: [
        "To Be Filled By O.E.M.", "To be filled by O.E.M.", "Not Specified", "None", "System Serial Number",
        "Chassis Serial Number", "Default string", "0", "0000000", "0x00000000", "123456789", "0123456789", "SSSSSSSS",
        "XXXXXXXXXX", "XXXXXXX", "OEM Define 3", "not available", "Unknown", "Empty", "", "   ", "SerNum03", "42",
        "....",
    ])
    func aSerialThatManyMachinesShareDoesNotCount(serial: String) {
        #expect(MachineSerial.evidence(manufacturer: "Dell Inc.", serial: serial) == nil)
    }

    @Test(arguments: [nil, "", "System manufacturer", "To Be Filled By O.E.M.", "Default string"] as [String?])
    func aSerialWithoutAMakerDoesNotCount(maker: String?) {
        #expect(MachineSerial.evidence(manufacturer: maker, serial: "7PPDY12") == nil)
    }

    @Test func aContainerDoesNotShowTheMachineOfItsHost() {
        var host = Sample.host(1)
        #expect(evidence(host).values[.smbiosUUID] != nil)
        host.hardware?.placement = .container
        #expect(evidence(host).values[.smbiosUUID] == nil)
        #expect(evidence(host).values[.serial] == nil)
        #expect(evidence(host).values[.machineID] != nil)
    }

    @Test(arguments: ["uninitialized", "", "00000000000000000000000000000000", "xyz", "abc"])
    func aMachineIDThatIsNoneDoesNotCount(id: String) {
        var host = Sample.host(1)
        host.identity.machineID = id
        #expect(evidence(host).values[.machineID] == nil)
    }

    @Test(arguments: ["localhost.localdomain", "localhost", "web01", "", "web01.", "(none).x"])
    func aNameThatIsNoneDoesNotCount(name: String) {
        var host = Sample.host(1)
        host.identity.fqdn = name
        #expect(evidence(host).values[.fqdn] == nil)
    }

    private func evidence(_ host: HostCollection) -> IdentityEvidence {
        IdentityEvidence(host, targetName: "web01", targetAddress: "192.0.2.1")
    }
}
