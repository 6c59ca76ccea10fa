import EstateModel
import Testing

@testable import Collectors

struct SmbiosTests {
    @Test(arguments: [
        "", "   ", "To Be Filled By O.E.M.", "to be filled by O.E.M. ", "Not Specified", "Default string", "None",
        "<OUT OF SPEC>", "<BAD INDEX>", "System Product Name", "Not Present", ".........", "00000000", "FFFFFFFF",
        "N/A", "Unknow", "O.E.M.", "caf\u{FFFD}", "\u{0}\u{1}",
    ])
    func placeholdersAreNothing(text: String) {
        #expect(SmbiosPlaceholder.cleaned(text) == nil)
    }

    @Test(arguments: [("ProLiant DL380 Gen10 ", "ProLiant DL380 Gen10"), ("7", "7"), ("A", "A"), ("2.0", "2.0")])
    func valuesAreKeptWithoutBlanksAroundThem(text: String, value: String) {
        #expect(SmbiosPlaceholder.cleaned(text) == value)
    }

    @Test(arguments: ["0123456789", "System Serial Number", "12345678", "0", "xxxxxxx", "SerNum00"])
    func serialNumbersThatManyBoardsShareAreNothing(text: String) {
        #expect(SmbiosPlaceholder.cleanedSerial(text) == nil)
    }

    @Test func aRealSerialNumberIsKept() {
        #expect(SmbiosPlaceholder.cleanedSerial("CZJ4242XYZ ") == "CZJ4242XYZ")
    }

    @Test(arguments: [
        ("D7AFF990-4871-11DB-A6C6-0007E994F7C3", "d7aff990-4871-11db-a6c6-0007e994f7c3"),
        ("{4c4c4544-0042-3510-8052-b4c04f4b3232}", "4c4c4544-0042-3510-8052-b4c04f4b3232"),
        ("d7aff990487111dba6c60007e994f7c3", "d7aff990-4871-11db-a6c6-0007e994f7c3"),
    ])
    func uuidsAreWrittenAsLinuxDoes(text: String, uuid: String) {
        #expect(SmbiosUUID.normalized(text) == uuid)
    }

    @Test(arguments: [
        "", "Not Settable", "00000000-0000-0000-0000-000000000000", "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
        "03000200-0400-0500-0006-000700080009", "d7aff990-4871-11db-a6c6-0007e994f7c", "d7aff990-4871-11db-a6c6-x",
    ])
    func whatIsNoUUIDOfOneHostIsNothing(text: String) {
        #expect(SmbiosUUID.normalized(text) == nil)
    }

    @Test func theOtherByteOrderIsItsOwnInverse() throws {
        let uuid = "42330011-2233-4455-6677-8899aabbccdd"
        let other = try #require(SmbiosUUID.swapped(uuid))
        #expect(other == "11003342-3322-5544-6677-8899aabbccdd")
        #expect(SmbiosUUID.swapped(other) == uuid)
        #expect(SmbiosUUID.swapped("short") == nil)
    }

    @Test func theSerialNumberOfVMwareHoldsTheUUID() {
        let serial = "VMware-42 33 00 ff 1e 2b 3c 4d-5e 6f 70 81 92 a3 b4 c5"
        #expect(SmbiosUUID.fromVMwareSerial(serial) == "423300ff-1e2b-3c4d-5e6f-708192a3b4c5")
        #expect(SmbiosUUID.fromVMwareSerial("42 33 00 ff 1e 2b 3c 4d-5e 6f 70 81 92 a3 b4 c5") == nil)
        #expect(SmbiosUUID.fromVMwareSerial("VMware-") == nil)
    }

    @Test(arguments: [
        ("09/01/2006", "2006-09-01"), ("02/11/99", "1999-02-11"), ("12/31/05", "2005-12-31"),
    ])
    func firmwareDatesHaveTheMonthInFront(text: String, day: String) {
        #expect(SmbiosDate.day(text) == CalendarDay(day))
    }

    @Test(arguments: ["", "31/12/2005", "2006-09-01", "00/00/0000", "9/1/2006", "09/01/20060", "aa/bb/cccc"])
    func whatIsNoFirmwareDateIsNothing(text: String) {
        #expect(SmbiosDate.day(text) == nil)
    }

    @Test func chassisNumbersHaveTheNamesOfTheStandard() {
        #expect(SmbiosChassis.name("3") == "Desktop")
        #expect(SmbiosChassis.name("10") == "Notebook")
        #expect(SmbiosChassis.name("23") == "Rack Mount Chassis")
        #expect(SmbiosChassis.name("28") == "Blade")
        #expect(SmbiosChassis.name("36") == "Stick PC")
        #expect(["0", "1", "2", "37", "", "x", "-1"].allSatisfy { SmbiosChassis.name($0) == nil })
    }
}
