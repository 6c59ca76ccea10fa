import EstateModel
import Lifecycle
import StrictYAML
import Testing

@Suite struct CouncilPolicyTests {
    private func read(_ text: String) throws -> (CouncilPolicy, [Diagnostic]) {
        let sink = DiagnosticSink()
        let node = try #require(try YAMLNode.documents(of: text, file: "policy.yaml").first)
        let reader = try #require(MappingReader(node, subject: "the policy", sink: sink))
        let policy = CouncilPolicy.read(reader)
        reader.finish()
        return (policy, sink.diagnostics)
    }

    @Test func aPolicyIsRead() throws {
        let (policy, problems) = try read(
            """
            n-minus: {default: 1, ladders: {client: 0, sql: 2}, settle: 180d}
            life-span: {default: 6y, server: 5y, laptop: 4y}
            warn: [365d, 90d, 2y]
            """
        )
        #expect(problems == [])
        #expect(policy.allowedBehind(onLadder: "client") == 0)
        #expect(policy.allowedBehind(onLadder: "other") == 1)
        #expect(policy.lifeSpan(of: "laptop") == Span(months: 48))
        #expect(policy.lifeSpan(of: "kiosk") == Span(months: 72))
        #expect(policy.warnDays == [90, 365, 730])
    }

    @Test(arguments: ["n-minus: {defualt: 1}", "life-span: {server: five}", "warn: soon", "n-minus: {default: -1}"])
    func mistakesAreTold(_ text: String) throws {
        #expect(try read(text).1.count == 1)
    }

    private func generation(_ version: String, settle: Span = Span(), asOf: String) throws -> GenerationVerdict? {
        let rule = FixturePack.rule(
            """
            ladder: things
            cycles:
              - {cycle: "1", generation: 1, released: 2019-01-01, phases: []}
              - {cycle: "2", generation: 2, released: 2022-01-01, phases: []}
              - {cycle: "2.5-sp", match: {version: "=2.5"}, generation: 2, released: 2023-01-01, phases: []}
              - {cycle: "3", generation: 3, released: 2026-09-01, phases: []}
              - {cycle: "4", generation: 4, released: 2026-10-01, moves-ladder: false, phases: []}
              - {cycle: "9", released: 2026-10-01, phases: []}
            """.replacing("cycle: \"2\",", with: "cycle: \"2\", match: {version: \"2 <2.5\"},")
        )
        let fact = Fact(kind: "dpkg", fields: ["name": "thing", "version": version])
        let organisation = OrganisationRecord(policy: CouncilPolicy(settle: settle))
        return Judge(pack: FixturePack.pack(rule))
            .judge(fact, host: HostContext(), organisation: organisation, asOf: try day(asOf)).generation
    }

    @Test func generationsAreCountedNotCycles() throws {
        #expect(try generation("1.0", asOf: "2026-11-20")?.behind == 2)
        #expect(try generation("2.5", asOf: "2026-11-20")?.behind == 1)
        #expect(try generation("3.0", asOf: "2026-11-20")?.behind == 0)
        #expect(try generation("3.0", asOf: "2026-11-20")?.current == "3")
    }

    @Test func aNewGenerationSettlesBeforeItBecomesN() throws {
        #expect(try generation("2.1", settle: Span(days: 180), asOf: "2026-11-20")?.behind == 0)
        #expect(try generation("2.1", settle: Span(days: 180), asOf: "2027-02-27")?.behind == 0)
        #expect(try generation("2.1", settle: Span(days: 180), asOf: "2027-02-28")?.behind == 1)
    }

    @Test func previewsDoNotMoveTheLadderAndOthersStandOnNone() throws {
        #expect(try generation("4.0", asOf: "2026-11-20")?.behind == 0)
        #expect(try generation("9.0", asOf: "2026-11-20") == nil)
    }

    @Test func beforeAnythingIsReleasedNothingIsBehind() throws {
        #expect(try generation("1.0", asOf: "2018-01-01")?.behind == nil)
    }
}
