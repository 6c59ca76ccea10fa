import EstateModel
import Testing

@testable import Collectors

struct DmidecodeTests {
    @Test func aDumpTellsMakerModelProcessorsAndMemory() throws {
        let facts = DmidecodeFacts(DmidecodeDump(try Fixture.bytes("linux-host/dmidecode/server.txt")))
        #expect(facts.manufacturer == "Example Systems")
        #expect(facts.product == "Rack 2000 G4")
        #expect(facts.serial == "EX42SERIAL")
        #expect(facts.uuid == "4c4c4544-0042-3510-8052-b4c04f4b3232")
        #expect(facts.biosVersion == "2.3.4")
        #expect(facts.biosDate == CalendarDay("2021-10-11"))
        #expect(facts.chassis == "Rack Mount Chassis")
        #expect(facts.processors == [.init(model: "Example(R) CPU 6126 @ 2.60GHz", cores: 12, threads: 24)])
        let module = Hardware.MemoryModule(
            slot: "PROC 1 DIMM 2",
            sizeBytes: 16 << 30,
            kind: "DDR4",
            manufacturer: "Example",
            partNumber: "840757-091",
            serial: "A1B2C3D4"
        )
        #expect(facts.memoryModules == [module])
    }

    @Test func theLayoutBefore2_8IsRead() throws {
        let facts = DmidecodeFacts(DmidecodeDump(try Fixture.bytes("linux-host/dmidecode/old-layout.txt")))
        #expect(facts.manufacturer == "Example")
        #expect(facts.product == "-[86494jg]-")
        #expect(facts.biosDate == CalendarDay("1999-02-11"))
        #expect(facts.processors == [.init(model: "Xeon", cores: nil, threads: nil)])
        #expect(facts.memoryModules?.map(\.sizeBytes) == [512 << 20])
    }

    @Test func aBoxBuiltFromPartsIsNamedByItsBoard() {
        let dump = """
            Handle 0x0001, DMI type 1, 27 bytes
            System Information
            \tManufacturer: To Be Filled By O.E.M.
            \tProduct Name: To Be Filled By O.E.M.
            \tSerial Number: To Be Filled By O.E.M.

            Handle 0x0002, DMI type 2, 15 bytes
            Base Board Information
            \tManufacturer: Example Board
            \tProduct Name: X10
            """
        let facts = DmidecodeFacts(DmidecodeDump(Array(dump.utf8)))
        #expect(facts.manufacturer == "Example Board")
        #expect(facts.product == "X10")
        #expect(facts.serial == nil)
        #expect(facts.memoryModules == nil)
    }

    @Test(arguments: [
        "", "# No SMBIOS nor DMI entry point found, sorry.\n", "/dev/mem: Permission denied\n",
        "# dmidecode 3.4\nHandle 0x0001, DMI ty", "Manufacturer: outside of any structure\n",
    ])
    func whatIsNoDumpTellsNothing(text: String) {
        let facts = DmidecodeFacts(DmidecodeDump(Array(text.utf8)))
        #expect(facts.manufacturer == nil)
        #expect(facts.product == nil)
        #expect(facts.uuid == nil)
        #expect(facts.processors.isEmpty)
        #expect(facts.memoryModules == nil)
    }

    @Test(
        arguments: [
            ("4096 MB", 4 << 30), ("4 GB", 4 << 30), ("64 kB", 64 << 10), ("1 TB", 1 << 40),
            ("No Module Installed", nil),
            ("Unknown", nil), ("0 MB", nil), ("99999999999 GB", nil), ("MB", nil), ("-1 MB", nil),
        ] as [(String, Int64?)]
    )
    func sizesHaveUnits(text: String, bytes: Int64?) {
        #expect(DmidecodeFacts.bytes(text) == bytes)
    }
}
