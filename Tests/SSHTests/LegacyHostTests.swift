import EstateModel
import SSH
import TestSupport
import Testing

extension OpenSSHTests {
    @Suite
    struct LegacyHostTests {
        /// A server as old hosts have it, in one respect.
        struct Case: Sendable, CustomTestStringConvertible {
            var configuration: [String]
            var hostKeyType = "ed25519"
            let name: String
            let fact: @Sendable (SecureShellPosture) -> String?
            var testDescription: String { name }
        }

        private static let cases = [
            keyExchange("diffie-hellman-group14-sha1"), keyExchange("diffie-hellman-group1-sha1"),
            keyExchange("diffie-hellman-group-exchange-sha1"), cipher("aes128-cbc"), cipher("aes256-cbc"),
            cipher("3des-cbc"), mac("hmac-sha1"), mac("hmac-md5"),
            hostKey("ssh-rsa", "rsa"), hostKey("ssh-dss", "dsa"),
        ]

        private static func keyExchange(_ name: String) -> Case {
            Case(configuration: ["KexAlgorithms \(name)"], name: name) { $0.keyExchange }
        }

        private static func cipher(_ name: String) -> Case {
            Case(configuration: ["Ciphers \(name)"], name: name) { $0.cipher }
        }

        private static func mac(_ name: String) -> Case {
            Case(configuration: ["MACs \(name)"], name: name) { $0.mac }
        }

        private static func hostKey(_ name: String, _ type: String) -> Case {
            Case(configuration: ["HostKeyAlgorithms \(name)"], hostKeyType: type, name: name) { $0.hostKeyType }
        }

        @Test(arguments: cases)
        func anOldAlgorithmIsUsedOnlyWithAHostThatIsMarkedLegacy(_ example: Case) async throws {
            let login = try LoginFixture { options in
                options.configuration = example.configuration
                options.hostKeyTypes = [example.hostKeyType]
            }
            let error = try #require(await login.failure())
            #expect(error.code == .noCommonAlgorithm)
            #expect(error.message.contains(example.name))
            #expect(error.remedy.contains("legacy: true"))
            #expect(!login.server.log.contains("publickey"))

            let session = try await login.connect(to: login.endpoint(legacy: true))
            #expect(example.fact(session.posture) == example.name)
            let result = await session.answer("/bin/sh -s", input: Array("head -c 300000 /dev/zero\n".utf8))
            #expect(result.stdout.count == 300_000)
        }

        @Test func aHostThatIsOldInEveryRespectIsReadAll() async throws {
            let login = try LoginFixture { options in
                options.configuration = [
                    "KexAlgorithms diffie-hellman-group1-sha1", "HostKeyAlgorithms ssh-rsa", "Ciphers aes128-cbc",
                    "MACs hmac-sha1",
                ]
                options.hostKeyTypes = ["rsa"]
            }
            let posture = try await login.connect(to: login.endpoint(legacy: true)).posture
            #expect(posture.keyExchange == "diffie-hellman-group1-sha1")
            #expect(posture.hostKeyType == "ssh-rsa")
            #expect(posture.hostKeyBits == 3072)
            #expect(posture.cipher == "aes128-cbc")
            #expect(posture.mac == "hmac-sha1")
        }

        @Test func todaysHostIsServedTheSameWhenItIsMarkedLegacy() async throws {
            let login = try LoginFixture()
            let plain = try await login.connect().posture
            #expect(try await login.connect(to: login.endpoint(legacy: true)).posture == plain)
            #expect(plain.hostKeyBits == 256)
        }

        @Test func aTodaysServerWithNothingButAnRSAKeyIsExplainedWhereTheLibraryIsTooOld() async throws {
            let login = try LoginFixture { $0.hostKeyTypes = ["rsa"] }
            guard let error = await login.failure(to: login.endpoint(legacy: true)) else { return }
            #expect(error.code == .noCommonAlgorithm)
            #expect(error.remedy.contains("Ed25519"))
        }

        @Test(arguments: [("dsa", 1024), ("rsa", 3072), ("ecdsa", 256), ("ed25519", 256)])
        func theLengthOfAKeyIsRead(type: String, bits: Int) throws {
            let key = try TestKey(in: TemporaryFolder(), type: type)
            let blob = try #require(key.publicLine.split(separator: " ").dropFirst().first)
            let decoded = try #require(Base64.decode(Array(blob.utf8)))
            #expect(HostKey(blob: decoded)?.bits == bits)
            // Cut anywhere, it is nil or something, and never a crash.
            for count in 0..<decoded.count { _ = HostKey(blob: Array(decoded[..<count]))?.bits }
        }
    }
}
