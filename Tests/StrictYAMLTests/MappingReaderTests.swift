import EstateModel
import StrictYAML
import Testing

@Suite struct MappingReaderTests {
    private enum Colour: String, CaseIterable {
        case red
        case green
    }

    private func reader(_ text: String, _ sink: DiagnosticSink) throws -> MappingReader {
        let node = try #require(try YAMLNode.documents(of: text, file: "x.yaml").first)
        return try #require(MappingReader(node, subject: "a thing", sink: sink))
    }

    @Test func valuesAreReadByType() throws {
        let sink = DiagnosticSink()
        let reader = try reader(
            "{s: text, n: 7, b: yes, d: 2026-02-28, w: red, l: [a, b], one: a, m: {k: v}, nothing: ~}",
            sink
        )
        #expect(reader.string("s") == "text")
        #expect(reader.integer("n", in: 0...9) == 7)
        #expect(reader.boolean("b") == true)
        #expect(reader.day("d") == CalendarDay("2026-02-28"))
        #expect(reader.word("w", as: Colour.self) == .red)
        #expect(reader.strings("l") == ["a", "b"])
        #expect(reader.strings("one") == ["a"])
        #expect(reader.mapping("m", subject: "m")?.string("k") == "v")
        #expect(reader.string("nothing") == nil)
        #expect(reader.string("absent") == nil)
        #expect(reader.allKeys() == ["s", "n", "b", "d", "w", "l", "one", "m", "nothing"])
        reader.finish()
        #expect(sink.diagnostics == [])
    }

    @Test(arguments: [
        ("{s: [a]}", "'s' must be text, but is a list"), ("{n: ten}", "'n' must be a whole number from 0 to 9"),
        ("{n: 10}", "'n' must be a whole number from 0 to 9"), ("{b: maybe}", "'b' must be true or false"),
        ("{d: 2026-02-30}", "'d' must be a day as YYYY-MM-DD"), ("{w: grean}", "did you mean 'green'?"),
        ("{l: [{a: b}]}", "'l' must be text, but is a mapping"), ("{z: 1}", "a thing has no key 'z'"),
        ("{strng: 1}", "a thing has no key 'strng'"),
    ])
    func whatIsWrongIsTold(_ text: String, _ message: String) throws {
        let sink = DiagnosticSink()
        let reader = try reader(text, sink)
        _ = reader.string("s")
        _ = reader.integer("n", in: 0...9)
        _ = reader.boolean("b")
        _ = reader.day("d")
        _ = reader.word("w", as: Colour.self)
        _ = reader.strings("l")
        reader.finish()
        #expect(sink.diagnostics.count == 1)
        let found = try #require(sink.diagnostics.first)
        #expect(found.message.contains(message), "\(found)")
        #expect(found.location.line == 1)
    }

    @Test func whatIsMissingIsTold() throws {
        let sink = DiagnosticSink()
        #expect(try reader("{a: 1}", sink).requiredString("b") == nil)
        #expect(sink.diagnostics.map(\.message) == ["a thing needs 'b'"])
        #expect(throws: InvalidFile.self) { try sink.throwIfErrors() }
    }

    @Test func aListIsNoMapping() throws {
        let sink = DiagnosticSink()
        let node = try #require(try YAMLNode.documents(of: "[a]", file: "x.yaml").first)
        #expect(MappingReader(node, subject: "a thing", sink: sink) == nil)
        #expect(
            sink.diagnostics.map(\.description) == [
                "x.yaml:1:1: error: a thing must be a mapping of keys, but is a list"
            ]
        )
    }

    @Test func complaintsAreBounded() throws {
        let sink = DiagnosticSink()
        let text = "{" + (0..<500).map { "k\($0): 1" }.joined(separator: ", ") + "}"
        try reader(text, sink).finish()
        #expect(sink.diagnostics.count == 200)
    }

    @Test(.timeLimit(.minutes(1))) func aLargeMappingIsReadInOnePass() throws {
        let sink = DiagnosticSink()
        let text = (0..<60_000).map { "k\($0): v\($0)\n" }.joined()
        let reader = try reader(text, sink)
        for entry in reader.allEntries() { #expect(reader.string(entry.key)?.isEmpty == false) }
        reader.finish()
        #expect(reader.string("k59999") == "v59999")
        #expect(sink.diagnostics == [])
    }

    @Test func hostileKeysAreShownSafely() throws {
        let sink = DiagnosticSink()
        try reader("{\"\\e[31mred\": 1}", sink).finish()
        #expect(sink.diagnostics.first?.message.contains("\\u{1b}[31mred") == true)
    }
}
