import EstateModel
import Testing

@testable import Collectors

struct DisksTests {
    private func disks(_ text: String) -> [Hardware.Disk] { DisksReport.disks(Array(text.utf8)) }

    @Test func theRecordingOfAGuestHasOneDiskAndNoMemoryDisk() throws {
        let found = DisksReport.disks(try Fixture.bytes("linux-host/debian12-guest/disks.txt"))
        #expect(found == [Hardware.Disk(name: "vda", sizeBytes: 274_877_906_944, rotational: true)])
    }

    @Test func valuesAreUnescapedAndPlaceholdersGo() {
        let text = #"""
            NAME="sdb" TYPE="disk" SIZE="480103981056" ROTA="0" MODEL="SAMSUNG \x22MZ7\x22" SERIAL="S45PNA0M"
            NAME="sda" TYPE="disk" SIZE="1000" ROTA="1" MODEL="Unknown" SERIAL="00000000"
            NAME="sda1" TYPE="part" SIZE="500" ROTA="1" MODEL="" SERIAL=""
            NAME="sr0" TYPE="rom" SIZE="1073741312" ROTA="1" MODEL="DVD" SERIAL=""
            NAME="dm-0" TYPE="lvm" SIZE="100" ROTA="0" MODEL="" SERIAL=""
            """#
        #expect(
            disks(text) == [
                Hardware.Disk(name: "sda", sizeBytes: 1000, rotational: true),
                Hardware.Disk(
                    name: "sdb",
                    model: #"SAMSUNG "MZ7""#,
                    serial: "S45PNA0M",
                    sizeBytes: 480_103_981_056,
                    rotational: false
                ),
            ]
        )
    }

    @Test func theFallbackCountsSectors() {
        let text = #"NAME="sda" TYPE="disk" SECTORS="1000215216" ROTA="0" MODEL="INTEL SSDSC2BB48 " SERIAL="""#
        let disk = Hardware.Disk(
            name: "sda",
            model: "INTEL SSDSC2BB48",
            sizeBytes: 512_110_190_592,
            rotational: false
        )
        #expect(disks(text) == [disk])
    }

    @Test(arguments: [
        "", "NAME=", #"NAME="sda"#, #"NAME="" TYPE="disk""#, "lsblk: unknown column: SERIAL",
        #"NAME="sda" TYPE="disk" SIZE="0""#, #"TYPE="disk" SIZE="9""#,
    ])
    func whatIsNoDiskIsNone(text: String) {
        #expect(disks(text).isEmpty)
    }

    @Test func aDiskOfAbsurdSizeHasNone() {
        let text = #"NAME="sda" TYPE="disk" SIZE="99999999999999999999" SECTORS="9223372036854775807" ROTA="7""#
        #expect(disks(text) == [Hardware.Disk(name: "sda")])
    }

    @Test(.enabled(if: Corpus.isPresent, "../shared/corpus is absent"))
    func everyPairListingOfTheCorpusIsRead() throws {
        var found: [String: Int] = [:]
        for folder in ["insights-core/inline/lsblk", "facter/fixtures", "jc", "util-linux/lsblk", "elatov-blog/lsblk"] {
            for path in Corpus.files(in: folder) {
                let disks = DisksReport.disks(try Corpus.bytes(path))
                #expect(disks.allSatisfy { !$0.name.isEmpty && $0.sizeBytes != 0 }, "\(path)")
                if !disks.isEmpty { found[path] = disks.count }
            }
        }
        #expect(found["insights-core/inline/lsblk/LSBLK_EXT_DATA.txt"] != nil, "\(found)")
    }

    @Test func memoryIsTheTotalInBytes() throws {
        #expect(MemoryReport.bytes(try Fixture.bytes("linux-host/debian12-guest/memory.txt")) == 24_682_416 << 10)
        #expect(MemoryReport.bytes(Array("MemFree: 1 kB\nMemTotal:   2048 kB\nMemTotal: 1 kB".utf8)) == 2 << 20)
        for text in ["", "MemTotal", "MemTotal: 0 kB", "MemTotal: x kB", "MemTotal: 1 MB", "MemTotal: -5 kB"] {
            #expect(MemoryReport.bytes(Array(text.utf8)) == nil)
        }
    }
}
