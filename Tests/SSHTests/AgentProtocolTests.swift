import Testing

@testable import SSH

struct AgentProtocolTests {
    private static func blob(_ type: String) -> [UInt8] {
        var writer = WireWriter()
        writer.string(Array(type.utf8))
        writer.string([1, 2, 3])
        return writer.bytes
    }

    private static func answer(_ identities: [(type: String, comment: String)]) -> [UInt8] {
        var writer = WireWriter()
        writer.byte(12)
        writer.uint32(UInt32(identities.count))
        for identity in identities {
            writer.string(blob(identity.type))
            writer.string(Array(identity.comment.utf8))
        }
        return writer.bytes
    }

    @Test func certificatesAreLeftOut() throws {
        let answer = Self.answer([
            ("ssh-ed25519", "a"), ("ssh-ed25519-cert-v01@openssh.com", "a"), ("ssh-rsa", "b"),
        ])
        let identities = try #require(AgentProtocol.identities(in: answer))
        #expect(identities.map(\.comment) == ["a", "b"])
        #expect(identities[0].isNamed("a"))
        #expect(identities[0].isNamed(identities[0].key.fingerprint))
        #expect(!identities[0].isNamed(""))
    }

    @Test func anAnswerThatIsCutAnywhereIsNotRead() {
        let whole = Self.answer([("ssh-ed25519", "a"), ("ssh-rsa", "b")])
        for count in 0..<whole.count { #expect(AgentProtocol.identities(in: Array(whole.prefix(count))) == nil) }
        #expect(AgentProtocol.identities(in: [5]) == nil)
        #expect(AgentProtocol.identities(in: [12, 0xFF, 0xFF, 0xFF, 0xFF]) == nil)
    }

    @Test func theSignatureComesWithoutItsAlgorithm() {
        var signature = WireWriter()
        signature.string(Array("ssh-ed25519".utf8))
        signature.string([9, 8, 7])
        var answer = WireWriter()
        answer.byte(14)
        answer.string(signature.bytes)
        #expect(AgentProtocol.signature(in: answer.bytes) == [9, 8, 7])
        #expect(AgentProtocol.signature(in: [5]) == nil)
        #expect(AgentProtocol.signature(in: answer.bytes.dropLast()) == nil)
    }

    @Test(arguments: [("ssh-rsa", UInt8(0)), ("rsa-sha2-256", 2), ("rsa-sha2-512", 4), ("ssh-ed25519", 0)])
    func theHashOfAnRSASignatureIsTheOneThatIsNamed(algorithm: String, flag: UInt8) throws {
        var data = WireWriter()
        data.string([1, 2, 3, 4])
        data.byte(50)
        for field in ["root", "ssh-connection", "publickey"] { data.string(Array(field.utf8)) }
        data.byte(1)
        data.string(Array(algorithm.utf8))
        let key = try #require(HostKey(blob: Self.blob("ssh-rsa")))
        #expect(AgentProtocol.signRequest(key: key, data: data.bytes).suffix(4) == [0, 0, 0, flag])
    }
}
