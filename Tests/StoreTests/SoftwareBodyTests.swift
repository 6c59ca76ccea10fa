import EstateModel
import Foundation
import TestSupport
import Testing

@testable import Store

struct SoftwareBodyTests {
    @Test func theHandWrittenBodyIsWhatTheEncoderWouldWrite() throws {
        var random = SeededRandom(seed: 20)
        for _ in 0..<2000 {
            let software = random.software()
            let expected = try CanonicalJSON.encode(software)
            let body = SoftwareBody.encode(software)
            #expect(body == expected, "\(String(decoding: body, as: UTF8.self))")
            #expect(SoftwareBody.decode(String(decoding: body, as: UTF8.self)) == software)
        }
    }

    /// Once, two fields that had been added later were never stored.
    @Test func everyFieldIsWritten() throws {
        let software = InstalledSoftware(
            source: .dpkg,
            name: "bash",
            version: "1",
            architecture: "2",
            publisher: "3",
            origin: "4",
            sourcePackage: "5",
            category: "6",
            modularityLabel: "7",
            edition: "8",
            path: "9",
            output: "10",
            component: "11",
            suite: "12"
        )
        let mirror = Mirror(reflecting: software.fields.value)
        #expect(
            mirror.children.allSatisfy {
                Mirror(reflecting: $0.value).displayStyle != .optional || "\($0.value)" != "nil"
            }
        )
        let written = try JSONDecoder().decode([String: String].self, from: Data(SoftwareBody.encode(software)))
        #expect(Set(written.keys) == Set(mirror.children.compactMap(\.label)))
    }

    @Test(arguments: [
        "", "{", "{}", "{\"name\":\"a\"}", "{\"name\":1,\"source\":\"dpkg\"}", "[]", "{\"a\":\"\\u12", "{} x",
    ])
    func whatIsNoBodyIsNotRead(body: String) {
        #expect(SoftwareBody.decode(body) == nil)
    }

    @Test func equalSoftwareHasOneAddressAndOtherKindsHaveOthers() throws {
        let body = SoftwareBody.encode(Sample.software(1))
        let known = try ItemEncoder.item(.software(Sample.software(1)))
        let newer = try ItemEncoder.item(.software(Sample.software(1, version: "2")))
        #expect(ItemDigest(kind: .software, body: body) == known.digest)
        #expect(ItemDigest(kind: .fact, body: body) != ItemDigest(kind: .software, body: body))
        #expect(newer.digest != known.digest)
    }

    @Test func aKnownItemIsTheOneThatWouldBeMadeAnew() throws {
        let memo = ItemMemo()
        var random = SeededRandom(seed: 21)
        let software = (0..<300).map { _ in random.software() }
        let digests = try software.map { try ItemEncoder.item(.software($0)).digest }
        for _ in 0..<2 { #expect(try memo.items(software).map(\.digest) == digests) }
        // Equal values that share no memory.
        let copies = try software.map { try #require(SoftwareBody.decode(text(SoftwareBody.encode($0)))) }
        for _ in 0..<2 { #expect(try memo.items(copies).map(\.digest) == digests) }
        let listeners = (1...9).map { ItemValue.listener(Listener(address: "::", port: $0)) }
        for _ in 0..<2 {
            #expect(
                try memo.items(listeners).map(\.digest) == (try listeners.map { try ItemEncoder.item($0).digest })
            )
        }
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func aPartialValueKeepsTheFieldsThatItLacks() throws {
        let old = try CanonicalJSON.decode(JSONValue.self, from: #"{"a":"1","b":[1],"c":{"x":true},"d":5}"#)
        let new = try CanonicalJSON.decode(JSONValue.self, from: #"{"a":"2","b":[],"d":null}"#)
        let filled = String(decoding: try CanonicalJSON.encode(new.filled(from: old)), as: UTF8.self)
        #expect(filled == #"{"a":"2","b":[1],"c":{"x":true},"d":5}"#)
    }
}

extension SeededRandom {
    mutating func text() -> String {
        let alphabet = Array(
            "abcXY01 .:~+-/\\\"'<>&\u{0}\u{1}\u{8}\t\n\u{c}\r\u{1f}\u{7f}\u{80}é€\u{2028}\u{202e}😀".unicodeScalars
        )
        let count = Int.random(in: 0..<12, using: &self)
        var text = ""
        for _ in 0..<count {
            text.unicodeScalars.append(alphabet[Int.random(in: 0..<alphabet.count, using: &self)])
        }
        return text
    }

    mutating func optionalText() -> String? { chance(50) ? text() : nil }

    mutating func software() -> InstalledSoftware {
        InstalledSoftware(
            source: chance(50) ? .dpkg : .command,
            name: text(),
            version: optionalText(),
            architecture: optionalText(),
            publisher: optionalText(),
            origin: optionalText(),
            sourcePackage: optionalText(),
            category: optionalText(),
            modularityLabel: optionalText(),
            edition: optionalText(),
            path: optionalText(),
            output: optionalText(),
            component: optionalText(),
            suite: optionalText()
        )
    }
}
