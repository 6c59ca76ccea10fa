import Decisions
import Risk
import StrictYAML
import Testing

struct ExceptionPolicyTests {
    private func read(_ text: String) throws -> (ExceptionPolicy, [String]) {
        let sink = DiagnosticSink()
        let document = try #require(YAMLNode.documents(of: text, file: "policy.yaml").first)
        let reader = try #require(MappingReader(document, subject: "exceptions", sink: sink))
        let bands = ScoringPolicy.standard.matrix.bands
        let policy = ExceptionPolicy.read(reader, bands: bands, evidenceDays: 60)
        return (policy, sink.diagnostics.map(\.description))
    }

    @Test func whatIsNotSaidIsAsInTheDefault() throws {
        let (policy, said) = try read("{}")
        var expected = ExceptionPolicy()
        expected.evidenceMaximumAgeDays = 60
        #expect(policy == expected && said.isEmpty)
    }

    @Test func everyLimitCanBeSet() throws {
        let (policy, said) = try read(
            """
            max-days: {critical: 30, very-high: 60, high: 90, medium: 90, low: 180}
            renewals: {opens-days: 40, closes-days: 7, most: 1, months: 12}
            evidence-max-age-days: 30
            signed: false
            """
        )
        #expect(said.isEmpty)
        #expect(policy.maximumDays(band: "critical") == 30 && policy.maximumDays(band: "low") == 180)
        #expect(policy.renewalOpensDays == 40 && policy.renewalClosesDays == 7)
        #expect(policy.maximumRenewals == 1 && policy.maximumMonths == 12)
        #expect(policy.evidenceMaximumAgeDays == 30 && !policy.requiresSignature)
    }

    @Test(arguments: [
        ("max-days: {critcal: 30}", "the matrix has no band 'critcal'"),
        ("max-days: {critical: 400}", "'max-days' must not give a higher band more time"),
        ("max-days: {low: 0}", "'low' must be"),
        ("renewals: {opens-days: 14, closes-days: 14}", "the window would be empty"),
        ("forever: yes", "'forever'"),
    ])
    func aMistakeIsNamed(yaml: String, expected: String) throws {
        let said = try read(yaml).1
        #expect(said.contains { $0.contains(expected) }, "\(said)")
    }
}
