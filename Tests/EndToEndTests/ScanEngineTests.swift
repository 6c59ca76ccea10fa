import Foundation
import TestSupport
import Testing

/// Whom a scan visits, when, and by which way.
@Suite(.enabled(if: HostDisguise.isPossible && ReeveProgram.isBuilt, "\(HostDisguise.whyNot)"))
struct ScanEngineTests {
    private static func window(_ days: String, from: String = "00:00", until: String = "24:00") -> String {
        "windows: {patching: {days: \(days), from: \"\(from)\", until: \"\(until)\"}}"
    }

    /// A weekday that is neither today, yesterday nor tomorrow, wherever the clock stands.
    private static var distantDay: String {
        let names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
        let today = Calendar(identifier: .gregorian).component(.weekday, from: Date()) - 1
        return names[(today + 3) % 7]
    }

    /// What the scan said of a host, and what to do about that kind of problem, stand in `docs/faults.md`.
    private func expectDocumented(_ host: String, _ code: String, _ scan: ReeveProgram.Outcome) throws {
        let said = scan.messages.split(separator: "\n").first { $0.hasPrefix(host + ": ") }
        let lines = scan.output.split(separator: "\n").map { $0.drop { $0 == " " } }
        let cause = try #require(lines.firstIndex { $0.hasPrefix(code) }, "\(scan)")
        let remedy = try #require(lines[cause...].first { $0.hasPrefix("What to do: ") }, "\(scan)")
        try FaultsDocument.expectHost(host, code, said ?? lines[cause + 1], remedy.dropFirst("What to do: ".count))
    }

    @Test(.timeLimit(.minutes(3)))
    func aHostOutsideItsWindowIsDeferredAndReadWhenItIsOpen() async throws {
        let estate = try EndToEndEstate()
        try estate.addSection(Self.window("[\(Self.distantDay)]"))
        try estate.addHost("always", HostDisguise())
        try estate.addHost("nightly", HostDisguise(), settings: "window: patching")
        let scan = try await estate.reeve("scan")
        #expect(scan.status == 0, "\(scan)")
        #expect(scan.output.hasPrefix("1 of 2 targets read, 1 new, 1 deferred."), "\(scan)")
        #expect(scan.output.contains("its scan window 'patching' is closed, opens "))
        #expect(scan.output.contains("(Europe/London)"))
        try expectDocumented("nightly", "outside-window", scan)

        let early = try await estate.reeve("scan", "--resume")
        #expect(early.status == 0, "\(early)")
        #expect(early.output.hasPrefix("0 of 1 targets read, 1 deferred."), "\(early)")

        let urgent = try await estate.reeve("scan", "--resume", "--outside-windows")
        #expect(urgent.output.hasPrefix("1 of 1 targets read, 1 new."), "\(urgent)")
        let nothing = try await estate.reeve("scan", "--resume")
        #expect(nothing.status == 0)
        #expect(nothing.messages.contains("Nothing to resume"))
        #expect(try estate.sqlite("SELECT count(*), count(finished_at) FROM scan") == "1|1")
    }

    @Test(.timeLimit(.minutes(3)))
    func aLoginThatThreeHostsRefuseIsTriedOnNoFourth() async throws {
        let estate = try EndToEndEstate()
        let server = try estate.addHost("host1") { $0.authorizedKeys = [] }
        for number in 2...7 { try estate.addTarget("host\(number)", port: server.port) }
        let scan = try await estate.reeve("scan")
        #expect(scan.status == 3, "\(scan)")
        #expect(scan.output.contains("authentication-refused"), "\(scan)")
        #expect(scan.output.contains("credential-set-aside"), "\(scan)")
        let problems = try estate.sqlite(
            """
            SELECT item.name, count(*) FROM visit_problem JOIN item ON item.id = visit_problem.item_id
            GROUP BY item.name ORDER BY item.name
            """
        )
        #expect(problems == "authentication-refused|3\ncredential-set-aside|4")
        let refused = try ReportedCoverage(report: try await estate.reeve("report", "json").output)
        let host = try #require(refused.failures.first { $0.code == "credential-set-aside" }?.hosts.first)
        try expectDocumented(host, "credential-set-aside", scan)
    }

    @Test(.timeLimit(.minutes(3)))
    func aHostBehindAJumpHostIsReadThroughIt() async throws {
        let estate = try EndToEndEstate()
        var options = TestSSHServer.Options()
        options.authorizedKeys = [estate.key.publicLine]
        let gateway = try TestSSHServer(options)
        estate.keepAlive.append(gateway)
        try estate.recordHostKeys(gateway.hostKeys, port: gateway.port)
        try estate.addSection(
            """
            jump-hosts:
              gateway: {address: 127.0.0.1, port: \(gateway.port), user: '\(TestSSHServer.user)', credential: scan-key}
              nowhere: {address: 127.0.0.1, port: \(LoopbackSocket.closedPort()), user: nobody, credential: scan-key}
            """
        )
        try estate.addHost("inside", HostDisguise(), via: "gateway")
        try estate.addHost("beyond", HostDisguise(), via: "nowhere")
        let scan = try await estate.reeve("scan")
        #expect(scan.status == 3, "\(scan)")
        #expect(scan.output.hasPrefix("1 of 2 targets read"), "\(scan)")
        let never = try await estate.reeve("assets", "beyond")
        #expect(never.status == 1)
        #expect(
            never.messages.contains("no scan has read the target 'beyond'; `reeve scan --target beyond`"),
            "\(never)"
        )
        let plan = try await estate.reeve("scan", "--dry-run")
        #expect(plan.output.contains(" Via "), "\(plan)")
        #expect(plan.output.contains(" gateway "), "\(plan)")
        #expect(scan.output.contains("jump-host-failed"), "\(scan)")
        #expect(scan.output.contains("nowhere"))
        try expectDocumented("beyond", "jump-host-failed", scan)
        #expect(try await estate.reeve("assets", "--format", "csv").output.contains(",inside,"))
    }
}
