import DecisionSamples
import EstateModel
import Planning
import Testing

@testable import Reeve

/// What a budget leaves out is said.
struct BudgetNotesTests {
    private let names = ["darlbrook": "Darlbrook Borough Council", "stockvale": "Stockvale Borough Council"]

    private func budget(_ costs: [Int?], payer: String = "darlbrook") throws -> BudgetPlan {
        var book = PlanBook()
        for (index, pounds) in costs.enumerated() {
            var content = Sample.plan()
            content.cost = try pounds.map { pounds in
                PlanCost(
                    oneOffPence: pounds * 100,
                    spend: .capital,
                    confidence: .low,
                    source: "estimate",
                    financialYear: FinancialYear(of: day("2026-11-20")),
                    funding: .bid,
                    split: try CostSplit(percentages: [payer: 100])
                )
            }
            let act = PlanAct.draft(plan: try #require(PlanReference(number: index + 1)), content: content)
            try book.apply(act, by: PlanActor(person: "ann", post: "Architect"), at: SystemClock.now)
        }
        return BudgetPlan(book.records, asOf: day("2026-11-20"))
    }

    private func notes(_ costs: [Int?], for organisation: String? = nil) throws -> [String] {
        BudgetNotes(try budget(costs), names).sentences(for: organisation)
    }

    @Test func whoPaysInsteadIsNamed() throws {
        let budget = try budget([1_000_000])
        let shown = budget.organisations.filter { $0.id == "stockvale" }
        #expect(BudgetText(budget, shown, names).text(width: nil) == "None of what plans cost falls here.\n")
        #expect(
            try notes([1_000_000], for: "stockvale") == [
                "Stockvale Borough Council pays for no plan: P-0001 is paid by Darlbrook Borough Council 100%"
            ]
        )
        #expect(try notes([1_000_000], for: "darlbrook").isEmpty)
        let none = try self.budget([nil])
        #expect(BudgetText(none, none.organisations, names).text(width: nil) == "No plan has a cost yet.\n")
    }

    @Test func whatIsNotCountedIsNamed() throws {
        #expect(
            try notes([10, 1_000, nil]) == [
                "not counted: P-0001, £10 in all, for the same assets as P-0002",
                "without a cost and so not in it: P-0003",
            ]
        )
        #expect(try notes([10, 1_000], for: "stockvale").count == 1, "another council's drafts are not its own")
    }
}
