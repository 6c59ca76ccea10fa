import Foundation
import TestSupport
import Testing

/// Host keys that are met for the first time, and those that change afterwards.
@Suite(.enabled(if: TestSSHServer.isAvailable && ReeveProgram.isBuilt, "needs sshd and the built program"))
struct HostKeyTests {
    @Test(.timeLimit(.minutes(3)))
    func aNewKeyIsRecordedWhereThatIsAskedForAndTrustedFromThenOn() async throws {
        let estate = try EndToEndEstate()
        let server = try estate.addHost("db01", recordsHostKey: false)
        let strict = try await estate.reeve("scan")
        #expect(strict.status == 3)
        #expect(strict.output.contains("host-key-unknown: db01"), "\(strict)")
        #expect(estate.folder.text(of: "estate/known_hosts").isEmpty)

        let trusting = try await estate.reeve("scan", "--trust-new-host-keys")
        #expect(trusting.status == 0, "\(trusting)")
        #expect(trusting.output.contains("Noted: db01: "))
        #expect(estate.folder.text(of: "estate/known_hosts").contains(server.hostKeys[0]))

        let after = try await estate.reeve("scan")
        #expect(after.status == 0, "\(after)")
        #expect(!after.output.contains("Noted"))
        #expect(estate.folder.text(of: "estate/known_hosts").split(separator: "\n").count == 1)
    }

    @Test(.timeLimit(.minutes(3)))
    func aKeyThatChangedIsNeverReplacedByItself() async throws {
        let estate = try EndToEndEstate()
        let server = try estate.addHost("db01", recordsHostKey: false)
        let other = try TestKey(in: estate.folder, name: "another-host-key")
        try estate.recordHostKeys([other.typeAndBlob], port: server.port)
        let known = estate.folder.text(of: "estate/known_hosts")
        let scan = try await estate.reeve("scan", "--trust-new-host-keys")
        #expect(scan.status == 3)
        #expect(scan.output.contains("host-key-changed: db01"), "\(scan)")
        #expect(scan.output.contains("remove line 1 of"))
        #expect(estate.folder.text(of: "estate/known_hosts") == known)
        // Nobody logged in, and nothing was asked.
        #expect(!server.log.contains("Accepted"))
    }

    @Test(.timeLimit(.minutes(3)), arguments: [(UInt16(0o666), "666"), (0o664, "664")])
    func aFileOfHostKeysThatOthersMayWriteStopsTheScanBeforeAnyHost(mode: UInt16, shown: String) async throws {
        let estate = try EndToEndEstate()
        let server = try estate.addHost("db01")
        let file = estate.path + "/known_hosts"
        #expect(chmod(file, mode_t(mode)) == 0)
        for words in [["scan"], ["scan", "--trust-new-host-keys"]] {
            let scan = try await estate.reeve(words)
            #expect(scan.status == 1, "\(scan)")
            #expect(scan.output.isEmpty, "\(scan)")
            #expect(scan.messages.contains("(mode \(shown))") && scan.messages.contains("chmod go-w"), "\(scan)")
            try FaultsDocument.expectCommand(scan)
        }
        for words in [["doctor"], ["doctor", "db01"]] {
            let doctor = try await estate.reeve(words)
            #expect(doctor.status == 1)
            #expect(doctor.output.contains("may be written by others than their owner"), "\(doctor)")
        }
        // The one connection is that by which the test saw that the server listens.
        #expect(server.log.components(separatedBy: "Connection from").count <= 2, "\(server.log)")
        #expect(!server.log.contains("Accepted"))

        // What the message says to do is enough.
        #expect(chmod(file, 0o644) == 0)
        #expect(try await estate.reeve("scan").status == 0)
        #expect(server.log.contains("Accepted"))
    }
}
