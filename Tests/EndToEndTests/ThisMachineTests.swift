import Foundation
import TestSupport
import Testing

/// This very machine, scanned over real SSH, from its packages to the register and the reports.
@Suite(.enabled(if: TestSSHServer.isAvailable && ReeveProgram.isBuilt, "needs sshd and the built program"))
struct ThisMachineTests {
    private static let day = "2026-11-20"
    private static let commands: [String: [String]] = [
        "assets": ["assets", "here"],
        "software": ["software", "--source", "dpkg", "--format", "json"],
        "findings": ["findings", "--all", "--format", "json", "--as-of", day],
        "register": ["register", "--as-of", day],
        "register json": ["register", "--format", "json", "--as-of", day],
        "explain": ["explain", "here", OSRelease.ofThisMachine.id, "--as-of", day],
        "html": ["report", "html", "--as-of", day],
        "csv": ["report", "csv", "--as-of", day],
        "json": ["report", "json", "--as-of", day],
        "json again": ["report", "json", "--as-of", day],
    ]

    /// What each command printed after one scan.
    private static let outcomes = Task {
        let estate = try EndToEndEstate()
        try estate.addHost("here")
        var outcomes = ["scan": try await estate.reeve("scan")]
        for (name, arguments) in commands { outcomes[name] = try await estate.reeve(arguments) }
        return outcomes
    }

    private func outcome(_ name: String) async throws -> ReeveProgram.Outcome {
        try #require(try await Self.outcomes.value[name])
    }

    @Test(.timeLimit(.minutes(3)))
    func itIsReadWholeAndKnownByItsSystem() async throws {
        let scan = try await outcome("scan")
        #expect(scan.output.hasPrefix("1 of 1 targets read, 1 new.\n"), "\(scan)")
        let asset = try await outcome("assets")
        #expect(asset.output.contains(OSRelease.ofThisMachine.prettyName), "\(asset)")
        #expect(asset.output.contains("software complete"))
        #expect(asset.output.contains("SSH-2.0-OpenSSH"))
    }

    @Test(.timeLimit(.minutes(3)), .enabled(if: FileManager.default.fileExists(atPath: DisguisedHosts.dpkg), "no dpkg"))
    func everyPackageThatDpkgKnowsIsListedWithItsVersion() async throws {
        let format = #"-f=${db:Status-Status}\t${Package} ${Version}\n"#
        let own = try await ReeveProgram.run(["-W", format], program: DisguisedHosts.dpkg).output
        let expected = own.split(separator: "\n").filter { $0.hasPrefix("installed\t") }.map { $0.dropFirst(10) }
        let rows = try Listed.rows(Listed.Software.self, in: try await outcome("software"))
        #expect(Set(rows.map { "\($0.name) \($0.version ?? "")" }) == Set(expected.map(String.init)))
        #expect(rows.allSatisfy { $0.hosts == 1 })
    }

    @Test(.timeLimit(.minutes(3)), .enabled(if: OSRelease.ofThisMachine.isDebian12, "not a Debian 12"))
    func debiansOwnPackagesGoByDebiansCalendar() async throws {
        let findings = try Listed.rows(Listed.Finding.self, in: try await outcome("findings"))
        let system = try #require(findings.first { $0.what == "Debian 12 (bookworm)" })
        #expect(system.status == "extended-free")
        #expect(system.supportEnd == "2028-06-30")
        let packages = try #require(findings.first { $0.what == "packages of Debian 12 (bookworm)" })
        #expect(packages.clock == "debian/12")
        #expect(packages.status == "extended-free")
        // Its makers gave up OpenSSL 3.0 in September 2026; Debian has not.
        let openssl = try #require(findings.first { $0.what == "OpenSSL 3.0" && $0.clock == "debian/12" })
        #expect(openssl.status == "extended-free")
    }

    @Test(.timeLimit(.minutes(3)), .enabled(if: OSRelease.ofThisMachine.isDebian12, "not a Debian 12"))
    func anExplanationLeadsToTheRawLineAndTheSource() async throws {
        let explained = try await outcome("explain")
        #expect(explained.status == 0)
        let text = explained.output
        #expect(text.contains("Verdict     extended-free until 30 June 2028 (Debian LTS)"), "\(explained)")
        #expect(text.contains("Policy      N-1 on 'debian', within the council's N-1; N is 13"))
        #expect(text.contains("On the host (scan 1, "))
        #expect(text.contains(#/probe release, line \d+: VERSION_ID="12"/#))
        #expect(text.contains("Rule        os/debian.yaml"))
        #expect(text.contains("Source      https://endoflife.date/debian, compared on 22 August 2026"))
        let lines = text.split(separator: "\n").filter { $0.hasPrefix("    probe ") }
        #expect(Set(lines).count == lines.count)
    }

    @Test(.timeLimit(.minutes(3)))
    func theExitStatusTellsWhetherSomethingIsOutOfSupport() async throws {
        let findings = try await outcome("findings")
        let isUnsupported = try Listed.rows(Listed.Finding.self, in: findings).contains { $0.status == "unsupported" }
        #expect(findings.status == (isUnsupported ? 2 : 0))
        let register = try await outcome("register json")
        let risks = try Listed.rows(Listed.Risk.self, in: register)
        #expect(register.status == (risks.contains(where: \.unmanaged) ? 2 : 0))
        #expect(risks.allSatisfy { $0.reference.hasPrefix("R-") && $0.assets == ["here"] && $0.decides != nil })
        let text = try await outcome("register")
        #expect(text.status == register.status)
        #expect(text.output.contains("End to end, risk register as of 20 November 2026"))
        #expect(text.output.contains("Assets judged    1 of 1"))
        for risk in risks { #expect(text.output.contains(risk.what)) }
    }

    @Test(.timeLimit(.minutes(3)))
    func theReportsHoldTheRegister() async throws {
        let risks = try Listed.rows(Listed.Risk.self, in: try await outcome("register json"))
        let html = try await outcome("html")
        #expect(html.status == 0)
        #expect(html.output.hasPrefix("<!doctype html>"))
        #expect(html.output.hasSuffix("</html>\n"))
        #expect(!html.output.contains("<script"))
        let csv = try await outcome("csv")
        #expect(csv.status == 0)
        for risk in risks {
            #expect(html.output.contains(risk.what))
            #expect(csv.output.contains(risk.reference))
        }
        let json = try await outcome("json")
        #expect(json.status == 0)
        #expect(try ReportedCoverage(report: json.output).read == 1)
    }

    @Test(.timeLimit(.minutes(3)))
    func aReportOfTheSameFactsIsTheSameByteForByte() async throws {
        #expect(try await outcome("json").output == outcome("json again").output)
    }
}
