import Foundation
import TestSupport
import Testing

/// `reeve scan --events`, its progress and its result.
@Suite(.enabled(if: TestSSHServer.isAvailable && ReeveProgram.isBuilt, "needs sshd and the built program"))
struct ScanEventTests {
    private struct Event: Decodable {
        var event: String
        var format: String?
        var targets: Int?
        var target: String?
        var result: String?
        var codes: [String]?
        var remedy: String?
        var elapsedSeconds: Double?
        var credential: String?
        var read: Int?
        var failed: Int?
        var notVisited: Int?
        var setAside: Int?
        var complete: Bool?
    }

    private func events(_ text: String) throws -> [Event] {
        try text.split(separator: "\n").map { try JSONDecoder().decode(Event.self, from: Data($0.utf8)) }
    }

    @Test(.timeLimit(.minutes(3)))
    func everyHostBeginsAndEndsInJSONLines() async throws {
        let estate = try EndToEndEstate()
        try estate.addHost("db01")
        try estate.addTarget("gone", port: LoopbackSocket.closedPort())
        let scan = try await estate.reeve("scan", "--events", "-")
        #expect(scan.status == 3, "\(scan)")
        // The result makes room for the events.
        #expect(scan.messages.contains("1 of 2 targets read, 1 new, 1 failed."))
        let events = try events(scan.output)
        #expect(events.first?.event == "scan-began")
        #expect(events.first?.format == "reeve-scan-events-1")
        #expect(events.first?.targets == 2)
        for name in ["db01", "gone"] {
            #expect(events.filter { $0.target == name }.map(\.event) == ["host-began", "host-ended"])
        }
        let gone = try #require(events.first { $0.target == "gone" && $0.result != nil })
        #expect(gone.result == "failed")
        #expect(gone.codes == ["connection-refused"])
        #expect(gone.remedy?.isEmpty == false)
        let read = try #require(events.first { $0.target == "db01" && $0.result != nil })
        #expect(read.result == "read")
        #expect((read.elapsedSeconds ?? 0) > 0)
        let last = try #require(events.last)
        #expect(last.event == "scan-ended")
        #expect([last.targets, last.read, last.failed, last.notVisited, last.setAside] == [2, 1, 1, 0, 0])
        #expect(last.complete == true)
        try expectKeysOfSchema(scan.output)
    }

    @Test(.timeLimit(.minutes(3)))
    func eventsGoToAFileOrADescriptorAndQuietIsQuiet() async throws {
        let estate = try EndToEndEstate()
        try estate.addHost("db01")
        let file = estate.folder.path("events.jsonl")
        let quiet = try await estate.reeve("scan", "--quiet", "--events", file)
        #expect(quiet.status == 0, "\(quiet)")
        #expect(quiet.messages.isEmpty)
        #expect(quiet.output == "1 of 1 targets read, 1 new.\n")
        #expect(try events(estate.folder.text(of: "events.jsonl")).count == 4)
        let command = estate.commandLine("scan", "--quiet", "--events", "fd:7") + " 7>\(file) "
        let shell = try await ReeveProgram.run(["-c", command], program: "/bin/sh")
        #expect(shell.status == 0, "\(shell)")
        let lines = try events(estate.folder.text(of: "events.jsonl"))
        #expect(lines.map(\.event) == ["scan-began", "host-began", "host-ended", "scan-ended"])
        let closed = try await estate.reeve("scan", "--events", "fd:77")
        #expect(closed.status == 1)
        #expect(closed.messages.contains("--events fd:77: no such descriptor is open"))
        let folder = try await estate.reeve("scan", "--events", estate.path)
        #expect(folder.status == 1)
        #expect(folder.messages.contains("--events cannot write"))
    }

    @Test(.timeLimit(.minutes(3)))
    func aLoginThatIsRefusedThreeTimesIsSetAsideAndSaid() async throws {
        let estate = try EndToEndEstate()
        let stranger = try TestKey(in: estate.folder, name: "estate/keys/stranger")
        _ = stranger
        try estate.addCredential("wrong: {key-file: keys/stranger}")
        for index in 1...5 { try estate.addHost("db0\(index)", settings: "credential: wrong") }
        let scan = try await estate.reeve("scan", "--events", "-")
        #expect(scan.status == 3, "\(scan)")
        let events = try events(scan.output)
        #expect(events.filter { $0.event == "credential-set-aside" }.map(\.credential) == ["wrong"])
        #expect(events.filter { $0.codes == ["authentication-refused"] }.count == 3)
        #expect(events.filter { $0.codes == ["credential-set-aside"] }.count == 2)
        #expect(events.last?.setAside == 1)
        #expect(scan.messages.contains("Set aside: the credential 'wrong'"))
        #expect(scan.messages.contains("What it means: The host was reached and turned the credential down."))
        #expect(scan.messages.contains("What to do: "))
        try expectKeysOfSchema(scan.output)
    }

    private func expectKeysOfSchema(_ text: String) throws {
        let schema = try SchemaKeys("scan-events")
        for (line, event) in zip(text.split(separator: "\n"), try events(text)) {
            try schema.expectAlternative(event.event, line)
        }
    }
}
