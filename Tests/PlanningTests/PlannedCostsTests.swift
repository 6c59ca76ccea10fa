import EstateModel
import Planning
import Testing

/// Of several ways to the same end a council pays for one.
struct PlannedCostsTests {
    private struct Sketch {
        var kind = PlanKind.replace
        var assets: [Int64]
        var risks = ["R-0007"]
        /// Nil while nobody knows.
        var pounds: Int?
        var isApproved = false
        var payer = "darlington"
    }

    private func book(_ sketches: [Sketch]) throws -> PlanBook {
        var book = PlanBook()
        for (index, sketch) in sketches.enumerated() {
            var content = Sample.replacement(of: sketch.kind)
            (content.assets, content.risks) = (sketch.assets, sketch.risks)
            content.cost = sketch.pounds.map { Sample.cost(pounds: $0, split: [sketch.payer: 100]) }
            if sketch.kind.isInterim { content.followOn = reference(1) }
            let plan = reference(index + 1)
            try book.apply(.draft(plan: plan, content: content), by: architect, at: noon("2026-11-20"))
            guard sketch.isApproved else { continue }
            try book.apply(.propose(plan: plan), by: architect, at: noon("2026-11-20"))
            let decision = Sample.approval(of: content)
            try book.apply(.approve(plan: plan, decision: decision), by: manager, at: noon("2026-11-21"))
        }
        return book
    }

    private func costs(_ sketches: Sketch...) throws -> PlannedCosts { PlannedCosts(try book(sketches).records) }

    private func numbers(_ records: [PlanRecord]) -> [Int] { records.map(\.reference.number) }

    @Test func aDraftBesideAnApprovedPlanIsAnotherWay() throws {
        let costs = try costs(
            Sketch(assets: [1], pounds: 6_000, isApproved: true),
            Sketch(assets: [1], pounds: 50_000),
            Sketch(assets: [1, 2], pounds: 1_000),
            Sketch(assets: [1], pounds: nil)
        )
        #expect(numbers(costs.counted) == [1, 3], "nothing else replaces the second machine")
        #expect(costs.alternatives.map(\.record.reference) == [reference(2)])
        #expect(costs.alternatives.first?.insteadOf == [reference(1)])
        #expect(
            costs.counted(insteadOf: reference(2)) == [reference(1)] && costs.counted(insteadOf: reference(1)) == nil
        )
        #expect(costs.uncosted.isEmpty)
    }

    @Test func ofRivalDraftsTheDearestCounts() throws {
        let costs = try costs(
            Sketch(assets: [1], pounds: 10),
            Sketch(assets: [1], pounds: 1_000),
            Sketch(assets: [1], pounds: 1_000),
            Sketch(assets: [1], pounds: nil)
        )
        #expect(numbers(costs.counted) == [2])
        #expect(numbers(costs.alternatives.map(\.record)) == [1, 3])
        #expect(numbers(costs.uncosted) == [4], "what nobody knows may be dearer still")
        let budget = BudgetPlan(
            try book([Sketch(assets: [1], pounds: 10), Sketch(assets: [1], pounds: 1_000)]).records,
            asOf: today
        )
        #expect(budget.totals.reduce(0) { $0 + $1.totalPence } == 1_000_00)
        #expect(numbers(budget.costs.alternatives.map(\.record)) == [1])
    }

    @Test func twoPartsOfOneRiskAreBothPaidFor() throws {
        let costs = try costs(Sketch(assets: [1], pounds: 10, isApproved: true), Sketch(assets: [2], pounds: 20))
        #expect(numbers(costs.counted) == [1, 2] && costs.alternatives.isEmpty)
    }

    @Test func whatBridgesTheTimeIsPaidBesideWhatEndsTheRisk() throws {
        let costs = try costs(
            Sketch(assets: [1], pounds: 10),
            Sketch(kind: .buyCover, assets: [1], pounds: 20),
            Sketch(kind: .buyCover, assets: [1], pounds: 30)
        )
        #expect(numbers(costs.counted) == [1, 3])
        #expect(numbers(costs.alternatives.map(\.record)) == [2])
    }

    /// Otherwise one council's dearer draft would take another's money out of its budget.
    @Test func anotherCouncilsDraftIsNoSubstitute() throws {
        let costs = try costs(
            Sketch(assets: [1], pounds: 10),
            Sketch(assets: [1], pounds: 1_000, payer: "stockton")
        )
        #expect(numbers(costs.counted) == [1, 2])
    }

    @Test func plansWithoutAssetsAreHeldAgainstTheirRisks() throws {
        let costs = try costs(Sketch(assets: [], pounds: 10), Sketch(assets: [], pounds: 20))
        #expect(numbers(costs.counted) == [2] && numbers(costs.alternatives.map(\.record)) == [1])
        let none = try self.costs(Sketch(assets: [], risks: [], pounds: 10), Sketch(assets: [], risks: [], pounds: 20))
        #expect(numbers(none.counted) == [1, 2])
    }

    @Test func whatIsDoneOrCancelledStandsInNobodysWay() throws {
        var records = try Sample.book(.verifiedDone).records
        #expect(numbers(PlannedCosts(records).counted) == [1])
        records = try Sample.book(.cancelled).records
        #expect(PlannedCosts(records).counted.isEmpty)
    }
}
