import EstateModel
import Foundation
import StrictYAML
import TestSupport
import Testing

@testable import EstateFiles

/// Files that were made to break the reader: each is an error that names a place, in little time and memory.
struct HostileEstateTests {
    private static let head = EstateSamples.head

    private static var aliasBomb: String {
        var lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
        for level in 1...12 {
            let items = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            lines.append("a\(level): &a\(level) [\(items)]")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func keyBomb(_ key: String) -> String {
        var lines = ["a0: &a0 [x, x]"]
        for level in 1...60 { lines.append("a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]") }
        return lines.joined(separator: "\n") + "\n" + key + "\n"
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            (aliasBomb, "more than 500000 values; split the file"),
            (keyBomb("? *a60\n: x"), "more than 500000 values; split the file"),
            (keyBomb("*a60 : x"), "more than 500000 values; split the file"),
            (keyBomb("x: {[*a60] : x}"), "more than 500000 values; split the file"),
            (keyBomb("x: {{k: *a60}: x}"), "more than 500000 values; split the file"),
            ("a: &a [*a]", "not valid YAML: found undefined alias"),
            ("? [a, b]\n: x", "a key must be plain text"),
            (String(repeating: "[", count: 100_000), "not valid YAML: Maximum nesting level reached"),
            (String(repeating: "- ", count: 100_000), "nested deeper than 40 levels"),
            (String(repeating: "{a: ", count: 500), "nested deeper than 40 levels"),
            ("x: " + String(repeating: "[", count: 60) + String(repeating: "]", count: 60), "nested deeper than 40"),
            ("name: \u{0}", "not readable as text: control characters are not allowed"),
            ("name: \u{1B}[31m", "not readable as text: control characters are not allowed"),
            ("name: !!python/object/apply:os.system [id]", "'name' must be text, but is a list"),
            ("%YAML 9.9\n---\nname: x", "not valid YAML: found incompatible YAML document"),
        ]
    )
    func aHostileFileIsAnError(yaml: String, expected: String) throws {
        let error = #expect(throws: InvalidFile.self) { try EstateParser.parse(files: ["estate.yaml": yaml]) }
        let messages = try #require(error?.diagnostics.map(\.message))
        #expect(messages.contains { $0.hasPrefix(expected) }, "\(messages.prefix(3))")
        #expect(error?.diagnostics.allSatisfy { $0.location.file == "estate.yaml" && $0.location.line >= 1 } == true)
    }

    @Test(arguments: ["? [a]", "'what? *a & b ? [x]: y'", "\"*a &a ]: }: ? \"", "x # &a *a ? [b]: c"])
    func punctuationInTextIsNoDanger(owner: String) {
        let messages = EstateSamples.messages("targets: {a: {address: a.example, owner: \(owner)}}\n")
        #expect(!messages.contains("aliases"))
    }

    @Test func ordinaryAliasesAreFine() throws {
        let estate = try EstateSamples.parse(
            "targets:\n  a: &a {address: 127.0.0.1, tags: &t [x]}\n  b: {address: 127.0.0.2, tags: *t}\n"
        )
        #expect(estate.targets.map(\.tags) == [["x"], ["x"]])
    }

    @Test(.timeLimit(.minutes(1)))
    func tenMegabytesAreRefusedUnread() {
        let text = Self.head + "targets:\n" + String(repeating: "# filler\n", count: 1_200_000)
        #expect(
            EstateSamples.messages(files: ["estate.yaml": text])
                == "estate.yaml:1:1: error: the file is larger than 8388608 bytes; split it"
        )
    }

    @Test func aFloodOfErrorsIsBoundedAndCounted() throws {
        let keys = (0..<5000).map { "key\($0): 1" }.joined(separator: "\n")
        let error = #expect(throws: InvalidFile.self) {
            try EstateParser.parse(files: ["estate.yaml": Self.head + keys])
        }
        #expect(error?.diagnostics.count == 201)
        #expect(error?.diagnostics.contains { $0.message == "and 4800 more errors after this one" } == true)
    }

    @Test func warningsCannotHideErrors() {
        let twins = (0..<300).map { "  t\($0): 127.0.0.1" }.joined(separator: "\n")
        let error = #expect(throws: InvalidFile.self) {
            try EstateSamples.parse("targets:\n\(twins)\n  bad: {address: -x}\n")
        }
        #expect(error?.diagnostics.contains { $0.severity == .error } == true)
    }

    @Test(.timeLimit(.minutes(1)))
    func moreTargetsThanAnEstateMayHaveAreOneError() throws {
        let ranges = (0..<50).map { "  'a\($0)x[1-4096]': 'a\($0)x[1-4096].example'" }.joined(separator: "\n")
        let error = #expect(throws: InvalidFile.self) { try EstateSamples.parse("targets:\n" + ranges + "\n") }
        #expect(error?.diagnostics.map(\.message) == ["more than 200000 targets; split the estate"])
    }

    @Test(.timeLimit(.minutes(1)))
    func aLongChainOfGroupsIsResolved() throws {
        let groups = (1..<3000).map { "  g\($0): {extends: g\($0 - 1)}" }.joined(separator: "\n")
        let text = "groups:\n  g0: {tags: base}\n\(groups)\ntargets:\n  a: {address: 127.0.0.1, group: g2999}\n"
        let estate = try EstateSamples.parse(text)
        #expect(estate.targets.first?.groups.count == 3000)
        #expect(estate.targets.first?.tags == ["base"])
    }

    @Test func garbageNeverTraps() {
        var random = SeededRandom(seed: 7)
        let pieces = [
            "targets:", "groups:", "\n", "  ", ": ", "[", "]", "{", "}", "&a", "*a", "- ", "'", "\"", "|", ">", "#",
            "!!x",
            "name", "db[1-", "9]", "\u{FEFF}", "\t", "é", "? ", "credentials:", "password:", "organisations:", ",",
        ]
        for _ in 0..<3000 {
            let text = (0..<random.number(1...40)).map { _ in random.pick(pieces) }.joined()
            _ = EstateSamples.messages(files: ["estate.yaml": text, "services.yaml": text, "policy.yaml": text])
            _ = EstateSamples.messages("targets-from: t.csv", files: ["t.csv": text])
            _ = OpenSSHConfigImport.read(text)
            _ = try? AnsibleInventoryImport.read(text, file: random.pick(["hosts", "hosts.yml", "hosts.ini"]))
        }
    }

    @Test func pathsThatAreNoFilesAreNamed() throws {
        let folder = try TemporaryFolder()
        #expect(messages(folder) == "estate.yaml:1:1: error: there is no estate.yaml; 'reeve init DIR' makes one")
        try FileManager.default.createDirectory(
            atPath: folder.path + "/estate.yaml",
            withIntermediateDirectories: false
        )
        #expect(messages(folder) == "estate.yaml:1:1: error: the file is no regular file")
    }

    @Test(.timeLimit(.minutes(1)))
    func aNamedPipeDoesNotHang() throws {
        let folder = try TemporaryFolder()
        try folder.write("estate.yaml", Self.head)
        #expect(mkfifo(folder.path + "/policy.yaml", 0o600) == 0)
        #expect(messages(folder) == "policy.yaml:1:1: error: the file is no regular file")
    }

    @Test(arguments: [
        (
            Data([0x6E, 0x3A, 0x0A, 0x20, 0x78, 0xFF]),
            "estate.yaml:2:3: error: a character that is not UTF-8; save the file as UTF-8"
        ),
        (Data([0xFF, 0xFE, 0x6E, 0x00]), "estate.yaml:1:1: error: the file is UTF-16; save it as UTF-8"),
    ])
    func bytesThatAreNoTextAreNamed(bytes: Data, expected: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("estate.yaml", bytes: bytes)
        #expect(messages(folder) == expected)
    }

    @Test func aFileThatIsTooLargeIsNotRead() throws {
        let folder = try TemporaryFolder()
        try folder.write("estate.yaml", bytes: Data(count: 9 << 20))
        #expect(messages(folder) == "estate.yaml:1:1: error: the file is larger than 8388608 bytes")
    }

    private func messages(_ folder: TemporaryFolder) -> String {
        do throws(InvalidFile) {
            return try EstateLoader.load(directory: folder.path).warnings.map(\.description).joined(separator: "\n")
        } catch {
            return error.description
        }
    }
}
