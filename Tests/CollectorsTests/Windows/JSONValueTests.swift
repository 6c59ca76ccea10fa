import TestSupport
import Testing

@testable import Collectors

struct JSONValueTests {
    @Test(
        arguments: [
            ("null", .null), ("true", .bool(true)), (" [1, -2.5e3] ", .array([.number("1"), .number("-2.5e3")])),
            (#"{"a":{"b":[]},"a":1}"#, .object(["a": .object(["b": .array([])])])),
            (#""\u0041\n\"\\\/\ud83d\ude00\ud800x""#, .string("A\n\"\\/😀\u{FFFD}x")),
            ("{}", .object([:])),
        ] as [(String, JSONValue)]
    )
    func documentsAreRead(text: String, value: JSONValue) {
        #expect(JSONValue(Array(text.utf8)) == value)
    }

    @Test(arguments: [
        "", " ", "{", "[", "[1,]", "{\"a\"}", "{\"a\":}", "{a:1}", "[1 2]", "\"open", "\"\\x\"", "\"\\u12\"", "tru",
        "1x",
        "[] []", "nan", "-", "{\"a\":1,}", "[\"\\ud83d\\u\"]",
    ])
    func whatIsNoDocumentIsNil(text: String) {
        #expect(JSONValue(Array(text.utf8)) == nil)
    }

    @Test func depthIsBounded() {
        let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
        #expect(JSONValue(Array(deep.utf8)) == nil)
        let flat = String(repeating: "[", count: 20) + String(repeating: "]", count: 20)
        #expect(JSONValue(Array(flat.utf8)) != nil)
    }

    @Test func warningsInFrontAreSkipped() {
        let value = JSONValue(afterNoise: Array("WARNING: [x]\n[old\n\n {\"a\": \"b\"}\n".utf8))
        #expect(value?["a"]?.text == "b")
    }

    @Test func oneObjectIsAListOfOne() {
        #expect(JSONValue(Array(#"{"a":1}"#.utf8))?.elements.count == 1)
        #expect(JSONValue(Array("7".utf8))?.elements.isEmpty == true)
    }

    @Test func whatIsPrintedComesBack() {
        for seed in 1...200 as ClosedRange<UInt64> {
            var random = SeededRandom(seed: seed)
            let value = made(depth: 0, with: &random)
            #expect(JSONValue(Array(printed(value).utf8)) == value, "seed \(seed)")
        }
    }

    @Test func anyBytesAreSurvived() {
        let good = Array(#"[{"DisplayName":"é\u00e9","n":[1,2,{"x":null}]},{"y":"\ud83d\ude00"}]"#.utf8)
        for seed in 1...500 as ClosedRange<UInt64> {
            var random = SeededRandom(seed: seed)
            _ = JSONValue(damaged(good, with: &random))
            _ = JSONValue(afterNoise: damaged(good, with: &random))
        }
    }

    private func made(depth: Int, with random: inout SeededRandom) -> JSONValue {
        switch Int.random(in: 0..<(depth < 4 ? 6 : 4), using: &random) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2: return .number(String(Int.random(in: -1_000_000...1_000_000, using: &random)))
        case 3:
            let scalars: [Unicode.Scalar] = ["a", "\"", "\\", "\n", "é", "😀", "\u{1}", "/"]
            var text = ""
            for _ in 0..<Int.random(in: 0...6, using: &random) {
                text.unicodeScalars.append(scalars.randomElement(using: &random) ?? "a")
            }
            return .string(text)
        case 4:
            return .array(
                (0..<Int.random(in: 0...4, using: &random)).map { _ in made(depth: depth + 1, with: &random) }
            )
        default:
            var members: [String: JSONValue] = [:]
            for index in 0..<Int.random(in: 0...4, using: &random) {
                members["k\(index)"] = made(depth: depth + 1, with: &random)
            }
            return .object(members)
        }
    }

    private func printed(_ value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .number(let text): text
        case .string(let text): quoted(text)
        case .array(let values): "[" + values.map(printed).joined(separator: " , ") + "]"
        case .object(let members): "{" + members.map { quoted($0) + ":\n" + printed($1) }.joined(separator: ",") + "}"
        }
    }

    private func quoted(_ text: String) -> String {
        "\""
            + text.utf16.map {
                "\\u" + String(repeating: "0", count: 4 - String($0, radix: 16).count) + String($0, radix: 16)
            }
            .joined() + "\""
    }
}
