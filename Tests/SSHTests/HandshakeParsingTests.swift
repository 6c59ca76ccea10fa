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
