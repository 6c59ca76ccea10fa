import Crypto
import Foundation
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
        #expect((key.signer != nil) == (type == "ed25519" && passphrase.isEmpty))
    }

    @Test(.enabled(if: TestSSHServer.isAvailable, "OpenSSH is not installed"))
    func aSignatureHoldsForThePublicKeyOfTheFile() throws {
        let folder = try TemporaryFolder()
        let key = try PrivateKeyFile.load(try TestKey(in: folder, type: "ed25519", passphrase: "").path).get()
        let data = Array("what libssh2 wants signed".utf8)
        let signer = try #require(key.signer)
        let signature = try #require(data.withUnsafeBufferPointer { signer.signature(over: $0) })
        let line = try #require(key.publicKey)
        let publicKey = try Curve25519.Signing.PublicKey(rawRepresentation: line.blob.suffix(32))
        #expect(publicKey.isValidSignature(signature, for: data))
    }

    /// A file whose two halves are of different keys must not log in as the one and sign as the other.
    @Test(.enabled(if: TestSSHServer.isAvailable, "OpenSSH is not installed"))
    func aPrivatePartOfAnotherKeyIsNotUsed() throws {
        let folder = try TemporaryFolder()
        let one = try PrivateKeyFile.load(try TestKey(in: folder, type: "ed25519", passphrase: "").path).get()
        let point = [UInt8](repeating: 7, count: 32)
        var writer = WireWriter()
        writer.uint32(5)
        writer.uint32(5)
        writer.string(Array("ssh-ed25519".utf8))
        writer.string(point)
        writer.string([UInt8](repeating: 9, count: 32) + point)
        let key = try #require(one.publicKey)
        #expect(Ed25519Signer(privatePart: writer.bytes, publicKey: key) == nil)
        for count in 0..<writer.bytes.count {
            #expect(Ed25519Signer(privatePart: Array(writer.bytes.prefix(count)), publicKey: key) == nil)
        }
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
