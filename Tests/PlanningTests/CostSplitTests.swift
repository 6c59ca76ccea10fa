import Planning
import TestSupport
import Testing

struct CostSplitTests {
    @Test(arguments: [
        (101, ["a": 50, "b": 50], ["a": 51, "b": 50]),
        (100, ["a": 33, "b": 33, "c": 34], ["a": 33, "b": 33, "c": 34]),
        (10, ["a": 33, "b": 33, "c": 34], ["a": 3, "b": 3, "c": 4]),
        (1, ["a": 33, "b": 33, "c": 34], ["a": 0, "b": 0, "c": 1]),
        (-101, ["a": 50, "b": 50], ["a": -51, "b": -50]),
        (0, ["a": 1, "b": 99], ["a": 0, "b": 0]),
        (7, ["z": 100], ["z": 7]),
    ])
    func anAmountIsSplit(amount: Int, percentages: [String: Int], parts: [String: Int]) throws {
        #expect(try CostSplit(percentages: percentages).parts(of: amount) == parts)
    }

    @Test func whatDoesNotTotalAHundredIsRefusedWithEveryFault() {
        #expect(throws: PlanFault(.invalid, "the split totals 99%; the parts must total 100")) {
            try CostSplit(percentages: ["a": 50, "b": 49])
        }
        do throws(PlanFault) {
            _ = try CostSplit(percentages: ["a": 150, "b": -50, "c": 0])
            Issue.record("accepted")
        } catch {
            #expect(error.items.count == 3)
        }
    }

    @Test(arguments: Array<UInt64>(1...300))
    func thePartsAlwaysSumToTheWhole(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let split = try CostSplit(percentages: percentages(&random))
        var amounts = (0..<40).map { _ in Int.random(in: -5_000_000...5_000_000, using: &random) }
        amounts += [.max, .min, 0, 1, -1, .max - 1]
        for amount in amounts {
            let parts = split.parts(of: amount)
            // Added as wide numbers: the parts of the smallest number are halves of it.
            #expect(parts.values.reduce(Int128(0)) { $0 + Int128($1) } == Int128(amount), "\(split) of \(amount)")
            #expect(parts.keys.sorted() == split.organisations)
            for (organisation, part) in parts {
                let exact = Int128(amount) * Int128(split.percentages[organisation] ?? 0)
                #expect((Int128(part) * 100 - exact).magnitude < 100, "nobody pays a whole unit too much")
            }
        }
    }

    @Test func eachCouncilsShareOfACostIsItsPart() throws {
        let cost = PlanCost(
            oneOffPence: 1_200_001,
            recurringPencePerYear: 150_000,
            recurringYears: 3,
            peopleDays: 9,
            spend: .capital,
            confidence: .low,
            source: "quote",
            financialYear: try #require(FinancialYear(startYear: 2026)),
            funding: .bid,
            split: try CostSplit(percentages: ["darlbrook": 50, "stockvale": 50])
        )
        let shares = ["darlbrook", "stockvale"].map { cost.share(of: $0) }
        #expect(shares.map(\.oneOffPence) == [600_001, 600_000])
        #expect(shares.map(\.recurringPencePerYear) == [75_000, 75_000])
        #expect(shares.map(\.peopleDays) == [5, 4], "days are not told twice either")
        #expect(cost.share(of: nil) == cost)
        let elsewhere = cost.share(of: "elsewhere")
        #expect(elsewhere.commitmentPence == 0 && elsewhere.peopleDays == 0, "others pay all of it")
    }

    private func percentages(_ random: inout SeededRandom) -> [String: Int] {
        var rest = 100
        var percentages: [String: Int] = [:]
        for name in ["darlington", "durham", "harborough", "stockton"] where rest > 1 {
            let percent = Int.random(in: 1..<rest, using: &random)
            percentages[name] = percent
            rest -= percent
        }
        percentages["york"] = rest
        return percentages
    }
}
