import Foundation
import TestSupport
import Testing

/// Changing rules through the program: what another source says, signed bundles, and rules that are wrong.
@Suite(.enabled(if: ReeveProgram.isBuilt, "needs the built program"))
struct RuleExchangeTests {
    private let folder: TemporaryFolder

    private static let widget = """
        rule: 1
        product: widget
        name: Widget
        kind: server-app
        links: {endoflife: widget}
        sources: {page: {url: "https://endoflife.date/widget", verified: 2026-01-01}}
        source: page
        identify:
          - {from: dpkg, where: {name: '^widget$'}, version: version, clock: vendor}
        cycles:
          - {cycle: "2", released: 2024-01-01, phases: [{phase: full, until: 2027-01-01}]}   # the newest

        """

    private static let dump = """
        {"schema_version": "1.1.0", "result": [{"name": "widget", "label": "Widget", "labels": {"eol": "Security"},
          "links": {"html": "https://endoflife.date/widget"}, "releases": [
            {"name": "3", "releaseDate": "2026-05-01", "isEol": false, "eolFrom": "2029-05-01"},
            {"name": "2-lts", "releaseDate": "2026-04-01", "isEol": false, "eolFrom": "2029-05-01"},
            {"name": "2", "releaseDate": "2024-01-01", "isEol": false, "eolFrom": "2026-12-01"}]}]}
        """

    private static let question =
        #"{"id": "q", "given": {"from": "dpkg", "name": "widget", "version": "2.1-1"}, "host": {"os": "Debian 12"}}"#

    init() throws {
        folder = try TemporaryFolder()
        for name in ["rules", "rules/server"] { mkdir(folder.path(name), 0o700) }
        try folder.write(Self.widget, to: "rules/server/widget.yaml")
        try folder.write(Self.dump, to: "dump.json")
        try folder.write(Self.question + "\n", to: "questions")
    }

    private func rules(_ words: String..., on pack: String = "rules") async throws -> ReeveProgram.Outcome {
        try await ReeveProgram.run(["rules"] + words + ["--rules", folder.path(pack)])
    }

    private func runs(_ program: String, _ arguments: [String]) async throws -> ReeveProgram.Outcome {
        try await ReeveProgram.run(arguments, program: program)
    }

    // MARK: What another source says

    @Test(arguments: [
        ["/usr/bin/patch", "-s", "-p1", "-d"], ["/usr/bin/git", "apply", "--unsafe-paths", "--directory"],
    ])
    func aProposalIsAPatchAfterWhichTheRulesCheck(_ tool: [String]) async throws {
        let before = folder.text(of: "rules/server/widget.yaml")
        let patch = folder.path("change.patch")
        let proposed = try await rules(
            "update",
            folder.path("dump.json"),
            "--source-day",
            "2026-11-20",
            "--output",
            patch
        )
        #expect(proposed.status == 0, "\(proposed)")
        #expect(
            proposed.messages.contains(
                "dump.json:4:5: not proposed: widget 2-lts: the name of the release is no version"
            )
        )
        #expect(folder.text(of: "rules/server/widget.yaml") == before)
        let input = tool[0].hasSuffix("patch") ? ["-i", patch] : [patch]
        let applied = try await runs(tool[0], Array(tool.dropFirst()) + [folder.path("rules")] + input)
        #expect(applied.status == 0, "\(applied)")
        let after = folder.text(of: "rules/server/widget.yaml")
        #expect(after.contains("until: 2026-12-01}]}   # the newest\n"))
        #expect(
            after.contains("- cycle: \"3\"\n    released: 2026-05-01\n    phases: [{phase: full, until: 2029-05-01}]\n")
        )
        #expect(after.contains("verified: 2026-11-20}"))
        let check = try await rules("check")
        #expect(check.status == 0, "\(check)")
        #expect(try await rules("compare", folder.path("dump.json"), "--format", "json").output.contains("2-lts"))
        #expect(try await rules("update", folder.path("dump.json"), "--source-day", "2026-11-20").output.isEmpty)
    }

    @Test func aProposalForProgramsIsAskedForLikeEveryOtherResult() async throws {
        let words = ["rules", "update", folder.path("dump.json"), "--source-day", "2026-11-20", "--format", "json"]
        let proposed = try await ReeveProgram.run(words + ["--rules", folder.path("rules")])
        #expect(proposed.status == 0, "\(proposed)")
        #expect(proposed.messages.isEmpty, "\(proposed)")
        try SchemaKeys("rules-update").expectObject(proposed.output)
    }

    /// Whose repository a package is from decides its clock: without that document the answer is another one.
    @Test func aQuestionIsNotAnsweredFromHalfTheRulesWithoutSayingSo() async throws {
        let whole = try await rules("judge", folder.path("questions"), "--as-of", "2026-06-01")
        #expect(whole.status == 0, "\(whole)")
        try folder.write("origins: 1\nowners: [\n", to: "rules/origins.yaml")
        let judged = try await rules("judge", folder.path("questions"), "--as-of", "2026-06-01")
        #expect(judged.status == 1, "\(judged)")
        #expect(judged.messages.contains("rules/origins.yaml:"), "\(judged)")
        #expect(judged.messages.contains("some rules cannot be read and are left out of what follows"), "\(judged)")
        #expect(judged.output == whole.output)
    }

    @Test func theMoreCautiousDateIsShownFirst() async throws {
        let table = try await rules("compare", folder.path("dump.json"))
        #expect(table.status == 0)
        let lines = table.output.split(separator: "\n")
        #expect(lines.dropFirst(2).first?.hasPrefix("theirs 2026-12-01  widget") == true, "\(table)")
    }

    @Test func dataWithoutADayWantOne() async throws {
        let outcome = try await rules("update", folder.path("dump.json"))
        #expect(outcome.status == 1)
        #expect(outcome.messages.contains("--source-day"))
    }

    /// Old data must not become fresh by the word of whoever typed the command.
    @Test func dataCannotBeYoungerThanItSaysItself() async throws {
        let dated = Self.dump.replacing(
            #"{"schema_version""#,
            with: #"{"generated_at": "2026-08-22", "schema_version""#
        )
        try folder.write(dated, to: "dated.json")
        let outcome = try await rules("update", folder.path("dated.json"), "--source-day", "2026-11-20")
        #expect(outcome.status == 1 && outcome.messages.contains("its data is of 2026-08-22"), "\(outcome)")
        let own = try await rules("update", folder.path("dated.json"))
        #expect(own.status == 0 && own.output.contains("data of 2026-08-22"), "\(own)")
    }

    @Test func theRulesOfOneProductAreCheckedWithoutTheOthersWarnings() async throws {
        try folder.write(Self.widget.replacing("widget", with: "gadget"), to: "rules/server/gadget.yaml")
        try folder.write("rule: 1\nkind os\n", to: "rules/server/broken.yaml")
        let outcome = try await rules("check", "--product", "gadget", "--as-of", "2026-11-20")
        #expect(outcome.status == 1, "\(outcome)")
        #expect(outcome.output.contains("gadget.yaml:1:1: warning"), "\(outcome)")
        #expect(!outcome.output.contains("widget.yaml"), "\(outcome)")
        #expect(outcome.output.contains("broken.yaml:"), "\(outcome)")
        #expect(outcome.messages.contains(folder.path("rules")), "\(outcome)")
        let unknown = try await rules("check", "--product", "gadgett", "--as-of", "2026-11-20")
        #expect(unknown.messages.contains("did you mean 'gadget'?"), "\(unknown)")
    }

    @Test func lettersThatAreLostAreToldByTheirPlace() async throws {
        let bytes = Array(Self.widget.utf8) + Array("note: caf".utf8) + [0xE9, 0x0A]
        try Data(bytes).write(to: URL(filePath: folder.path("rules/server/widget.yaml")))
        let outcome = try await rules("check")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.output.contains(":10: warning: this letter is lost"), "\(outcome)")
    }

    @Test func aSourceBeyondItsDataAgeIsListed() async throws {
        let fresh = try await rules("stale", "--as-of", "2027-01-01")
        #expect(fresh.messages.contains("0 of 1 sources are too old"))
        let stale = try await rules("stale", "--as-of", "2027-01-02", "--all", "--format", "json")
        #expect(stale.output.contains("\"link\": \"https://endoflife.date/widget\""), "\(stale)")
    }

    // MARK: Bundles

    private func keys() async throws {
        for name in ["key", "other"] {
            _ = try await runs("/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", folder.path(name)])
        }
        let key = folder.text(of: "key.pub").split(separator: " ").prefix(2).joined(separator: " ")
        try folder.write("publisher@example.org \(key)\n", to: "allowed")
    }

    private func bundle(_ serial: Int, key: String = "key") async throws -> String {
        let path = folder.path("\(serial)-\(key).reeve")
        let made = try await rules("bundle", "--sign", folder.path(key), "--serial", String(serial), path)
        #expect(made.status == 0, "\(made)")
        return path
    }

    private func install(_ bundle: String) async throws -> ReeveProgram.Outcome {
        try await ReeveProgram.run([
            "rules", "install", bundle, "--allowed-signers", folder.path("allowed"), "--into", folder.path("packs"),
        ])
    }

    @Test func aBundleBecomesThePackInUseAndTheOldOneIsKept() async throws {
        try await keys()
        let first = try await install(try await bundle(4))
        #expect(first.status == 0, "\(first)")
        let before = try await rules("check", on: "packs")
        #expect(before.messages.contains("1 products, 0 errors"), "\(before)")
        try folder.write(Self.widget.replacing("2027-01-01", with: "2026-06-01"), to: "rules/server/widget.yaml")
        let second = try await install(try await bundle(5))
        #expect(second.status == 0, "\(second)")
        let judged = try await rules("judge", folder.path("questions"), "--as-of", "2026-11-20", on: "packs")
        #expect(judged.output.contains("\"unsupported\""), "\(judged)")
        let old = try FileManager.default.contentsOfDirectory(atPath: folder.path("packs/packs"))
            .filter { $0.hasPrefix("4-") }
        let replayed = try await rules(
            "judge",
            folder.path("questions"),
            "--as-of",
            "2026-11-20",
            on: "packs/packs/\(old.first ?? "")/rules"
        )
        #expect(replayed.output.contains("\"supported\""), "\(replayed)")
    }

    @Test func whatIsNotNewerOrNotSignedAsItMustBeIsRefused() async throws {
        try await keys()
        let good = try await bundle(4)
        #expect(try await install(good).status == 0)
        let inUse = try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("packs/current"))
        let bytes = try Data(contentsOf: URL(filePath: try await bundle(6)))
        try bytes.prefix(bytes.count / 2).write(to: URL(filePath: folder.path("cut")))
        var changed = bytes
        let place = try #require(changed.range(of: Data("until: 2027".utf8)))
        changed.replaceSubrange(place, with: Data("until: 2037".utf8))
        try changed.write(to: URL(filePath: folder.path("changed")))
        let refusals = [
            (good, "its serial 4 is the same as 4, which is in use"),
            (try await bundle(3), "its serial 3 is older than 4"),
            (try await bundle(7, key: "other"), "no key in"),
            (folder.path("cut"), "cut off on its way"),
            (folder.path("changed"), "with another content than was signed"),
            (folder.path("dump.json"), "is no rule bundle"),
            (folder.path("nowhere"), "does not exist"),
            ("/dev/zero", "is no regular file"),
        ]
        for (path, sentence) in refusals {
            let outcome = try await install(path)
            #expect(outcome.status == 1)
            #expect(outcome.messages.contains(sentence), "\(outcome)")
            #expect(outcome.messages.split(separator: "\n").count == 1)
            try FaultsDocument.expectCommand(outcome)
        }
        let now = try FileManager.default.destinationOfSymbolicLink(atPath: folder.path("packs/current"))
        #expect(now == inUse)
    }

    @Test func aSignatureMadeForSomethingElseIsRefused() async throws {
        try await keys()
        let allowed = folder.text(of: "allowed").replacing(" ssh-", with: " namespaces=\"file\" ssh-")
        try folder.write(allowed, to: "allowed")
        let outcome = try await install(try await bundle(1))
        #expect(outcome.status == 1)
        #expect(outcome.messages.contains("is refused"), "\(outcome)")
        try FaultsDocument.expectCommand(outcome)
        #expect(!folder.contains("packs"))
    }

    @Test func rulesThatDoNotCheckAreNotBundled() async throws {
        try await keys()
        try folder.write("rule: 1\nproduct: broken\n", to: "rules/broken.yaml")
        let outcome = try await rules("bundle", "--sign", folder.path("key"), "--serial", "1", folder.path("b"))
        #expect(outcome.status == 1)
        #expect(outcome.messages.contains("nothing was bundled"))
        try FaultsDocument.expectCommand(outcome)
        #expect(!folder.contains("b"))
    }

    // MARK: Rules that are wrong

    @Test(arguments: [
        ("product: [", ":3:1: error: not valid YAML"),
        ("product: gadget\ncolour: red", ":3:1: error: a rule document has no key 'colour'"),
        ("cycles: [{cycle: '1', phases: []}, {cycle: '1.5', phases: []}]", "fit the same version"),
        ("cycles: [{cycle: '1', phases: [{phase: full, until: 2026-02-31}]}]", "'until' must be a day"),
        ("cycles: [{cycle: '1', phases: [{phase: full, until: 2026-01-01, source: none}]}]", "no source 'none'"),
        ("identify: [{from: dpkg, where: {name: '^(?=x)'}}]\ncycles: []", "not a regular expression"),
    ])
    func eachMistakeIsOneSentenceWithItsPlaceAndTheGoodRulesGoOn(_ text: String, _ sentence: String) async throws {
        let head = "rule: 1\n"
        let rest =
            text.contains("product:")
            ? ""
            : "\nproduct: gadget\nname: Gadget\nkind: library\nsources: {s: {ref: a, verified: 2026-01-01}}\nsource: s"
        let identify =
            text.contains("identify:") || text.contains("product:")
            ? "" : "\nidentify: [{from: dpkg, where: {name: '^gadget$'}, version: version}]"
        try folder.write(head + text + rest + identify + "\n", to: "rules/gadget.yaml")
        let check = try await rules("check", "--as-of", "2026-06-01")
        #expect(check.status == 1)
        let errors = check.output.split(separator: "\n").filter { $0.contains(": error: ") && $0.contains(sentence) }
        #expect(errors.count == 1, "\(check)")
        #expect(errors.first?.wholeMatch(of: /.*rules\/gadget\.yaml:\d+:\d+: error: .*/) != nil, "\(check)")
        let judged = try await rules("judge", folder.path("questions"), "--as-of", "2026-06-01")
        #expect(judged.output.contains("\"supported\""), "\(judged)")
        // Overlapping ranges are found by `check` alone: both rules can be read.
        if !sentence.contains("fit the same version") {
            #expect(judged.messages.contains("some rules cannot be read and are left out"), "\(judged)")
            #expect(judged.status == 1)
        }
        #expect(try await rules("compare", folder.path("dump.json")).status == 0)
    }

    /// An engine that tries every way would need longer than anybody lives.
    @Test(.timeLimit(.minutes(10))) func aCatastrophicExpressionIsHarmless() async throws {
        let text = Self.widget.replacing("'^widget$'", with: "'^(w+)+(i|i)*dget$'")
        try folder.write(text, to: "rules/server/widget.yaml")
        let hostile = String(repeating: "w", count: 50_000)
        try folder.write(Self.question.replacing("widget", with: hostile) + "\n", to: "questions")
        let judged = try await rules("judge", folder.path("questions"))
        #expect(judged.status == 0, "\(judged)")
    }
}
