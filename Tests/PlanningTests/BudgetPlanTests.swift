import EstateModel
import Planning
import TestSupport
import Testing

struct BudgetPlanTests {
    private func book(_ costs: [PlanCost?]) throws -> PlanBook {
        var book = PlanBook()
        for (index, cost) in costs.enumerated() {
            var content = Sample.replacement()
            // Each about machines of its own: ways to the same end are not added up.
            content.assets = [Int64(index) + 11]
            content.cost = cost
            let plan = reference(index + 1)
            try book.apply(.draft(plan: plan, content: content), by: architect, at: noon("2026-11-20"))
        }
        return book
    }

    @Test func eachOrganisationHasItsYears() throws {
        var cover = Sample.cost(pounds: 0, recurringPounds: 1_001, years: 2, year: 2026)
        (cover.spend, cover.funding) = (.revenue, .yes)
        let book = try book([Sample.cost(split: ["darlington": 60, "stockton": 40]), cover, nil])
        let plan = BudgetPlan(book.records, asOf: today)
        #expect(plan.years.map(\.description) == ["2026/27", "2027/28", "2028/29", "2029/30", "2030/31"])
        #expect(plan.organisations.map(\.id) == ["darlington", "stockton"])
        let darlington = try #require(plan.organisations.first)
        #expect(darlington.lines.map(\.pence) == [[0, 720_000, 0, 0, 0], [50_050, 50_050, 0, 0, 0]])
        #expect(darlington.years.map(\.totalPence) == [50_050, 770_050, 0, 0, 0])
        #expect(darlington.years[1].capitalPence == 720_000 && darlington.years[1].revenuePence == 50_050)
        #expect(darlington.years[1].bidPence == 720_000 && darlington.years[1].fundedPence == 50_050)
        #expect(darlington.years[1].peopleDays == 9)
        #expect(plan.totals.map(\.totalPence) == [100_100, 1_300_100, 0, 0, 0])
        #expect(plan.totals.map(\.peopleDays) == [15, 15, 0, 0, 0])
    }

    @Test func whatNobodyApprovedAndWhatComesLaterIsToldApart() throws {
        let cover = Sample.cost(pounds: 0, recurringPounds: 1_001, years: 2, year: 2026)
        let book = try book([Sample.cost(split: ["darlington": 60, "stockton": 40]), cover])
        let drafts = BudgetPlan(book.records, asOf: today, years: 1)
        #expect(drafts.totals.map(\.unapprovedPence) == drafts.totals.map(\.totalPence))
        let darlington = try #require(drafts.organisations.first)
        #expect(darlington.lines.map(\.laterPence) == [720_000, 50_050] && darlington.laterPence == 770_050)
        #expect(darlington.lines.map(\.state) == [.draft, .draft])
        let approved = BudgetPlan(try Sample.book(.approved).records, asOf: today)
        #expect(
            approved.totals.contains { $0.totalPence > 0 } && approved.totals.allSatisfy { $0.unapprovedPence == 0 }
        )
        #expect(approved.organisations.allSatisfy { $0.laterPence == 0 })
    }

    @Test func cancelledPlansCostNothing() throws {
        let book = try Sample.book(.cancelled)
        let plan = BudgetPlan(book.records, asOf: today)
        #expect(plan.organisations.isEmpty && plan.totals.allSatisfy { $0.totalPence == 0 })
    }

    @Test(arguments: Array<UInt64>(1...200))
    func thePartsOfEveryYearSumToTheWhole(seed: UInt64) throws {
        var random = SeededRandom(seed: seed)
        let costs = (0..<8).map { _ in
            let percent = Int.random(in: 1...99, using: &random)
            var cost = Sample.cost(
                recurringPounds: 1,
                years: Int.random(in: 1...9, using: &random),
                year: Int.random(in: 2024...2030, using: &random),
                split: ["a": percent, "b": 100 - percent]
            )
            cost.oneOffPence = Int.random(in: 0...9_999_999, using: &random)
            cost.recurringPencePerYear = Int.random(in: 1...9_999_999, using: &random)
            return cost
        }
        let plan = BudgetPlan(try book(costs).records, asOf: today)
        for (index, year) in plan.years.enumerated() {
            let whole = costs.reduce(0) { $0 + $1.pence(in: year) }
            #expect(plan.totals[index].totalPence == whole)
            #expect(plan.organisations.reduce(0) { $0 + $1.years[index].totalPence } == whole)
            let funded = plan.totals[index]
            #expect(funded.fundedPence + funded.bidPence + funded.unfundedPence == whole)
        }
    }

    @Test(arguments: [
        ("2026-03-31", "2025/26"), ("2026-04-01", "2026/27"), ("2027-03-31", "2026/27"), ("2028-02-29", "2027/28"),
        ("2099-12-31", "2099/00"),
    ])
    func aDayHasItsFinancialYear(date: String, year: String) throws {
        let found = FinancialYear(of: day(date))
        #expect(found.description == year)
        #expect(FinancialYear(year) == found)
        #expect(found.firstDay <= day(date) && day(date) <= found.lastDay)
        #expect(found.lastDay.adding(days: 1) == found.adding(1).firstDay)
    }

    @Test(arguments: ["2026", "2026/28", "2026-27", "26/27", "/27", "2026/27 ", "0/01", "99999/00", "+2026/27"])
    func whatIsNoFinancialYearIsNotRead(text: String) {
        #expect(FinancialYear(text) == nil)
    }

    @Test func aCostThatCannotBeIsRefused() {
        var content = Sample.replacement()
        var cost = Sample.cost(pounds: -1, recurringPounds: 5, years: 0)
        (cost.peopleDays, cost.source) = (-2, "")
        content.cost = cost
        let refused = refusal(PlanBook(), .draft(plan: reference(1), content: content), by: architect, at: "2026-11-20")
        #expect(refused.count == 4)
    }
}
