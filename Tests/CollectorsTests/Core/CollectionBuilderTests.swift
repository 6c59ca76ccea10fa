import EstateModel
import Testing

@testable import Collectors

struct CollectionBuilderTests {
    private func collection(
        _ answer: Answer?,
        optional: Bool = false,
        longestProbeSeconds: Int? = nil
    ) -> HostCollection {
        let probe = Probe("one", section: .software, byteLimit: 10, optional: optional, command: "x")
        let platform = Platform(
            id: "test",
            shell: .posix,
            systemNames: [],
            collectors: [FixedCollector(probes: [probe])]
        )
        return platform.collection(
            from: Answers(answer.map { [$0] } ?? []),
            scriptDigest: "d",
            longestProbeSeconds: longestProbeSeconds
        )
    }

    @Test(
        arguments: [
            (Answer(probe: "one", status: 0, stdout: []), nil),
            (Answer(probe: "one", status: nil, stdout: []), .answerIncomplete),
            (Answer(probe: "one", status: 141, stdout: [], truncated: true), .outputTooLarge),
            (Answer(probe: "one", status: 124, stdout: []), .probeTimeout),
            (Answer(probe: "one", status: 121, stdout: []), .privilegeMissing),
            (Answer(probe: "one", status: 127, stdout: []), .commandMissing),
            (Answer(probe: "one", status: 1, stdout: [], stderr: Array("no\u{1b}[2J".utf8)), .probeFailed),
            (nil, .answerIncomplete),
        ] as [(Answer?, Problem.Code?)]
    )
    func howAProbeEndedDecidesItsSection(answer: Answer?, code: Problem.Code?) {
        let collection = collection(answer)
        #expect(collection.problems.map(\.code) == (code.map { [$0] } ?? []))
        #expect(collection.completeness == [.software: code == nil ? .complete : .partial])
        #expect(collection.problems.allSatisfy { !$0.message.contains("\u{1b}") })
    }

    @Test func anOptionalProbeMayFailButNotBeRefused() {
        #expect(collection(Answer(probe: "one", status: 1, stdout: []), optional: true).problems.isEmpty)
        let refused = collection(Answer(probe: "one", status: 121, stdout: []), optional: true)
        #expect(refused.problems.map(\.code) == [.privilegeMissing])
    }

    @Test(
        arguments: [
            (nil, "within 20 seconds."), (30, "within 20 seconds."), (2, "within 2 seconds, the target's own limit."),
            (1, "within 1 second, the target's own limit."),
        ] as [(Int?, String)]
    )
    func aTimeoutNamesTheLimitThatCutIt(longest: Int?, expected: String) {
        let late = Answer(probe: "one", status: 124, stdout: [])
        let problem = collection(late, longestProbeSeconds: longest).problems.first
        #expect(problem?.message.hasSuffix(expected) == true, "\(problem?.message ?? "")")
        #expect(problem?.remedy.contains("limits:") == expected.contains("own"))
    }

    @Test(arguments: [
        ("broken\n", ", saying: broken."), ("\r\n  broken \n\n", ", saying: broken."), ("\n", "status 1."),
        ("a\nb\n", #", saying: a\u{a}b."#),
    ])
    func whatAHostSaidLosesItsLineEnds(stderr: String, expected: String) {
        let failed = Answer(probe: "one", status: 1, stdout: [], stderr: Array(stderr.utf8))
        let message = collection(failed).problems.first?.message
        #expect(message?.hasSuffix(expected) == true, "\(message ?? "")")
    }

    @Test(arguments: [
        ("none", "`reeve probes --sudoers`"), ("sudo", "`reeve probes --sudoers`"), ("doas", "with `nopass`"),
    ])
    func theRemedyForRootFitsTheWayToIt(escalation: String, expected: String) {
        let host = Answer(
            probe: HostDescription.probe,
            status: 0,
            stdout: Array("Linux 6.1 x86_64\nuid 7\nshell \nescalation \(escalation)\n".utf8)
        )
        let platform = Platform(
            id: "test",
            shell: .posix,
            systemNames: [],
            collectors: [FixedCollector(probes: [Probe("one", section: .software, command: "x")])]
        )
        let answers = Answers([host, Answer(probe: "one", status: 121, stdout: [])])
        let remedy = platform.collection(from: answers, scriptDigest: "").problems.first?.remedy
        #expect(remedy?.contains(expected) == true, "\(remedy ?? "")")
    }

    @Test func everyRemedyIsASentence() {
        for status in [nil, 1, 121, 124, 127] as [Int?] {
            for remedy in collection(Answer(probe: "one", status: status, stdout: [])).problems.map(\.remedy) {
                #expect(remedy.first?.isUppercase == true && remedy.hasSuffix("."), "\(remedy)")
            }
        }
    }

    @Test func softwareIsSortedAndEachOnce() {
        let platform = Platform(id: "test", shell: .posix, systemNames: [], collectors: [])
        var builder = CollectionBuilder(platform: platform, answers: Answers([]), scriptDigest: "")
        for name in ["b", "a", "b"] {
            builder.collection.software.append(InstalledSoftware(source: .dpkg, name: name, version: "1"))
        }
        #expect(builder.build().software.map(\.name) == ["a", "b"])
    }
}
