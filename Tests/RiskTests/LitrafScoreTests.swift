import EstateModel
import Risk
import TestSupport
import Testing

struct LitrafScoreTests {
    private func score(_ likelihoods: [Int], _ impacts: [Int]) -> LitrafScore {
        let values = zip(LitrafCriterion.allCases, likelihoods + impacts)
        return LitrafScore(values.map { LitrafEntry($0, $1...$1, .council, reasons: ["x"]) })
    }

    @Test func theWorkedCheck() {
        let score = score([6, 3, 3, 4, 5, 6, 3], [2, 2, 1, 3, 3, 4])
        #expect(score.likelihood.low == ExactFraction(36, over: 7) && score.likelihood.text == "5.14")
        #expect(score.impact.low == ExactFraction(13, over: 4) && score.impact.text == "3.25")
        #expect(score.overall.low == ExactFraction(117, over: 7) && score.overall.text == "16.71")
        #expect(score.isComplete && score.isLegacy == .certainly && score.isRedRated == .certainly)
    }

    /// Both would be decided the other way if the totals were rounded before they are multiplied.
    @Test func bothSidesOfSixteenAreDecidedWithoutRounding() {
        let below = score([1, 1, 1, 1, 3, 6, 6], [1, 1, 1, 1, 5, 5])
        #expect(below.overall.low == ExactFraction(671, over: 42) && below.overall.text == "15.98")
        #expect(below.isRedRated == .not)
        let exactly = score([1, 1, 1, 1, 6, 6, 6], [1, 1, 1, 1, 3, 5])
        #expect(exactly.overall.low == LitrafScore.redFrom && exactly.isRedRated == .certainly)
        #expect(ExactFraction(15_996, over: 1000) < LitrafScore.redFrom)
        #expect(ExactFraction(15_996, over: 1000).text == "16.00")
    }

    /// No score that is not red is shown as 16.00, and the highest there is has 30.
    @Test func everyScoreIsShownOnItsSideOfSixteen() {
        var totals: [[ExactFraction]] = [[], []]
        for (place, count, highest) in [(0, 7, 6), (1, 6, 5)] {
            for top in 1...highest {
                for sum in (top + count - 1)...(top * count) {
                    totals[place].append(ExactFraction(sum + count * top, over: 2 * count))
                }
            }
        }
        for likelihood in totals[0] {
            for impact in totals[1] {
                let overall = likelihood * impact
                let exact = Double(overall.numerator) / Double(overall.denominator)
                let isShownBelow = overall.text.split(separator: ".").first.flatMap { Int($0) }.map { $0 < 16 } ?? false
                #expect(isShownBelow == (overall < LitrafScore.redFrom), "\(overall.text)")
                #expect((overall < LitrafScore.redFrom) == (exact < 15.999_999), "\(overall)")
            }
        }
        #expect(score([Int](repeating: 6, count: 7), [Int](repeating: 5, count: 6)).overall.text == "30.00")
        #expect(score([Int](repeating: 1, count: 7), [Int](repeating: 1, count: 6)).overall.text == "1.00")
    }

    @Test func openCriteriaMakeARangeAndNothingIsAssumed() {
        let empty = LitrafScore([])
        #expect(empty.overall.text == "1.00 to 30.00" && !empty.isComplete)
        #expect(empty.isLegacy == .possibly && empty.isRedRated == .possibly)
        #expect(empty.open == LitrafCriterion.allCases)
        #expect(empty.entries.allSatisfy { $0.origin == .none && !$0.reasons.isEmpty })
        let low = LitrafScore(
            LitrafCriterion.likelihoods.map { LitrafEntry($0, 2...2, .council, reasons: ["x"]) }
        )
        #expect(low.isLegacy == .not && low.isRedRated == .not && low.overall.text == "2.00 to 10.00")
        let high = LitrafScore(
            [.endOfSupport, .safety].map {
                LitrafEntry($0, $0.range.upperBound...$0.range.upperBound, .scan, reasons: ["x"])
            }
        )
        #expect(high.isLegacy == .certainly && high.isRedRated == .possibly)
    }

    /// Raising a criterion never lowers a score, and closing one never leaves its range.
    @Test func scoresAreMonotone() {
        var random = SeededRandom(seed: 16)
        func next(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
        for _ in 0..<2000 {
            var entries: [LitrafEntry] = []
            for criterion in LitrafCriterion.allCases {
                let low = next(criterion.range)
                let high = next(low...criterion.range.upperBound)
                entries.append(LitrafEntry(criterion, low...high, .council, reasons: ["x"]))
            }
            let before = LitrafScore(entries)
            let place = next(0...(entries.count - 1))
            let entry = entries[place]
            let closed = next(entry.bounds)
            entries[place] = LitrafEntry(entry.criterion, closed...closed, .council, reasons: ["x"])
            let after = LitrafScore(entries)
            #expect(after.overall.low >= before.overall.low && after.overall.high <= before.overall.high)
        }
    }
}
