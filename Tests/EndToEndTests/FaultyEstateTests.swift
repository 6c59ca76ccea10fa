import TestSupport
import Testing

/// One scan of an estate in which every host but one fails, each in its own way.
@Suite(.enabled(if: TestSSHServer.isAvailable && ReeveProgram.isBuilt, "needs sshd and the built program"))
struct FaultyEstateTests {
    private struct Scanned: Sendable {
        var scan: ReeveProgram.Outcome
        var scans: ReeveProgram.Outcome
        var assets: ReeveProgram.Outcome
        var report: ReeveProgram.Outcome
        var integrity: String
    }

    private static let secret = "a-secret-that-nobody-may-see"

    /// Scanned once for all tests of this suite.
    private static let scanned = Task {
        let estate = try EndToEndEstate()
        for host in FaultyHosts.all { try host.make(estate, host.name) }
        try estate.addHost("healthy")
        return Scanned(
            scan: try await estate.reeve("scan", environment: ["END_TO_END_PASSWORD": secret]),
            scans: try await estate.reeve("scans"),
            assets: try await estate.reeve("assets"),
            report: try await estate.reeve("report", "json"),
            integrity: try estate.integrity()
        )
    }

    @Test(.timeLimit(.minutes(5)), arguments: FaultyHosts.all)
    func aHostThatCannotBeReadIsAProblemWithARemedy(_ host: FaultyHost) async throws {
        let scanned = try await Self.scanned.value
        let coverage = try ReportedCoverage(report: scanned.report.output)
        let cause = try #require(
            coverage.failures.first { $0.code == host.code && $0.hosts.contains(host.name) },
            "\(scanned.scan)"
        )
        // One cause that hits many hosts shows one of its messages; the scan's own lines show each.
        let line = try #require(scanned.scan.messages.split(separator: "\n").first { $0.hasPrefix(host.name + ": ") })
        for part in host.message { #expect(line.contains(part)) }
        // The remedy of this host, not of another one with the same code.
        try FaultsDocument.expectHost(host.name, host.code, line, Substring(cause.remedy))
        for part in host.remedy { #expect(cause.remedy.contains(part)) }
        #expect(!cause.remedy.isEmpty)
        #expect(scanned.scan.output.contains("What to do: \(cause.remedy)"))
    }

    @Test(.timeLimit(.minutes(5)))
    func theScanIsPartialAndTheHealthyHostIsRead() async throws {
        let scanned = try await Self.scanned.value
        #expect(scanned.scan.status == 3)
        let all = FaultyHosts.all.count + 1
        #expect(scanned.scan.output.hasPrefix("1 of \(all) targets read, 1 new, \(all - 1) failed.\n"))
        #expect(scanned.scan.messages.contains("healthy: read"))
        #expect(scanned.scans.output.contains("finished"))
        #expect(scanned.assets.status == 0)
        #expect(scanned.assets.output.contains("healthy"))
        #expect(scanned.integrity == "ok")
    }

    @Test(.timeLimit(.minutes(5)))
    func noSecretIsShown() async throws {
        let scanned = try await Self.scanned.value
        for text in [scanned.scan.output, scanned.scan.messages, scanned.report.output] {
            #expect(!text.contains(Self.secret))
        }
    }
}
