import EstateModel
import TestSupport
import Testing

@testable import Collectors

/// Hosts are hostile: no bytes may stop a scan.
struct HostCollectorsRobustnessTests {
    static let collectors: [any Collector] = [
        HardwareCollector(), NetworkCollector(), ListenersCollector(), ProgramsCollector(), ServicesCollector(),
        LibvirtCollector(),
    ]

    private static let seeds = [
        "dmi sys_vendor A\ntree model x\0y\nsysinfo Type: 1\n/sys/class/dmi/id/product_uuid:00\n",
        "Handle 0x0001, DMI type 1, 27 bytes\nSystem Information\n\tUUID: 1\n", "CPU(s): 4\nSocket(s): 2\n",
        "processor : 0\nphysical id : 0\ncore id: 1\n", "MemTotal: 1 kB\n",
        "NAME=\"a\\x41\" TYPE=\"disk\" SIZE=\"1\"\n",
        "detect-vm kvm\nhost xe\n",
        "link a 1 device 02:00:00:00:00:01\naddress a ::2/64\nifconfig a: inet addr:1.2.3.4\n",
        "unit\tcron.service\trunning\t/lib/a\nexec\t/lib/a\t/usr/sbin/cron\n", "@@ file /a/b\n 1.2\n",
        "tcp [::]:22 \"a\"b\nhex 0100007F:0016\n", "@@ java /a/b\n version \"1\"\n@! x /y\n@limit\n",
        "@@uri q\n@@state running\n @@domain\n@@domain 6695eb01-f6a4-8304-79aa-97f2502e193f\n",
        " <domain><name>&#x41;</name>",
        "  <vcpu current='1'>2</vcpu></domain><!-- ",
        "@@table\n Id Name State\n ---\n 1 a running\n@@failed 1\n denied\n",
    ].map { Array($0.utf8) }

    @Test(arguments: [UInt64(1), 2, 3, 0xDEAD_BEEF])
    func noBytesTrapAnyCollector(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for round in 0..<150 {
            for collector in Self.collectors {
                let answers = Dictionary(
                    uniqueKeysWithValues: collector.probes.map {
                        ($0.id, Self.bytes(&random, isRandom: round % 5 == 0))
                    }
                )
                let found = collect(with: collector, answers)
                #expect(found.hardware?.threads != 0 && found.hardware?.memoryBytes != 0, "seed \(seed)")
                #expect(found.software.allSatisfy { $0.version != "" && $0.output?.utf8.count ?? 0 <= 2100 })
                #expect(found.guests.allSatisfy { !$0.name.isEmpty && $0.uuid != "" })
                #expect(found.listeners.allSatisfy { (1...65_535).contains($0.port) })
                #expect(collect(with: collector, answers) == found, "the same bytes give the same collection")
            }
        }
    }

    /// Random bytes, or pieces of real answers with bytes changed, cut and put together anew.
    private static func bytes(_ random: inout SeededRandom, isRandom: Bool) -> [UInt8] {
        if isRandom {
            return (0..<Int.random(in: 0...600, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        }
        var result: [UInt8] = []
        for _ in 0..<Int.random(in: 1...6, using: &random) {
            guard let piece = seeds.randomElement(using: &random) else { continue }
            result += piece.prefix(Int.random(in: 0...piece.count, using: &random))
        }
        for _ in 0..<Int.random(in: 0...8, using: &random) where !result.isEmpty {
            result[Int.random(in: 0..<result.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        return result
    }

    @Test(arguments: [UInt8(ascii: "<"), 0, 0xFF, UInt8(ascii: "\n"), UInt8(ascii: "\""), UInt8(ascii: "@")])
    func aFloodOfOneByteIsReadInTime(byte: UInt8) {
        let flood = [UInt8](repeating: byte, count: 300_000)
        for collector in Self.collectors {
            _ = collect(with: collector, Dictionary(uniqueKeysWithValues: collector.probes.map { ($0.id, flood) }))
        }
    }

    @Test func deeplyNestedXMLIsReadInTime() {
        let text = "@@domain x\n " + String(repeating: "<a>", count: 50_000) + String(repeating: "</a>", count: 50_000)
        #expect(collect(with: LibvirtCollector(), text: ["libvirt": text]).guests.isEmpty)
    }

    /// The whole script of these collectors on this machine, in every shell, twice.
    @Test(arguments: ShellRun.shells)
    func aRescanOfAnUnchangedHostGivesTheSameBytes(shell: String) throws {
        let platform = Platform(id: "linux", shell: .posix, systemNames: ["Linux"], collectors: Self.collectors)
        let composed = PosixScript.compose(PosixScript.text(of: [platform]), nonce: ShellRun.nonce, escalation: .none)
        let runs = try (0..<2).map { _ in Answers(try ShellRun(composed, shell: shell).transcript.answers) }
        for probe in platform.probes where probe.id != ListenersCollector.probe.id {
            #expect(runs[0][probe.id]?.status == 0, "\(probe.id) \(shell)")
            #expect(runs[0].bytes(probe.id) == runs[1].bytes(probe.id), "\(probe.id) \(shell)")
        }
        let found = platform.collection(from: runs[0], scriptDigest: composed.digest)
        #expect(found.hardware?.threads != nil)
        #expect(found.hardware?.memoryBytes != nil)
        #expect(!found.interfaces.isEmpty)
        #expect(!found.software.isEmpty)
    }
}
