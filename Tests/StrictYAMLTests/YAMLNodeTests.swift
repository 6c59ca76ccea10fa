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

    @Test(.timeLimit(.minutes(1))) func deepNestingIsRefusedNotFollowed() {
        #expect(!failure(String(repeating: "[", count: 20_000)).isEmpty)
        #expect(!failure(String(repeating: "- ", count: 20_000) + "a").isEmpty)
    }
}
