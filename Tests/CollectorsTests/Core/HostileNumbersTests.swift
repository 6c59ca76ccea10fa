import EstateModel
import Testing

@testable import Collectors

/// What a host may print to end or to occupy the scan of all the others: numbers that overflow, lists that take the
/// square of their length, days that cannot be written down.
struct HostileNumbersTests {
    private func collection(_ platform: Platform, _ texts: [String: String]) -> HostCollection {
        let answers = texts.map { Answer(probe: $0.key, status: 0, stdout: Array($0.value.utf8)) }
        return platform.collection(from: Answers(answers), scriptDigest: "")
    }

    private func platform(_ id: String) throws -> Platform {
        try #require(PlatformRegistry.all.first { $0.id == id })
    }

    @Test func booksAndDrawersDoNotMultiplyBeyondAnInt() {
        let most = 1 << 16
        let text = """
            CPU(s): \(most)
            Core(s) per socket: \(most)
            Socket(s) per book: \(most)
            Book(s) per drawer: \(most)
            Drawer(s): \(most)
            """
        let report = CpuReport(Array(text.utf8))
        #expect(report?.threads == most)
        #expect(report?.sockets == nil)
        #expect(report?.cores == nil)
    }

    @Test func coresOfTheFirmwareDoNotAddUpBeyondAnInt() throws {
        let processor = """
            Processor Information
            \tType: Central Processor
            \tStatus: Populated, Enabled
            \tVersion: x
            \tCore Count: \(Int.max)

            """
        let dump =
            "# dmidecode 3.4\n\nHandle 0x0001, DMI type 1, 27 bytes\nSystem Information\n\tManufacturer: x\n\n"
            + (4...5).map { "Handle 0x000\($0), DMI type 4, 48 bytes\n" + processor }.joined(separator: "\n")
        let hardware = collection(try platform("linux"), ["dmidecode": dump]).hardware
        #expect(hardware?.sockets == 2)
        #expect(hardware?.cores == nil)
    }

    @Test func aMemoryModuleHasNoNegativeSize() {
        #expect(DmidecodeFacts.bytes("8388608 TB") == nil)
        #expect(DmidecodeFacts.bytes("16777215 TB") == nil)
        #expect(DmidecodeFacts.bytes("2 TB") == 2 << 40)
    }

    @Test(arguments: [Int64.max, .min, 999_999_999_999_999, -99_999_999_999_999])
    func aMomentOutsideTheCalendarIsNone(milliseconds: Int64) {
        #expect(WindowsTime.instant("/Date(\(milliseconds))/") == nil)
        #expect(WindowsTime.day("/Date(\(milliseconds))/") == nil)
    }

    @Test(.timeLimit(.minutes(1)))
    func twentyThousandPackagesOfOneNameAreSortedInGoodTime() throws {
        let rows = (0..<20_000).map { "p\ta\t1\tinstall ok installed\tl\($0 / 2)\tm\t" }.joined(separator: "\n")
        let software = collection(try platform("linux"), ["dpkg": rows]).software
        #expect(software.count == 10_000)
    }
}
