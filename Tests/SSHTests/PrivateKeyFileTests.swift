import TestSupport
import Testing

@testable import SSH

struct PrivateKeyFileTests {
    private static func load(_ text: String) throws -> Result<PrivateKeyFile, PrivateKeyFile.Failure> {
        let folder = try TemporaryFolder()
        return PrivateKeyFile.load(try folder.write(text, to: "key"))
    }

    @Test(
        .enabled(if: TestSSHServer.isAvailable, "OpenSSH is not installed"),
        arguments: [("ed25519", ""), ("ed25519", "horse"), ("ecdsa", ""), ("rsa", "horse")]
    )
    func anOpenSSHKeyTellsWhatItIs(type: String, passphrase: String) throws {
        let folder = try TemporaryFolder()
        let made = try TestKey(in: folder, type: type, passphrase: passphrase)
        let key = try PrivateKeyFile.load(made.path).get()
        #expect(key.publicKey?.line == made.typeAndBlob)
        #expect(key.isEncrypted == !passphrase.isEmpty)
        #expect(key.isRSA == (type == "rsa"))
    }

    @Test(arguments: [
        ("", "no private key"), ("\n\nhello\n", "no private key"), ("ssh-ed25519 AAAA x\n", "public key"),
        ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "no private key"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n", "damaged"),
        ("-----BEGIN OPENSSH PRIVATE KEY-----\n!!!!\n", "damaged"),
    ])
    func whatIsNoPrivateKeyIsTold(text: String, reason: String) throws {
        guard case .failure(let failure) = try Self.load(text) else {
            Issue.record("it was taken for a key")
            return
        }
        #expect(failure.reason.contains(reason))
        #expect(!failure.remedy.isEmpty)
    }

    @Test func olderFormatsAreLeftToTheLibrary() throws {
        let pem = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----\n"
        let key = try Self.load(pem).get()
        #expect(key.isEncrypted)
        #expect(key.isRSA)
        #expect(key.publicKey == nil)
    }

    @Test(arguments: ["/nowhere/key", "/", "/dev/zero"])
    func aPathThatIsNoFileIsTold(path: String) {
        guard case .failure = PrivateKeyFile.load(path) else {
            Issue.record("\(path) was taken for a key")
            return
        }
    }
}
