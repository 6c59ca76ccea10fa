import EstateModel
import Testing

@testable import Collectors

struct HardwareCollectorTests {
    private let open = """
        dmi sys_vendor Example Systems
        dmi product_name Rack 2000 G4
        dmi bios_vendor Example BIOS
        dmi bios_version 2.3.4
        dmi bios_date 10/11/2021
        dmi board_vendor Example Systems
        dmi board_name 0X89R8
        dmi chassis_type 23

        """
    private let closed = """
        /sys/class/dmi/id/product_serial:EX42SERIAL
        /sys/class/dmi/id/product_uuid:4C4C4544-0042-3510-8052-B4C04F4B3232

        """

    @Test func rootTellsSerialNumberAndUUID() throws {
        let found = collect(with: HardwareCollector(), text: ["dmi": open, "dmi-root": closed])
        let hardware = try #require(found.hardware)
        #expect(hardware.manufacturer == "Example Systems")
        #expect(hardware.model == "Rack 2000 G4")
        #expect(hardware.chassis == "Rack Mount Chassis")
        #expect(hardware.biosDate == CalendarDay("2021-10-11"))
        #expect(hardware.serial == "EX42SERIAL")
        #expect(hardware.uuid == "4c4c4544-0042-3510-8052-b4c04f4b3232")
        #expect(found.identity.smbiosUUID == hardware.uuid)
        #expect(found.identity.serial == hardware.serial)
        #expect(found.problems.isEmpty)
        #expect(found.completeness[.hardware] == .complete)
    }

    @Test func withoutRootTheGapIsOneProblem() throws {
        let found = collect(
            with: HardwareCollector(),
            text: ["dmi": open, "dmi-root": "unprivileged\n", "dmidecode": "unprivileged\n"]
        )
        let problem = try #require(found.problems.first)
        #expect(found.problems.count == 1)
        #expect(problem.code == .privilegeMissing)
        #expect(problem.section == .hardware)
        #expect(problem.message.contains("serial number"))
        #expect(!problem.remedy.isEmpty)
        #expect(found.hardware?.serial == nil)
        #expect(found.identity.smbiosUUID == nil)
        #expect(found.completeness[.hardware] == .partial)
    }

    @Test func aContainerIsNotTakenForItsHost() throws {
        let found = collect(
            with: HardwareCollector(),
            text: [
                "dmi": open, "dmi-root": closed, "virtualization": "container docker\n", "memory": "MemTotal: 4 kB",
                "dmidecode": "unprivileged\n",
            ]
        )
        let hardware = try #require(found.hardware)
        #expect(hardware.placement == .container)
        #expect(hardware.memoryBytes == 4096)
        #expect(hardware.serial == nil)
        #expect(hardware.manufacturer == nil)
        #expect(found.identity == HostIdentity())
        #expect(found.problems.isEmpty)
    }

    @Test func theKernelsProcessorsGoBeforeTheFirmwares() throws {
        let dump = try Fixture.text("linux-host/dmidecode/server.txt")
        let both = collect(
            with: HardwareCollector(),
            text: ["cpu": "CPU(s): 2\nSocket(s): 2\nCore(s) per socket: 1\nModel name: Guest CPU\n", "dmidecode": dump]
        )
        #expect(both.hardware?.processor == "Guest CPU")
        #expect(both.hardware?.sockets == 2)
        #expect(both.hardware?.cores == 2)
        #expect(both.hardware?.memoryModules?.count == 1)
        let firmware = collect(with: HardwareCollector(), text: ["dmidecode": dump])
        #expect(firmware.hardware?.processor == "Example(R) CPU 6126 @ 2.60GHz")
        #expect(firmware.hardware?.sockets == 1)
        #expect(firmware.hardware?.cores == 12)
        #expect(firmware.hardware?.threads == nil)
    }

    @Test func mainframesAreNamedBySysinfo() {
        let sysinfo = """
            sysinfo Manufacturer:         IBM
            sysinfo Type:                 3906
            sysinfo Model:                400              M02
            sysinfo Sequence Code:        00000000000A1B2C
            sysinfo VM00 Control Program: z/VM    6.4.0
            """
        let found = collect(with: HardwareCollector(), text: ["dmi": sysinfo, "virtualization": "flag x\n"])
        #expect(found.hardware?.manufacturer == "IBM")
        #expect(found.hardware?.model?.hasPrefix("3906 400") == true)
        #expect(found.hardware?.serial == "00000000000A1B2C")
        #expect(found.hardware?.virtualization == "zvm")
        // Every guest of the machine sees the same number.
        #expect(found.identity.serial == nil)
    }

    @Test(
        arguments: [
            ("tree model IBM,8286-42A\0\n\ntree system-id IBM,0212ABCDE\0\n\n", "IBM", "8286-42A", "0212ABCDE", nil),
            (
                "tree model Raspberry Pi 4 Model B Rev 1.4\0\n\ntree serial-number 10000000abcdef01\0\n", nil,
                "Raspberry Pi 4 Model B Rev 1.4", "10000000abcdef01", "10000000abcdef01"
            ),
        ] as [(String, String?, String, String, String?)]
    )
    func deviceTreesNameTheMachine(text: String, maker: String?, model: String, serial: String, own: String?) {
        let found = collect(with: HardwareCollector(), text: ["dmi": text])
        #expect(found.hardware?.manufacturer == maker)
        #expect(found.hardware?.model == model)
        #expect(found.hardware?.serial == serial)
        #expect(found.identity.serial == own)
    }

    @Test func theSerialNumberOfAVMwareGuestGivesItsUUID() {
        let serial = "/sys/class/dmi/id/product_serial:VMware-42 33 00 ff 1e 2b 3c 4d-5e 6f 70 81 92 a3 b4 c5\n"
        let found = collect(with: HardwareCollector(), text: ["dmi-root": serial])
        #expect(found.identity.smbiosUUID == "423300ff-1e2b-3c4d-5e6f-708192a3b4c5")
    }
}
