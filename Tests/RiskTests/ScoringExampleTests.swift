import EstateModel
import Risk
import Testing

/// The worked examples of docs/scoring.md, as of 20 November 2026.
struct ScoringExampleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let facts: ScoringFacts
        /// Likelihood, impact.
        let inherent: (Int, Int)
        let residual: (Int, Int)
        let bands: (String, String)
        let obligations: [Obligation.Code]
    }

    static let cases = [
        Case(
            testDescription: "E1 file server",
            facts: Example.fileServer,
            inherent: (5, 3),
            residual: (4, 2),
            bands: ("Very high", "Medium"),
            obligations: [.exceptionAndPlan, .nameTarget]
        ),
        Case(
            testDescription: "E2 desktops",
            facts: Example.desktops,
            inherent: (2, 4),
            residual: (1, 4),
            bands: ("Medium", "Low"),
            obligations: [.planBeforeCoverEnds]
        ),
        Case(
            testDescription: "E3 hypervisor",
            facts: Example.hypervisor,
            inherent: (5, 5),
            residual: (4, 4),
            bands: ("Critical", "Very high"),
            obligations: [.exceptionAndPlan, .nameTarget]
        ),
        Case(
            testDescription: "E4 mail",
            facts: Example.mail,
            inherent: (5, 4),
            residual: (4, 4),
            bands: ("Critical", "Very high"),
            obligations: [.exceptionAndPlan, .sameDay, .nameTarget]
        ),
        Case(
            testDescription: "E5 elections",
            facts: Example.elections,
            inherent: (5, 3),
            residual: (3, 2),
            bands: ("Very high", "Medium"),
            obligations: [.exceptionAndPlan, .nameTarget]
        ),
        Case(
            testDescription: "E6 planning portal",
            facts: Example.portal,
            inherent: (5, 3),
            residual: (4, 3),
            bands: ("Very high", "High"),
            obligations: []
        ),
    ]

    @Test(arguments: cases)
    func aWorkedExampleScoresAsDocumented(example: Case) {
        let score = ScoringPolicy.standard.score(example.facts, asOf: today)

        #expect(score.inherent.likelihood.value == example.inherent.0)
        #expect(score.inherent.impact.value == example.inherent.1)
        #expect(score.residual.likelihood.value == example.residual.0)
        #expect(score.residual.impact.value == example.residual.1)
        #expect(score.inherent.band.label == example.bands.0)
        #expect(score.residual.band.label == example.bands.1)
        #expect(score.inherent.points == example.inherent.0 * example.inherent.1)
        #expect(score.obligations.map(\.code) == example.obligations)
    }

    @Test(arguments: cases)
    func theFactorsAddUpToTheScore(example: Case) {
        let score = ScoringPolicy.standard.score(example.facts, asOf: today)

        for state in [score.inherent, score.residual] {
            #expect(state.likelihood.value == likelihood(from: state.likelihood.factors))
            #expect(state.impact.value == impact(from: state.impact.factors))
        }
    }

    @Test func theTraceOfTheMailServerNamesEveryStep() {
        let score = ScoringPolicy.standard.score(Example.mail, asOf: today)

        #expect(
            score.residual.likelihood.factors.map { "\($0.code.rawValue) \($0.value): \($0.explanation)" } == [
                "S 5: Security fixes ended on 14 October 2025, 402 days ago.",
                "P 0: No security fix is missing.",
                "E 1: It can be reached from the internet.",
                "LIMIT -1: No likelihood is higher than 5.",
                "C -1: Intrusion prevention or virtual patching, checked on 1 November 2026.",
                "C -1: A supported endpoint detection agent reports, checked on 1 November 2026.",
                "FLOOR 1: It gets no security fixes, and no control removes that: the likelihood stays at 4 or more.",
            ]
        )
    }

    @Test func losingPaidCoverRaisesTheScoreOvernight() {
        let lastDay = ScoringPolicy.standard.score(Example.fileServer, asOf: day("2026-10-13"))
        let dayAfter = ScoringPolicy.standard.score(Example.fileServer, asOf: day("2026-10-14"))

        #expect(lastDay.inherent.likelihood.value == 3)
        #expect(dayAfter.inherent.likelihood.value == 5)
        #expect(lastDay.obligations.map(\.code) == [.planBeforeCoverEnds])
        #expect(dayAfter.obligations.map(\.code) == [.exceptionAndPlan, .nameTarget])
    }

    @Test func theTargetScoreUsesTheReplacementsOwnEnd() throws {
        var facts = Example.fileServer
        facts.target = TargetRelease(name: "Windows Server 2025", supportEnd: day("2034-11-14"))

        let target = try #require(ScoringPolicy.standard.score(facts, asOf: today).target)

        // Support 1, the weakness stays until it is shown to be gone, endpoint detection takes one off.
        #expect(target.likelihood.value == 1)
        #expect(target.impact.value == 2)
        #expect(target.factors.contains { $0.evidence.reference == "Windows Server 2025" })
    }

    private func likelihood(from factors: [Factor]) -> Int {
        let base = factors.filter { $0.code == .support || $0.code == .patches }.map(\.value).max() ?? 0
        return base + factors.filter { $0.code != .support && $0.code != .patches }.reduce(0) { $0 + $1.value }
    }

    private func impact(from factors: [Factor]) -> Int {
        let ratings: [Factor.Code] = [.data, .availability, .privilege]
        let base = factors.filter { ratings.contains($0.code) }.map(\.value).max() ?? 0
        return base + factors.filter { !ratings.contains($0.code) }.reduce(0) { $0 + $1.value }
    }
}
