import EstateModel
import StrictYAML
import Testing

@Suite struct YAMLNodeTests {
    private func failure(_ text: String, limits: YAMLLimits = YAMLLimits()) -> [Diagnostic] {
        do {
            _ = try YAMLNode.documents(of: text, file: "x.yaml", limits: limits)
            return []
        } catch {
            return error.diagnostics
        }
    }

    @Test func scalarsStayText() throws {
        let node = try #require(
            try YAMLNode.documents(of: "[1.10, 08, yes, 2026-01-02, '~', ~, null, '']", file: "x").first
        )
        guard case .sequence(let items) = node.content else {
            Issue.record("not a list")
            return
        }
        let texts = items.map { item -> String? in
            if case .scalar(let text) = item.content { return text }
            return nil
        }
        #expect(texts == ["1.10", "08", "yes", "2026-01-02", "~", nil, nil, ""])
    }

    @Test func placesAreCountedFromOne() throws {
        let node = try #require(try YAMLNode.documents(of: "a:\n  b: c\n", file: "f.yaml").first)
        guard case .mapping(let entries) = node.content, case .mapping(let inner) = entries[0].value.content else {
            Issue.record("not a mapping")
            return
        }
        #expect(inner[0].keyLocation.description == "f.yaml:2:3")
        #expect(inner[0].value.location.description == "f.yaml:2:6")
    }

    @Test func everyDocumentIsRead() throws {
        #expect(try YAMLNode.documents(of: "a: 1\n---\nb: 2\n---\n", file: "x").count == 3)
        #expect(try YAMLNode.documents(of: "", file: "x").isEmpty)
    }

    @Test(arguments: [
        ("a: 1\na: 2", "the same key twice"), ("a: [1", "not valid YAML"), ("? [a]\n: b", "a key must be plain text"),
        ("\t- a", "not valid YAML"), ("a: *nobody", "not valid YAML"), ("a: \"\u{1}\"", "not"),
    ])
    func whatIsWrongIsToldWithItsPlace(_ text: String, _ message: String) throws {
        let found = try #require(failure(text).first)
        #expect(found.message.contains(message), "\(found)")
        #expect(found.location.file == "x.yaml")
    }

    @Test func theFirstOfTwoEqualKeysIsNamed() {
        let keys = (0..<30).map { "k\($0): 1\n" }.joined()
        #expect(failure(keys + "k7: 2\n").map(\.location.line) == [8])
        #expect(failure("a: 1\nb: 2\na: 3\n").map(\.location.line) == [1])
    }

    @Test func filesAreBounded() {
        var limits = YAMLLimits()
        limits.bytes = 10
        #expect(failure("a: 123456789", limits: limits).first?.message.contains("larger than 10 bytes") == true)
        limits = YAMLLimits()
        limits.nodes = 5
        #expect(failure("[1, 2, 3, 4, 5, 6]", limits: limits).first?.message.contains("more than 5 values") == true)
        limits = YAMLLimits()
        limits.depth = 3
        #expect(failure("[[[[[1]]]]]", limits: limits).first?.message.contains("nested deeper") == true)
    }

    /// A few lines that stand for billions of values.
    @Test(.timeLimit(.minutes(1))) func aliasesCannotMakeASmallFileEnormous() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...12 {
            text +=
                "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
                + "]\n"
        }
        #expect(!failure(text).isEmpty)
    }

    @Test(.timeLimit(.minutes(1))) func aliasesInKeysAreRefused() {
        var text = "a0: &a0 [x, x]\n"
        for level in 1...40 { text += "a\(level): &a\(level) {? [*a\(level - 1), *a\(level - 1)] : x}\n" }
        #expect(failure(text).first?.message.contains("a key must be plain text") == true)
    }

    @Test func aliasesStandForWhatTheyName() throws {
        let text = "a: &a [x, &k y]\nb: *a\n*k : z\n"
        let node = try #require(try YAMLNode.documents(of: text, file: "x").first)
        guard case .mapping(let entries) = node.content else {
            Issue.record("not a mapping")
            return
        }
        #expect(entries.map(\.key) == ["a", "b", "y"])
        #expect(entries[0].value.content == entries[1].value.content)
        #expect(failure("a: &a 1\n---\nb: *a").first?.message.contains("undefined alias") == true)
        #expect(failure("a: &a [*a]").first?.message.contains("undefined alias") == true)
    }

    @Test(arguments: [
        ("a: 1\nt: [{x: y}, '# no']\nb: 2\n", ["a", "t", "b"]), ("t: {t: 1}\n", ["t"]), ("a: {t: 1}\n", ["a"]),
        ("t: &t [1]\na: *t\n", ["t", "a"]),
    ])
    func omittedValuesAreReadAsNull(_ text: String, _ keys: [String]) throws {
        let node = try #require(try YAMLNode.documents(of: text, file: "x", omitting: ["t"]).first)
        let whole = try #require(try YAMLNode.documents(of: text, file: "x").first)
        guard case .mapping(let entries) = node.content, case .mapping(let all) = whole.content else {
            Issue.record("not a mapping")
            return
        }
        #expect(entries.map(\.key) == keys)
        // With an anchor inside them they are kept: an alias elsewhere may need them.
        let isKept = text.contains("&")
        for (entry, other) in zip(entries, all) {
            #expect(entry.key == "t" && !isKept ? entry.value.content == .null : entry == other)
        }
        #expect(throws: InvalidFile.self) { try YAMLNode.documents(of: text + "t: [", file: "x", omitting: ["t"]) }
    }

    @Test(.timeLimit(.minutes(1))) func deepNestingIsRefusedNotFollowed() {
        #expect(!failure(String(repeating: "[", count: 20_000)).isEmpty)
        #expect(!failure(String(repeating: "- ", count: 20_000) + "a").isEmpty)
    }
}
