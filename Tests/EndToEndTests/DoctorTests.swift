import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: TestSSHServer.isAvailable && ReeveProgram.isBuilt, "needs sshd and the built program"))
struct DoctorTests {
    private struct Check: Decodable {
        var target: String?
        var check: String
        var result: String
        var message: String
        var remedy: String?
    }

    private func doctor(
        _ estate: EndToEndEstate,
        _ words: String...
    ) async throws -> (ReeveProgram.Outcome, [Check]) {
        let outcome = try await estate.reeve(["doctor", "--format", "json"] + words)
        let checks = try JSONDecoder().decode([Check].self, from: Data(outcome.output.utf8))
        try SchemaKeys("doctor").expectRows(outcome.output)
        for check in checks where check.result == "failed" || check.result == "warning" {
            #expect(check.remedy?.isEmpty == false, "\(check)")
        }
        return (outcome, checks)
    }

    @Test(.timeLimit(.minutes(3)))
    func aHostThatIsWellPassesEveryCheckWithOneLogin() async throws {
        let estate = try EndToEndEstate()
        let server = try estate.addHost("db01", settings: "escalate: none")
        let (outcome, checks) = try await doctor(estate, "db01")
        #expect(outcome.status == 0, "\(outcome)")
        let names = checks.filter { $0.target == "db01" }.map(\.check)
        #expect(names.starts(with: ["credential", "name", "port", "ssh", "host key", "login", "shell"]), "\(names)")
        for name in ["directory", "files", "credential scan-key", "known_hosts", "database", "disk space"] {
            #expect(checks.contains { $0.target == nil && $0.check == name && $0.result == "ok" }, "\(name) \(checks)")
        }
        #expect(server.logLines.count { $0.contains("Accepted publickey") } == 1)
        // Nothing was recorded.
        #expect(!FileManager.default.fileExists(atPath: estate.database))
    }

    @Test(.timeLimit(.minutes(3)))
    func whatIsWrongIsToldWithWhatToDo() async throws {
        let estate = try EndToEndEstate()
        _ = try TestKey(in: estate.folder, name: "estate/keys/open")
        chmod(estate.folder.path("estate/keys/open"), 0o644)
        try estate.addCredential("open: {key-file: keys/open}")
        try estate.addCredential("absent: {password: {env: END_TO_END_ABSENT}}")
        try estate.addTarget("gone", port: LoopbackSocket.closedPort())
        try estate.addTarget("lax", port: LoopbackSocket.closedPort(), settings: "credential: open")
        try estate.addTarget("mute", port: LoopbackSocket.closedPort(), settings: "credential: absent")
        try estate.addHost("stranger", recordsHostKey: false)
        let (outcome, checks) = try await doctor(estate, "--all")
        #expect(outcome.status == 1)
        func result(_ target: String?, _ check: String) -> String? {
            checks.first { $0.target == target && $0.check == check }?.result
        }
        #expect(result(nil, "credential open") == "failed", "\(checks)")
        #expect(result(nil, "credential absent") == "failed")
        #expect(result(nil, "credential scan-key") == "ok")
        #expect(result(nil, "known_hosts") == "warning")
        #expect(result("gone", "name") == "ok")
        #expect(result("gone", "port") == "failed")
        #expect(result("gone", "login") == "skipped")
        #expect(result("lax", "login") == "skipped")
        #expect(result("mute", "login") == "skipped")
        #expect(result("stranger", "ssh") == "ok")
        #expect(result("stranger", "host key") == "failed")
        #expect(checks.contains { $0.remedy?.contains("chmod 600") == true })
    }

    @Test(.timeLimit(.minutes(3)))
    func aRefusedCredentialIsTriedOnThreeHostsAtMostAndOnceOnEach() async throws {
        let estate = try EndToEndEstate()
        _ = try TestKey(in: estate.folder, name: "estate/keys/stranger")
        try estate.addCredential("wrong: {key-file: keys/stranger}")
        let servers = try (1...5).map { try estate.addHost("db0\($0)", settings: "credential: wrong") }
        let (outcome, checks) = try await doctor(estate, "--all")
        #expect(outcome.status == 1)
        let refused = checks.filter { $0.check == "login" && $0.result == "failed" }
        #expect(refused.count == 3, "\(checks)")
        #expect(checks.count { $0.message.contains("three hosts in a row refused") } == 2)
        let attempts = servers.map { $0.logLines.count { $0.contains("Failed publickey") } }
        #expect(attempts.allSatisfy { $0 <= 1 }, "\(attempts)")
    }

    @Test(.timeLimit(.minutes(1)))
    func withoutATargetNothingIsConnectedTo() async throws {
        let estate = try EndToEndEstate()
        let server = try estate.addHost("db01")
        chmod(estate.path, 0o777)
        let (outcome, checks) = try await doctor(estate)
        #expect(outcome.status == 1)
        #expect(checks.allSatisfy { $0.target == nil })
        #expect(checks.first { $0.check == "directory" }?.result == "failed")
        #expect(!server.log.contains("Accepted"))
        let unknown = try await estate.reeve("doctor", "db02")
        #expect(unknown.status == 1)
        #expect(unknown.messages.contains("the estate has no target 'db02'; did you mean 'db01'?"), "\(unknown)")
    }
}
