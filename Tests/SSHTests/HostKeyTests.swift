import EstateModel
import SSH
import TestSupport
import Testing

extension OpenSSHTests {
    @Suite
    struct HostKeyTests {
        private static let otherKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIOoiIsd+8GQuK4XIlbHh6w0ulw5vGVCcya0rRZzWHsK"

        @Test func anUnknownKeyIsNotAcceptedByTheStrictPolicy() async throws {
            let login = try LoginFixture(knownHosts: { _ in "" })
            let error = try #require(await login.failure())
            #expect(error.code == .hostKeyUnknown)
            #expect(error.message.contains("SHA256:"))
            #expect(login.folder.text(of: "known_hosts").isEmpty)
            // The credential was not used.
            #expect(!login.server.log.contains("publickey"))
        }

        @Test func anUnknownKeyIsRecordedOnFirstUseAndReported() async throws {
            // The last line lacks its end, as hand-made files do.
            let login = try LoginFixture(policy: .recordOnFirstUse, knownHosts: { _ in "# ours" })
            let session = try await login.connect()
            let notice = try #require(session.hostKeyNotice)
            #expect(notice.code == .hostKeyRecorded)
            #expect(notice.message.contains(session.hostKeyFingerprint))
            let expected = "# ours\n[127.0.0.1]:\(login.server.port) \(login.server.hostKeys[0])\n"
            #expect(login.folder.text(of: "known_hosts") == expected)

            let again = try await login.connect()
            #expect(again.hostKeyNotice == nil)
            #expect(login.folder.text(of: "known_hosts") == expected)
        }

        @Test(arguments: [HostKeyStore.Policy.strict, .recordOnFirstUse])
        func aChangedKeyIsNeverAccepted(policy: HostKeyStore.Policy) async throws {
            let login = try LoginFixture(
                policy: policy,
                knownHosts: { "# first\n[127.0.0.1]:\($0.port) \(Self.otherKey)\n" }
            )
            let error = try #require(await login.failure())
            #expect(error.code == .hostKeyChanged)
            #expect(error.remedy.contains("line 2"))
            #expect(error.message.components(of: "SHA256:") == 2)
            #expect(!login.server.log.contains("publickey"))
        }

        @Test func aKeyOfAnotherTypeThanTheRecordedOneIsAChange() async throws {
            let login = try LoginFixture(
                policy: .recordOnFirstUse,
                options: { $0.hostKeyTypes = ["ecdsa"] },
                knownHosts: { "[127.0.0.1]:\($0.port) \(Self.otherKey)\n" }
            )
            #expect(await login.failure()?.code == .hostKeyChanged)
        }

        @Test func theRecordedTypeOfSeveralHostKeysIsAskedFor() async throws {
            let login = try LoginFixture(
                options: { $0.hostKeyTypes = ["ed25519", "ecdsa"] },
                knownHosts: { "[127.0.0.1]:\($0.port) \($0.hostKeys[1])\n" }
            )
            let session = try await login.connect()
            #expect(session.posture.hostKeyType == "ecdsa-sha2-nistp256")
        }

        @Test func aRevokedKeyIsNeverAccepted() async throws {
            let login = try LoginFixture(
                policy: .recordOnFirstUse,
                knownHosts: { "@revoked * \($0.hostKeys[0])\n[127.0.0.1]:\($0.port) \($0.hostKeys[0])\n" }
            )
            #expect(await login.failure()?.code == .hostKeyRevoked)
        }

        @Test func aHashedNameIsFound() async throws {
            let login = try LoginFixture()
            try ChildProcess.run(
                ["/usr/bin/ssh-keygen", "-q", "-H", "-f", login.folder.path("known_hosts")],
                in: login.folder
            )
            #expect(login.folder.text(of: "known_hosts").hasPrefix("|1|"))
            let client = try makeClient(knownHosts: login.folder.path("known_hosts"))
            let session = try await client.connect(
                to: login.endpoint(),
                credential: .keyFile(path: login.key.path, passphrase: nil),
                limits: Limits()
            )
            #expect(session.hostKeyNotice == nil)
        }

        @Test func aKeyThatIsAddedWhileTheScanRunsIsSeen() async throws {
            let login = try LoginFixture(knownHosts: { _ in "" })
            #expect(await login.failure()?.code == .hostKeyUnknown)
            try login.folder.write("[127.0.0.1]:\(login.server.port) \(login.server.hostKeys[0])\n", to: "known_hosts")
            #expect(await login.failure() == nil)
        }

        @Test func aFileThatCannotBeWrittenStopsTheFirstUse() async throws {
            let login = try LoginFixture(policy: .recordOnFirstUse, knownHosts: { _ in "" })
            let client = try makeClient(knownHosts: "/nowhere/known_hosts", policy: .recordOnFirstUse)
            let error = await #expect(throws: SSHError.self) {
                _ = try await client.connect(
                    to: login.endpoint(),
                    credential: .keyFile(path: login.key.path, passphrase: nil),
                    limits: Limits()
                )
            }
            #expect(error?.code == .hostKeyUnknown)
            #expect(error?.message.contains("could not be recorded") == true)
        }

        @Test func noCommonAlgorithmNamesWhatTheHostOffers() async throws {
            let login = try LoginFixture { $0.configuration = ["Ciphers aes256-cbc"] }
            let error = try #require(await login.failure())
            #expect(error.code == .noCommonAlgorithm)
            #expect(error.message.contains("aes256-cbc"))
            #expect(error.remedy.contains("legacy: true"))

            let session = try await login.connect(to: login.endpoint(legacy: true))
            #expect(session.posture.cipher == "aes256-cbc")
        }
    }
}

extension String {
    fileprivate func components(of part: String) -> Int {
        var count = 0
        var rest = self[...]
        while let range = rest.firstRange(of: part) {
            count += 1
            rest = rest[range.upperBound...]
        }
        return count
    }
}
