import EstateModel
import Forecast
import Lifecycle
import StrictYAML
import TestSupport
import Testing

struct UnidentifiedTests {
    private func registry(_ name: String, _ version: String? = "1.0", _ publisher: String? = "Acme Ltd") -> Fact {
        var fields = ["displayName": name]
        fields["displayVersion"] = version
        fields["publisher"] = publisher
        return Fact(kind: "registry", fields: fields)
    }

    private func package(_ name: String, _ version: String = "1.0-1", section: String? = nil) -> Fact {
        var fields = ["name": name, "version": version]
        fields["section"] = section
        return Fact(kind: "dpkg", fields: fields)
    }

    private func ranked(_ hosts: [[Fact]], listeners: [Listener] = []) -> [UnidentifiedSoftware] {
        UnidentifiedSoftware.ranked(
            hosts.enumerated().map { UnidentifiedHost(name: "h\($0)", facts: $1, listeners: listeners) }
        )
    }

    @Test(
        arguments: [
            (["Acme Planning Server 5.1 (x64)", "Acme Planning Server 6.0.2"], "Acme Planning Server"),
            (["Acme Tool (en-GB)", "ACME TOOL", "Acme® Tool - de-DE"], "ACME TOOL"),
            (["7-Zip 23.01 (x64)", "7-Zip 9.20"], "7-Zip"), (["2024", "2024"], "2024"),
            (["Chromatic Label v2.1, x86"], "Chromatic Label"),
        ]
    )
    func variantsOfANameAreOne(names: [String], title: String) {
        let software = ranked(names.map { [registry($0)] })
        #expect(software.map(\.name) == [title])
        #expect(software.first?.hosts.count == names.count)
    }

    @Test func differentPublishersAndKindsStayApart() {
        let software = ranked([[registry("Tool", "1", "A"), registry("Tool", "1", "B"), package("tool")]])
        #expect(software.count == 3)
    }

    @Test func packagesAreGroupedByTheirVersionedNames() {
        let software = ranked([[package("foo-1.2"), package("foo-1.3-amd64"), package("foo-tools")]])
        #expect(Set(software.map(\.name)) == ["foo", "foo-tools"])
    }

    @Test func settingsAndRolesAreNoSoftware() {
        let facts = [
            Fact(kind: "windows-feature", fields: ["name": "Telnet-Client"]),
            Fact(kind: "registry-value", fields: ["key": "k", "value": "v"]),
            Fact(kind: "hardware", fields: ["model": "x"]),
        ]
        #expect(ranked([facts]).isEmpty)
    }

    @Test func whatServesComesFirstAndPartsLast() {
        let library = package("libthing2", section: "libs")
        let software = ranked(
            [
                [registry("Label Designer"), registry("Print Driver"), library, package("weirdd")],
                [registry("Label Designer"), registry("Print Driver"), library], [registry("Acme Web Portal")],
            ],
            listeners: [Listener(address: "0.0.0.0", port: 8443, process: "weirdd")]
        )
        #expect(software.map(\.importance.rank) == [.server, .server, .program, .part, .part])
        #expect(software[0].name == "weirdd" || software[1].name == "weirdd")
        #expect(software.map(\.number) == [1, 2, 3, 4, 5])
        #expect(software.first { $0.name == "weirdd" }?.importance.reasons == ["listens on 8443"])
    }

    @Test func theOrderOfHostsDoesNotMatter() {
        var random = SeededRandom(seed: 5)
        let hosts = (0..<40).map { number in
            UnidentifiedHost(
                name: "h\(number)",
                facts: [
                    registry("Tool \(number % 4).\(number)", "\(number)"), registry("tool", "x"),
                    package("p\(number % 3)"),
                ],
                listeners: number % 2 == 0 ? [Listener(address: "::", port: number, process: "tool")] : []
            )
        }
        #expect(UnidentifiedSoftware.ranked(hosts) == UnidentifiedSoftware.ranked(hosts.shuffled(using: &random)))
    }

    private let day = Samples.day("2026-11-21")

    private func expectValid(_ software: UnidentifiedSoftware) throws {
        let draft = RuleDraft(for: software, taken: [], on: day)
        let pack = RulePack(files: [RuleFile(path: "draft.yaml", text: draft.text, layer: .local)])
        let diagnostics = RuleChecker(pack: pack, asOf: day).check()
        #expect(diagnostics.isEmpty, "\(diagnostics.map(\.description))\n\(draft.text)")
        let results = RuleTester(pack: pack).run()
        #expect(results.count >= 2 && results.allSatisfy(\.passed), "\(results)\n\(draft.text)")
        // Every variant that was seen is now known, and its status is unknown.
        let judge = Judge(pack: pack)
        for example in software.examples {
            let verdict = judge.judge(example, host: HostContext(), organisation: OrganisationRecord(), asOf: day)
            #expect(verdict.product == draft.product && verdict.status == .unknown, "\(example)\n\(draft.text)")
        }
    }

    @Test func aDraftIsAValidRuleThatKnowsWhatWasSeen() throws {
        let facts = [
            registry("Acme Planning Server 5.1 (x64)", "5.1.3"), registry("Acme Planning Server 10.0", "10.0"),
            registry("O'Brien: \"Tool\" #1 [beta] * {x}", "v2", "O'Brien & Sons, \"Ltd\""),
            registry("Nameless", nil, nil),
            registry("Börse 名前 3", "3"), package("weird-daemon", "2:3.10.1-1"), package("weird-daemon2.5", "2.5"),
            Fact(kind: "command", fields: ["command": "weirdd", "output": "weirdd 3.2", "path": "/opt/weirdd"]),
            Fact(kind: "rpm", fields: ["name": "inhouse", "version": "0:4.1-2.el9", "vendor": "In-house"]),
            Fact(kind: "snap", fields: ["name": "tool", "version": "2024.1", "publisher": "someone"]),
        ]
        let software = ranked([facts])
        #expect(software.count >= 8)
        for one in software { try expectValid(one) }
    }

    @Test func aDraftNeverTakesTheIdOfAnotherProduct() throws {
        let software = ranked([[registry("Acme Tool")]])[0]
        #expect(RuleDraft(for: software, taken: [], on: day).product == "acme-tool")
        #expect(RuleDraft(for: software, taken: ["acme-tool"], on: day).product == "acme-tool-local")
        let taken: Set = ["acme-tool", "acme-tool-local"]
        #expect(RuleDraft(for: software, taken: taken, on: day).product == "acme-tool-local-2")
    }

    @Test func aHostileNameCannotLeaveItsScalar() throws {
        let evil = "Tool\ncycles: [{cycle: x}]\u{202E}' #"
        let draft = RuleDraft(for: ranked([[registry(evil, "1\n2", "P\r\nevil: yes")]])[0], taken: [], on: day)
        let pack = RulePack(files: [RuleFile(path: "draft.yaml", text: draft.text, layer: .local)])
        #expect(pack.products.count == 1 && pack.isComplete, "\(pack.diagnostics.map(\.description))\n\(draft.text)")
        #expect(!draft.text.contains("\n' #") && !draft.text.contains("\u{202E}"))
    }

    @Test(arguments: [UInt64(41), 42])
    func noNameMakesADraftThatIsNoRuleOrFitsOthers(_ seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let pieces = [
            "'", "''", "\"", "\n", "\r\n", "#", ": ", "- ", "{", "}", "[", "]", ",", "&a", "*a", "!!x", "|", ">", "%",
            "@", "`",
            "\\", "\\Q", "(", "(?i", ")", "*", "+", "?", ".", "^", "$", "{9999}", "\u{202E}", "\u{1B}[2J", "\u{0}",
            "\u{FFFD}",
            "\t", " ", "é", "名", "rule: 1", "---", "...", "1.0", "x", "Tool",
        ]
        func text() -> String {
            (0...Int.random(in: 0...12, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
                .joined()
        }
        let stranger = registry("Unrelated Program 7")
        for _ in 0..<150 {
            let (name, version, publisher) = (text(), text(), text())
            for software in ranked([[registry(name, version, publisher), package(name, version)]]) {
                let draft = RuleDraft(for: software, taken: [], on: day)
                let pack = RulePack(files: [RuleFile(path: "draft.yaml", text: draft.text, layer: .local)])
                let faults = RuleChecker(pack: pack, asOf: day).check().filter { $0.severity == .error }
                #expect(faults.isEmpty && pack.products.count == 1, "seed \(seed): \(faults)\n\(draft.text)")
                let verdict = Judge(pack: pack)
                    .judge(stranger, host: HostContext(), organisation: OrganisationRecord(), asOf: day)
                #expect(verdict.product == nil, "seed \(seed):\n\(draft.text)")
            }
        }
    }
}
