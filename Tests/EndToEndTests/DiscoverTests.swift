import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: TestSSHServer.isAvailable && ReeveProgram.isBuilt, "needs sshd and the built program"))
struct DiscoverTests {
    private struct Row: Decodable {
        var address: String
        var port: Int
        var relation: String
        var knownAs: [String]
        var banner: String?
        var fingerprint: String?
        var problem: String?
    }

    @Test(.timeLimit(.minutes(2)))
    func theCoverageGapIsWhatNoTargetListHas() async throws {
        let estate = try EndToEndEstate()
        let known = try estate.addHost("db01")
        var options = TestSSHServer.Options()
        options.authorizedKeys = []
        let stranger = try TestSSHServer(options)
        let garbage = try MisbehavingServer(.saysAndCloses("220 mail\u{9B}31m\u{202E}\r\n"))
        let closed = try LoopbackSocket.closedPort()
        // A key that is recorded under a name that is no target.
        let moved = try TestSSHServer(options)
        try estate.folder.write(
            estate.folder.text(of: "estate/known_hosts") + "old.example.org \(moved.hostKeys[0])\n",
            to: "estate/known_hosts"
        )
        let ports = [known.port, stranger.port, garbage.port, closed, moved.port]
        let words = ports.flatMap { ["--port", String($0)] }
        let outcome = try await estate.reeve(["discover", "127.0.0.1", "--format", "json"] + words)
        #expect(outcome.status == 0, "\(outcome)")
        let rows = try JSONDecoder().decode([Row].self, from: Data(outcome.output.utf8))
        #expect(Set(rows.map(\.port)) == Set([stranger.port, garbage.port, moved.port].map(Int.init)), "\(outcome)")
        try SchemaKeys("discover").expectRows(outcome.output)
        let gap = try #require(rows.first { $0.port == Int(stranger.port) })
        #expect(gap.relation == "unknown")
        #expect(gap.banner?.hasPrefix("SSH-2.0-OpenSSH") == true)
        #expect(gap.fingerprint?.hasPrefix("SHA256:") == true)
        let same = try #require(rows.first { $0.port == Int(moved.port) })
        #expect(same.relation == "known-key")
        #expect(same.knownAs == ["old.example.org"])
        #expect(rows.first { $0.port == Int(garbage.port) }?.fingerprint == nil)
        #expect(!outcome.output.unicodeScalars.contains { $0 == "\u{9B}" || $0 == "\u{202E}" })
        #expect(outcome.messages.contains("1 SSH server is in no target list. Nothing of this was recorded."))
        #expect(outcome.messages.contains("`reeve scan --trust-new-host-keys`"))
        let all = try await estate.reeve(["discover", "127.0.0.1", "--all", "--format", "csv"] + words)
        #expect(all.output.contains("target db01"), "\(all)")
        for server in [known, stranger, moved] {
            #expect(!server.log.contains("Accepted"))
            #expect(!server.log.contains("Failed"))
        }
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            (["0.0.0.0/0"], "is most of the internet"), (["127.0.0.0/8"], "at most 65536 are made"),
            (["127.0.0.1/8"], "did you mean '127.0.0.0/8'?"), (["db01"], "is no block of addresses"),
            (["127.0.0.1", "--port", "0"], "--port must be 1 to 65535"),
            (["127.0.0.1", "--per-second", "0"], "--per-second must be 1 to 1000"), ([], "Missing expected argument"),
        ]
    )
    func aRangeThatMakesNoSenseIsWrongUsage(_ words: [String], _ message: String) async throws {
        let estate = try EndToEndEstate()
        let outcome = try await estate.reeve(["discover"] + words)
        #expect(outcome.status == 64, "\(outcome)")
        #expect(outcome.messages.contains(message), "\(outcome)")
        try FaultsDocument.expectCommand(outcome)
        #expect(outcome.output.isEmpty)
    }
}
