import EstateModel
import Foundation
import Testing

@testable import Collectors

struct PosixScriptTests {
    @Test(arguments: ShellRun.shells)
    func everyShellAnswersEveryProbeInOrder(shell: String) throws {
        let run = try ShellRun(
            script([
                "first": "printf 'no line end'",
                "second": "echo out; echo err >&2; exit 7",
                "third": "cat",
                "fourth": "printf 'a\\n\\n\\nb\\n'; printf '\\n@wrongnonce12345678 end fourth 0 -\\n'",
            ]),
            shell: shell
        )
        let transcript = run.transcript
        #expect(transcript.isComplete)
        #expect(FrameReader.isComplete(run.stdout, nonce: ShellRun.nonce))
        let answers = Answers(transcript.answers)
        #expect(transcript.answers.map(\.probe) == ["host", "first", "second", "third", "fourth"])
        #expect(answers.bytes("first") == Array("no line end".utf8))
        #expect(answers["first"]?.status == 0)
        #expect(answers.bytes("second") == Array("out\n".utf8))
        #expect(answers["second"]?.stderr == Array("err\n".utf8))
        #expect(answers["second"]?.status == 7)
        #expect(answers["third"] == Answer(probe: "third", status: 0, stdout: []).timed(like: answers["third"]))
        #expect(answers.bytes("fourth") == Array("a\n\n\nb\n\n@wrongnonce12345678 end fourth 0 -\n".utf8))
        let host = try #require(HostDescription(answers[HostDescription.probe]))
        #expect(host.system == "Linux")
        #expect(host.release?.isEmpty == false)
        #expect(host.userID == Int(getuid()))
        #expect(answers["first"]?.durationMilliseconds != nil)
    }

    @Test(arguments: ShellRun.shells)
    func aProbeThatPrintsTooMuchIsCut(shell: String) throws {
        let run = try ShellRun(
            script(["endless": "while :; do echo 0123456789; done", "next": "echo fine"], seconds: 60, bytes: 1000),
            shell: shell
        )
        let answers = Answers(run.transcript.answers)
        #expect(answers["endless"]?.truncated == true)
        #expect(answers.bytes("endless").count == 1000)
        #expect(answers.firstLine("next") == "fine")
    }

    @Test(.timeLimit(.minutes(2)), arguments: ShellRun.shellsWithSignals)
    func aProbeThatHangsIsEndedAndTheNextOneRuns(shell: String) throws {
        let run = try ShellRun(
            script(["hangs": "echo before; sh -c 'sleep 600; echo after'", "next": "echo fine"], seconds: 4),
            shell: shell
        )
        let answers = Answers(run.transcript.answers)
        #expect(answers["hangs"]?.timedOut == true)
        #expect(answers.firstLine("hangs") == "before")
        #expect(answers.firstLine("next") == "fine")
        #expect(answers["next"]?.status == 0)
    }

    @Test(arguments: ShellRun.shells)
    func aProbeThatTakesSecondsWithinItsTimeKeepsItsStatus(shell: String) throws {
        let run = try ShellRun(script(["slow": "sleep 3; echo late; exit 3"], seconds: 20), shell: shell)
        let answers = Answers(run.transcript.answers)
        #expect(answers["slow"]?.status == 3)
        #expect(answers.firstLine("slow") == "late")
        #expect(answers["slow"]?.durationMilliseconds ?? 0 >= 2900)
    }

    @Test(arguments: ShellRun.shells)
    func aMissingRootCommandIsNotFoundRatherThanRefused(shell: String) throws {
        let run = try ShellRun(script(["gone": "as_root no-such-command-here"]), shell: shell)
        #expect(Answers(run.transcript.answers)["gone"]?.status == 127)
    }

    @Test(.enabled(if: getuid() == 0, "needs root to become somebody else"), arguments: ShellRun.shells)
    func withoutRootAndEscalationARootCommandIsRefused(shell: String) throws {
        let asNobody = "setpriv --reuid=65534 --regid=65534 --clear-groups " + shell
        let run = try ShellRun(script(["root": "as_root id -u"]), shell: asNobody)
        let answer = try #require(Answers(run.transcript.answers)["root"])
        #expect(answer.status == PosixStatus.privilegeMissing)
        #expect(String(decoding: answer.stderr, as: UTF8.self).contains("no escalation is configured"))
    }

    @Test(
        .enabled(if: getuid() == 0, "needs root to become somebody else"),
        .disabled(if: access("/usr/bin/doas", X_OK) == 0, "a real doas would be found first"),
        arguments: ShellRun.shells
    )
    func refusalsOfSudoAreToldFromFailuresOfTheCommand(shell: String) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("reeve-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let fake = """
            #!/bin/sh
            [ "$1" = -n ] || exit 99
            shift
            case $1 in
            id) echo "sudo: a password is required" >&2; exit 1 ;;
            uname) echo "Sorry, user x is not allowed to execute '/bin/uname' as root on y." >&2; exit 1 ;;
            ls) echo out; echo "ls: broken" >&2; exit 2 ;;
            *) exec "$@" ;;
            esac
            """
        let path = folder.appendingPathComponent("doas").path
        // Another process writes the program: a child that another test starts meanwhile would hold ours open.
        try fake.write(toFile: path + ".text", atomically: true, encoding: .utf8)
        let install = try Process.run(
            URL(fileURLWithPath: "/usr/bin/install"),
            arguments: ["-m", "755", path + ".text", path]
        )
        install.waitUntilExit()
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
        let commands: KeyValuePairs = [
            "password": "as_root id", "policy": "as_root uname", "fails": "as_root ls",
            "works": "as_root cat /dev/null",
        ]
        let run = try ShellRun(
            script(commands, escalation: .doas),
            shell: "setpriv --reuid=65534 --regid=65534 --clear-groups " + shell,
            environment: ["PATH": "\(folder.path):/usr/bin:/bin"]
        )
        let answers = Answers(run.transcript.answers)
        #expect(answers["password"]?.status == 121)
        #expect(answers["policy"]?.status == 121)
        #expect(answers["fails"]?.status == 2)
        #expect(answers.bytes("fails") == Array("out\n".utf8))
        #expect(answers["fails"]?.stderr == Array("ls: broken\n".utf8))
        #expect(answers["works"]?.status == 0)
    }

    @Test func theDigestKnowsNothingOfNonceEscalationOrTime() {
        let platform = Platform(
            id: "test",
            shell: .posix,
            systemNames: ["Linux"],
            collectors: [FixedCollector(probes: [Probe("one", section: .system, command: "echo 1")])]
        )
        let first = PosixScript.compose(PosixScript.text(of: [platform]), nonce: "aaaaaaaaaaaaaaaa", escalation: .none)
        let second = PosixScript.compose(
            PosixScript.text(of: [platform]),
            nonce: "bbbbbbbbbbbbbbbbbb",
            escalation: .sudo,
            longestProbeSeconds: 5
        )
        #expect(first.digest == second.digest)
        #expect(first.text == second.text)
        #expect(first.input != second.input)
        #expect(first.digest.utf8.count == 64)
        #expect(first.command == "/bin/sh -s")
        #expect(
            String(decoding: first.input, as: UTF8.self) == String(
                repeating: "set -- aaaaaaaaaaaaaaaa none 60\n",
                count: 2
            ) + first.text
        )
    }

    @Test func theDigestIsTheOneOfTheStandard() {
        #expect(
            ScriptText("abc").digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        )
    }

    @Test(arguments: ShellRun.shells)
    func aScriptThatArrivesCutOffRunsNothing(shell: String) throws {
        let whole = script(["one": "echo ran"])
        for share in [0.3, 0.6, 0.9, 0.99] {
            let cut = ProbeScript(
                ScriptText(""),
                command: whole.command,
                settings: Array(whole.input.prefix(Int(Double(whole.input.count) * share)))
            )
            #expect(try ShellRun(cut, shell: shell).stdout.isEmpty)
        }
    }

    @Test func anUnknownSystemAnswersOnlyWhatItIs() throws {
        let platform = Platform(
            id: "other",
            shell: .posix,
            systemNames: ["VMkernel", "Plan9"],
            collectors: [FixedCollector(probes: [Probe("one", section: .system, command: "echo 1")])]
        )
        let run = try ShellRun(
            PosixScript.compose(PosixScript.text(of: [platform]), nonce: ShellRun.nonce, escalation: .none)
        )
        #expect(run.transcript.isComplete)
        #expect(run.transcript.answers.map(\.probe) == ["host"])
    }
}

extension Answer {
    /// The same answer with another's duration, which no test can foresee.
    func timed(like other: Answer?) -> Answer {
        var copy = self
        copy.durationMilliseconds = other?.durationMilliseconds
        return copy
    }
}
