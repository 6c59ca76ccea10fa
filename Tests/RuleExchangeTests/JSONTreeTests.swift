import StrictYAML
import Testing

@testable import RuleExchange

struct JSONTreeTests {
    private func read(_ text: String, limits: JSONTree.Limits = .init()) throws -> YAMLNode {
        try JSONTree.read(Array(text.utf8), file: "f.json", limits: limits)
    }

    @Test func everySortOfValueIsRead() throws {
        let node = try read(#" {"a": [1.5e3, true, null, "x\"\u00e9\ud83d\ude00\/"], "b": {}} "#)
        guard case .mapping(let entries) = node.content, case .sequence(let items) = entries[0].value.content else {
            Issue.record("no mapping")
            return
        }
        #expect(items.map(\.content) == [.scalar("1.5e3"), .scalar("true"), .null, .scalar("x\"é😀/")])
        #expect(entries[1].value.content == .mapping([]))
        #expect(items[1].location.description == "f.json:1:16")
    }

    @Test(arguments: [
        ("", "1:1", "empty"),
        ("{\n  \"a\": ", "2:8", "cut off"),
        ("[1, 2", "1:6", "cut off"),
        ("{a: 1}", "1:2", "a key in double quotes"),
        ("[1 2]", "1:4", "',' or ']'"),
        ("[1,]", "1:4", "a value is missing"),
        ("[1] x", "1:5", "something follows"),
        ("[nul]", "1:2", "a value is missing"),
        (#"["\u12"]"#, "1:5", "four hexadecimal digits"),
        ("[\"a\nb\"]", "1:4", "control character"),
        ("\u{0}\u{1}\u{2}", "1:1", "a value is missing"),
    ])
    func whatIsNoJSONIsToldWithItsPlace(_ text: String, _ place: String, _ message: String) {
        let error = #expect(throws: InvalidFile.self) { try read(text) }
        #expect(error?.description.hasPrefix("f.json:\(place): ") == true, "\(error?.description ?? "")")
        #expect(error?.description.contains(message) == true, "\(error?.description ?? "")")
    }

    @Test func sizeNumberAndDepthAreBounded() {
        var limits = JSONTree.Limits()
        limits.depth = 3
        limits.nodes = 10
        limits.bytes = 100
        #expect(throws: InvalidFile.self) { try read("[[[[[1]]]]]", limits: limits) }
        #expect(throws: InvalidFile.self) { try read("[1,2,3,4,5,6,7,8,9,10,11]", limits: limits) }
        #expect(throws: InvalidFile.self) {
            try read("\"" + String(repeating: "x", count: 200) + "\"", limits: limits)
        }
        #expect(throws: InvalidFile.self) { try read(String(repeating: "[", count: 1_000_000)) }
    }
}
