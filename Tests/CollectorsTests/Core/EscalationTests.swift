import EstateModel
import Foundation
import TestSupport
import Testing

@testable import Collectors

/// A password for sudo: with the real sudo, in every shell of this machine.
@Suite(.enabled(if: SudoAccount.isPossible, "\(SudoAccount.whyNot)"))
struct EscalationTests {
    private static let probes: KeyValuePairs = [
        "root": "as_root id -u", "again": "as_root id -u", "refused": "as_root ls /",
    ]
    private static let rules = "NAME ALL=(root) PASSWD: /usr/bin/id -u, /usr/bin/cat"

    private func run(
        _ account: SudoAccount,
        _ shell: String = "/usr/bin/dash",
        password: String = SudoAccount.password,
        probes: KeyValuePairs<String, String> = Self.probes
    ) throws -> (answers: Answers, run: ShellRun) {
        let script = script(probes, escalation: .sudo, password: Secret(Array(password.utf8)))
        let run = try ShellRun(script, shell: account.running(shell))
        let stdout = script.withoutSecret(run.stdout)
        let transcript = FrameReader.read(
            stdout: stdout,
            stderr: script.withoutSecret(run.stderr),
            nonce: ShellRun.nonce
        )
        #expect(transcript.isComplete)
        #expect(!String(decoding: stdout, as: UTF8.self).contains(password))
        return (Answers(transcript.answers), run)
    }

    @Test(.timeLimit(.minutes(2)), arguments: ShellRun.shells)
    func sudoGetsThePasswordAndNothingElseDoes(shell: String) throws {
        let account = try SudoAccount(rules: Self.rules)
        defer { account.remove() }
        let (answers, run) = try run(account, shell)
        #expect(EscalationOutcome(answers[EscalationOutcome.probe]) == .accepted)
        #expect(answers.firstLine("root") == "0")
        #expect(answers.firstLine("again") == "0")
        #expect(answers["refused"]?.status == PosixStatus.privilegeMissing)
        // Neither an argument nor an environment ever held it, whole or in part.
        #expect(account.trace.contains("execve("))
        #expect(!account.trace.contains("rect"))
        for output in [run.stdout, run.stderr] { #expect(!String(decoding: output, as: UTF8.self).contains("horse")) }
    }

    @Test(.timeLimit(.minutes(2)), arguments: ShellRun.shells)
    func aWrongPasswordIsTriedOnceAndEveryRootProbeIsRefused(shell: String) throws {
        let account = try SudoAccount(rules: Self.rules)
        defer { account.remove() }
        let (answers, _) = try run(account, shell, password: "not the password")
        let outcome = try #require(answers[EscalationOutcome.probe])
        #expect(EscalationOutcome(outcome) == .refused)
        #expect(String(decoding: outcome.stderr, as: UTF8.self).contains("incorrect password"))
        for probe in ["root", "again", "refused"] { #expect(answers[probe]?.status == PosixStatus.privilegeMissing) }
        // PAM is asked with the password, and once more by sudo itself, which then finds its stdin at an end.
        #expect(account.asked <= 2)
        #expect(account.trace.components(separatedBy: "execve(\"/usr/bin/sudo\"").count == 2)
    }

    @Test(.timeLimit(.minutes(2)))
    func whereSudoAsksForNothingThePasswordIsForgotten() throws {
        let account = try SudoAccount(rules: "NAME ALL=(root) NOPASSWD: /usr/bin/id -u, /usr/bin/cat")
        defer { account.remove() }
        let (answers, run) = try run(account, probes: ["root": "as_root id -u", "shown": "as_root cat"])
        #expect(EscalationOutcome(answers[EscalationOutcome.probe]) == .unneeded)
        #expect(answers.firstLine("root") == "0")
        #expect(answers["shown"]?.stdout == [])
        #expect(!String(decoding: run.stdout, as: UTF8.self).contains("horse"))
    }

    /// One rule with a password and one without: sudo leaves the line on stdin to the command, which prints it.
    @Test(.timeLimit(.minutes(2)))
    func aHostThatPrintsItsInputDoesNotGetThePasswordIntoAnAnswer() throws {
        let account = try SudoAccount(
            rules: "NAME ALL=(root) PASSWD: /usr/bin/id -u\nNAME ALL=(root) NOPASSWD: /usr/bin/cat"
        )
        defer { account.remove() }
        let (answers, _) = try run(account, probes: ["root": "as_root id -u", "shown": "as_root cat"])
        #expect(EscalationOutcome(answers[EscalationOutcome.probe]) == .accepted)
        #expect(answers.bytes("shown") == Array("[secret]\n".utf8))
    }

    @Test(.timeLimit(.minutes(2)))
    func aRefusedPasswordIsAProblemOfTheHostWithItsOwnRemedy() throws {
        let account = try SudoAccount(rules: Self.rules)
        defer { account.remove() }
        let (answers, _) = try run(account, password: "not the password")
        let platform = Platform(
            id: "test",
            shell: .posix,
            systemNames: ["Linux"],
            collectors: [FixedCollector(probes: [Probe("root", section: .hardware, command: "")])]
        )
        let problems = platform.collection(from: answers, scriptDigest: "").problems
        #expect(problems.map(\.code) == [.privilegeMissing, .privilegeMissing])
        #expect(problems.first?.section == nil)
        #expect(problems.first?.message.contains("sudo did not take the account's password") == true)
        #expect(problems.allSatisfy { $0.remedy.hasPrefix("Correct the secret of `escalate-password`") })
        #expect(problems.allSatisfy { !$0.message.contains(#"\u{a}"#) || $0.message.contains("Sorry") })
    }
}

struct EscalationPasswordTests {
    @Test func thePasswordIsSentToSudoOnly() {
        let secret = Secret(Array("it's secret".utf8))
        let sent = { (escalation: Escalation) in
            String(decoding: script(["one": ":"], escalation: escalation, password: secret).input, as: UTF8.self)
        }
        #expect(sent(.sudo).contains("\nset -- \(ShellRun.nonce) sudo 60 'it'\\''s secret'\n"))
        #expect(sent(.doas).contains("\nset -- \(ShellRun.nonce) doas 60\n"))
        #expect(sent(.none).contains("\nset -- \(ShellRun.nonce) none 60\n"))
    }

    @Test func neitherDigestNorTextNorDescriptionKnowsIt() {
        let with = script(["one": ":"], escalation: .sudo, password: Secret(Array("horse battery".utf8)))
        let without = script(["one": ":"], escalation: .sudo)
        #expect(with.digest == without.digest && with.text == without.text)
        #expect(!with.text.contains("horse"))
    }

    @Test(arguments: ["", "abc", "two\nlines", "nul\0", String(repeating: "x", count: 1001)])
    func whatSudoCannotBeGivenIsObjectedToAndNotSent(password: String) {
        let secret = Secret(Array(password.utf8))
        #expect(EscalationPassword.objection(to: secret) != nil)
        #expect(
            script(["one": ":"], escalation: .sudo, password: secret).input
                == script(["one": ":"], escalation: .sudo).input
        )
    }

    @Test(arguments: [
        ("abcd", "abcd", "[secret]"), ("abcd", "xabcdabcdy", "x[secret][secret]y"), ("aaab", "aaaab", "a[secret]"),
        ("it's", #"set -- 'it'\''s' it's"#, "set -- '[secret]' [secret]"), ("abcd", "abc", "abc"), ("abcd", "", ""),
    ])
    func everyOccurrenceIsTakenOut(password: String, text: String, expected: String) {
        let secret = Secret(Array(password.utf8))
        let removed = EscalationPassword.removing(secret, from: Array(text.utf8))
        #expect(String(decoding: removed, as: UTF8.self) == expected)
    }

    @Test func removingLeavesNoOccurrence() {
        var random = SeededRandom(seed: 20_261_121)
        for _ in 0..<500 {
            let letters = Array("ab'".utf8)
            let password = (0..<4).map { _ in letters[Int(random.next() % 3)] }
            let text = (0..<60).map { _ in letters[Int(random.next() % 3)] }
            let removed = EscalationPassword.removing(Secret(password), from: text)
            #expect(
                String(decoding: removed, as: UTF8.self).contains(String(decoding: password, as: UTF8.self)) == false
            )
        }
    }
}
