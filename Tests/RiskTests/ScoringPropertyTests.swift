import EstateModel
import Risk
import TestSupport
import Testing

/// What must hold for every combination of facts, tried on seeded random ones; the failing seed is printed.
struct ScoringPropertyTests {
    static let seeds = Array<UInt64>(1...400)
    private let policies = ScoringPolicy.presets

    @Test(arguments: seeds)
    func theSameFactsGiveTheSameScore(seed: UInt64) {
        var (first, second) = (SeededRandom(seed: seed), SeededRandom(seed: seed))
        for policy in policies {
            let left = policy.score(randomFacts(&first), asOf: today)
            let right = policy.score(randomFacts(&second), asOf: today)
            #expect(left == right)
        }
    }

    @Test(arguments: seeds)
    func controlsNeverRaiseAScoreAndNeverBreakTheFloor(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let facts = randomFacts(&random)
        for policy in policies {
            let score = policy.score(facts, asOf: today)
            let (inherent, residual) = (score.inherent, score.residual)
            #expect(residual.likelihood.value <= inherent.likelihood.value)
            #expect(residual.impact.value <= inherent.impact.value)
            #expect(residual.cell.bandRank <= inherent.cell.bandRank)
            #expect((1...5).contains(residual.likelihood.value) && (1...5).contains(residual.impact.value))
            if facts.support.lacksFixes(on: today) {
                let floor = facts.internetFacing == true ? 4 : 2
                #expect(residual.likelihood.value >= min(floor, inherent.likelihood.value))
            }
        }
    }

    @Test(arguments: seeds)
    func raisingAnyFactorNeverLowersAScore(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let facts = randomFacts(&random)
        for policy in policies {
            let before = policy.score(facts, asOf: today)
            for (name, raised) in raised(facts, &random) {
                let after = policy.score(raised, asOf: today)
                #expect(after.inherent.points >= before.inherent.points, "\(name), inherent")
                #expect(after.residual.points >= before.residual.points, "\(name), residual")
                #expect(after.inherent.cell.bandRank >= before.inherent.cell.bandRank, "\(name), inherent band")
                #expect(after.residual.cell.bandRank >= before.residual.cell.bandRank, "\(name), residual band")
            }
        }
    }

    @Test(arguments: seeds.prefix(100))
    func aRowIsNeverBelowAnyOfItsHosts(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let policy = ScoringPolicy.standard
        let scores = (1...5).map { number in
            (asset: "host\(number)", score: policy.score(randomFacts(&random), asOf: today))
        }
        let row = try #require(RiskScore.highest(scores, matrix: policy.matrix))
        for (_, score) in scores {
            #expect(row.inherent.points >= score.inherent.points)
            #expect(row.residual.points >= score.residual.points)
            #expect(row.confidence <= score.confidence)
            #expect(Set(row.obligations).isSuperset(of: score.obligations))
        }
        #expect(row.residual.points <= row.inherent.points)
    }

    /// The same facts with one of them worse.
    private func raised(_ facts: ScoringFacts, _ random: inout SeededRandom) -> [(String, ScoringFacts)] {
        func with(_ change: (inout ScoringFacts) -> Void) -> ScoringFacts {
            var copy = facts
            change(&copy)
            return copy
        }
        let days = Int.random(in: 1...800, using: &random)
        return [
            ("an earlier end", with { $0.support = earlier($0.support, by: days) }),
            ("older patches", with { $0.patches = older($0.patches, by: days) }),
            ("exposure", with { $0.internetFacing = true }),
            ("a weakness", with { $0.weaknesses.append(weakness("telnet")) }),
            ("data", with { $0.data.value = min(5, ($0.data.value ?? 3) + 1) }),
            ("availability", with { $0.availability.value = min(5, ($0.availability.value ?? 3) + 1) }),
            ("privilege", with { $0.privilege.value = min(5, ($0.privilege.value ?? 3) + 1) }),
            ("scale", with { $0.hostCount += 60 }),
            ("one control less", with { _ = $0.controls.popLast() }),
        ]
    }

    private func earlier(_ clock: SupportClock, by days: Int) -> SupportClock {
        switch clock {
        case .free(let until?): .free(until: until.adding(days: -days))
        case .ended(let day?): .ended(on: day.adding(days: -days))
        case .free(nil): .free(until: today.adding(days: -days))
        default: clock
        }
    }

    private func older(_ patches: PatchState, by days: Int) -> PatchState {
        switch patches {
        case .missing(let fixes): .missing(MissingFixes(count: 1, oldest: fixes.oldest?.adding(days: -days)))
        case .current, .notLearnt: .missing(MissingFixes(count: 1, oldest: today.adding(days: -days)))
        }
    }

    private func randomFacts(_ random: inout SeededRandom) -> ScoringFacts {
        let date = today.adding(days: Int.random(in: -1500...1500, using: &random))
        let clocks: [SupportClock] = [
            .free(until: date), .free(until: nil), .paid(until: date, freeEnd: date.adding(days: -365)),
            .claimed(until: date, freeEnd: date.adding(days: -365)), .ended(on: date), .ended(on: nil), .unknown,
        ]
        func rating() -> Int? { Bool.random(using: &random) ? Int.random(in: 1...5, using: &random) : nil }
        var facts = facts(
            clocks.randomElement(using: &random)!,
            data: rating(),
            availability: rating(),
            privilege: rating()
        )
        let fix = today.adding(days: -Int.random(in: 0...200, using: &random))
        let patches: [PatchState] = [.current, .notLearnt("No."), .missing(MissingFixes(count: 2, oldest: fix))]
        facts.patches = patches.randomElement(using: &random)!
        facts.internetFacing = [true, false, nil].randomElement(using: &random)!
        facts.weaknesses = Bool.random(using: &random) ? [weakness()] : []
        facts.hostCount = Int.random(in: 1...120, using: &random)
        facts.controls = Control.Kind.allCases.filter { _ in Bool.random(using: &random) }.map { kind in
            control(kind, checked: today.adding(days: -Int.random(in: 0...120, using: &random)).description)
        }
        return facts
    }
}
