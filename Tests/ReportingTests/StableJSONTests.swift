import EstateModel
import Reporting
import Testing

struct StableJSONTests {
    private struct Row: Encodable {
        var zone: String?
        var name: String
        var count: Int?
        var share: Double
        var isOpen: Bool
        var names: [String]
        var shares: [String: Int]
        var at: Instant?
        var inner: Inner?
    }

    private struct Inner: Encodable {
        var bytes: UInt64?
    }

    private let row = Row(
        name: "db01",
        share: 0.5,
        isOpen: true,
        names: [],
        shares: ["b": 2, "a": 1],
        inner: Inner()
    )

    @Test func whatIsNotKnownIsNullAndKeysAreSorted() throws {
        #expect(
            try StableJSON.line(row)
                == #"{"at": null,"count": null,"inner": {"bytes": null},"isOpen": true,"name": "db01","names": [],"share": 0.5,"shares": {"a": 1,"b": 2},"zone": null}"#
                + "\n"
        )
    }

    @Test func rowsAreIndented() throws {
        #expect(try StableJSON.encode([["a": 1]]) == "[\n  {\n    \"a\": 1\n  }\n]\n")
        #expect(try StableJSON.encode([Int]()) == "[]\n")
    }

    @Test(arguments: [
        ("\u{202E}gnp.exe", #"\u202egnp.exe"#), ("\u{9B}31m", #"\u009b31m"#), ("a\u{1B}[2J", #"a\u001b[2J"#),
        ("quote\"back\\slash", #"quote\"back\\slash"#), ("two\nlines", #"two\nlines"#), ("déjà vu", "déjà vu"),
        ("\u{E0041}", #"\udb40\udc41"#),
    ])
    func whatHidesOrReordersTextIsEscaped(_ text: String, _ expected: String) throws {
        #expect(try StableJSON.encode(text) == "\"\(expected)\"\n")
        #expect(try StableJSON.line([text: text]) == "{\"\(expected)\": \"\(expected)\"}\n")
    }

    @Test func aNumberThatFitsNoJSONReaderIsAnError() {
        #expect(throws: EncodingError.self) { try StableJSON.encode(UInt64.max) }
        #expect((try? StableJSON.encode(Int64.min)) == "-9223372036854775808\n")
        #expect((try? StableJSON.encode(Double.nan)) == "null\n")
    }
}
