import TestSupport
import Testing

/// What another pack would change on an estate that was really scanned.
@Suite(.enabled(if: HostDisguise.isPossible && ReeveProgram.isBuilt, "\(HostDisguise.whyNot)"))
struct RuleDifferenceTests {
    private static func rule(until end: String) -> String {
        """
        rule: 1
        product: shell
        name: Shell
        kind: library
        sources: {own: {url: "https://example.org/", verified: 2026-01-01}}
        source: own
        identify:
          - {from: dpkg, where: {name: '^base-files$'}, clock: vendor, cycle: any}
        cycles:
          - {cycle: any, match: {version: any}, phases: [{phase: full, until: \(end)}]}

        """
    }

    @Test(.timeLimit(.minutes(3)))
    func theHostsThatChangeAreNamedWithTheRuleLinesAndWorseIsAFailure() async throws {
        let estate = try EndToEndEstate()
        try estate.addHost("db01")
        let scan = try await estate.reeve("scan")
        #expect(scan.status == 0, "\(scan)")
        let old = try TemporaryFolder()
        try old.write(Self.rule(until: "2030-01-01"), to: "shell.yaml")
        let new = try TemporaryFolder()
        try new.write(Self.rule(until: "2026-01-01"), to: "shell.yaml")
        let day = ["--as-of", "2026-11-20"]
        let worse = try await estate.reeve(["rules", "diff", old.path, new.path] + day)
        #expect(worse.status == 1, "\(worse)")
        #expect(worse.output.contains("worse  db01"), "\(worse)")
        #expect(worse.output.contains("supported"))
        #expect(worse.output.contains("full 2030-01-01 at \(old.path)/shell.yaml:10:"), "\(worse)")
        #expect(worse.output.contains("is now full 2026-01-01 at \(new.path)/shell.yaml:10:"))
        #expect(worse.messages.contains("shell: 1 changes on 1 hosts, 1 of them worse"))
        let better = try await estate.reeve(["rules", "diff", new.path, old.path] + day)
        #expect(better.status == 0, "\(better)")
        let same = try await estate.reeve(["rules", "diff", old.path, old.path] + day)
        #expect(same.status == 0)
        #expect(same.messages.contains("no verdict changes"))
        // Every verdict names the rules that gave it.
        let findings = try await estate.reeve("findings", "--all", "--format", "json")
        #expect(findings.output.contains(/"rulePack": "[0-9a-f]{64}"/), "\(findings)")
        // Half a pack answers, and says that it is half.
        try new.write("rule: 1\nproduct: [\n", to: "broken.yaml")
        let half = try await estate.reeve(["rules", "diff", old.path, new.path, "--format", "json"] + day)
        #expect(half.status == 1)
        #expect(half.messages.contains("some rules of \(new.path) cannot be read"))
        #expect(half.output.contains("\"isComplete\": false"))
    }
}
