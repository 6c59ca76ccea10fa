import EstateModel
import Glibc
import Scanning
import Store
import TestSupport
import Testing

/// Every fault that the simulator knows, met by a whole scan: what is recorded, how long it takes, what it costs.
@Suite(.enabled(if: SimulatorProcess.isBuilt, "needs the built simulator and ssh-keygen"))
struct SimulatedFaultTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var fault: String
        /// The first of what is recorded is one of these; none for a host that is read like a sound one.
        var codes: [Problem.Code] = []
        var reach = Reach.nothing

        var testDescription: String { fault }
    }

    private static let limits = Limits(connect: .seconds(6), host: .seconds(8), hostBytes: 1 << 20)

    static let cases = [
        Case(fault: "none", reach: .collected),
        Case(fault: "silent", codes: [.connectTimeout]),
        Case(fault: "silent-after-login", codes: [.hostDeadline], reach: .authenticated),
        Case(fault: "drip", codes: [.hostDeadline], reach: .authenticated),
        Case(fault: "endless", codes: [.outputTooLarge], reach: .collected),
        Case(fault: "reset", codes: [.connectionLost], reach: .collected),
        Case(fault: "early-eof", codes: [.answerIncomplete], reach: .collected),
        Case(fault: "cut-after-answer", reach: .collected),
        Case(fault: "cut-on-close", reach: .collected),
        Case(fault: "wrong-host-key", codes: [.hostKeyChanged], reach: .reached),
        Case(fault: "refuse", codes: [.authenticationRefused], reach: .reached),
        Case(fault: "no-shell", codes: [.noShell], reach: .authenticated),
        Case(fault: "garbage", codes: [.connectTimeout]),
        Case(fault: "endless-banner", codes: [.notSSH], reach: .reached),
        Case(fault: "huge-length", codes: [.connectionLost]),
        Case(fault: "huge-packet", codes: [.connectionLost], reach: .authenticated),
        Case(fault: "lying-window", codes: [.outputTooLarge], reach: .authenticated),
        // libssh closes at once when nothing is in common; what the client sees first is a matter of luck.
        Case(fault: "legacy", codes: [.noCommonAlgorithm, .connectionLost]),
        Case(fault: "close-at-once", codes: [.connectionLost]),
        // The reset may come before the client has looked whether it is connected; that is one cause all the same.
        Case(fault: "reset-at-once", codes: [.connectionLost]),
        Case(fault: "slow-key-exchange", codes: [.connectTimeout]),
    ]

    /// One scan for all tests of this suite.
    private static let scan = Task { try await SimulatedScan.ofFaults(cases.map(\.fault), limits: limits) }

    @Test(.timeLimit(.minutes(2)), arguments: cases)
    func aFaultIsRecordedWithItsCause(_ example: Case) async throws {
        let scan = try await Self.scan.value
        let name = try #require(scan.elapsed.keys.first { $0.hasPrefix(example.fault + "-") && Self.isOf($0, example) })
        let recorded = scan.problems.filter { $0.target == name }
        let sound = Set(scan.codes(of: "none-1"))
        if example.codes.isEmpty {
            #expect(Set(recorded.map(\.problem.code)) == sound)
        } else {
            #expect(recorded.contains { example.codes.contains($0.problem.code) }, "\(recorded)")
            #expect(recorded.allSatisfy { !$0.problem.remedy.isEmpty })
        }
        if let reach = recorded.first?.reach, example.codes.count <= 1 { #expect(reach == example.reach) }
        #expect(scan.summary.failed.contains { $0.target == name } == (example.reach != .collected))
    }

    /// `silent-2` is no host with the fault `silent-after-login`.
    private static func isOf(_ target: String, _ example: Case) -> Bool {
        Int(target.dropFirst(example.fault.utf8.count + 1)) != nil
    }

    @Test(.timeLimit(.minutes(2)))
    func everyFaultHasACase() throws {
        let folder = try TemporaryFolder()
        let failure = #expect(throws: ChildProcess.Failure.self) {
            let key = try TestKey(in: folder)
            mkdir(folder.path("recording"), 0o700)
            try folder.write("a", to: "recording/stdout")
            try folder.write("a", to: "recording/stderr")
            let wrong = ["--faults", "no-such-fault=1", "--recording", folder.path("recording")]
            try ChildProcess.run(SimulatorProcess.serve + wrong + ["--client-key", key.path + ".pub"], in: folder)
        }
        // `there is no fault 'no-such-fault'; there are none, silent, …`
        let list = try #require(failure?.description.split(separator: "there are ").last)
        let names = list.split { $0 == "," || $0 == "\n" }.map { $0.drop { $0 == " " } }
        #expect(Set(names.map(String.init)) == Set(Self.cases.map(\.fault)))
    }

    @Test(.timeLimit(.minutes(2)))
    func noFaultHoldsAHostLongerThanItsTime() async throws {
        let scan = try await Self.scan.value
        #expect(scan.elapsed.count == Self.cases.count)
        // Instrumented code is several times slower, and what it does after the deadline with it.
        let margin = Duration.seconds(Self.isSanitized ? 10 : 2)
        for (target, elapsed) in scan.elapsed { #expect(elapsed < Self.limits.host + margin, "\(target)") }
        for (target, problem) in scan.summary.failed where problem.code == .connectTimeout {
            #expect(try #require(scan.elapsed[target]) < Self.limits.connect + margin, "\(target)")
        }
        let counters = try await scan.simulator.counters()
        for example in Self.cases { #expect(counters.contains("\"\(example.fault)\":1"), "\(counters)") }
    }

    /// Eight hosts of a kind at once, each of which would fill the memory if it could. A process of its own, so that no
    /// other test counts.
    @Test(
        .timeLimit(.minutes(2)),
        arguments: ["endless", "endless-banner", "huge-length", "huge-packet", "lying-window", "drip"]
    )
    func aHostTakesNoMoreMemoryThanItsAnswerMay(fault: String) async {
        await #expect(processExitsWith: .success) { [fault] in
            let limits = Limits(connect: .seconds(3), host: .seconds(4), hostBytes: 1 << 20)
            _ = try await SimulatedScan.ofFaults(["none"], limits: limits)
            let before = SimulatedFaultTests.peakResidentKibibytes()
            let scan = try await SimulatedScan.ofFaults(Array(repeating: fault, count: 8), limits: limits)
            let growth = SimulatedFaultTests.peakResidentKibibytes() - before
            print("\(fault): \(growth) KiB more at most for \(scan.problems.count) hosts")
            // Twice what may be kept of an answer, and libssh2's window of 2 MiB with what it makes of a packet.
            let isBounded = growth < 8 * 6 << 10 || SimulatedFaultTests.isSanitized
            exit(isBounded && scan.summary.visited == 8 && before > 0 ? EXIT_SUCCESS : EXIT_FAILURE)
        }
    }

    /// Sanitizers keep what is freed, so memory says nothing under them, and take their time.
    private static var isSanitized: Bool {
        dlsym(nil, "__asan_init") != nil || dlsym(nil, "__tsan_init") != nil
    }

    private static func peakResidentKibibytes() -> Int {
        guard let file = fopen("/proc/self/status", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, Int32(line.count), file) != nil {
            let words = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
                .split(whereSeparator: \.isWhitespace)
            if words.first == "VmHWM:", words.count > 1 { return Int(words[1]) ?? 0 }
        }
        return 0
    }
}
