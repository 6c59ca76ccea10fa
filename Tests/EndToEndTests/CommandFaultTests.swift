import Glibc
import TestSupport
import Testing

/// What `reeve` says, and how it ends, when a command cannot do what it was asked for. No host is needed.
@Suite(.enabled(if: ReeveProgram.isBuilt, "needs the built program"))
struct CommandFaultTests {
    struct Fault: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// ESTATE stands for the path of an estate that was never scanned, RULES for the shipped rules.
        var arguments: String
        var status: Int32
        var says: [String]

        init(_ name: String, _ arguments: String, _ status: Int32, _ says: [String]) {
            testDescription = name
            self.arguments = arguments
            self.status = status
            self.says = says
        }
    }

    private static let faults = [
        Fault("no estate", "scan --estate nowhere", 1, ["the estate in nowhere cannot be used", "reeve init DIR"]),
        Fault("no scan yet", "assets --estate ESTATE", 1, ["there is no database yet", "run `reeve scan` first"]),
        Fault(
            "a target that does not exist",
            "scan --estate ESTATE --rules RULES --target db10",
            1,
            ["the estate has no target 'db10'; did you mean 'db01'?"]
        ),
        Fault(
            "a group that does not exist",
            "scan --estate ESTATE --rules RULES --group serves",
            1,
            ["the estate has no group 'serves'; did you mean 'servers'?"]
        ),
        Fault(
            "no rules directory",
            "scan --estate ESTATE --rules nowhere",
            1,
            ["there is no rules directory nowhere", "--rules"]
        ),
        Fault("a file for rules", "scan --estate ESTATE --rules ESTATE/estate.yaml", 1, ["no rules directory"]),
        Fault(
            "a directory without rules",
            "scan --estate ESTATE --rules ESTATE/keys",
            1,
            ["no rules were found in", "--rules"]
        ),
        Fault("a command that does not exist", "scna", 64, ["scna", "did you mean 'reeve scan'"]),
        Fault("a number out of bounds", "scan --estate ESTATE --at-once 0", 64, ["--at-once must be 1 to"]),
        Fault("no such day", "findings --estate ESTATE --as-of 2026-02-30", 64, ["2026-02-30", "YYYY-MM-DD"]),
        Fault("no such format", "report pdf --estate ESTATE", 64, ["pdf", "html", "csv", "json"]),
        Fault("no such status", "findings --status unsuported --estate ESTATE", 64, ["unsuported", "unsupported"]),
        Fault("no such file", "import-targets nowhere --from openssh", 1, ["cannot read nowhere"]),
        Fault("a directory for a file", "import-targets ESTATE --from openssh", 1, ["name a file, not a directory"]),
        Fault(
            "a file without targets",
            "import-targets ESTATE/known_hosts --from openssh",
            1,
            ["no target was found in", "try --from ansible"]
        ),
        Fault("an estate that is a file", "assets --estate ESTATE/estate.yaml", 1, ["is a file; name the directory"]),
        Fault(
            "a product that does not exist",
            "rules test --rules RULES --product postgress",
            1,
            ["no rule knows a product 'postgress'", "`reeve rules list` lists them"]
        ),
        Fault("no such source", "software --source dpgk --estate ESTATE", 64, ["'dpgk'", "Did you mean 'dpkg'?"]),
        Fault("what moves the cursor", "export csv --only \u{1b}[31mX --estate ESTATE", 64, ["'\\u{1b}[31mX'"]),
        Fault("a correction without a reason", "assets retire db01 --estate ESTATE", 64, ["--reason"]),
        Fault("an estate where one is", "init ESTATE", 1, ["estate.yaml exists already", "Nothing was written"]),
    ]

    @Test(.timeLimit(.minutes(2)), arguments: faults)
    func aFaultIsSaidOnStandardErrorWithItsRemedy(_ fault: Fault) async throws {
        let estate = try EndToEndEstate()
        try estate.addTarget("db01", port: 22)
        let arguments = fault.arguments.split(separator: " ").map { word in
            String(word).replacing("ESTATE", with: estate.path).replacing("RULES", with: ReeveProgram.rules)
        }
        let outcome = try await ReeveProgram.run(arguments)
        #expect(outcome.status == fault.status, "\(outcome)")
        #expect(outcome.output.isEmpty)
        for part in fault.says { #expect(outcome.messages.contains(part), "\(outcome)") }
        try FaultsDocument.expectCommand(outcome)
        #expect(!estate.folder.contains("estate/reeve.sqlite"))
    }

    @Test(.timeLimit(.minutes(2)))
    func everyMistakeInAnEstateFileIsToldByItsPlace() async throws {
        let estate = try EndToEndEstate()
        let text = """
            name: Broken
            organisations:
              darlbrook: {name: Darlbrook}
            credentials:
              key: {key-file: keys/id}
            defaults: {user: reeve, credentail: key}
            groups:
              servers:
                targets:
                  db01: {address: 127.0.0.1, port: 99999}

            """
        try estate.folder.write(text, to: "estate/estate.yaml")
        for command in ["scan", "assets", "findings", "register"] {
            let outcome = try await estate.reeve(command)
            #expect(outcome.status == 1)
            #expect(outcome.messages.contains("estate.yaml:6:"), "\(outcome)")
            #expect(outcome.messages.contains("did you mean 'credential'?"))
            #expect(outcome.messages.contains("estate.yaml:10:"))
            try FaultsDocument.expectCommand(outcome)
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func aMistakeInThePolicyIsToldByItsPlace() async throws {
        let estate = try EndToEndEstate()
        try estate.addTarget("db01", port: 22)
        try estate.folder.write("lifecycle:\n  n-minus: {default: minus one}\n", to: "estate/policy.yaml")
        let outcome = try await estate.reeve("register")
        #expect(outcome.status == 1)
        #expect(outcome.messages.contains("policy.yaml:2:"), "\(outcome)")
        try FaultsDocument.expectCommand(outcome)
    }

    /// Before the inventory is opened, so also before there is one.
    @Test(.timeLimit(.minutes(2)))
    func aMistakeInThePricesIsToldBeforeAnythingIsJudged() async throws {
        let estate = try EndToEndEstate()
        try estate.addTarget("db01", port: 22)
        try estate.folder.write("replacement:\n  postgresql: many\n", to: "estate/costs.yaml")
        let outcome = try await estate.reeve("forecast")
        #expect(outcome.status == 1)
        #expect(outcome.messages.contains("costs.yaml:2:15"), "\(outcome)")
        #expect(!outcome.messages.contains("no database"), "\(outcome)")
        try FaultsDocument.expectCommand(outcome)
        for command in ["endings", "spread", "replacements"] {
            let strange = try await estate.reeve("forecast", command, "--organisation", "darlbrok")
            #expect(strange.messages.contains("no organisation 'darlbrok'; did you mean 'darlbrook'?"), "\(strange)")
            try FaultsDocument.expectCommand(strange)
        }
    }

    @Test(.timeLimit(.minutes(2)))
    func aMistakeInARuleFileIsToldOnceByItsPlace() async throws {
        let folder = try TemporaryFolder()
        try folder.write("rule: 1\nproduct: broken\nname: Broken\nkind: librar\n", to: "broken.yaml")
        let outcome = try await ReeveProgram.run(["rules", "check", "--rules", folder.path])
        #expect(outcome.status == 1)
        let lines = outcome.output.split(separator: "\n")
        #expect(lines.count { $0.contains("broken.yaml:4:7: error: 'kind' cannot be 'librar'") } == 1, "\(outcome)")
        #expect(Set(lines).count == lines.count)
    }
}
