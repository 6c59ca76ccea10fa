import EstateModel
import TestSupport
import Testing

@testable import SSH

struct EncodingTests {
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func base64FollowsTheStandard(plain: String, encoded: String) {
        #expect(Base64.encode(Array(plain.utf8)) == encoded)
        #expect(Base64.decode(encoded.utf8) == Array(plain.utf8))
        #expect(Base64.decode(encoded.filter { $0 != "=" }.utf8) == Array(plain.utf8))
    }

    @Test(arguments: ["Z", "Zg=", "Zm9v=", "Zm9vY", "Zg==Zg==", "Zm 9", "Zm9\u{e9}", "===="])
    func whatIsNoBase64IsRefused(text: String) {
        #expect(Base64.decode(text.utf8) == nil)
    }

    @Test(arguments: [UInt64(11), 12, 13])
    func base64GivesBackWhatWentIn(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        for count in 0..<130 {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(Base64.decode(Base64.encode(bytes).utf8) == bytes)
        }
    }

    @Test func aTruncatedStringIsNotRead() {
        var reader = WireReader([0, 0, 0, 5, 1, 2])
        #expect(reader.string() == nil)
        var huge = WireReader([0xFF, 0xFF, 0xFF, 0xFF, 1])
        #expect(huge.string() == nil)
    }

}
