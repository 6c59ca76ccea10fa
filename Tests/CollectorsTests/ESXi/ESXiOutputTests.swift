import EstateModel
import Testing

@testable import Collectors

struct ESXiOutputTests {
    @Test func quotedValuesMayHoldCommasQuotesAndLineEnds() {
        let rows = ESXiOutput.rows(Array("Name,Text,\na,\"one, \"\"two\"\"\nthree\",\nb,,\n".utf8))
        #expect(rows == [["name": "a", "text": "one, \"two\"\nthree"], ["name": "b"]])
    }

    @Test func anUnclosedQuoteEndsWithTheText() {
        #expect(ESXiOutput.rows(Array("Name,Text,\na,\"open".utf8)) == [["name": "a", "text": "open"]])
    }

    @Test func aTableWithoutItsRuleIsReadByTheGapsOfItsHeader() {
        let text = "Name      Version    Vendor  Install Date\nesx-base  7.0.3-0.35  VMware  2022-06-08-08\n"
        #expect(ESXiOutput.rows(Array(text.utf8)).first?["installdate"] == "2022-06-08-08")
    }

    @Test func aPathThatTheConsoleCutIsOneAgain() {
        let text = """
            vm:01
               World ID: 1
               Display Name: vm:01
               Config File: /vmfs/volumes/5/vm
             01/vm01.vmx

            other
               World ID: 2
               Display Name: other
               Config File: /vmfs/volumes/5/other/other.vmx
            """
        let list = ESXiProcess.list(Array(text.utf8))
        #expect(list.map(\.name) == ["vm:01", "other"])
        #expect(list.first?.configurationFile == "/vmfs/volumes/5/vm 01/vm01.vmx")
    }

    @Test(
        arguments: [
            (
                "0xff 0x0 0x33 0x42 0xdc 0xd6 0x71 0xba 0xa 0x6a 0xf9 0x1c 0x57 0x13 0x25 0x99",
                "423300ff-d6dc-ba71-0a6a-f91c57132599"
            ),
            (
                "0xff,0x0,0x33,0x42,0xdc,0xd6,0x71,0xba,0xa,0x6a,0xf9,0x1c,0x57,0x13,0x25,0x99",
                "423300ff-d6dc-ba71-0a6a-f91c57132599"
            ),
            ("0x0 0x0 0x0 0x0 0x0 0x0 0x0 0x0 0x0 0x0 0x0 0x0 0x0 0x0 0x0 0x0", nil),
            ("0xff 0xff 0xff 0xff 0xff 0xff 0xff 0xff 0xff 0xff 0xff 0xff 0xff 0xff 0xff 0xff", nil),
            ("0xff 0x0 0x33", nil),
            ("0x100 0x0 0x33 0x42 0xdc 0xd6 0x71 0xba 0xa 0x6a 0xf9 0x1c 0x57 0x13 0x25 0x99", nil),
            ("", nil),
        ] as [(String, String?)]
    )
    func firmwareBytesAreTurnedAsLinuxPrintsThem(text: String, uuid: String?) {
        #expect(ESXiHardware.uuid(firmwareBytes: text) == uuid)
    }

    @Test(
        arguments: [
            ("56 4d c4 d7 de eb 77 81-dc 69 4e 96 d4 c6 18 4f", "564dc4d7-deeb-7781-dc69-4e96d4c6184f"),
            ("56 4d c4 d7", nil),
            ("5 4d c4 d7 de eb 77 81-dc 69 4e 96 d4 c6 18 4f", nil),
        ] as [(String, String?)]
    )
    func printedBytesKeepTheirOrder(text: String, uuid: String?) {
        #expect(ESXiHardware.uuid(printedBytes: text) == uuid)
    }

    @Test func aGuestLineIsTakenApartAtItsFixedPoints() {
        let text = "24     Test Test [Test] [Test]   [ds 50] a [b] c/x.y [z].vmx       otherGuest64    vmx-17\r\n"
        let row = ESXiGuestRow.rows(Array(text.utf8)).rows.first
        #expect(row?.id == 24)
        #expect(row?.name == "Test Test [Test] [Test]")
        #expect(row?.hardwareVersion == "vmx-17")
        #expect(row?.guestSystem == "otherGuest64")
    }

    @Test func anAnnotationIsNeverAGuest() {
        let text = """
            Vmid   Name   File   Guest OS   Version   Annotation
            1      a      [ds] a/a.vmx   rhel6_64Guest   vmx-08   copy of [ds] b/b.vmx other vmx-09
            2 copies were made
            3
            """
        let (rows, ignored) = ESXiGuestRow.rows(Array(text.utf8))
        #expect(rows.map(\.path) == ["a/a.vmx"])
        #expect(ignored == 0)
    }

    /// In quadratic time this would take minutes.
    @Test(.timeLimit(.minutes(1))) func aLineOfBracketsCostsNoMoreThanItsLength() {
        let brackets = String(repeating: "[", count: 60_000)
        let line = "1 \(brackets)] a.vmx x vmx-07\n"
        for _ in 0..<5 { _ = ESXiGuestRow.rows(Array(line.utf8)) }
    }

    @Test func aNumberedLineBeforeAllGuestsIsReported() {
        let host = collect(
            with: ESXiGuests(),
            text: ["esxi-guests": "Vmid  Name\n7   Skipping Invalid VM '7'\n"]
        )
        #expect(host.guests.isEmpty)
        #expect(host.completeness[.guests] == .partial)
    }

    @Test func equalNamesAreNotJoinedByName() {
        let rows = [
            ESXiGuestRow(id: 1, name: "a", path: "a/a.vmx"), ESXiGuestRow(id: 2, name: "a", path: "b/a.vmx"),
        ]
        let running = [ESXiProcess(name: "a", configurationFile: "/vmfs/volumes/x/c/a.vmx")]
        let guests = ESXiGuests.guests(rows, running: running, isListWhole: true)
        #expect(guests.map(\.state) == [.off, .off, .running], "the running one is registered elsewhere or not at all")
    }
}
