import DecisionSamples
import EstateModel
import Foundation
import Planning
import RegisterExchange
import Testing

@testable import Reeve

/// What a committee is told must be true of what was read, and no more than that.
struct CommitteeFormTests {
    private func register(unknown: Int, of all: Int, risks: [String] = [], own: [String] = []) -> ExportedRegister {
        ExportedRegister(
            name: "Darlbrook",
            marking: "OFFICIAL",
            asOf: day("2026-11-20"),
            risks: risks.map(row),
            watched: [],
            closed: [],
            plans: [],
            ownRisks: own.map(row),
            ownPlan: [],
            software: ExportedSoftware(),
            unknownAssets: (unknown, all),
            isWithheld: true
        )
    }

    private func row(_ reference: String) -> RegisterTableRow {
        var row = RegisterTableRow(reference: reference, title: "A risk")
        row.inherent.points = 16
        row.residual.points = 12
        return row
    }

    private func cost(_ pounds: Int, _ funding: PlanCost.Funding = .bid) throws -> PlanCost {
        PlanCost(
            oneOffPence: pounds * 100,
            spend: .capital,
            confidence: .low,
            source: "estimate",
            financialYear: FinancialYear(of: day("2026-11-20")),
            funding: funding,
            split: try CostSplit(percentages: ["darlbrook": 100])
        )
    }

    private func plan(_ reference: String, risks: [String], _ money: ExportedRegister.Plan.Money)
        -> ExportedRegister.Plan
    {
        let row = PlanTableRow(
            reference: reference,
            theme: "",
            area: "",
            action: "Upgrade",
            byWhom: "Architect",
            byWhen: PlanDate(day("2027-03-31"))
        )
        return ExportedRegister.Plan(
            reference: reference,
            risks: risks,
            row: row,
            project: ProjectRow(row),
            money: money,
            events: []
        )
    }

    private func text(_ register: ExportedRegister) throws -> String {
        try ExportForm.committee.write(register, ExportForm.Options()).text
    }

    private let noRisks = "there are no material risks"

    @Test func onlyAnEstateThatWasReadWholeHasNoRisks() throws {
        let whole = try text(register(unknown: 0, of: 4))
        #expect(whole.contains("\n\nAn assessment has been carried out and \(noRisks)"), "\(whole)")
        #expect(whole.contains("[x] An assessment has been carried out and \(noRisks)"), "\(whole)")
    }

    @Test(
        arguments: [
            (0, 0, "No host is known yet, so nothing can be said about risks."),
            (1, 1, "The only host was never read, so nothing can be said about risks."),
            (4, 4, "None of 4 hosts was ever read, so nothing can be said about risks."),
            (
                1, 4,
                "No material risk was found on the hosts that were read. Of 4 hosts 1 were never read: nothing is known "
                    + "of what risks are there."
            ),
        ]
    )
    func silenceIsNoAssessment(unknown: Int, all: Int, sentence: String) throws {
        let text = try text(register(unknown: unknown, of: all))
        #expect(text.contains(sentence), "\(text)")
        #expect(!text.contains("[x] An assessment"), "\(text)")
    }

    @Test func knownRisksAreNamedBesideWhatIsNotKnown() throws {
        let text = try text(register(unknown: 3, of: 4, risks: ["R-0001"]))
        #expect(text.contains("R-0001 - inherent risk score 16 - residual risk score 12 - Of 4 hosts 3 were never"))
        #expect(text.contains("[x] Material risks exist") && !text.contains("[x] An assessment"), "\(text)")
    }

    @Test func theCouncilsOwnRowsAloneSayNothingOfWhatWasFound() throws {
        let own = register(unknown: 0, of: 4, risks: ["R-0001"], own: ["ICT2"]).only(.own)
        let text = try text(own)
        #expect(text.contains("From the council's own register: Material risks exist"), "\(text)")
        #expect(!text.contains("R-0001") && !text.contains("[x] An assessment"), "\(text)")
        let nothing = try self.text(register(unknown: 0, of: 4, risks: ["R-0001"]).only(.own))
        #expect(!nothing.contains("[x] An assessment") && !nothing.contains("[x] Material risks"), "\(nothing)")
    }

    @Test func theCouncilsOwnRowsStandInTheBlockToo() throws {
        let text = try text(register(unknown: 0, of: 4, risks: ["R-0001"], own: ["ICT2"]))
        let block = text.split(separator: "\n\n").dropFirst(3).joined()
        #expect(block.contains("R-0001") && block.contains("ICT2"), "\(text)")
    }

    @Test func whatTheCouncilItselfHasClosedIsNoMaterialRisk() throws {
        var register = register(unknown: 0, of: 4, own: ["X4", "X5", "X6"])
        register.ownRisks[0].history.closed = PlanDate(day("2020-03-31"))
        register.ownRisks[1].history.closed = PlanDate(reading: "TBC")
        register.ownRisks[2].history.closed = PlanDate(day("2028-03-31"))
        let written = try ExportForm.committee.write(register, ExportForm.Options())
        #expect(!written.text.contains("X4") && written.text.contains("X5") && written.text.contains("X6"))
        #expect(written.ownRows == 2)
    }

    private func financial(_ plans: [ExportedRegister.Plan], risks: [String] = ["R-0001"]) throws -> String {
        var register = register(unknown: 0, of: 4, risks: risks)
        register.plans = plans
        let text = try text(register)
        let start = try #require(text.range(of: "Financial\n"))
        return text[start.upperBound...].components(separatedBy: "\n\n")[0]
    }

    @Test func anotherWayToTheSameEndIsNamedAndNotPaidForAsWell() throws {
        let text = try financial([
            plan("P-0001", risks: ["R-0001"], .cost(try cost(6_000))),
            plan("P-0002", risks: ["R-0001"], .alternative(try cost(50_000))),
            plan("P-0003", risks: ["R-0001"], .cost(try cost(1_000))),
        ])
        #expect(text.contains("[x] There will be financial implications – see paragraph £7,000 one-off, from 2026/27."))
        #expect(text.contains("P-0002 (£50,000 in all) is another way to the same end and not counted."), "\(text)")
    }

    private let notKnown = "[?] There are no financial implications"
    private let unknownBudget = "[?] There is provision within existing budget"

    @Test func whatNobodyKnowsIsNeverNoCost() throws {
        let text = try financial([
            plan("P-0001", risks: ["R-0001"], .cost(try cost(0))), plan("P-0002", risks: ["R-0001"], .notKnown),
            plan("P-0003", risks: ["R-0001"], .nothing),
        ])
        #expect(text.contains(notKnown) && text.contains("[?] There will be"), "\(text)")
        #expect(text.contains("1 plan has no cost yet (P-0002): what that costs is not known."), "\(text)")
        #expect(text.contains(unknownBudget) && text.contains("[?] Decisions may give rise"), "\(text)")
        let all = try financial([plan("P-0001", risks: ["R-0001"], .cost(try cost(0)))])
        #expect(all.contains("[x] There are no financial implications") && !all.contains("not known"), "\(all)")
    }

    @Test func whatNobodyKnowsIsNeverWithinBudget() throws {
        let funded = plan("P-0001", risks: ["R-0001"], .cost(try cost(50, .yes)))
        let text = try financial([funded, plan("P-0002", risks: ["R-0002"], .notKnown)])
        #expect(text.contains("[x] There will be financial implications – see paragraph £50 one-off"), "\(text)")
        #expect(text.contains(unknownBudget) && text.contains("[?] Decisions may give rise"), "\(text)")
        #expect(try financial([funded]).contains("[x] There is provision within existing budget"))
        let unplanned = try financial([funded], risks: ["R-0001", "R-0002"])
        #expect(unplanned.contains("1 risk has no plan yet (R-0002)") && unplanned.contains(unknownBudget))
        let bid = plan("P-0002", risks: ["R-0001"], .cost(try cost(1)))
        #expect(try financial([funded, bid]).contains("[ ] There is provision within existing budget"))
    }
}
