import EstateModel
import Testing

@testable import Store

struct RiskReferenceTests {
    private func reference(_ key: String, _ number: String, _ day: String) throws -> StoredRiskReference {
        StoredRiskReference(key: key, reference: number, firstDetected: try #require(CalendarDay(day)))
    }

    @Test func aReferenceIsKeptForEverAndNeverGivenTwice() async throws {
        let estate = try Estate()
        let store = estate.store
        let first = try reference("darlbrook|debian|11|", "R-0001", "2026-11-20")
        try await store.addRiskReferences([first, try reference("darlbrook|php|7.4|", "R-0002", "2026-11-20")])
        // A second writer that thought the key and the number were free changes nothing.
        try await store.addRiskReferences([
            try reference("darlbrook|debian|11|", "R-0003", "2027-01-01"),
            try reference("stockvale|debian|11|", "R-0001", "2027-01-01"),
        ])
        let kept = try await store.riskReferences()
        #expect(kept.map(\.reference) == ["R-0001", "R-0002"])
        #expect(kept.first == first)
    }
}
