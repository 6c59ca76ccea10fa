import EstateModel
import Testing

@testable import Collectors

struct CpuTests {
    private func report(_ text: String) -> CpuReport? { CpuReport(Array(text.utf8)) }

    @Test func theRecordingOfAGuestIsRead() throws {
        let found = CpuReport(try Fixture.bytes("linux-host/debian12-guest/cpu.txt"))
        #expect(found == CpuReport(model: "Intel(R) Xeon(R) Processor", sockets: 1, cores: 2, threads: 2))
    }

    @Test func lscpuOfAMainframeCountsBooksAndDrawers() {
        let text = """
            CPU(s):                 8
            Thread(s) per core:     2
            Core(s) per socket:     1
            Socket(s) per book:     2
            Book(s) per drawer:     1
            Drawer(s):              2
            Vendor ID:              IBM/S390
            Model name:             -
            """
        #expect(report(text) == CpuReport(model: "IBM/S390", sockets: 4, cores: 4, threads: 8))
    }

    @Test func lscpuOfAMixedProcessorAddsItsKinds() {
        let text = """
            CPU(s):                  6
            Vendor ID:               ARM
              Model name:            Cortex-A53
                Thread(s) per core:  1
                Core(s) per socket:  4
                Socket(s):           1
              Model name:            Cortex-A72
                Thread(s) per core:  1
                Core(s) per socket:  2
                Socket(s):           1
            """
        #expect(report(text) == CpuReport(model: "Cortex-A53 + Cortex-A72", sockets: 1, cores: 6, threads: 6))
    }

    @Test func lscpuWithClustersInsteadOfSocketsIsRead() {
        let text = "CPU(s): 4\nModel name: Neoverse-N1\nCore(s) per cluster: 4\nSocket(s): -\nCluster(s): 1\n"
        #expect(report(text) == CpuReport(model: "Neoverse-N1", sockets: nil, cores: 4, threads: 4))
    }

    @Test func coresThatDoNotFitTheThreadsAreNotKnown() {
        #expect(report("CPU(s): 1\nCore(s) per socket: 24\nSocket(s): 2\n") == CpuReport(sockets: 2, threads: 1))
    }

    @Test func cpuinfoOfTwoSocketsIsCounted() {
        var text = ""
        for processor in 0..<8 {
            text += "processor\t: \(processor)\nmodel name\t: Example  CPU\nphysical id\t: \(processor / 4)\n"
            text += "core id\t\t: \(processor / 2 % 2)\ncpu cores\t: 2\n\n"
        }
        #expect(report(text) == CpuReport(model: "Example CPU", sockets: 2, cores: 4, threads: 8))
    }

    @Test(arguments: [
        (
            "processor 0: version = FF,  machine = 2964\n# processors    : 1\nvendor_id : IBM/S390\n",
            CpuReport(model: "IBM/S390", threads: 1)
        ),
        (
            "processor\t: 0\ncpu\t\t: POWER8E (raw), altivec supported\nprocessor\t: 1\ncpu\t\t: POWER8E (raw)\n",
            CpuReport(model: "POWER8E (raw), altivec supported", threads: 2)
        ),
        (
            "Processor\t: ARMv7 Processor rev 10 (v7l)\nprocessor\t: 0\n\nprocessor\t: 1\n\nHardware\t: i.MX 6\n",
            CpuReport(model: "ARMv7 Processor rev 10 (v7l)", threads: 2)
        ),
        (
            "cpu\t\t: UltraSparc T2 (Niagara2)\nncpus active\t: 64\nCPU0: online\n",
            CpuReport(model: "UltraSparc T2 (Niagara2)", threads: 64)
        ),
        ("processor\t: 0\nhart\t\t: 2\nuarch\t\t: sifive,u74-mc\n", CpuReport(model: "sifive,u74-mc", threads: 1)),
    ])
    func cpuinfoOfOtherArchitecturesIsRead(text: String, expected: CpuReport) {
        #expect(report(text) == expected)
    }

    @Test(arguments: [
        "", "\n\n", "CPU", "CPU(s):", "CPU(s): 0", "CPU(s): 99999999999999999999", "Processeur(s) : 4\n",
        "lscpu: command not found\n",
    ])
    func whatIsNeitherTellsNothing(text: String) {
        #expect(report(text) == nil)
    }

    @Test func anUnreadableAnswerIsAProblemAndASilentOneIsNot() {
        let unreadable = collect(with: HardwareCollector(), text: ["cpu": "Processeur(s) : 4\n"])
        #expect(unreadable.problems.map(\.code) == [.unreadableOutput])
        #expect(unreadable.completeness[.hardware] == .partial)
        let silent = collect(with: HardwareCollector(), text: [:])
        #expect(silent.problems.isEmpty)
        #expect(silent.hardware == nil)
    }
}
