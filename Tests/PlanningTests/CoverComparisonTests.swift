import Planning
import Testing

struct CoverComparisonTests {
    private let first = FinancialYear(startYear: 2026)!

    /// Cover that doubles every year and is sold for three.
    @Test func coverIsHeldAgainstMigration() {
        let inputs = CoverComparison.Inputs(
            coverPence: [100_000, 200_000, 400_000],
            oldRunningPencePerYear: 50_000,
            migrationPence: 300_000,
            newRunningPencePerYear: 30_000
        )
        let comparison = CoverComparison(inputs, from: first)
        #expect(comparison.years.map(\.stayPence) == [150_000, 400_000, 850_000, nil, nil])
        #expect(comparison.years.map(\.migratePence) == [330_000, 360_000, 390_000, 420_000, 450_000])
        #expect(comparison.breakEven?.description == "2027/28")
        #expect(comparison.costOfDelayPence == 700_000)
    }

    @Test func whenCoverEndsStayingIsNoChoice() {
        let cheap = CoverComparison.Inputs(coverPence: [1, 1], migrationPence: 900_000)
        #expect(CoverComparison(cheap, from: first).breakEven?.description == "2028/29")
        #expect(CoverComparison(cheap, from: first, years: 2).breakEven == nil)
    }
}
