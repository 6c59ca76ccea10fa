import Testing

@testable import Collectors

@Suite(.enabled(if: Corpus.isPresent, "../shared/corpus is absent"))
struct CpuCorpusTests {
    static let lscpuFolders = [
        "util-linux/lscpu", "redhat-cip-hardware/lscpu", "suse-connect/lscpu", "suse-connect-ng/lscpu", "ohai/plugins",
    ]
    static let cpuinfoFolders = [
        "pytorch-cpuinfo/cpuinfo", "ansible/cpuinfo", "glpi-agent/linux/proc/cpuinfo", "insights-core/inline/cpuinfo",
        "subscription-manager/cpuinfo", "vdsm/cpuinfo", "checkbox/cpuinfo_data", "suse-connect-ng/cpuinfo",
        "jc/linux-proc", "facter/fixtures", "mondoo-mql/resources/procfs", "py-cpuinfo",
    ]

    @Test func lscpuAgreesWithTheReferenceReader() throws {
        var compared = 0
        for folder in Self.lscpuFolders {
            for (name, expected) in DmidecodeCorpusTests.expectations(folder) {
                guard let total = (expected["CPU(s)"] as? String).flatMap({ Int($0) }) else { continue }
                let label: Comment = "\(folder)/\(name)"
                let found = try #require(CpuReport(try Corpus.bytes("\(folder)/\(name)")), label)
                #expect(found.threads == total, label)
                if let model = (expected["Model name"] as? String).flatMap(CpuReport.modelName),
                    found.model?.contains(" + ") != true
                {
                    #expect(found.model == model, label)
                }
                if let sockets = (expected["Socket(s)"] as? String).flatMap(CpuReport.count),
                    let each = (expected["Core(s) per socket"] as? String).flatMap(CpuReport.count),
                    found.model?.contains(" + ") != true
                {
                    #expect(found.sockets == sockets, label)
                    #expect(found.cores == (sockets * each <= total ? sockets * each : nil), label)
                }
                compared += 1
            }
        }
        #expect(compared >= 35)
    }

    /// Counts that the tests of other tools assert for the same file.
    @Test(
        arguments: [
            ("subscription-manager/cpuinfo/aarch64-hp-moonshot-1socket-8core-8cpu", 8, nil, nil),
            ("subscription-manager/cpuinfo/ppc64-power8-160cpu-powernv", 160, nil, nil),
            ("subscription-manager/cpuinfo/x86_64-dell-t7600-2sockets-6core-24cpu", 24, 2, 12),
            ("subscription-manager/cpuinfo/x86_64-4socket-8core-64cpu", 64, 4, 32),
            ("subscription-manager/cpuinfo/x86_64-dell-e4310-1socket-2core-4cpu", 4, 1, 2),
            ("subscription-manager/cpuinfo/ppc64le-power8-16cpu-lpar", 16, nil, nil),
            ("insights-core/inline/cpuinfo/ARM_CPUINFO.txt", 4, nil, nil),
            ("insights-core/inline/cpuinfo/CPUINFO.txt", 2, 2, 2),
            ("py-cpuinfo/linux_rhel_7_3_ppc64le/lscpu.txt", 16, 1, 16),
        ] as [(String, Int, Int?, Int?)]
    )
    func countsAreThoseOfTheName(path: String, threads: Int, sockets: Int?, cores: Int?) throws {
        let found = try #require(CpuReport(try Corpus.bytes(path)))
        #expect(found.threads == threads)
        #expect(found.sockets == sockets)
        #expect(found.cores == cores)
    }

    @Test func everyRecordingIsReadWithNumbersThatFit() throws {
        var read = 0
        for folder in Self.lscpuFolders + Self.cpuinfoFolders {
            for path in Corpus.files(in: folder) {
                guard let found = CpuReport(try Corpus.bytes(path)) else { continue }
                let threads = try #require(found.threads)
                #expect(found.cores ?? 1 <= threads, "\(path)")
                #expect(found.sockets ?? 1 <= threads || path.contains("lscpu"), "\(path)")
                #expect(found.model?.isEmpty != true)
                read += 1
            }
        }
        #expect(read >= 170)
    }

    @Test func everyCpuinfoIsRecognised() throws {
        let folders = Self.cpuinfoFolders.prefix(8)
        let missed = try folders.flatMap { Corpus.files(in: $0) }.filter { path in
            CpuReport(try Corpus.bytes(path)) == nil
        }
        // Without a processor line: written for other parsers, or no text at all.
        #expect(missed.count <= 6, "\(missed)")
    }
}
