import EstateModel
import Foundation
import TestSupport
import Testing

@testable import Collectors

/// Package sources: what the host prints of them, and what is read from that.
struct RepositoriesTests {
    private static let awks = ["mawk", "busybox awk", "gawk", "original-awk"].filter { name in
        let program = name.split(separator: " ")[0]
        return ["/usr/bin/", "/bin/"].contains { FileManager.default.isExecutableFile(atPath: $0 + program) }
    }

    /// What a program prints of fixture files, their folder cut off.
    private static func lines(_ awk: String, kind: String, program: String, of files: [String]) throws -> [String] {
        let paths = files.map { Fixture.root.appendingPathComponent("linux/repositories/\($0)").path }
        let command = "\(awk) -v kind=\(kind) '\(program)' \(paths.joined(separator: " "))"
        let answers = Answers(try ShellRun(script(["sum": command])).transcript.answers)
        let folder = Fixture.root.appendingPathComponent("linux/repositories/").path
        return lines_(answers.bytes("sum")).map { $0.replacingOccurrences(of: folder + "/", with: "") }
    }

    private static func lines_(_ bytes: [UInt8]) -> [String] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    @Test(arguments: awks)
    func bothFormatsOfAptAreTakenApart(awk: String) throws {
        let files = ["sources.list", "sources.list.d/extended-lts.list", "sources.list.d/php.list"]
        let program = RepositoriesScript.aptProgram
        #expect(
            try Self.lines(awk, kind: "apt", program: program, of: files) == [
                "apt\ton\tarchive.debian.org/debian buster\thttp://archive.debian.org/debian/\tmain contrib\tsources.list",
                "apt\ton\tapt.postgresql.org/pub/repos/apt buster-pgdg\thttp://apt.postgresql.org/pub/repos/apt\tmain"
                    + "\tsources.list",
                "apt\ton\tsrv/council ./\tfile:///srv/council\t\tsources.list",
                "apt\ton\tdeb.freexian.com/extended-lts buster-lts\thttp://deb.freexian.com/extended-lts"
                    + "\tmain contrib non-free\tsources.list.d/extended-lts.list",
                "apt\ton\tpackages.sury.org/php bookworm\thttps://packages.sury.org/php/\tmain\tsources.list.d/php.list",
            ]
        )
        let stanzas = try Self.lines(awk, kind: "apt", program: program, of: ["sources.list.d/nodesource.sources"])
        #expect(
            stanzas.map { $0.split(separator: "\t").prefix(3).joined(separator: " ") } == [
                "apt on deb.nodesource.com/node_20.x nodistro",
                "apt off example.org/off stable",
                "apt on esm.ubuntu.com/apps/ubuntu focal-infra-security",
                "apt on esm.ubuntu.com/apps/ubuntu focal-infra-updates",
                "apt on esm.ubuntu.com/infra/ubuntu focal-infra-security",
                "apt on esm.ubuntu.com/infra/ubuntu focal-infra-updates",
            ]
        )
    }

    @Test(arguments: awks)
    func sectionsOfYumAndZypperAreTakenApart(awk: String) throws {
        let program = RepositoriesScript.sectionProgram
        let yum = try Self.lines(
            awk,
            kind: "yum",
            program: program,
            of: ["yum.repos.d/other.repo", "yum.repos.d/redhat.repo"]
        )
        #expect(
            yum.map { $0.split(separator: "\t").dropFirst().prefix(3).joined(separator: " ") } == [
                "on epel https://mirrors.fedoraproject.org/metalink",
                "on private https://repo.example/el7/",
                "on centos7-els-os https://repo.tuxcare.example/centos7-els/***/os/$basearch",
                "off switched-off https://off.example/",
                "on rhel-7-server-rpms https://cdn.redhat.com/content/dist/rhel/server/7/$releasever/$basearch/os",
                "on rhel-7-server-els-rpms https://cdn.redhat.com/content/els/rhel/server/7/7Server/$basearch/os",
                "off rhel-7-server-eus-rpms https://cdn.redhat.com/content/eus/rhel/server/7/$releasever/$basearch/os",
            ]
        )
        let zypper = try Self.lines(awk, kind: "zypper", program: program, of: ["zypp/SLES.repo"])
        #expect(zypper.count == 2)
        #expect(zypper[0].contains("SLE-Product-SLES15-SP4-LTSS-Updates\thttps://updates.suse.com/SUSE/Updates/"))
    }

    @Test(arguments: awks)
    func noCredentialLeavesTheHost(awk: String) throws {
        let apt = try Self.lines(
            awk,
            kind: "apt",
            program: RepositoriesScript.aptProgram,
            of: ["sources.list.d/secrets.list"]
        )
        #expect(apt.count == 14)
        let sections = try Self.lines(
            awk,
            kind: "yum",
            program: RepositoriesScript.sectionProgram,
            of: ["yum.repos.d/other.repo", "yum.repos.d/redhat.repo", "zypp/SLES.repo"]
        )
        let secrets = [
            "hunter2", "hun@", "C1aaBB", "8f14e45f", "f81d4fae", "aZ3kQ9", "x9z8y7", "0123456789abcdef", "aBcDeFgH",
            "user:", "bearer", "reeve", "1234567890123456789",
        ]
        for line in apt + sections {
            for secret in secrets { #expect(!line.contains(secret), "\(line)") }
        }
        #expect(apt.contains { $0.contains("[2001:db8::1]:8443/apt stable\t") })
        #expect(apt.contains { $0.contains("port.example:8080/apt/@team/x stable\t") })
        #expect(apt.contains { $0.contains("esm.ubuntu.com/infra/ubuntu focal-infra-security\t") })
    }

    /// Every password of printable characters but `/` with its `@`, wherever it stands in front of the host.
    @Test func randomCredentialsDoNotLeaveTheHost() throws {
        let seed: UInt64 = 20_261_120
        var random = SeededRandom(seed: seed)
        let signs = Array("abcXYZ019-._~%!$&'()*+,=:@?#;").filter { $0 != "'" }
        var text = ""
        for number in 0..<300 {
            let secret =
                "S3"
                + String(
                    (0..<Int.random(in: 1...30, using: &random)).map { _ in signs.randomElement(using: &random) ?? "x" }
                ) + "Z9"
            let address = [
                "https://\(secret)@h.example/a", "https://u:\(secret)@h.example/a", "https://h.example/a?\(secret)",
            ]
            text += "deb \(address[number % 3]) s\(number) main\n"
        }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("reeve-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("x.list")
        try Data(text.utf8).write(to: file)
        let command = "awk -v kind=apt '\(RepositoriesScript.aptProgram)' \(file.path)"
        let answers = Answers(try ShellRun(script(["sum": command])).transcript.answers)
        let lines = Self.lines_(answers.bytes("sum"))
        #expect(lines.count == 300, "seed \(seed)")
        for (number, line) in lines.enumerated() {
            #expect(line.hasPrefix("apt\ton\th.example/a s\(number)\thttps://h.example/a\tmain\t"), "seed \(seed)")
        }
    }

    private func facts(_ text: String, probe: Probe = RepositoriesScript.yum) -> HostCollection {
        collect(with: RepositoriesCollector(), text: [probe.id: text])
    }

    @Test func aRepositoryBecomesAFact() {
        let line =
            "apt\ton\tdeb.freexian.com/extended-lts buster-lts\thttp://deb.freexian.com/extended-lts\tmain\t/etc/f\n"
        let host = facts(line, probe: RepositoriesScript.apt)
        let expected: [String: String] = [
            "id": "deb.freexian.com/extended-lts buster-lts", "enabled": "true", "manager": "apt",
            "url": "http://deb.freexian.com/extended-lts", "components": "main", "path": "/etc/f",
        ]
        #expect(host.otherFacts == [Fact(kind: "repository", fields: expected)])
        #expect(host.problems.isEmpty && host.completeness[.software] == .complete)
    }

    @Test func oneThatIsOffIsKeptOnlyWhereNoneIsOn() {
        let off = "yum\toff\ta\thttp://a\t\t/f\nyum\toff\tb\thttp://b\t\t/f\n"
        #expect(facts(off).otherFacts.map { $0.fields["id"] } == ["a"])
        #expect(facts(off).otherFacts.map { $0.fields["enabled"] } == ["false"])
        #expect(facts(off + "yum\ton\tc\thttp://c\t\t/f\n").otherFacts.map { $0.fields["id"] } == ["c"])
    }

    @Test func aFileThatMayNotBeReadIsAProblemAndNotSilence() {
        let host = facts("yum\tunread\t-\t-\t-\t/etc/yum.repos.d/private.repo\n")
        #expect(host.problems.map(\.code) == [.privilegeMissing])
        #expect(host.otherFacts.map { $0.fields["enabled"] } == ["unread"])
        #expect(host.completeness[.software] == .complete)
    }

    @Test func anAddressWithAPasswordIsCutAgainWhereItIsRead() {
        let host = facts("yum\ton\ta\thttps://u:hunter2@a.example/x?hunter2\t\t/f\n")
        #expect(host.otherFacts.map { $0.fields["url"] } == ["https://a.example/x"])
    }

    @Test(arguments: [
        "", "\n\n", "yum\ton\ta", "awk: syntax error at source line 1\n", "\u{FFFD}\t\t\t\t\t\n",
        "yum\tmaybe\ta\tb\tc\td",
    ])
    func whatIsNoLineOfOursGivesNoFact(text: String) {
        let host = facts(text)
        #expect(host.otherFacts.isEmpty)
        #expect(host.problems.isEmpty == !text.contains { !$0.isWhitespace })
    }

    @Test func thisMachinesOwnSourcesAreRead() throws {
        let commands = KeyValuePairs<String, String>(
            dictionaryLiteral: (RepositoriesScript.apt.id, RepositoriesScript.apt.command)
        )
        let answers = try ShellRun(script(commands)).transcript.answers
        let lines = Self.lines_(Answers(answers).bytes(RepositoriesScript.apt.id))
        #expect(lines.allSatisfy { $0.split(separator: "\t", omittingEmptySubsequences: false).count == 6 })
        let report = RepositoriesReport(Answers(answers).bytes(RepositoriesScript.apt.id))
        #expect(report.unreadLines == 0)
    }
}
