import EstateModel
import Glibc
import TestSupport
import Testing

@testable import SSH

struct KnownHostsTests {
    private static let ed25519 = "AAAAC3NzaC1lZDI1NTE5AAAAIAqMPCrJeGtdvgWm0YNAR+4+DVpiPKDcN0MxI7wApN1X"
    private static let other = "AAAAC3NzaC1lZDI1NTE5AAAAIIOoiIsd+8GQuK4XIlbHh6w0ulw5vGVCcya0rRZzWHsK"

    private static func key(_ base64: String = ed25519) throws -> HostKey {
        let blob = try #require(Base64.decode(base64.utf8))
        return try #require(HostKey(blob: blob))
    }

    private static func match(_ file: String, host: String, port: UInt16 = 22) throws -> KnownHosts.Match {
        KnownHosts(Array(file.utf8)).match(host: host, port: port, key: try key())
    }

    /// Each line ends in the key that is looked for.
    @Test(arguments: [
        ("db01", "db01", UInt16(22), true),
        ("db01", "DB01", 22, true),
        ("DB01", "db01", 22, true),
        ("db01", "db02", 22, false),
        ("db01", "db01", 2222, false),
        ("[db01]:2222", "db01", 2222, true),
        ("[db01]:2222", "db01", 22, false),
        ("db02,db01,10.0.0.1", "10.0.0.1", 22, true),
        ("*.example.org", "db01.example.org", 22, true),
        ("*.example.org", "example.org", 22, false),
        ("db0?", "db01", 22, true),
        ("db0?", "db011", 22, false),
        ("*.example.org,!old.example.org", "db01.example.org", 22, true),
        ("*.example.org,!old.example.org", "old.example.org", 22, false),
        ("!old.example.org", "db01.example.org", 22, false),
        ("[*]:2222", "db01", 2222, true),
        ("*", "db01", 22, true),
        ("fe80::1%eth0", "fe80::1%eth0", 22, true),
        // Made by `ssh-keygen -H` from `db01` and `[db01]:2222`.
        ("|1|1gz0whJUfvDMXh39yTvSliTR3PY=|xZBWBWmTy3g7aHJvvtfgPXEPF1o=", "db01", 22, true),
        ("|1|1gz0whJUfvDMXh39yTvSliTR3PY=|xZBWBWmTy3g7aHJvvtfgPXEPF1o=", "db02", 22, false),
        ("|1|qViUgzlPlgyYZ+K/nzOjPS03O9c=|nZKy0LLveVu0btiBZNdBkG9OQ+I=", "db01", 2222, true),
        ("|1|broken", "db01", 22, false),
        ("|2|AAAA|AAAA", "db01", 22, false),
    ])
    func aLineSpeaksOfTheHostsItNames(field: String, host: String, port: UInt16, isFound: Bool) throws {
        let match = try Self.match("\(field) ssh-ed25519 \(Self.ed25519) comment\n", host: host, port: port)
        #expect(match == (isFound ? .match(line: 1) : .unknown))
    }

    @Test func aHostBehindAJumpHostIsRecordedWithTheWay() throws {
        let key = try Self.key()
        let line = try #require(KnownHosts.line(host: "10.0.0.5", port: 22, jumpHost: "Gateway", key: key))
        #expect(line == "10.0.0.5@gateway ssh-ed25519 \(Self.ed25519)")
        let hosts = KnownHosts(Array(line.utf8))
        #expect(hosts.match(host: "10.0.0.5", port: 22, jumpHost: "gateway", key: key).isMatch)
        #expect(hosts.match(host: "10.0.0.5", port: 22, jumpHost: "other", key: key) == .unknown)
        #expect(hosts.match(host: "10.0.0.5", port: 22, key: key) == .unknown)
        #expect(hosts.match(host: "10.0.0.5", port: 2222, jumpHost: "gateway", key: key) == .unknown)
        // What OpenSSH wrote for the bare address does not vouch for whatever has it behind a jump host.
        let plain = KnownHosts(Array("10.0.0.5 ssh-ed25519 \(Self.ed25519)\n".utf8))
        #expect(plain.match(host: "10.0.0.5", port: 22, jumpHost: "gateway", key: key) == .unknown)
        for name in ["a b", "a,b", "a\nb", "a@b", ""] {
            #expect(KnownHosts.line(host: "db01", port: 22, jumpHost: name, key: key) == nil)
        }
    }

    @Test(arguments: [(UInt16(0o664), false), (0o646, false), (0o622, false), (0o644, true), (0o600, true)])
    func aFileThatOthersMayWriteIsNotBelieved(mode: UInt16, isBelieved: Bool) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("db01 ssh-ed25519 \(Self.ed25519)\n", to: "known_hosts")
        #expect(chmod(path, mode_t(mode)) == 0)
        do throws(SSHError) {
            _ = try HostKeyStore(path: path, policy: .strict)
            #expect(isBelieved)
        } catch {
            #expect(!isBelieved)
            #expect(
                error.message.contains("may be written by others than their owner (mode \(String(mode, radix: 8)))")
            )
            #expect(error.remedy.contains("chmod go-w"))
        }
    }

    @Test func anotherKeyForTheHostIsAChange() throws {
        let file = "# a comment\n\ndb01 ssh-ed25519 \(Self.other)\n"
        let recorded = try Self.key(Self.other).fingerprint
        #expect(try Self.match(file, host: "db01") == .changed(line: 3, recorded: recorded))
    }

    @Test func ofSeveralRecordedKeysAnyMayBeShown() throws {
        let file = "db01 ssh-ed25519 \(Self.other)\ndb01 ssh-ed25519 \(Self.ed25519)\n"
        #expect(try Self.match(file, host: "db01") == .match(line: 2))
    }

    @Test func aRevokedKeyWinsOverARecordedOne() throws {
        let file = "db01 ssh-ed25519 \(Self.ed25519)\n@revoked * ssh-ed25519 \(Self.ed25519)\n"
        #expect(try Self.match(file, host: "db01") == .revoked(line: 2))
        let others = "@revoked * ssh-ed25519 \(Self.other)\n"
        #expect(try Self.match(others, host: "db01") == .unknown)
    }

    @Test func aCertificateAuthorityVouchesForNothing() throws {
        #expect(try Self.match("@cert-authority * ssh-ed25519 \(Self.ed25519)\n", host: "db01") == .unknown)
    }

    @Test(arguments: [
        "", "\n\n", "db01", "db01 ssh-ed25519", "db01 ssh-ed25519 !!!", "db01 ssh-rsa \(ed25519)",
        "# db01 ssh-ed25519 \(ed25519)", "@unknown db01 ssh-ed25519 \(ed25519)", "db01 ssh-ed25519 AAAA",
        "db01 2048 35 1234567890",
    ])
    func linesThatAreNoEntriesSayNothing(file: String) throws {
        #expect(try Self.match(file, host: "db01") == .unknown)
    }

    @Test(arguments: [
        "", "db01 ssh-ed25519 \(ed25519) we  keep\tblanks \n", "no end", "\r\n# é \u{0}\n\n\n",
        "db01 ssh-ed25519 \(ed25519)\r\n",
    ])
    func everyByteIsKept(file: String) {
        #expect(KnownHosts(Array(file.utf8)).serialised == Array(file.utf8))
    }

    @Test(arguments: [UInt64(7), 8, 9])
    func garbageIsKeptAndHarmless(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let alphabet = Array("|1*?!,@# \t\n\r=db01[]:Aa\u{0}ssh-ed25519".utf8) + [0xFF, 0x80]
        for _ in 0..<300 {
            let count = Int.random(in: 0..<200, using: &random)
            let bytes = (0..<count).map { _ in alphabet.randomElement(using: &random) ?? 0 }
            let hosts = KnownHosts(bytes)
            #expect(hosts.serialised == bytes)
            #expect(hosts.match(host: "db01", port: 22, key: try Self.key()) == .unknown)
        }
    }

    @Test(arguments: ["", "# ours\n", "# ours"])
    func anAppendedLineIsFound(file: String) throws {
        var hosts = KnownHosts(Array(file.utf8))
        let key = try Self.key()
        let line = try #require(KnownHosts.line(host: "DB01", port: 2222, key: key))
        #expect(line == "[db01]:2222 ssh-ed25519 \(Self.ed25519)")
        hosts.append(line: line)
        #expect(hosts.match(host: "db01", port: 2222, key: try Self.key()).isMatch)
        #expect(KnownHosts(hosts.serialised) == hosts)
        #expect(hosts.serialised.last == UInt8(ascii: "\n"))
    }

    @Test(arguments: ["", "db01 evil", "db01\n*", "*", "db01,db02", "@revoked", "#db01", "|1|a|b", "d\u{e9}"])
    func aNameThatCouldMeanSomethingElseIsNeverWritten(host: String) throws {
        #expect(KnownHosts.line(host: host, port: 22, key: try Self.key()) == nil)
    }

    @Test func theTypesOfRecordedKeysAreListedOnce() throws {
        let file =
            "db01 ssh-ed25519 \(Self.other)\n* ssh-ed25519 \(Self.ed25519)\n@revoked db01 ssh-ed25519 \(Self.other)\n"
        #expect(KnownHosts(Array(file.utf8)).keyTypes(host: "db01", port: 22) == ["ssh-ed25519"])
    }

    @Test func aFingerprintIsTheOneThatOpenSSHShows() throws {
        #expect(try Self.key().fingerprint == "SHA256:6WQibNGG+pKgB8iseg3MqdlGe7XEjDTXEdCD5EwQ7ko")
    }

    @Test(arguments: [
        ("a*b*c", "a-b-b-c", true), ("a*b*c", "a-b-c-d", false), ("**", "", true), ("?", "", false), ("", "", true),
        ("", "a", false), ("*a*a*a*a*a*a*a*b", String(repeating: "a", count: 200), false),
    ])
    func globsMatch(pattern: String, text: String, matches: Bool) {
        #expect(HostPattern.glob(Array(pattern.utf8), matches: Array(text.utf8)) == matches)
    }
}
