import EstateModel
import Planning
import Risk
import Testing

/// The worked examples of the plan rules, as of 20 November 2026.
struct PlanExampleTests {
    private let critical = Band(id: "critical", label: "Critical")

    private func byWhen(_ band: String, noFixes: Bool = true, _ change: (inout PlanFacts) -> Void = { _ in }) throws
        -> PlanDeadline
    {
        var policy = PlanPolicy()
        policy.nextRefresh = day("2028-06-30")
        let known = Band(id: band, label: band.prefix(1).uppercased() + band.dropFirst())
        var facts = PlanFacts(kind: .replace, band: known, firstDetected: today, lacksFixes: noFixes)
        change(&facts)
        return PlanDeadline(
            try #require(try policy.byWhen(facts, asOf: today, calendar: CalendarPolicy().calendar))
        )
    }

    /// Number, deadline, by-when, containment.
    @Test func everyExampleHasItsDays() throws {
        let hypervisor = try byWhen("very-high")
        #expect(hypervisor.value == day("2027-05-19") && hypervisor.containBy == day("2026-12-18"))
        #expect(FinancialYear(of: hypervisor.value).description == "2027/28")
        #expect(try byWhen("very-high") { $0.internetFacing = true }.value == day("2027-02-18"))
        #expect(try byWhen("medium").value == day("2027-11-19"))
        let patch = PlanFacts(kind: .patch, band: critical, firstDetected: today, lacksFixes: false)
        var late = patch
        late.oldestFix = today.adding(days: -120)
        let due = try #require(try PlanPolicy().byWhen(late, asOf: today, calendar: CalendarPolicy().calendar))
        #expect(due.value.days(until: today) == 106, "overdue already")
    }

    @Test func theTraceOfTheDesktopsNamesItsWinner() throws {
        let desktops = try byWhen("low", noFixes: false) { $0.supportEnd = day("2027-10-12") }
        #expect(desktops.value == day("2027-09-10"))
        #expect(
            desktops.trace == [
                "12 September 2027. Support or paid cover ends on 12 October 2027; "
                    + "the work must end 30 days earlier. (won)",
                "30 June 2028. The band Low waits for the next refresh, on 30 June 2028.",
            ]
        )
    }

    @Test func everyExampleIsPlannedInTime() throws {
        for (deadline, missing) in [(try byWhen("medium"), 0), (try byWhen("very-high"), 8)] {
            let plan = try BackPlan(
                to: deadline,
                template: .standard(for: .replace),
                asOf: today,
                calendar: WorkingCalendar()
            )
            #expect(plan.steps.first?.code == .contain)
            #expect(plan.steps.first?.day == deadline.containBy)
            #expect(plan.steps.last?.day == deadline.value)
            #expect(plan.missingWorkingDays == missing)
        }
    }

    @Test func thePlanReadsAsStrategicPlansDo() throws {
        let record = try #require(try Sample.book(.approved)[reference(1)])
        #expect(
            record.actionSentence(place: "FS1", supportEnd: day("2023-10-10"), asOf: today)
                == "Replace Windows Server 2012 R2 on FS1 with Windows Server 2025 (end 14/11/2034). "
                + "Reliant on supplier statement SUP-12. Support ended 10/10/2023."
        )
        #expect(britishDay(record.currentByWhen) == "19/11/2027")
        #expect(monthAndYear(record.currentByWhen) == "Nov-27")
    }

    @Test func theBudgetLineNamesItsApprover() throws {
        let names = ["darlington": "Darlington", "stockton": "Stockton"]
        var content = Sample.replacement()
        func line() throws -> String? {
            let record = try #require(try Sample.book(.draft, content: content)[reference(1)])
            let route = SpendRoute(try #require(content.cost), owners: [], policy: ApprovalPolicy())
            return record.budgetLine(route: route, names: names)
        }
        #expect(
            try line()
                == "R-0007 | Darlington 50% / Stockton 50% | one-off £12,000 | recurring £0 | FY 2027/28 | bid | "
                + "ICT manager (up to £25,000)"
        )
        content.cost = Sample.cost(pounds: 25_001)
        #expect(
            try line()?.hasSuffix("one-off £25,001 | recurring £0 | FY 2027/28 | bid | ICT Executive Board") == true
        )
    }
}
