import StrictYAML
import Testing

@testable import EstateFiles

/// Files of other tools that were made to take all time or memory: a few megabytes must stay cheap.
struct HostileImportTests {
    @Test(.timeLimit(.minutes(1))) func rangesCannotMultiplyMentionsOfTheSameHosts() throws {
        let text = String(repeating: "a[1:4096]\n", count: 50_000)
        let imported = try AnsibleInventoryImport.read(text)
        #expect(imported.targets.count == 4096)
        #expect(imported.notices.map(\.message) == ["more than 500000 mentions of hosts; the rest is left out"])
    }

    @Test(.timeLimit(.minutes(1))) func aTowerOfGroupsIsCut() throws {
        var lines = (0..<3_000).map { "[g\($0):children]\ng\($0 + 1)" }
        lines += ["[g1999]"] + (0..<200).map { "h\($0)" }
        let imported = try AnsibleInventoryImport.read(lines.joined(separator: "\n"))
        #expect(imported.notices.first?.message == "more than 2000 groups; the rest is left out")
        #expect(imported.groups.count <= 2000)
    }

    @Test(.timeLimit(.minutes(1))) func aGroupOfManyChildrenIsCut() throws {
        let children = (0..<20_000).map { "c\($0)" }.joined(separator: "\n")
        let imported = try AnsibleInventoryImport.read("[g:children]\n" + children)
        #expect(imported.notices.map(\.message) == ["more than 2000 groups; the rest is left out"])
    }

    @Test(.timeLimit(.minutes(1))) func aWordOfMegabytesIsReadOnce() {
        let word = String(repeating: "x", count: 3_000_000)
        #expect(ShellWords.split("host '\(word)'") == ["host", word])
    }

    @Test(.timeLimit(.minutes(1))) func patternsAreNotHeldAgainstHostsWithoutEnd() {
        let names = (0..<300).map { "Host n\($0)" }.joined(separator: "\n")
        let patterns = (0..<200).map { block in
            "Host " + (0..<200).map { "*x\(block)-\($0)" }.joined(separator: " ") + "\nUser someone"
        }
        let imported = OpenSSHConfigImport.read(names + "\n" + patterns.joined(separator: "\n"))
        #expect(imported.targets.count == 300)
        #expect(imported.notices.first?.message == "more than 2000 patterns of hosts; left out")
    }
}
