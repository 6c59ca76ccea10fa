import EstateModel
import TestSupport
import Testing

@testable import SSH

struct HandshakeParsingTests {
    @Test(arguments: [
        ("SSH-2.0-OpenSSH_9.2p1\r\n", ServerIdentification.Verdict.found(offset: 0)),
        ("SSH-1.99-Cisco-1.25\n", .found(offset: 0)),
        ("Authorised users only\r\nSSH-2.0-x\r\nmore", .found(offset: 23)),
        ("", .incomplete), ("SSH-2.0-Open", .incomplete), ("hello\n", .incomplete),
        ("SSH-1.5-old\n", .notSSH), ("SSH-3.0-new\n", .notSSH),
    ])
    func theIdentificationLineIsFound(text: String, verdict: ServerIdentification.Verdict) {
        #expect(ServerIdentification.find(in: Array(text.utf8)) == verdict)
    }

    @Test func linesBeforeTheIdentificationAreBounded() {
        #expect(ServerIdentification.find(in: Array(String(repeating: "x\n", count: 100).utf8)) == .notSSH)
        #expect(ServerIdentification.find(in: [UInt8](repeating: 0x78, count: 10_000)) == .notSSH)
        let long = "SSH-2.0-" + String(repeating: "x", count: 300) + "\n"
        #expect(ServerIdentification.find(in: Array(long.utf8)) == .notSSH)
    }

    private static func offer(_ lists: [String]) -> [UInt8] {
        var payload = WireWriter()
        payload.byte(20)
        for _ in 0..<16 { payload.byte(0) }
        for list in lists { payload.string(Array(list.utf8)) }
        var packet = WireWriter()
        packet.uint32(UInt32(payload.bytes.count + 5))
        packet.byte(4)
        return Array("SSH-2.0-x\r\n".utf8) + packet.bytes + payload.bytes + [0, 0, 0, 0]
    }

    @Test func theOfferIsReadFromTheFirstPacket() throws {
        let lists = ["kex1,kex2", "key1", "up", "down1,down2", "macup", "macdown", "none", "none", "", ""]
        let offer = try #require(KeyExchangeOffer(afterIdentification: Self.offer(lists)))
        #expect(offer.keyExchanges == ["kex1", "kex2"])
        #expect(offer.hostKeyTypes == ["key1"])
        #expect(offer.ciphers == ["down1", "down2"])
        #expect(offer.macs == ["macdown"])
    }

    @Test(arguments: [
        (["kex2,kex1", "key1", "ctr", "ctr", "mac", "mac"], true),
        (["kex2", "key1", "ctr", "ctr", "mac", "mac"], false),
        (["kex1", "key2", "ctr", "ctr", "mac", "mac"], false),
        (["kex1", "key1", "cbc", "cbc", "mac", "mac"], false),
        (["kex1", "key1", "ctr", "ctr", "md5", "md5"], false),
        (["kex1", "key1", "ctr", "ctr", "", ""], false),
        // This cipher, which the client likes best, needs no MAC.
        (["kex1", "key1", "x-gcm@openssh.com", "ctr,x-gcm@openssh.com", "md5", "md5"], true),
    ])
    func anOfferSharesOneOfEachKindOrIsNotAcceptable(lists: [String], isAcceptable: Bool) throws {
        let bytes = Self.offer(lists + ["none", "none", "", ""])
        let offer = try #require(KeyExchangeOffer(afterIdentification: bytes))
        let client: [AlgorithmPreferences.Method: [String]] = [
            .keyExchange: ["kex0", "kex1"], .hostKey: ["key1"], .cipher: ["x-gcm@openssh.com", "ctr"], .mac: ["mac"],
        ]
        #expect(offer.isAcceptable(to: client) == isAcceptable)
    }

    /// The whole offer and the end of the connection arrive together.
    @Test(arguments: [
        (["diffie-hellman-group1-sha1", "ssh-rsa", "aes128-cbc", "aes128-cbc", "hmac-sha1", "hmac-sha1"], true),
        (["curve25519-sha256", "ssh-ed25519", "aes128-ctr", "aes128-ctr", "hmac-sha2-256", "hmac-sha2-256"], false),
    ])
    func aServerThatClosesAfterAnOfferWeCannotUseSharesNoAlgorithm(lists: [String], isOld: Bool) async throws {
        let bytes = Self.offer(lists + ["none", "none", "", ""])
        let server = try MisbehavingServer(.sendsAndCloses(bytes))
        let client = SSHClient(
            hostKeys: try HostKeyStore(path: "/nowhere/known_hosts", policy: .strict),
            poller: try ReadinessPoller()
        )
        let error = await #expect(throws: SSHError.self) {
            _ = try await client.connect(
                to: SSHEndpoint(name: "db01", address: "127.0.0.1", port: server.port, user: "reeve"),
                credential: .password(Secret(Array("secret".utf8))),
                limits: Limits(connect: .seconds(10))
            )
        }
        #expect(error?.code == (isOld ? .noCommonAlgorithm : .connectionLost), "\(String(describing: error))")
        #expect(error?.message.contains("it offers key exchange: diffie-hellman-group1-sha1") == isOld)
    }

    @Test func anOfferThatIsCutAnywhereIsNotRead() {
        let whole = Self.offer(["kex1", "key1", "up", "down", "macup", "macdown", "none", "none", "", ""])
        for count in 0..<whole.count - 4 {
            #expect(KeyExchangeOffer(afterIdentification: whole.prefix(count)) == nil)
        }
        #expect(KeyExchangeOffer(afterIdentification: Array("SSH-2.0-x\n\u{0}\u{0}\u{0}\u{0}\u{0}".utf8)) == nil)
    }

    @Test(arguments: AlgorithmPreferences.Method.allCases)
    func outdatedAlgorithmsAreOfferedOnlyToLegacyHosts(method: AlgorithmPreferences.Method) {
        let modern = AlgorithmPreferences.names(for: method, legacy: false)
        let legacy = AlgorithmPreferences.names(for: method, legacy: true)
        #expect(legacy.starts(with: modern))
        #expect(legacy.count > modern.count)
        #expect(Set(legacy).count == legacy.count)
        let outdated = ["sha1", "ssh-rsa", "ssh-dss", "-cbc", "arcfour", "md5"]
        #expect(!modern.contains { name in outdated.contains { name.contains($0) } })
        // What this libssh2 was built with suffices for either.
        for type in method.types {
            #expect(!(LibSSH2.algorithms[type] ?? []).isDisjoint(with: modern))
        }
    }

    @Test func recordedHostKeyTypesComeFirst() {
        let names = AlgorithmPreferences.names(for: .hostKey, legacy: false, recordedKeyTypes: ["ssh-rsa", "ssh-dss"])
        #expect(names.prefix(3) == ["rsa-sha2-512", "rsa-sha2-256", "ssh-ed25519"])
        #expect(!names.contains("ssh-dss") && !names.contains("ssh-rsa"))
        let legacy = AlgorithmPreferences.names(for: .hostKey, legacy: true, recordedKeyTypes: ["ssh-rsa"])
        #expect(legacy.prefix(4) == ["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa", "ssh-ed25519"])
    }
}
