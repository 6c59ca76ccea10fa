import Planning
import Testing

struct CoverComparisonTests {
    private let first = FinancialYear(startYear: 2026)!

    private func comparison(_ inputs: CoverComparison.Inputs) -> CoverComparison {
        CoverComparison(inputs, from: first, years: inputs.coverPence.count + 1)
    }

    /// Cover that doubles every year and is sold for three.
    @Test func coverIsHeldAgainstMigration() {
        let inputs = CoverComparison.Inputs(
            coverPence: [100_000, 200_000, 400_000],
            oldRunningPencePerYear: 50_000,
            migrationPence: 300_000,
            newRunningPencePerYear: 30_000,
            newRunningYears: 9
        )
        let comparison = CoverComparison(inputs, from: first)
        #expect(comparison.years.map(\.stayPence) == [150_000, 400_000, 850_000, nil, nil])
        #expect(comparison.years.map(\.migratePence) == [330_000, 360_000, 390_000, 420_000, 450_000])
        #expect(comparison.breakEven?.description == "2027/28")
        #expect(comparison.costOfDelayPence == 700_000)
        #expect(
            comparison.summary
                == "Migrating is not dearer from the end of 2027/28 on. From 2029/30 on no cover is sold, and "
                + "staying is no choice. £7,000 of cover buys time only: the migration has to be paid for afterwards all "
                + "the same."
        )
    }

    /// That cover ends says nothing about money.
    @Test func whatNeverPaysOffIsSaidToBeDearer() {
        let cheap = CoverComparison.Inputs(coverPence: [10_00, 10_00], migrationPence: 1_000_000_00)
        #expect(comparison(cheap).breakEven == nil)
        #expect(
            comparison(cheap).summary
                == "Staying is cheaper as long as cover is sold: by the end of 2027/28 £20 against "
                + "£1,000,000. From 2028/29 on no cover is sold, and staying is no choice. £20 of cover buys time only: "
                + "the migration has to be paid for afterwards all the same."
        )
        #expect(CoverComparison(cheap, from: first, years: 2).coverSoldOut == nil)
    }

    /// What is level once and dearer later has not paid off.
    @Test func breakingEvenHolds() {
        let rising = CoverComparison.Inputs(
            coverPence: [500, 1, 1],
            migrationPence: 100,
            newRunningPencePerYear: 300,
            newRunningYears: 9
        )
        #expect(comparison(rising).years.map(\.migratePence) == [400, 700, 1000, 1300])
        #expect(comparison(rising).breakEven == nil)
    }

    @Test func recurringCostsCountForTheYearsThatThePlanCommitsTo() {
        let inputs = CoverComparison.Inputs(
            coverPence: [4_000_00, 8_000_00],
            migrationPence: 10_000_00,
            newRunningPencePerYear: 1_000_00,
            newRunningYears: 1
        )
        #expect(comparison(inputs).years.map(\.migratePence) == [11_000_00, 11_000_00, 11_000_00])
        #expect(comparison(inputs).breakEven?.description == "2027/28")
        #expect(comparison(inputs).summary.contains("The plan commits to no running costs from 2027/28 on"))
    }
}
