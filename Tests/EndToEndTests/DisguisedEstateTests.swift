import TestSupport
import Testing

/// One scan of hosts that answer, but not everything, or not as expected.
@Suite(.enabled(if: HostDisguise.isPossible && ReeveProgram.isBuilt, "\(HostDisguise.whyNot)"))
struct DisguisedEstateTests {
    private struct Scanned: Sendable {
        var scan: ReeveProgram.Outcome
        var again: ReeveProgram.Outcome
        /// What `reeve assets NAME` prints, by name.
        var details: [String: String] = [:]
        var report: ReeveProgram.Outcome
        var integrity: String
    }

    /// Hosts that are odd, but of which everything can be read.
    private static let odd = [
        ("motd", HostDisguise(first: "printf 'Welcome to the council.\\n\\nUse is logged.' && echo hello >&2")),
        ("csh", HostDisguise(shell: "/bin/csh -c")),
    ]

    /// Scanned once for all tests of this suite.
    private static let scanned = Task {
        let estate = try EndToEndEstate()
        for host in DisguisedHosts.partial { try host.make(estate, host.name) }
        for (name, disguise) in odd { try estate.addHost(name, disguise) }
        try estate.addHost("solaris", HostDisguise(replacing: ["/usr/bin/uname": "echo SunOS solaris 5.11"]))
        var scanned = Scanned(
            scan: try await estate.reeve("scan"),
            again: try await estate.reeve("scan", "--target", "not-in-sudoers", "--target", "broken-dpkg"),
            report: try await estate.reeve("report", "json"),
            integrity: try estate.integrity()
        )
        for name in DisguisedHosts.partial.map(\.name) + odd.map(\.0) {
            scanned.details[name] = try await estate.reeve("assets", name).output
        }
        return scanned
    }

    @Test(.timeLimit(.minutes(5)), arguments: DisguisedHosts.partial)
    func whatCannotBeReadIsAGapWithARemedy(_ host: FaultyHost) async throws {
        let scanned = try await Self.scanned.value
        let detail = try #require(scanned.details[host.name])
        let gaps = detail.split(separator: "\nGap: ").dropFirst()
        let gap = gaps.first { gap in host.message.allSatisfy { gap.contains($0) } }
        let found = try #require(gap, "\(detail)\n\(scanned.scan)")
        for part in host.remedy { #expect(found.contains(part)) }
        let lines = found.split(separator: "\n")
        let remedy = lines.count > 1 ? lines[1].drop { $0 == " " } : ""
        try FaultsDocument.expectHost(host.name, host.code, lines[0], remedy)
        // What came before and after it was read all the same.
        #expect(detail.contains("Operating system"))
        #expect(
            detail.contains("network complete") == !["answer-incomplete", "connection-lost", "host-deadline"].contains(
                host.code
            )
                || host.name == "over-the-host-limit"
        )
        let causes = scanned.scan.output.split(separator: "\nRead in part:\n").last ?? ""
        #expect(causes.split(separator: "\n").contains { $0.hasPrefix("  \(host.code): ") && $0.contains(host.name) })
    }

    @Test(.timeLimit(.minutes(5)))
    func theScanIsPartialAndNothingIsHalfWritten() async throws {
        let scanned = try await Self.scanned.value
        #expect(scanned.scan.status == 3, "\(scanned.scan)")
        #expect(scanned.integrity == "ok")
    }

    @Test(.timeLimit(.minutes(5)), arguments: ["motd", "csh"])
    func anOddHostIsReadWhole(_ name: String) async throws {
        let scanned = try await Self.scanned.value
        let detail = try #require(scanned.details[name])
        #expect(!detail.contains("Gap: "), "\(detail)")
        #expect(detail.contains("software complete"))
    }

    @Test(.timeLimit(.minutes(5)))
    func aSystemThatCannotBeReadYetIsSaidToBeOne() async throws {
        let scanned = try await Self.scanned.value
        #expect(scanned.scan.output.contains("unsupported-platform: solaris\n    solaris: runs SunOS"))
    }

    /// An unchanged host is not parsed again; its gaps were once forgotten, and the scan ended with status 0.
    @Test(.timeLimit(.minutes(5)))
    func theGapsOfAnUnchangedHostAreToldAgain() async throws {
        let scanned = try await Self.scanned.value
        #expect(scanned.again.status == 3)
        #expect(scanned.again.output.hasPrefix("2 of 2 targets read, "), "\(scanned.again)")
        #expect(scanned.again.output.contains("probe-failed: broken-dpkg"))
        #expect(scanned.again.output.contains("privilege-missing: not-in-sudoers"))
    }
}
