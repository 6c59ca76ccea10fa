import EstateModel
import Lifecycle
import StrictYAML
import Testing

/// The rules that the project ships must hold what they promise.
@Suite struct ShippedRulesTests {
    private static func load() throws -> RulePack {
        try RulePack.load(directories: [.init(path: FixturePack.root + "/rules")])
    }

    @Test func everyFileIsReadAndPassesTheCheck() throws {
        let pack = try Self.load()
        #expect(pack.isComplete)
        // Dates that grew old are no fault of the code; the check tells them to whoever keeps the rules.
        let options = RuleChecker.Options(coverage: .warning, stale: nil)
        let found = RuleChecker(pack: pack, asOf: try day("2026-11-20"), options: options).check()
        #expect(found.filter { $0.severity == .error }.map(\.description) == [])
    }

    @Test func everyTestInsideTheFilesPasses() throws {
        let results = RuleTester(pack: try Self.load()).run()
        #expect(!results.isEmpty)
        for result in results {
            #expect(result.differences == [], "\(result.location) \(result.title)")
        }
    }

    /// The package's origin decides for its programs, so that nothing stands in the register twice.
    @Test func aPlainDebianHasNoFindingByItsMakersCalendar() throws {
        func package(_ name: String, _ version: String) -> Fact {
            Fact(kind: "dpkg", fields: ["name": name, "version": version, "origin": "Debian"])
        }
        func program(_ command: String, _ version: String, _ path: String, _ output: String) -> Fact {
            Fact(kind: "command", fields: ["command": command, "version": version, "path": path, "output": output])
        }
        let facts = [
            Fact(kind: "os-release", fields: ["ID": "debian", "VERSION_ID": "12"]),
            package("openssh-server", "1:9.2p1-2+deb12u6"), package("openssl", "3.0.17-1~deb12u2"),
            package("libssl3", "3.0.17-1~deb12u2"),
            program("sshd", "9.2", "/usr/sbin/sshd", "OpenSSH_9.2p1 Debian-2+deb12u6, OpenSSL 3.0.17 1 Jul 2025"),
            program(
                "openssl",
                "3.0.17",
                "/usr/bin/openssl",
                "OpenSSL 3.0.17 1 Jul 2025 (Library: OpenSSL 3.0.17 1 Jul 2025)"
            ),
            program("node", "20.18.1", "/usr/local/bin/node", "v20.18.1"),
        ]
        let report = Judge(pack: try Self.load()).judgeAll(
            facts,
            host: HostContext(system: "debian/12"),
            organisation: OrganisationRecord(),
            asOf: try day("2026-11-20")
        )
        let clocks = report.findings.map { "\($0.verdict.product ?? "") \($0.verdict.clock ?? "")" }
        #expect(clocks == ["debian vendor", "nodejs vendor", "openssh debian/12", "openssl debian/12"])
    }

    /// Supported for ever would hide an end that nobody looked up.
    @Test func nothingTurnsSupportedAgain() throws {
        let pack = try Self.load()
        let judge = Judge(pack: pack)
        let days = try ["2010-01-01", "2020-02-01", "2024-08-01", "2026-11-20", "2030-07-01", "2060-01-01"].map(day)
        for test in pack.products.flatMap(\.tests) {
            var isOver = false
            for asOf in days {
                let verdict = judge.judge(test.given, host: test.host, organisation: OrganisationRecord(), asOf: asOf)
                if isOver { #expect(!verdict.status.receivesFixes, "\(test.location) on \(asOf)") }
                if verdict.status == .unsupported { isOver = true }
            }
        }
    }
}
