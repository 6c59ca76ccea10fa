import EstateModel
import Lifecycle
import Testing

@Suite struct ApproximateEndTests {
    @Test(arguments: [
        ("2027", "supported", "low"), ("2026-06", "unsupported", "low"), ("2018", "unsupported", "medium"),
        ("2018-12-31", "unsupported", "high"),
    ])
    func aPeriodIsNeverAsSureAsADay(_ until: String, _ status: String, _ confidence: String) throws {
        let pack = FixturePack.pack(
            FixturePack.rule(
                "cycles: [{cycle: '1', note: Its maker is gone., phases: [{phase: full, until: \(until)}]}]"
            )
        )
        let verdict = Judge(pack: pack).judge(
            Fact(kind: "dpkg", fields: ["name": "thing", "version": "1.0"]),
            host: HostContext(),
            organisation: OrganisationRecord(),
            asOf: try day("2026-11-20")
        )
        #expect(verdict.status.rawValue == status)
        #expect(verdict.confidence.rawValue == confidence)
        let assumed = verdict.reasons.contains { $0.contains("the last day of the month or year is assumed") }
        #expect(assumed == (confidence != "high"))
        #expect(verdict.reasons.contains("Note on the release: Its maker is gone."))
    }
}
